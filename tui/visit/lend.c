/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules of a lent stick that need no file. */
#include "tui/visit/visit.h"

enum screen_id visit_home(const struct visit *v)
{
	if (!v->lend.lent)
		return SCREEN_S01;
	return v->lend.trouble == LEND_FINE && v->lend.state == LOAN_OPEN ? SCREEN_S18 : SCREEN_S34;
}

void lend_forget(struct lend *l)
{
	explicit_bzero(l->pass, sizeof(l->pass));
	explicit_bzero(l->result, sizeof(l->result));
	l->n_results = 0;
	l->typing = 0;
	l->chosen = -1;
	l->sticker = -1;
	l->review = l->to_copy = l->pass_shown = false;
	l->unlocking = UNLOCK_NOT;
}

/* The slip says: settings and contents yes, names of documents no; the result is kept, sealed.
 * Counts and reports were not asked for, so the answer is no. */
void lend_begin_case(struct visit *v, enum sticker sticker)
{
	static const enum tick slip[CONSENT_LINES] = { TICK_YES, TICK_YES, TICK_NO, TICK_YES,
						       TICK_YES, TICK_NO,  TICK_NO, TICK_NO };

	memcpy(v->consent, slip, sizeof(slip));
	v->lend.sticker = (int)sticker;
	v->lend.review = v->lend.to_copy = false;
	v->minutes = 0;
}

int64_t lend_wait(unsigned tries)
{
	static const unsigned seconds[] = { 30, 60, 120, 240, 480 };

	if (tries < 4)
		return 0;
	return (int64_t)seconds[MIN(tries - 4, LEN(seconds) - 1)] * 1000;
}

unsigned lend_seconds(const struct visit *v)
{
	int64_t left = v->lend.wait_until - v->ms;

	return left > 0 ? (unsigned)((left + 999) / 1000) : 0;
}
