/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An entry of the shell's lists of folders (BagMRU in a user's registry): is it a drive, and which?
 * It holds a letter and not what kind of drive that was. Facts about the format: Joachim Metz,
 * "Windows Shell Item format". No other kind of entry is taken apart. */
#pragma once

#include <stdbool.h>

#include "core/base/bytes.h"

/* "E" of the drive that the entry stands for. False: it is no drive with a letter. */
bool shell_item_drive(struct bytes item, char *ret);
/* "E" of a name as Explorer shows drives, "KEIRI (E:)"; false when it is none. */
bool shell_item_shown_drive(const char *name, char *ret);
