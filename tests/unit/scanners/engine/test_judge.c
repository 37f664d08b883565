/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of several traces of use everything that ages is judged against: the newest that is not
 * later than the visit; a clock that was wrong once hides no other trace. */
/* link: scanners/engine */
#include <stdlib.h>

#include "scanners/engine/judge.h"
#include "tests/unit/suite.h"

#define NOW      ((int64_t)1795305600) /* 2026-11-22 */
#define AT(days) (NOW - (days)*TIME_DAY)

static const struct {
	int64_t use[3]; /* 0: no more */
	int64_t want;   /* days between the scan, AT(100), and the use that counts */
} rows[] = {
	{ { AT(90) }, 10 },
	{ { AT(95), AT(80), AT(85) }, 20 },
	{ { AT(80), AT(-400) }, 20 },
	{ { AT(-400), AT(80) }, 20 },
	{ { TIME_ABSENT, AT(80) }, 20 },
	{ { AT(80), AT(-1) }, 101 }, /* within the slack of clocks and zones */
};

START_TEST(the_use_that_counts)
{
	const char *const only[] = { "antivirus-last-scan" };
	struct client_system *s;
	struct checkup c;
	struct err err;

	checkup_init(&c);
	c.now = NOW;
	s = checkup_add_system(&c);
	s->kind = SYSTEM_WINDOWS;
	for (size_t i = 0; i < LEN(rows[0].use) && rows[_i].use[i]; i++)
		FACTS_ADD(&s->facts, last_use, LAST_USE, "x")->at = rows[_i].use[i];
	FACTS_ADD(&s->facts, antivirus_scan, ANTIVIRUS_SCAN, "x")->at = AT(100);
	facts_note(&s->facts, FACT_KIND_ANTIVIRUS_SCAN, FACT_STATE_COLLECTED, NULL);
	ck_assert_int_eq(judge_all(&c, NULL, NULL, NULL, only, 1, &err), 0);
	ck_assert_uint_eq(c.n_findings, 1);
	ck_assert_int_eq(c.finding[0].evidence.arg[2].number, rows[_i].want);
	ck_assert_int_eq(c.finding[0].evidence.arg[3].number, 100);
	checkup_done(&c);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("judge");
	TCase *tc = tcase_create("last use");

	tcase_add_loop_test(tc, the_use_that_counts, 0, LEN(rows));
	return suite_result(suite, tc);
}
