/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines about the backup that was taken in this visit. Pure. */
#pragma once

#include "core/checklist/sheet.h"

/* Fills s->taken: only of one that came back from its medium as it was written; of anything less the
 * sheet is silent. */
void backup_lines_make(struct sheet *s);
