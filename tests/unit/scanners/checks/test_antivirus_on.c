/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V1: is a virus protection at work? */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_antivirus_on;

#define NONE NUMBER_ABSENT

struct product {
	const char *name;
	enum flag enabled, realtime;
	int64_t start;
};

#define DEFENDER_ON                                                                                \
	{                                                                                          \
		"defender", FLAG_YES, FLAG_YES, 2                                                  \
	}
#define DEFENDER_OFF                                                                               \
	{                                                                                          \
		"defender", FLAG_NO, FLAG_NO, 2                                                    \
	}

static const struct {
	struct product product[3];
	int64_t build;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ { DEFENDER_ON }, 26200, ANSWER_OK, NULL },
	{ { { "defender", 0, 0, 2 } }, 26200, ANSWER_OK, NULL }, /* on since Windows 8 */
	{ { { "defender", 0, 0, 2 } }, 7601, ANSWER_COULD_NOT_LOOK, NULL },
	{ { { "defender", 0, 0, 2 } }, NONE, ANSWER_COULD_NOT_LOOK, NULL },
	{ { { "defender", 0, 0, NONE } }, 26200, ANSWER_COULD_NOT_LOOK, NULL },
	{ { DEFENDER_OFF }, 26200, ANSWER_DANGER, "turn-on-antivirus" },
	{ { { "defender", FLAG_YES, FLAG_NO, 2 } }, 26200, ANSWER_DANGER, "turn-on-antivirus" },
	{ { { "defender", FLAG_YES, FLAG_YES, 4 } }, 26200, ANSWER_DANGER, "turn-on-antivirus" },
	{ { { NULL } }, 26200, ANSWER_DANGER, "turn-on-antivirus" },
	/* another maker's; Defender rests, or says that it does not */
	{ { DEFENDER_OFF, { "ESET", FLAG_YES, FLAG_YES, 2 } }, 26200, ANSWER_OK, NULL },
	{ { DEFENDER_ON, { "ESET", FLAG_YES, FLAG_YES, 2 } }, 26200, ANSWER_OK, NULL },
	{ { { "ESET", FLAG_YES, FLAG_YES, 2 }, DEFENDER_ON }, 26200, ANSWER_OK, NULL },
	{ { DEFENDER_OFF, { "ESET", 0, 0, 2 } }, 26200, ANSWER_COULD_NOT_LOOK, NULL },
	{ { DEFENDER_OFF, { "ESET", FLAG_NO, FLAG_NO, 2 } }, 26200, ANSWER_DANGER, NULL },
	/* an old one that is off beside a Defender at work */
	{ { { "ESET", FLAG_NO, 0, 4 }, DEFENDER_ON }, 26200, ANSWER_OK, NULL },
	{ { { "ESET", FLAG_YES, 0, 2 }, { "Norton", FLAG_YES, 0, 2 }, DEFENDER_ON },
	  26200,
	  ANSWER_CONCERN,
	  "one-antivirus" },
	{ { DEFENDER_ON, { "ESET", FLAG_YES, 0, 2 }, { "Norton", FLAG_YES, 0, 2 } },
	  26200,
	  ANSWER_CONCERN,
	  "one-antivirus" },
	/* the same product, announced twice */
	{ { { "ESET", FLAG_YES, 0, 2 }, { "ESET", FLAG_YES, 0, 2 } }, 26200, ANSWER_OK, NULL },
};

static void add(struct bench *b, const struct product *p)
{
	struct fact_antivirus *f = FACTS_ADD(&b->facts, antivirus, ANTIVIRUS, "SOFTWARE\\x");

	f->name = p->name;
	f->enabled = p->enabled;
	f->realtime = p->realtime;
	f->service_start = p->start;
}

static void good(struct bench *b)
{
	static const struct product on = DEFENDER_ON;

	add(b, &on);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	for (size_t i = 0; i < 3 && rows[_i].product[i].name; i++)
		add(&b, &rows[_i].product[i]);
	bench_version(&b, rows[_i].build);
	bench_collected(&b, &check_antivirus_on);
	bench_want(&b, &check_antivirus_on, rows[_i].want,
		   rows[_i].want == ANSWER_DANGER ? "turn-on-antivirus" : rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_antivirus_on, good);
	ck_assert_int_eq(bench_nothing_found(&check_antivirus_on), ANSWER_DANGER);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("antivirus-on");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("antivirus-on", cases);
}
