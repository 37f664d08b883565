/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the firm's own register of USB devices: a small CSV file that somebody keeps in a table
 * program. Columns "serial,holder,label"; holder is company, private or unknown (会社, 私物, 不明). A file that
 * breaks a rule is refused as a whole and its line is told: half a list would call the firm's own
 * memories strangers. Must not judge. */
#pragma once

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/model/known_device.h"

#define USB_REGISTER_BYTES ((size_t)1 << 20)
#define USB_REGISTER_ROWS  5000
#define USB_REGISTER_FIELD 120 /* bytes */

/* Texts live in the arena. On an error ret is BROKEN, with the line, and err says why. */
NODISCARD int usb_register_parse(struct arena *a, const char *csv, size_t n,
				 struct device_register *ret, struct err *err);

/* The file of this name, or of a descriptor (/proc/self/fd/N); none: NONE and 0. */
NODISCARD int usb_register_load(struct arena *a, const char *path, struct device_register *ret,
				struct err *err);
