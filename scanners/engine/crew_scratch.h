/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The directory for the scanners' temporary files: parts of a client's files lie in it, so it goes
 * with the run; what a killed run left goes with the next one's start. */
#pragma once

#include <stddef.h>

#include "core/base/err.h"

/* Makes kenshin-scan-PID-XXXXXX, in memory where there is such a place, and removes those of runs
 * that are dead. Returns it opened (close-on-exec); path "" and negative errno when it can't. */
NODISCARD int crew_scratch_make(char *path, size_t size, struct err *err);

/* With all that is in it; nothing is followed. path becomes "". */
void crew_scratch_remove(char *path);
