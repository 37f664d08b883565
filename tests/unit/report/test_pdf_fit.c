/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The printed page: one page whatever comes, and no word of it is cut. */
#include "tests/unit/report/pdf_page.h"

static void with_backup(uint64_t n)
{
	c.backup = (struct backup_told){ .state = BACKUP_STATE_PROVEN,
					 .started = STORY_NOW,
					 .folder = "PC-backup-20261122-104207-2",
					 .files = n,
					 .bytes = n * 1000000,
					 .damaged = n / 10,
					 .unreadable = n / 10,
					 .left_out = n / 5,
					 .restored = 20 };
}

/* Everything as long and as much as the records allow. */
static void worst_case(void)
{
	char *big = arena_alloc(&arena, 3001);
	struct finding *f;

	for (size_t i = 0; i + 3 < 3000; i += 3)
		memcpy(big + i, "長", 3);
	story_make(&c);
	c.system[0].name = big;
	c.malware.state = MALWARE_PARTIAL;
	c.malware.reason = PHRASE(big);
	c.malware.files = c.malware.files_total = c.malware.not_looked = UINT64_C(1) << 60;
	c.malware.database_time = STORY_NOW - 45 * TIME_DAY;
	c.partial = true;
	facts_note(&c.system[0].facts, FACT_KIND_BACKUP_TRACE, FACT_STATE_COLLECTED, NULL);
	with_backup(UINT64_C(1) << 50);
	for (unsigned q = 1; q <= QUESTIONS; q++)
		story_answer(&c, q, REPLY_YES);
	for (int i = 0; i < 100; i++) {
		struct hit *h = checkup_add_hit(&c.malware);
		struct phrase gap = PHRASE(arena_printf(&arena, "%d%s", i, big));

		h->path = big;
		h->folder = big;
		h->signature = arena_printf(&arena, "%d%s", i, big);
		checkup_add_gap(&c, "malware", &gap, &gap, 12345678);
		f = story_finding(&c, "x", "X1", (unsigned)i % 31, ANSWER_DANGER, 3, big, NULL);
		f->evidence = PHRASE(big);
		f = story_finding(&c, "y", "Y1", 1, ANSWER_COULD_NOT_LOOK, 0, big, NULL);
		f->reason = PHRASE(arena_printf(&arena, "%d%s", i, big));
	}
	for (unsigned i = 0; i < contacts.n; i++)
		for (unsigned l = 0; l < CONTACT_LANGUAGES; l++) {
			contacts.contact[i].name[l] = big;
			contacts.contact[i].hours[l] = big;
			contacts.contact[i].situation[l] = big;
		}
}

START_TEST(the_worst_case_is_one_page)
{
	struct sheet_options o = { .contacts = &contacts };
	char *big;

	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	worst_case();
	make();
	one_good_page();
	big = arena_strdup(&arena, c.system[0].name);
	o.case_number = o.pc_label = o.chamber_phone = o.chamber_hours = big;
	sheet_make(&c, &o, &arena, &s);
	str_clear(&pdf);
	ck_assert_int_eq(report_pdf(&s, collect, &pdf, &err), 0);
	one_good_page();
}
END_TEST

/* As the page shows a headline: without its full stop. */
static const char *titled(const char *headline)
{
	char *copy = arena_strdup(&arena, headline);
	size_t n = strlen(copy);

	if (n && copy[n - 1] == '.')
		copy[n - 1] = '\0';
	else if (n > 3 && !strcmp(copy + n - 3, "。"))
		copy[n - 3] = '\0';
	return copy;
}

/* Lines break where there is room: without blanks and ends of lines. */
static const char *squeezed(const char *text)
{
	char *copy = arena_strdup(&arena, text), *to = copy;

	for (const char *from = copy; *from; from++)
		if (*from != ' ' && *from != '\n')
			*to++ = *from;
	*to = '\0';
	return copy;
}

/* The backup's words, to the last one. */
START_TEST(no_backup_is_cut)
{
	const char *text;

	if (!have("pdftotext"))
		return;
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	story_make(&c);
	with_backup(1231201);
	make();
	one_good_page();
	text = squeezed(poppler("pdftotext", "-layout"));
	ck_assert_msg(strstr(text, _i ? "1,231,201files" : "1,231,201個"), "%s", text);
	ck_assert_msg(
	    strstr(text, _i ? "double-click0001.zipinPC-backup-20261122-104207-2."
			    : "PC-backup-20261122-104207-2の0001.zipをダブルクリックします。"),
	    "%s", text);
}
END_TEST

/* Every question as the only action, in both languages: its words fit without being cut. */
START_TEST(no_question_is_cut)
{
	if (!have("pdftotext"))
		return;
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	for (unsigned q = 1; q <= QUESTIONS; q += 3) {
		const char *text;

		story_init(&c);
		for (unsigned k = q; k < q + 3; k++)
			story_answer(&c, k, REPLY_NO);
		make();
		text = poppler("pdftotext", "-layout");
		for (unsigned k = q; k < q + 3; k++) {
			const struct question *is = question_get(k);
			const char *must[] = { titled(_(is->headline)), _(is->why),
					       _(is->today.text), _(is->month.text),
					       _(is->month.who) };

			for (size_t i = 0; i < LEN(must); i++)
				ck_assert_msg(strstr(text, must[i]), "question %u: %s", k, must[i]);
		}
		checkup_done(&c);
	}
	checkup_init(&c);
}
END_TEST

static const char *const advice_ids[] = {
#define ADVICE(id, ...) id,
#include "core/checklist/advice.def"
#undef ADVICE
};

/* The same of every advice. */
START_TEST(no_advice_is_cut)
{
	if (!have("pdftotext"))
		return;
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	for (size_t first = 0; first < LEN(advice_ids); first += 3) {
		const char *text;

		story_init(&c);
		for (size_t k = first; k < MIN(first + 3, LEN(advice_ids)); k++)
			story_finding(&c, "x", "X1", 0, ANSWER_DANGER, 3, "x", advice_ids[k]);
		make();
		text = poppler("pdftotext", "-layout");
		for (size_t k = first; k < MIN(first + 3, LEN(advice_ids)); k++) {
			const struct advice *is = advice_get(advice_ids[k]);
			const char *must[] = { _(is->why), _(is->today.text), _(is->month.text),
					       _(is->month.who) };

			for (size_t i = 0; i < LEN(must); i++)
				ck_assert_msg(strstr(text, must[i]), "%s: %s", is->id, must[i]);
		}
		checkup_done(&c);
	}
	checkup_init(&c);
}
END_TEST

/* Days before the last use; what the record is of. */
static const struct {
	const char *method, *date_is;
	int64_t days;
} copies[] = {
	{ "file-history", "success", 0 },
	{ "file-history", "success", 12 },
	{ "file-history", "success", 425 },
	{ "Veeam", "run", 5 },
	{ "Veeam", "failure", 5 },
	{ "file-history", "", -1 },
	{ "Acronis", "", -1 },
	{ NULL, NULL, 0 },
};

static void add_copies(size_t i)
{
	struct facts *facts = &c.system[0].facts;
	struct fact_backup_trace *f;

	facts_note(facts, FACT_KIND_BACKUP_TRACE, FACT_STATE_COLLECTED, NULL);
	if (!copies[i].method)
		return;
	f = FACTS_ADD(facts, backup_trace, BACKUP_TRACE, "SOFTWARE");
	f->method = copies[i].method;
	f->date_is = copies[i].date_is;
	f->at = copies[i].days < 0 ? TIME_ABSENT : STORY_NOW - 3600 - copies[i].days * TIME_DAY;
}

/* The page has a kind of space at the end of its own lines. */
static const char *without_spaces(const char *text)
{
	char *copy = arena_strdup(&arena, text), *to = copy;

	for (const char *p = text; *p; p++)
		if (*p != ' ' && *p != '\n')
			*to++ = *p;
	*to = '\0';
	return copy;
}

/* What was said of copies and what the PC shows, in the action or below the areas: once, and whole. */
START_TEST(copies_are_not_cut)
{
	static const enum reply replies[] = { REPLY_YES, REPLY_NO };

	if (!have("pdftotext"))
		return;
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	for (size_t i = 0; i < LEN(copies) * LEN(replies); i++) {
		struct str shows = STR_INIT(1000);
		const char *text, *found;

		story_make(&c);
		add_copies(i / LEN(replies));
		story_answer(&c, 11, replies[i % LEN(replies)]);
		make();
		text_phrase(&shows, &s.backup.shows, s.zone_offset);
		text = without_spaces(poppler("pdftotext", "-layout"));
		found = strstr(text, without_spaces(str_c(&shows)));
		ck_assert_msg(found, "%s: %s", str_c(&shows), text);
		ck_assert_msg(!strstr(found + 1, without_spaces(str_c(&shows))), "twice: %s",
			      str_c(&shows));
		str_done(&shows);
		checkup_done(&c);
	}
	checkup_init(&c);
}
END_TEST

int main(void)
{
	TCase *t = page_case("fit");

	tcase_add_loop_test(t, the_worst_case_is_one_page, 0, 2);
	tcase_add_loop_test(t, no_backup_is_cut, 0, 2);
	tcase_add_loop_test(t, no_question_is_cut, 0, 2);
	tcase_add_loop_test(t, no_advice_is_cut, 0, 2);
	tcase_add_loop_test(t, copies_are_not_cut, 0, 2);
	return suite_result(suite_create("pdf"), t);
}
