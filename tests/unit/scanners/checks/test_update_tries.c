/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tries of one update out of several sources, and the evidence that names them (update-failures). */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_update_failures;

/* log: NULL is an event log. */
struct tries {
	const char *name;
	enum flag windows;
	int64_t failed, last_failed, last_installed;
	const char *log, *code;
};

static void add(struct bench *b, const struct tries *u)
{
	struct fact_update_event *f = FACTS_ADD(&b->facts, update_event, UPDATE_EVENT, "x");

	f->update = u->name;
	f->windows = u->windows;
	f->failed = u->failed;
	f->last_failed = u->last_failed;
	f->last_installed = u->last_installed;
	f->log = u->log;
	f->code = u->code;
}

/* The store knows a part ("RollupFix"), the logs a number: one fault, told once. */
START_TEST(one_failure_in_three_places_is_one)
{
	static const struct tries same[] = {
		{ "KB1", FLAG_YES, 3, DAYS_BEFORE_USE(20), TIME_ABSENT, NULL, "0x800f0922" },
		{ "KB1", FLAG_YES, 3, DAYS_BEFORE_USE(20), TIME_ABSENT, "agent", "0x800f0922" },
		{ "RollupFix 1.2", FLAG_YES, 1, DAYS_BEFORE_USE(15), TIME_ABSENT, "store",
		  "0x800f0922" },
	};
	struct bench b;

	bench_begin(&b);
	for (size_t i = 0; i < LEN(same); i++)
		add(&b, &same[i]);
	bench_collected(&b, &check_update_failures);
	bench_want(&b, &check_update_failures, ANSWER_CONCERN, "update-retry");
	ck_assert_int_eq(b.finding.headline.arg[0].number, 1);
	ck_assert_int_eq(b.finding.evidence.arg[1].number, 3);
	bench_end(&b);
}
END_TEST

/* Numbers of a record from elsewhere can be anything. */
START_TEST(counts_do_not_run_over)
{
	static const struct tries many[] = {
		{ "KB1", FLAG_YES, INT64_MAX, DAYS_BEFORE_USE(20), TIME_ABSENT, NULL, NULL },
		{ "KB1", FLAG_YES, INT64_MAX, DAYS_BEFORE_USE(10), TIME_ABSENT, "agent", NULL },
		{ NULL, FLAG_YES, INT64_MIN, TIME_ABSENT, TIME_ABSENT, "store", NULL },
		{ NULL, FLAG_YES, 5, TIME_ABSENT, TIME_ABSENT, "agent", NULL },
	};
	struct bench b;

	bench_begin(&b);
	for (size_t i = 0; i < LEN(many); i++)
		add(&b, &many[i]);
	bench_collected(&b, &check_update_failures);
	bench_want(&b, &check_update_failures, ANSWER_CONCERN, "update-retry");
	ck_assert_int_eq(b.finding.evidence.arg[1].number, INT64_MAX);
	bench_end(&b);
}
END_TEST

/* One of four sources could not be read: what the others found is told, with the reason; that they
 * found nothing is not fine. */
START_TEST(one_source_could_not_be_read)
{
	static const struct tries some[] = {
		{ "KB1", FLAG_YES, 2, DAYS_BEFORE_USE(3), TIME_ABSENT, "agent", NULL },
		{ "KB2", FLAG_YES, 0, TIME_ABSENT, DAYS_BEFORE_USE(20), NULL, NULL },
	};

	for (size_t from = 0; from < LEN(some); from++) {
		struct bench b;

		bench_begin(&b);
		for (size_t i = from; i < LEN(some); i++)
			add(&b, &some[i]);
		bench_state(&b, FACT_KIND_UPDATE_EVENT, FACT_STATE_PARTIAL, "because of the test");
		bench_want(&b, &check_update_failures,
			   from ? ANSWER_COULD_NOT_LOOK : ANSWER_CONCERN,
			   from ? NULL : "update-retry");
		ck_assert_str_eq(b.finding.reason.id, "because of the test");
		bench_end(&b);
	}
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("update tries");

	tcase_add_test(tc, one_failure_in_three_places_is_one);
	tcase_add_test(tc, counts_do_not_run_over);
	tcase_add_test(tc, one_source_could_not_be_read);
	return tc;
}

int main(void)
{
	return bench_main("update tries", cases);
}
