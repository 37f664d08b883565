/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the two forms of a property list share. Nobody outside of plist*.c includes it. */
#pragma once

#include "scanners/readers/plist.h"

struct plist_making {
	struct arena *arena;
	unsigned nodes;
	size_t bytes; /* of texts */
	bool limit;   /* past a ceiling */
};

/* A value at the end of parent's; last: the one before it. NULL past the ceiling. */
struct plist *plist_new(struct plist_making *m, struct plist *parent, struct plist **last,
			enum plist_type type);
/* A text of n bytes, or its beginning; "" past the ceiling. */
const char *plist_keep(struct plist_making *m, const char *text, size_t n);
const struct plist *plist_binary(struct bytes file, struct plist_making *m, struct err *err);
