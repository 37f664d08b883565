/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was not looked at, and the lines about viruses. Pure. */
#pragma once

#include "core/checklist/sheet.h"

/* Fills s->not_looked from gaps, volumes, findings that could not look, questions that were not
 * asked, and what only the eye can see. */
void not_looked_make(struct sheet *s, bool short_interview);

/* Fills s->virus. "No sign" is never told as "nothing there". */
void virus_make(struct sheet *s);
