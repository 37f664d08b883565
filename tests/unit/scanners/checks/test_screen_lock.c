/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P16: does the screen lock itself? */
#include "tests/unit/scanners/checks/rows_bench.h"

#define NA NUMBER_ABSENT
struct lock {
	bool there;
	enum flag active, saver, secure;
	int64_t seconds;
};
#define SAVER(s)                                                                                   \
	{                                                                                          \
		true, FLAG_YES, FLAG_YES, FLAG_YES, (s)                                            \
	}
#define NO_SAVER                                                                                   \
	{                                                                                          \
		true, FLAG_YES, FLAG_NO, FLAG_ABSENT, NA                                           \
	}

static const struct {
	int64_t idle, sleep;
	enum flag asks;
	struct lock user[2];
	const char *chassis;
	enum answer_kind want;
} rows[] = {
	{ 600, NA, FLAG_ABSENT, { NO_SAVER }, "laptop", ANSWER_OK },
	{ 601, NA, FLAG_ABSENT, { NO_SAVER }, "laptop", ANSWER_CONCERN },
	{ 900, NA, FLAG_ABSENT, { NO_SAVER }, "laptop", ANSWER_CONCERN },
	{ 3600, NA, FLAG_ABSENT, { NO_SAVER }, "laptop", ANSWER_CONCERN },
	{ NA, NA, FLAG_ABSENT, { NO_SAVER }, "laptop", ANSWER_DANGER },
	{ NA, NA, FLAG_ABSENT, { NO_SAVER }, "desktop", ANSWER_CONCERN },
	{ NA, NA, FLAG_ABSENT, { NO_SAVER }, NULL, ANSWER_CONCERN },
	{ 0, 0, FLAG_YES, { NO_SAVER }, "laptop", ANSWER_DANGER },
	/* sleep that asks, or does not */
	{ NA, 600, FLAG_ABSENT, { NO_SAVER }, "laptop", ANSWER_OK },
	{ NA, 600, FLAG_YES, { NO_SAVER }, "laptop", ANSWER_OK },
	{ NA, 600, FLAG_NO, { NO_SAVER }, "laptop", ANSWER_DANGER },
	/* a screen saver needs all three */
	{ NA, NA, FLAG_ABSENT, { SAVER(300) }, "laptop", ANSWER_OK },
	{ NA, NA, FLAG_ABSENT, { SAVER(NA) }, "laptop", ANSWER_CONCERN }, /* Windows' own: 900 */
	{ NA,
	  NA,
	  FLAG_ABSENT,
	  { { true, FLAG_YES, FLAG_YES, FLAG_NO, 300 } },
	  "laptop",
	  ANSWER_DANGER },
	{ NA,
	  NA,
	  FLAG_ABSENT,
	  { { true, FLAG_YES, FLAG_NO, FLAG_YES, 300 } },
	  "laptop",
	  ANSWER_DANGER },
	{ NA,
	  NA,
	  FLAG_ABSENT,
	  { { true, FLAG_NO, FLAG_YES, FLAG_YES, 300 } },
	  "laptop",
	  ANSWER_DANGER },
	/* the least protected user counts; the machine's own time protects all */
	{ NA, NA, FLAG_ABSENT, { SAVER(300), NO_SAVER }, "laptop", ANSWER_DANGER },
	{ 300, NA, FLAG_ABSENT, { SAVER(60), NO_SAVER }, "laptop", ANSWER_OK },
	/* nobody's settings */
	{ 300, NA, FLAG_ABSENT, { { 0 } }, "laptop", ANSWER_OK },
	{ NA, NA, FLAG_ABSENT, { { 0 } }, "laptop", ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, int i)
{
	struct fact_computer *c = FACTS_ADD(&b->facts, computer, COMPUTER, "SYSTEM\\x");
	struct fact_screen_lock *f = FACTS_ADD(&b->facts, screen_lock, SCREEN_LOCK, "SOFTWARE\\x");

	c->chassis = rows[i].chassis;
	f->scope = "machine";
	f->idle_seconds = rows[i].idle;
	f->sleep_seconds = rows[i].sleep;
	f->sleep_asks = rows[i].asks;
	for (size_t k = 0; k < 2 && rows[i].user[k].there; k++) {
		f = FACTS_ADD(&b->facts, screen_lock, SCREEN_LOCK, "HKCU\\x");
		f->scope = "user";
		f->active = rows[i].user[k].active;
		f->saver = rows[i].user[k].saver;
		f->secure = rows[i].user[k].secure;
		f->idle_seconds = rows[i].user[k].seconds;
	}
}

ROWS_TEST(screen_lock, rows_first, rows_act(rows[_i].want) ? "lock-screen" : NULL,
	  ANSWER_COULD_NOT_LOOK)
