/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A judged check-up to all the faces that the options ask for: files and standard output. */
#pragma once

#include "cli/options.h"
#include "cli/output.h"
#include "core/model/checkup.h"

/* Writes and commits all outputs, prints on standard output unless records already went there.
 * Takes outputs in any case: they are committed or gone. */
NODISCARD int faces_write(const struct options *o, const struct checkup *c, struct outputs *outputs,
			  struct err *err);

/* The "now" of a command: --now, else SOURCE_DATE_EPOCH, else the clock. */
int64_t faces_now(const struct options *o);
