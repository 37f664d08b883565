/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sheet model: the story of the storyboard, records alone, order of actions, the JSON. */
#include "tests/unit/core/checklist/sheet_bench.h"

START_TEST(the_story)
{
	static const unsigned action[] = { 8, 12, 11, 5 };

	story_make(&c);
	make();
	ck_assert_int_eq(s.grade.score, 75);
	ck_assert_int_eq(s.grade.mark, GRADE_NEARLY);
	ck_assert_str_eq(sentence(),
			 "Updates are well kept. Mend mail and backup, and you can worry "
			 "less.");
	ck_assert_uint_eq(s.n_actions, LEN(action));
	for (size_t i = 0; i < LEN(action); i++)
		ck_assert_uint_eq(s.action[i].question, action[i]);
	ck_assert(s.action[2].contradiction);
	ck_assert_uint_eq(s.grade.count[ANSWER_OK], 8);
	ck_assert_uint_eq(s.grade.count[ANSWER_CONCERN], 2);
	ck_assert_uint_eq(s.grade.count[ANSWER_DANGER], 1);
	ck_assert_uint_eq(s.grade.count[ANSWER_COULD_NOT_LOOK], 1);
	ck_assert_uint_eq(s.area[AREA_BASICS].count[ANSWER_OK], 3);
	ck_assert_uint_eq(s.area[AREA_BASICS].count[ANSWER_CONCERN], 1);
	ck_assert_str_eq(s.area[AREA_PEOPLE].word, "not asked");
	ck_assert_str_eq(
	    said(&s.virus[0]),
	    "We read 52,310 files; no sign of a virus showed (samples are 6 days old).");
	ck_assert_str_eq(said(&s.virus[1]),
			 "214 files were not read. \"No sign\" does not mean \"nothing there\".");
	ck_assert_uint_eq(s.n_not_looked, 5);
	ck_assert_str_eq(said(&s.not_looked[3].what), "18 of the questions");
	ck_assert_str_eq(s.not_looked[4].group, "eye");
	ck_assert_int_eq(s.zone_offset, 32400);
	/* The check-up itself is as before. */
	ck_assert_int_eq(c.answer[11].reply, REPLY_YES);
}
END_TEST

START_TEST(records_alone)
{
	checkup_done(&c);
	story_records(&c);
	make();
	ck_assert_int_eq(s.grade.basis, GRADE_BASIS_RECORDS);
	ck_assert_ptr_nonnull(s.basis.id);
	ck_assert_uint_eq(s.n_actions, 0);
	ck_assert_str_eq(sentence(), "Updates are well kept. Please keep it so.");
	ck_assert_str_eq(s.area[AREA_MAIL].word, "not asked");
	ck_assert_str_eq(s.area[AREA_BASICS].word, "good");
	ck_assert_str_eq(s.not_looked[0].what.id, "The questions");
}
END_TEST

START_TEST(nothing_at_all)
{
	make();
	ck_assert_int_eq(s.grade.mark, GRADE_FIND_OUT);
	ck_assert_int_eq(s.grade.basis, GRADE_BASIS_NOTHING);
	ck_assert_ptr_nonnull(s.basis.id);
	ck_assert_uint_ge(s.n_not_looked, 3); /* viruses, questions, router */
	ck_assert_str_eq(said(&s.virus[0]), "Viruses were not looked for this time.");
}
END_TEST

/* Every question as the good one, with every two as the ones to mend: one line of the screen. */
START_TEST(sentences_fit_one_line)
{
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	for (unsigned good = 1; good <= QUESTIONS; good++)
		for (unsigned bad = 1; bad <= QUESTIONS; bad++) {
			for (unsigned q = 1; q <= QUESTIONS; q++)
				story_answer(&c, q, REPLY_NOT_USED);
			for (unsigned q = 0; q < 8; q++)
				story_answer(&c, (good + q) % QUESTIONS + 1, REPLY_YES);
			story_answer(&c, bad, REPLY_NO);
			story_answer(&c, bad % QUESTIONS + 1, REPLY_NO);
			make();
			ck_assert_uint_le(text_width(sentence()), SHEET_SENTENCE);
			ck_assert_uint_gt(text_width(sentence()), 0);
		}
}
END_TEST

/* (no before don't know before partly) times weight, then number. */
START_TEST(order_of_actions)
{
	static const unsigned want[] = { 8, 20, 3, 12, 18, 11, 5, 14 };

	for (unsigned q = 1; q <= QUESTIONS; q++)
		story_answer(&c, q, REPLY_YES);
	story_answer(&c, 5, REPLY_PARTLY);   /* 1 x 2 */
	story_answer(&c, 14, REPLY_PARTLY);  /* 1 x 1 */
	story_answer(&c, 11, REPLY_PARTLY);  /* 1 x 3 */
	story_answer(&c, 8, REPLY_NO);       /* 3 x 3 */
	story_answer(&c, 18, REPLY_NO);      /* 3 x 1 */
	story_answer(&c, 20, REPLY_NO);      /* 3 x 2, a "no" before the "don't know"s of 6 */
	story_answer(&c, 12, REPLY_UNKNOWN); /* 2 x 3 */
	story_answer(&c, 3, REPLY_UNKNOWN);  /* 2 x 3 */
	make();
	ck_assert_uint_eq(s.n_actions, LEN(want));
	for (size_t i = 0; i < LEN(want); i++)
		ck_assert_uint_eq(s.action[i].question, want[i]);
	ck_assert_uint_eq(sheet_first_actions(&s), 3);
}
END_TEST

START_TEST(findings_become_actions)
{
	struct finding *f;

	checkup_done(&c);
	story_records(&c);
	story_finding(&c, "firewall", "N1", 6, ANSWER_DANGER, 3, "Wall off.", "turn-on-firewall");
	f = story_finding(&c, "firewall", "N1", 6, ANSWER_DANGER, 3, "Wall off.",
			  "turn-on-firewall");
	f->system = 1; /* the same on a second Windows */
	story_finding(&c, "rdp", "N2", 6, ANSWER_DANGER, 3, "Door open.", "remote-desktop-off");
	story_finding(&c, "usb-policy", "U5", 14, ANSWER_CONCERN, 1, "Any USB.", "usb-rule");
	story_finding(&c, "no-action", "Z1", 14, ANSWER_CONCERN, 0, "Nothing to do.", "usb-rule");
	story_finding(&c, "old", "Z2", 2, ANSWER_CONCERN, 1, "From a newer version.", "unknown-id");
	make();
	ck_assert_uint_eq(s.n_actions, 4);
	ck_assert_str_eq(s.action[0].advice, "turn-on-firewall");
	/* A second one about question 6 waits behind the first of each other matter. */
	ck_assert_uint_eq(s.action[1].question, 2);
	ck_assert_ptr_null(s.action[1].advice);
	ck_assert_str_eq(s.action[2].advice, "usb-rule");
	ck_assert_str_eq(s.action[3].advice, "remote-desktop-off");
	ck_assert_int_eq(s.grade.mark, GRADE_NEARLY);
}
END_TEST

START_TEST(answer_and_finding_are_one_action)
{
	for (unsigned q = 1; q <= QUESTIONS; q++)
		story_answer(&c, q, REPLY_YES);
	story_answer(&c, 14, REPLY_NO);
	story_windows(&c);
	story_usb(&c, STORY_NOW);
	story_finding(&c, "usb-policy", "U5", 14, ANSWER_CONCERN, 1, "Any USB.", "usb-rule");
	make();
	ck_assert_uint_eq(s.n_actions, 1);
	ck_assert_str_eq(s.action[0].advice, "usb-rule");
	ck_assert_int_eq(s.action[0].mark, ANSWER_DANGER);
	ck_assert_int_eq(s.action[0].reply, REPLY_NO);
}
END_TEST

/* Bad news about a question that nobody asked shows in its area. */
START_TEST(unasked_but_seen)
{
	story_make(&c);
	story_finding(&c, "firewall", "N1", 6, ANSWER_DANGER, 3, "Wall off.", "turn-on-firewall");
	story_finding(&c, "uac", "H1", 10, ANSWER_OK, 0, "Asks.", NULL);
	story_finding(&c, "linux", "S1", 3, ANSWER_NOT_APPLICABLE, 0, "Another system.", NULL);
	make();
	for (unsigned i = 0; i < AREAS; i++)
		for (size_t k = 0; k < s.area[i].n_findings; k++)
			ck_assert_str_ne(s.area[i].finding[k]->id, "linux");
	ck_assert_uint_eq(s.area[AREA_BASICS].count[ANSWER_DANGER], 1);
	ck_assert_uint_eq(s.area[AREA_RIGHTS].count[ANSWER_OK], 1); /* Q7 only */
	ck_assert_uint_eq(s.area[AREA_BASICS].n_findings, 2);
	ck_assert_str_eq(s.area[AREA_BASICS].finding[0]->id, "firewall");
	ck_assert_uint_eq(s.action[0].question, 6);
}
END_TEST

/* "Don't know" is no "not done". */
START_TEST(what_nobody_knows_is_not_claimed)
{
	story_init(&c);
	for (unsigned q = 1; q <= QUESTIONS; q++)
		story_answer(&c, q, REPLY_YES);
	story_answer(&c, 1, REPLY_UNKNOWN);
	make();
	ck_assert_str_eq(said(&s.action[0].headline), "Not known yet: updates");
	story_answer(&c, 1, REPLY_NO);
	make();
	ck_assert_str_eq(said(&s.action[0].headline), "The Windows updates are not all finished.");
}
END_TEST

START_TEST(the_document)
{
	json_t *doc, *o;
	char *text;

	story_make(&c);
	hit("Downloads", "Eicar-Test-Signature");
	make();
	doc = sheet_document(&s);
	o = json_object_get(doc, "grade");
	ck_assert_int_eq(json_integer_value(json_object_get(o, "score")), 66); /* Q4, Q16 */
	ck_assert_str_eq(json_string_value(json_object_get(o, "mark")), "nearly-there");
	ck_assert_uint_eq(json_array_size(json_object_get(doc, "actions")), 3);
	o = json_object_get(doc, "sheet");
	ck_assert_int_eq(json_integer_value(json_object_get(o, "schema")), SHEET_SCHEMA);
	ck_assert_uint_eq(json_array_size(json_object_get(o, "areas")), AREAS);
	/* The sheet's part carries no name, path or number of a device. */
	text = json_dumps(o, 0);
	ck_assert_ptr_null(strstr(text, "SECRET"));
	ck_assert_ptr_null(strstr(text, "yamada"));
	ck_assert_ptr_null(strstr(text, "Yamada"));
	free(text);
	json_decref(doc);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("sheet");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, the_story);
	tcase_add_test(t, records_alone);
	tcase_add_test(t, nothing_at_all);
	tcase_add_loop_test(t, sentences_fit_one_line, 0, 2);
	tcase_add_test(t, order_of_actions);
	tcase_add_test(t, findings_become_actions);
	tcase_add_test(t, answer_and_finding_are_one_action);
	tcase_add_test(t, unasked_but_seen);
	tcase_add_test(t, what_nobody_knows_is_not_claimed);
	tcase_add_test(t, the_document);
	return suite_result(suite_create("sheet"), t);
}
