/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facts to findings, for every system of a check-up. The same for a live run and for saved facts.
 * Must not look at a disk; the only files it reads are the dated tables. */
#pragma once

#include "core/base/err.h"
#include "core/model/checkup.h"

/* Replaces c's findings. now is c->now. only: ids of the wanted checks, n_only == 0 for all;
 * -EINVAL when one of them is no check (and not "malware"). A table that can't be read makes the
 * checks that need it say COULD NOT LOOK. usb_register: file with the firm's own USB devices, NULL
 * for none. jvn: the table that `kenshin jvn` made, NULL for none. */
NODISCARD int judge_all(struct checkup *c, const char *tables, const char *usb_register,
			const char *jvn, const char *const *only, size_t n_only, struct err *err);
