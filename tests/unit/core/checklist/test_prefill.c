/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the records suggest, and what happens when an answer says more. */

#include "core/checklist/prefill.h"
#include "tests/unit/report/story.h"
#include "tests/unit/suite.h"

static struct checkup c;
static struct prefill p;

static void begin(void)
{
	story_init(&c);
	story_windows(&c);
}

static void end(void)
{
	checkup_done(&c);
}

static struct finding *finding(unsigned question, enum answer_kind kind, const char *headline)
{
	return story_finding(&c, "x", "X1", question, kind, 1, headline, NULL);
}

static const struct {
	unsigned question;
	enum answer_kind worst;
	enum reply suggested;
} kinds[] = {
	{ 1, ANSWER_OK, REPLY_YES },
	{ 1, ANSWER_NOTICE, REPLY_YES },
	{ 1, ANSWER_CONCERN, REPLY_PARTLY },
	{ 1, ANSWER_DANGER, REPLY_NO },
	{ 1, ANSWER_COULD_NOT_LOOK, REPLY_NONE },
	{ 1, ANSWER_NOT_APPLICABLE, REPLY_NONE },
	{ 3, ANSWER_OK, REPLY_YES },
	{ 15, ANSWER_OK, REPLY_YES },
	/* A good record is but a part of these questions. */
	{ 5, ANSWER_OK, REPLY_NONE },
	{ 10, ANSWER_OK, REPLY_NONE },
	{ 14, ANSWER_OK, REPLY_NONE },
	{ 5, ANSWER_DANGER, REPLY_NO },
	{ 14, ANSWER_CONCERN, REPLY_PARTLY },
};

START_TEST(by_the_finding)
{
	finding(kinds[_i].question, kinds[_i].worst, "Said.");
	prefill(&c, kinds[_i].question, &p);
	ck_assert_int_eq(p.suggested, kinds[_i].suggested);
	ck_assert_uint_eq(p.n_lines, kinds[_i].worst != ANSWER_NOT_APPLICABLE);
	if (p.n_lines)
		ck_assert_str_eq(p.line[0].id, "Said.");
}
END_TEST

START_TEST(the_worst_comes_first_and_two_lines_are_enough)
{
	finding(1, ANSWER_OK, "ok");
	finding(1, ANSWER_CONCERN, "concern");
	finding(1, ANSWER_DANGER, "danger");
	finding(2, ANSWER_DANGER, "other question");
	prefill(&c, 1, &p);
	ck_assert_int_eq(p.suggested, REPLY_NO);
	ck_assert_uint_eq(p.n_lines, 2);
	ck_assert_str_eq(p.line[0].id, "danger");
	ck_assert_str_eq(p.line[1].id, "concern");
}
END_TEST

/* One place unread: not "yes". */
START_TEST(a_good_finding_beside_an_unread_one)
{
	finding(1, ANSWER_OK, "ok");
	finding(1, ANSWER_COULD_NOT_LOOK, "Could not look");
	prefill(&c, 1, &p);
	ck_assert_int_eq(p.suggested, REPLY_NONE);
	ck_assert_uint_eq(p.n_lines, 2);
}
END_TEST

START_TEST(antivirus_with_dates)
{
	finding(4, ANSWER_OK, "Virus protection is on.");
	prefill(&c, 4, &p);
	ck_assert_int_eq(p.suggested, REPLY_YES);
	ck_assert_uint_eq(p.n_lines, 2);
	ck_assert_int_eq(p.line[0].arg[0].number, STORY_NOW - TIME_DAY);
	ck_assert_int_eq(p.line[1].arg[0].number, STORY_NOW - 3600);
	c.malware.hits_total = 2;
	prefill(&c, 4, &p);
	ck_assert_int_eq(p.suggested, REPLY_PARTLY);
	prefill(&c, 16, &p);
	ck_assert_int_eq(p.suggested, REPLY_PARTLY);
	ck_assert_uint_eq(p.n_lines, 1);
}
END_TEST

START_TEST(nothing_seen_nothing_suggested)
{
	for (unsigned q = 1; q <= QUESTIONS; q++) {
		prefill(&c, q, &p);
		ck_assert_int_eq(p.suggested, q == 11 ? REPLY_PARTLY : REPLY_NONE);
	}
	prefill(&c, 0, &p);
	ck_assert_int_eq(p.suggested, REPLY_NONE);
	prefill(&c, 31, &p);
	ck_assert_int_eq(p.suggested, REPLY_NONE);
}
END_TEST

static const struct {
	int64_t days;
	enum reply suggested;
} disks[] = {
	{ 0, REPLY_NONE },
	{ 35, REPLY_NONE },
	{ 36, REPLY_PARTLY },
	{ 264, REPLY_PARTLY },
};

START_TEST(backup_by_the_last_outside_disk)
{
	story_usb(&c, STORY_NOW - 3600 - disks[_i].days * TIME_DAY);
	prefill(&c, 11, &p);
	ck_assert_int_eq(p.suggested, disks[_i].suggested);
	ck_assert_uint_eq(p.n_lines, 1);
	ck_assert_int_eq(p.what.id != NULL, disks[_i].days >= 60);
}
END_TEST

START_TEST(backup_when_the_records_could_not_be_read)
{
	struct phrase why = PHRASE("because");

	facts_note(&c.system[0].facts, FACT_KIND_USB_STORAGE, FACT_STATE_FAILED, &why);
	c.system[0].facts.by_kind[FACT_KIND_USB_STORAGE].state = FACT_STATE_FAILED;
	prefill(&c, 11, &p);
	ck_assert_int_eq(p.suggested, REPLY_NONE);
	ck_assert_uint_eq(p.n_lines, 0);
}
END_TEST

START_TEST(remote_tools)
{
	struct fact_software *sw;

	finding(6, ANSWER_OK, "Firewall on.");
	prefill(&c, 6, &p);
	ck_assert_int_eq(p.suggested, REPLY_YES);
	sw = FACTS_ADD(&c.system[0].facts, software, SOFTWARE, "SOFTWARE");
	sw->name = "TeamViewer 15";
	prefill(&c, 6, &p);
	ck_assert_int_eq(p.suggested, REPLY_PARTLY);
	ck_assert_str_eq(p.line[1].arg[0].text, "TeamViewer 15");
	facts_done(&c.system[0].facts);
	facts_init(&c.system[0].facts, &c.arena);
	prefill(&c, 6, &p); /* no list of software: no "yes" */
	ck_assert_int_eq(p.suggested, REPLY_NONE);
}
END_TEST

START_TEST(reconcile)
{
	for (int reply = REPLY_NONE; reply <= REPLY_NOT_USED; reply++)
		for (int suggested = REPLY_NONE; suggested <= REPLY_NOT_USED; suggested++) {
			struct answer a = { .question = 1 };
			bool differ = reply == REPLY_YES &&
				      (suggested == REPLY_PARTLY || suggested == REPLY_NO);

			ck_assert_int_eq(
			    answer_reconcile(&a, (enum reply)reply, (enum reply)suggested), differ);
			ck_assert_int_eq(a.reply, differ ? REPLY_PARTLY : reply);
			ck_assert_int_eq(a.contradiction, differ);
			ck_assert_int_eq(a.suggested, suggested);
		}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("prefill");
	TCase *t = tcase_create("prefill");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_loop_test(t, by_the_finding, 0, LEN(kinds));
	tcase_add_test(t, the_worst_comes_first_and_two_lines_are_enough);
	tcase_add_test(t, a_good_finding_beside_an_unread_one);
	tcase_add_test(t, antivirus_with_dates);
	tcase_add_test(t, nothing_seen_nothing_suggested);
	tcase_add_loop_test(t, backup_by_the_last_outside_disk, 0, LEN(disks));
	tcase_add_test(t, backup_when_the_records_could_not_be_read);
	tcase_add_test(t, remote_tools);
	tcase_add_test(t, reconcile);
	return suite_result(s, t);
}
