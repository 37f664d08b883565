/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the PC's records suggest as the answer of a question, with up to two lines that say why.
 * Pure: findings and facts in, suggestion out. A person confirms each. */
#pragma once

#include "core/model/checkup.h"

#define PREFILL_LINES 2

struct prefill {
	enum reply suggested; /* REPLY_NONE: the records do not say; there may still be lines */
	unsigned n_lines;
	struct phrase line[PREFILL_LINES]; /* for the frame "From the PC's records" */
	/* For the page of one action (S12), each may be nothing: what it is, why it matters, where
	 * it was seen; more telling than the question's own words. */
	struct phrase what, why, seen;
};

/* question 1 to QUESTIONS. Phrases borrow from c. May be asked again as findings come in. */
void prefill(const struct checkup *c, unsigned question, struct prefill *ret);

/* The newest moment of use over all systems, or TIME_ABSENT. */
int64_t prefill_last_use(const struct checkup *c);
/* When an outside disk was last there by the records of all Windows: TIME_ABSENT when they show none,
 * PREFILL_NOT_READ when not all of them could be read, or one has no date. */
#define PREFILL_NOT_READ INT64_MAX
int64_t prefill_outside_disk(const struct checkup *c);

/* Puts reply and suggestion together. A reply that claims more than the records show (yes, while
 * they suggest partly or no) becomes PARTLY with the contradiction marked: never silently, the
 * caller shows it. Returns true when that happened. a->question must be set. */
bool answer_reconcile(struct answer *a, enum reply reply, enum reply suggested);
/* What was said, before that. */
enum reply answer_said(const struct answer *a);
