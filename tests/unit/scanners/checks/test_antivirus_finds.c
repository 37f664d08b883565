/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V5: finds of the PC's own protection. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_antivirus_finds;

static void other_maker(struct bench *b, enum flag enabled)
{
	struct fact_antivirus *f;

	if (enabled == FLAG_ABSENT)
		return;
	f = FACTS_ADD(&b->facts, antivirus, ANTIVIRUS, "x");
	f->name = "ESET Security";
	f->enabled = enabled;
}

static const struct row {
	const char *state[2];
	int64_t severity;
	enum flag other;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ { NULL }, 0, FLAG_ABSENT, ANSWER_OK, NULL },
	{ { NULL }, 0, FLAG_NO, ANSWER_OK, NULL },
	{ { NULL }, 0, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
	{ { "removed" }, 5, FLAG_ABSENT, ANSWER_NOTICE, "virus-was-removed" },
	{ { "gone" }, 5, FLAG_ABSENT, ANSWER_NOTICE, "virus-was-removed" },
	{ { "trace" }, NUMBER_ABSENT, FLAG_ABSENT, ANSWER_NOTICE, "virus-was-removed" },
	{ { "allowed" }, 5, FLAG_ABSENT, ANSWER_CONCERN, "virus-let-pass" },
	{ { "found" }, 1, FLAG_ABSENT, ANSWER_CONCERN, "virus-let-pass" },
	{ { "found" }, 5, FLAG_ABSENT, ANSWER_DANGER, "virus-not-removed" },
	{ { "found" }, NUMBER_ABSENT, FLAG_YES, ANSWER_DANGER, "virus-not-removed" },
	{ { "removed", "left" }, 5, FLAG_ABSENT, ANSWER_DANGER, "virus-not-removed" },
};

static void add(struct bench *b, const struct row *r)
{
	other_maker(b, r->other);
	for (size_t i = 0; i < LEN(r->state) && r->state[i]; i++) {
		struct fact_antivirus_detection *f =
		    FACTS_ADD(&b->facts, antivirus_detection, ANTIVIRUS_DETECTION, "x");

		f->state = r->state[i];
		f->severity = r->severity;
		f->threat = i ? "Trojan:Win32/X" : NULL;
		f->at = i ? DAYS_BEFORE_USE(9) : TIME_ABSENT;
	}
}

static void good(struct bench *b)
{
	add(b, &rows[0]);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, &rows[_i]);
	bench_collected(&b, &check_antivirus_finds);
	bench_want(&b, &check_antivirus_finds, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_antivirus_finds, good);
	ck_assert_int_eq(bench_nothing_found(&check_antivirus_finds), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("antivirus-finds");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("antivirus-finds", cases);
}
