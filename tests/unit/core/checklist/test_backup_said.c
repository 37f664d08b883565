/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said of copies beside what the PC shows: every answer with everything that can be shown, in one
 * sentence each; none of them claims more than is known. */
#include "core/checklist/backup_said.h"
#include "core/checklist/prefill.h"
#include "tests/unit/report/story.h"
#include "tests/unit/suite.h"

#define USED (STORY_NOW - 3600) /* story_windows() */

static struct checkup c;
static struct backup_said said;

static void begin(void)
{
	story_init(&c);
	story_windows(&c);
}

static void end(void)
{
	checkup_done(&c);
}

static void state(size_t system, enum fact_state is)
{
	struct phrase why = PHRASE("because");

	facts_note(&c.system[system].facts, FACT_KIND_BACKUP_TRACE, is, &why);
	c.system[system].facts.by_kind[FACT_KIND_BACKUP_TRACE].state = is;
}

/* days before the last use; -1: without a date */
static void trace(size_t system, const char *method, const char *date_is, int64_t days)
{
	struct fact_backup_trace *f =
	    FACTS_ADD(&c.system[system].facts, backup_trace, BACKUP_TRACE, "SOFTWARE");

	f->method = method;
	f->date_is = date_is;
	f->out_of = "settings";
	f->at = days == -1 ? TIME_ABSENT : USED - days * TIME_DAY;
	state(system, FACT_STATE_COLLECTED);
}

/* What the PC shows, by what is put into it, and what its sentence begins with. */
static const struct {
	const char *method, *date_is;
	int64_t days;
	enum fact_state state;
	const char *shows;
	char fits
	    [5]; /* for yes, partly, no, unknown: + fits, ! differs, = open, . nothing is said */
} rows[] = {
	{ "file-history", "success", 3, FACT_STATE_COLLECTED, "The last copy was finished",
	  "++!!" },
	{ "file-history", "success", 0, FACT_STATE_COLLECTED, "The last copy was finished",
	  "++!!" },
	{ "file-history", "change", 30, FACT_STATE_PARTIAL, "The last copy was finished", "++!!" },
	{ "Veeam", "success", 31, FACT_STATE_COLLECTED, "The last copy was finished", "!=+-" },
	{ "Veeam", "success", 420, FACT_STATE_COLLECTED, "The last copy was finished", "!=+-" },
	{ "Veeam", "run", 2, FACT_STATE_COLLECTED, "A backup program last ran", "==!!" },
	{ "Veeam", "run", 90, FACT_STATE_COLLECTED, "A backup program last ran", "!=+-" },
	{ "Veeam", "failure", 2, FACT_STATE_COLLECTED, "A backup program tried", "!=+-" },
	{ "file-history", "", -1, FACT_STATE_COLLECTED, "A backup is set up in Windows", "!=+-" },
	{ "Acronis", "", -1, FACT_STATE_COLLECTED, "A backup program is there", "====" },
	{ NULL, NULL, 0, FACT_STATE_COLLECTED, "No program that makes copies", "!=+-" },
	/* What was not read may be the newest. */
	{ "Veeam", "success", 420, FACT_STATE_PARTIAL, "What the PC shows of copies could",
	  "ooo." },
	{ NULL, NULL, 0, FACT_STATE_PARTIAL, "What the PC shows of copies could", "ooo." },
	{ NULL, NULL, 0, FACT_STATE_FAILED, "What the PC shows of copies could", "ooo." },
	{ NULL, NULL, 0, FACT_STATE_NOT_COLLECTED, NULL, "...." },
};

static const struct {
	char mark;
	bool differ;
	const char *begins; /* any of these, by '|' */
} marks[] = {
	{ '+', false, "Answer and PC fit together" },
	{ '!', true, "You say that " },
	{ '-', false, "You did not know, and the PC shows no" },
	{ '=', false, "The PC neither bears the answer out" },
	{ 'o', false, "So only your answer" },
};

static void expect(char mark, enum reply reply, size_t row)
{
	for (size_t i = 0; i < LEN(marks); i++) {
		const char *begins = marks[i].begins;
		bool differ = marks[i].differ;

		if (marks[i].mark != mark)
			continue;
		if (mark == '!' && reply == REPLY_UNKNOWN) { /* nobody claimed anything */
			begins = "You did not know; the PC shows that copies are made";
			differ = false;
		}
		ck_assert_msg(said.together.id &&
				  !strncmp(said.together.id, begins, strlen(begins)),
			      "row %zu, %s: %s", row, reply_name(reply),
			      said.together.id ? said.together.id : "nothing");
		ck_assert_int_eq(said.differ, differ);
		return;
	}
	ck_assert_int_eq(mark, '.');
	ck_assert_msg(!said.together.id && !said.differ, "row %zu: %s", row, said.together.id);
}

START_TEST(every_combination)
{
	static const enum reply replies[] = { REPLY_YES, REPLY_PARTLY, REPLY_NO, REPLY_UNKNOWN };

	if (rows[_i].method)
		trace(0, rows[_i].method, rows[_i].date_is, rows[_i].days);
	state(0, rows[_i].state);
	for (size_t i = 0; i < LEN(replies); i++) {
		backup_said_make(&c, replies[i], REPLY_NONE, &said);
		ck_assert_int_eq(said.shows.id != NULL, rows[_i].shows != NULL);
		if (rows[_i].shows)
			ck_assert_msg(
			    !strncmp(said.shows.id, rows[_i].shows, strlen(rows[_i].shows)), "%s",
			    said.shows.id);
		expect(rows[_i].fits[i], replies[i], (size_t)_i);
	}
	/* Not asked, or no data to copy: only what is shown. */
	backup_said_make(&c, REPLY_NONE, REPLY_NONE, &said);
	ck_assert(!said.together.id && !said.tried.id && !said.differ);
	backup_said_make(&c, REPLY_NOT_USED, REPLY_NO, &said);
	ck_assert(!said.together.id && !said.tried.id);
}
END_TEST

START_TEST(how_long_before)
{
	trace(0, "Veeam", "success", 420);
	backup_said_make(&c, REPLY_YES, REPLY_NONE, &said);
	ck_assert_int_eq(said.shows.arg[0].number, USED - 420 * TIME_DAY);
	ck_assert_int_eq(said.shows.arg[1].number, 14); /* months, before the last use */
	ck_assert_ptr_nonnull(strstr(said.shows.id, "{1} months before the PC was last used"));
	trace(0, "Veeam", "success", 59);
	backup_said_make(&c, REPLY_YES, REPLY_NONE, &said);
	ck_assert_int_eq(said.shows.arg[1].number, 59);
	ck_assert_ptr_nonnull(strstr(said.shows.id, "{1} days before"));
	trace(0, "Veeam", "run", 20); /* newer, and of a way that was taken up since */
	backup_said_make(&c, REPLY_YES, REPLY_NONE, &said);
	ck_assert_int_eq(said.shows.arg[0].number, USED - 20 * TIME_DAY);
	trace(0, "Veeam", "success", 1);
	backup_said_make(&c, REPLY_YES, REPLY_NONE, &said);
	ck_assert_ptr_nonnull(strstr(said.shows.id, "at most a day before"));
}
END_TEST

/* A PC that lay in a cupboard for a year: its copy was new when it was put there. */
START_TEST(counted_to_the_last_use)
{
	trace(0, "Veeam", "success", 5);
	c.now += 400 * TIME_DAY;
	backup_said_make(&c, REPLY_YES, REPLY_NONE, &said);
	ck_assert(!said.differ);
	ck_assert_int_eq(said.shows.arg[1].number, 5);
}
END_TEST

START_TEST(two_windows_and_a_date_to_come)
{
	story_windows(&c);
	trace(0, "Veeam", "success", 300);
	trace(1, "Veeam", "success", 2);
	backup_said_make(&c, REPLY_YES, REPLY_NONE, &said);
	ck_assert(!said.differ);
	state(1, FACT_STATE_FAILED); /* what was seen there is seen */
	backup_said_make(&c, REPLY_YES, REPLY_NONE, &said);
	ck_assert(!said.differ);
	trace(0, "Veeam", "success", -2); /* a clock that was wrong */
	backup_said_make(&c, REPLY_YES, REPLY_YES, &said);
	ck_assert(!strncmp(said.shows.id, "What the PC shows of copies could", 33));
}
END_TEST

/* outside: days since an outside disk was there, -1 none, -2 not read */
static const struct {
	int64_t copy, outside;
	enum reply suggested;
} tries[] = {
	{ -1, -1, REPLY_PARTLY }, { -1, 400, REPLY_PARTLY }, { -1, 300, REPLY_NONE },
	{ -1, -2, REPLY_NONE },   { 400, -1, REPLY_PARTLY }, { 400, 366, REPLY_PARTLY },
	{ 400, 20, REPLY_NONE },  { 365, -1, REPLY_NONE },   { 10, -1, REPLY_NONE },
};

START_TEST(tried_within_a_year)
{
	struct prefill p;
	struct answer a = { .question = 12 };

	state(0, FACT_STATE_COLLECTED);
	if (tries[_i].copy >= 0)
		trace(0, "Veeam", "success", tries[_i].copy);
	if (tries[_i].outside >= 0)
		story_usb(&c, USED - tries[_i].outside * TIME_DAY);
	if (tries[_i].outside == -2)
		c.system[0].facts.by_kind[FACT_KIND_USB_STORAGE].state = FACT_STATE_FAILED;
	ck_assert_int_eq(backup_said_tried(&c), tries[_i].suggested);
	prefill(&c, 12, &p);
	ck_assert_int_eq(p.suggested, tries[_i].suggested);
	ck_assert_int_eq(answer_reconcile(&a, REPLY_YES, p.suggested),
			 tries[_i].suggested == REPLY_PARTLY);
	backup_said_make(&c, REPLY_YES, REPLY_YES, &said);
	ck_assert_ptr_nonnull(said.tried.id);
	ck_assert_int_eq(strstr(said.tried.id, "leaves no trace") == NULL,
			 tries[_i].suggested == REPLY_PARTLY);
	backup_said_make(&c, REPLY_YES, REPLY_UNKNOWN, &said);
	ck_assert_ptr_null(said.tried.id);
}
END_TEST

/* The frame at the table has the day, not only that it is long ago. */
START_TEST(the_day_at_the_table)
{
	struct prefill p;

	trace(0, "Veeam", "success", 420);
	story_finding(&c, "backup-traces", "L5", 11, ANSWER_CONCERN, 3, "The last copy is old",
		      NULL);
	prefill(&c, 11, &p);
	ck_assert_int_eq(p.suggested, REPLY_PARTLY);
	ck_assert_ptr_nonnull(strstr(p.line[0].id, "{1} months before"));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("backup_said");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_loop_test(t, every_combination, 0, LEN(rows));
	tcase_add_test(t, how_long_before);
	tcase_add_test(t, counted_to_the_last_use);
	tcase_add_test(t, two_windows_and_a_date_to_come);
	tcase_add_loop_test(t, tried_within_a_year, 0, LEN(tries));
	tcase_add_test(t, the_day_at_the_table);
	return suite_result(s, t);
}
