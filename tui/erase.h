/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ending a case and proving it: texts of the visit are noted (masked), the visit is wiped, and
 * then our own memory is searched for them. Each [ done ] of S16 comes from here. */
#pragma once

#include "tui/visit/visit.h"

#define WITNESSES 64

/* Texts that only this visit can have put into memory, masked so that they do not find themselves. */
struct witness {
	unsigned n;
	struct {
		unsigned char text[64];
		size_t n;
	} item[WITNESSES];
};

void erase_note(const struct visit *v, struct witness *w);
/* How many places of our writable memory still hold one of them; a negative errno when the memory
 * cannot be read. */
NODISCARD int64_t erase_search(const struct witness *w);
