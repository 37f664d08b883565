/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L5: traces of backups. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_backup_traces;

static const struct {
	const char *method;
	int64_t at;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, TIME_ABSENT, ANSWER_DANGER, "make-backup" },
	{ "file-history", DAYS_BEFORE_USE(0), ANSWER_OK, NULL },
	{ "windows-backup", DAYS_BEFORE_USE(7), ANSWER_OK, NULL },
	{ "file-history", DAYS_BEFORE_USE(8), ANSWER_NOTICE, NULL },
	{ "file-history", DAYS_BEFORE_USE(30), ANSWER_NOTICE, NULL },
	{ "file-history", DAYS_BEFORE_USE(31), ANSWER_CONCERN, "renew-backup" },
	{ "file-history", TIME_ABSENT, ANSWER_CONCERN, "renew-backup" },
	{ "Acronis", TIME_ABSENT, ANSWER_NOTICE, NULL },
	{ "file-history", NOW + 9 * TIME_DAY, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add_one(struct bench *b, const char *method, int64_t at)
{
	struct fact_backup_trace *f =
	    FACTS_ADD(&b->facts, backup_trace, BACKUP_TRACE, "SOFTWARE\\x");

	f->method = method;
	f->at = at;
}

static void add(struct bench *b, int i)
{
	if (rows[i].method)
		add_one(b, rows[i].method, rows[i].at);
}

static void good(struct bench *b)
{
	add_one(b, "file-history", DAYS_BEFORE_USE(1));
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_backup_traces);
	bench_want(&b, &check_backup_traces, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_backup_traces, good);
	ck_assert_int_eq(bench_nothing_found(&check_backup_traces), ANSWER_DANGER);
}
END_TEST

/* The newest of several counts; a cupboard ages nobody's backup; a part that was not seen is told. */
START_TEST(the_newest_counts)
{
	struct bench b;

	bench_begin(&b);
	add_one(&b, "windows-backup", DAYS_BEFORE_USE(900));
	add_one(&b, "file-history", DAYS_BEFORE_USE(2));
	add_one(&b, "Acronis", TIME_ABSENT);
	bench_collected(&b, &check_backup_traces);
	b.env.now += 400 * TIME_DAY;
	bench_want(&b, &check_backup_traces, ANSWER_OK, NULL);
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 2);
	ck_assert_int_eq(b.finding.evidence.arg[3].number, 404);
	b.env.last_use = TIME_ABSENT;
	bench_want(&b, &check_backup_traces, ANSWER_CONCERN, "renew-backup");
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("backup-traces");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, the_newest_counts);
	return tc;
}

int main(void)
{
	return bench_main("backup-traces", cases);
}
