/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words that the pages of a lent stick share. */
#pragma once

#include "tui/screens/screen.h"

/* Slip, day of return, PCs left; or that the clock is wrong. */
const char *lending_row2(const struct visit *v, struct page *p);
/* "done 11-22" of a sticker that was used. */
const char *lending_done(struct page *p, const struct loan_use *use);
/* "If in trouble: chamber, phone, hours". */
void lending_phone(const struct visit *v, struct page *p);
/* Lines 2 (results), 3 (copy) and 4 (power off) as choices; returns how many. */
unsigned lending_choices(const struct visit *v, struct page *p, struct choice *c);
/* What they do; false for another digit. */
bool lending_choose(struct visit *v, int chosen);
