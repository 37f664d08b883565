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

static void add_said(struct bench *b, const char *method, int64_t at, const char *date_is,
		     const char *out_of)
{
	struct fact_backup_trace *f =
	    FACTS_ADD(&b->facts, backup_trace, BACKUP_TRACE, "SOFTWARE\\x");

	f->method = method;
	f->at = at;
	f->date_is = date_is;
	f->out_of = out_of;
}

static void add_one(struct bench *b, const char *method, int64_t at)
{
	add_said(b, method, at, NULL, NULL);
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

/* What a date is, and where it was read, is told; a run is no copy. */
static const struct said {
	int64_t days;
	const char *date_is, *out_of, *words;
	enum answer_kind want;
} said[] = {
	{ 1, "success", "event-log", "by its event log: last finished copy", ANSWER_OK },
	{ 9, "success", "event-log", "by its event log: last finished copy", ANSWER_NOTICE },
	{ 40, "success", "event-log", "by its event log: last finished copy", ANSWER_CONCERN },
	{ 1, "success", "file", "the last task that ended well", ANSWER_OK },
	{ 1, "success", "settings", "by the settings of Windows", ANSWER_OK },
	{ 1, "change", "file", "by the newest change of its catalogue", ANSWER_OK },
	{ 1, "run", "file", "how it ended is not known", ANSWER_NOTICE },
	{ 30, "run", "file", "how it ended is not known", ANSWER_NOTICE },
	{ 31, "run", "file", "how it ended is not known", ANSWER_CONCERN },
	{ 1, "run", "event-log", "did not end without remarks", ANSWER_NOTICE },
	{ 1, "run", "elsewhere", "{0}: last copy", ANSWER_NOTICE },
	{ 1, "failure", "event-log", "by its event log: the last run", ANSWER_CONCERN },
	{ 1, "failure", "file", "did not work", ANSWER_CONCERN },
	{ 1, NULL, NULL, "{0}: last copy", ANSWER_OK },
};

START_TEST(says_what_a_date_is)
{
	const struct said *r = &said[_i];

	for (int known = 0; known < 2; known++) {
		struct bench b;

		bench_begin(&b);
		if (!known) {
			b.env.last_use = TIME_ABSENT;
			b.env.now = LAST_USE;
		}
		add_said(&b, "Veeam Agent", DAYS_BEFORE_USE(r->days), r->date_is, r->out_of);
		add_one(&b, "Veeam Agent", TIME_ABSENT);
		bench_collected(&b, &check_backup_traces);
		bench_want(&b, &check_backup_traces, r->want,
			   r->want == ANSWER_CONCERN ? "renew-backup" : NULL);
		ck_assert_msg(strstr(b.finding.evidence.id, r->words), "%s", b.finding.evidence.id);
		bench_end(&b);
	}
}
END_TEST

/* A newer run speaks for an old way of copying that was left; it does not speak against a new copy. */
START_TEST(a_run_beside_a_copy)
{
	static const struct {
		int64_t copy, run;
		enum answer_kind want;
		const char *run_is;
	} pairs[] = {
		{ 2, 0, ANSWER_OK, "run" },        { 20, 0, ANSWER_NOTICE, "run" },
		{ 90, 2, ANSWER_NOTICE, "run" },   { 90, 40, ANSWER_CONCERN, "run" },
		{ 40, 90, ANSWER_CONCERN, "run" }, { 90, 2, ANSWER_CONCERN, "failure" },
		{ 2, 0, ANSWER_OK, "failure" },
	};

	for (size_t i = 0; i < LEN(pairs); i++) {
		struct bench b;

		bench_begin(&b);
		add_said(&b, "windows-backup", DAYS_BEFORE_USE(pairs[i].copy), "success",
			 "settings");
		add_said(&b, "Macrium Reflect", DAYS_BEFORE_USE(pairs[i].run), pairs[i].run_is,
			 "file");
		bench_collected(&b, &check_backup_traces);
		bench_want(&b, &check_backup_traces, pairs[i].want,
			   pairs[i].want == ANSWER_CONCERN ? "renew-backup" : NULL);
		bench_end(&b);
	}
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("backup-traces");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, the_newest_counts);
	tcase_add_loop_test(tc, says_what_a_date_is, 0, LEN(said));
	tcase_add_test(tc, a_run_beside_a_copy);
	return tc;
}

int main(void)
{
	return bench_main("backup-traces", cases);
}
