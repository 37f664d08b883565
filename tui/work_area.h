/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The work area of a visit: one folder in memory (tmpfs) for the few files that other programs
 * have to be handed. Overwritten and removed at the end, and looked for at the next start. */
#pragma once

#include "core/base/err.h"

struct work_area {
	char path[512]; /* "" : none */
};

NODISCARD int work_area_make(struct work_area *w, struct err *err);
/* Overwrites and removes everything of it. Returns how many things stay, 0 when it is clear. */
unsigned work_area_clear(struct work_area *w);
/* Overwrites, reads back and removes what lies in a folder (and folders in it); then the folder is
 * empty, and is kept. Returns how many things stay; not 0 either when it could not be looked into.
 * *ret_found: how many there were. `first`: the file that goes before all others, or NULL. */
unsigned work_area_empty(const char *folder, const char *first, unsigned *ret_found);
/* Work areas of programs that fell: clears them. *ret_found: how many there were. Returns how
 * many things stay; not 0 either when the place could not be looked into. */
unsigned work_area_sweep(unsigned *ret_found);
