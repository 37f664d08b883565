/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text sheet against golden files in both languages; KENSHIN_GOLDEN_UPDATE=1 writes them. */
#include <errno.h>

#include "report/lines.h"
#include "report/report.h"
#include "tests/unit/report/story.h"
#include "tests/unit/suite.h"

static struct checkup c;
static struct sheet s;
static struct arena arena;
static struct contacts contacts;
static struct str out;

static void begin(void)
{
	arena = (struct arena){ 0 };
	out = (struct str)STR_INIT(REPORT_TEXT_MAX);
	story_contacts(&arena, &contacts);
}

static void end(void)
{
	str_done(&out);
	arena_done(&arena);
	checkup_done(&c);
}

static void make(void)
{
	struct sheet_options o = { .case_number = "0412-07",
				   .short_interview = true,
				   .contacts = &contacts };

	sheet_make(&c, &o, &arena, &s);
	ck_assert_int_eq(report_text(&s, &out), 0);
}

static void same_as(const char *name)
{
	const char *src = getenv("KENSHIN_SRC");
	char *path = arena_printf(&arena, "tests/golden/sheet/%s.%s.txt", name,
				  text_language() == LANGUAGE_EN ? "en" : "ja");
	size_t n;
	char *want;

	if (getenv("KENSHIN_GOLDEN_UPDATE")) {
		FILE *f = fopen(arena_printf(&arena, "%s/%s", src ? src : ".", path), "wb");

		ck_assert_ptr_nonnull(f);
		fwrite(str_c(&out), 1, out.len, f);
		fclose(f);
		return;
	}
	want = story_read(&arena, path, &n);
	ck_assert_msg(n == out.len && !memcmp(want, str_c(&out), n), "%s differs; it is now:\n%s",
		      path, str_c(&out));
}

static void well_formed(void)
{
	const char *word = story_forbidden(str_c(&out));

	ck_assert_msg(!word, "the sheet says %s", word);
	ck_assert_ptr_null(strstr(str_c(&out), "SECRET"));
	ck_assert_ptr_null(strstr(str_c(&out), "amada"));
	for (const char *p = str_c(&out); *p;) {
		const char *nl = strchr(p, '\n');
		char *line = arena_strndup(&arena, p, (size_t)(nl - p));

		ck_assert_msg(text_width(line) <= REPORT_TEXT_COLUMNS, "too wide: %s", line);
		p = nl + 1;
	}
}

START_TEST(story)
{
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	story_make(&c);
	make();
	same_as("story");
	well_formed();
}
END_TEST

START_TEST(records_alone)
{
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	story_records(&c);
	story_finding(&c, "firewall", "N1", 6, ANSWER_DANGER, 3,
		      "The wall against outside connections is off.", "turn-on-firewall");
	make();
	same_as("records");
	well_formed();
}
END_TEST

/* "Copies are kept", and the last one is 14 months old; tried, and nothing that could have been. */
START_TEST(copies)
{
	struct fact_backup_trace *f;

	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	story_make(&c);
	f = FACTS_ADD(&c.system[0].facts, backup_trace, BACKUP_TRACE, "SOFTWARE");
	f->method = "file-history";
	f->date_is = "success";
	f->out_of = "settings";
	f->at = STORY_NOW - 3600 - 425 * TIME_DAY;
	facts_note(&c.system[0].facts, FACT_KIND_BACKUP_TRACE, FACT_STATE_COLLECTED, NULL);
	story_finding(&c, "backup-traces", "L5", 11, ANSWER_CONCERN, 3,
		      "The last copy of the data is old", "renew-backup");
	story_answer(&c, 12, REPLY_YES);
	make();
	same_as("copies");
	well_formed();
}
END_TEST

START_TEST(signs)
{
	struct hit *h;

	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	story_make(&c);
	h = checkup_add_hit(&c.malware);
	h->path = "Users/yamada/Downloads/x.zip";
	h->folder = "Downloads";
	h->signature = "Eicar-Test-Signature";
	c.malware.hits_total = 1;
	c.malware.state = MALWARE_PARTIAL;
	c.malware.files_total = 60000;
	c.malware.database_time = STORY_NOW - 45 * TIME_DAY;
	make();
	same_as("signs");
	well_formed();
}
END_TEST

/* One that was proven; of anything less there is no word. */
START_TEST(backup)
{
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	story_make(&c);
	c.backup = (struct backup_told){ .state = BACKUP_STATE_PROVEN,
					 .started = STORY_NOW,
					 .folder = "PC-backup-20261122-104207",
					 .files = 31201,
					 .bytes = 29400000000,
					 .damaged = 1,
					 .unreadable = 3,
					 .left_out = 34,
					 .restored = 20 };
	make();
	same_as("backup");
	well_formed();
	c.backup.state = BACKUP_STATE_NOT_PROVEN;
	str_clear(&out);
	make();
	same_as("story");
}
END_TEST

START_TEST(nothing)
{
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	story_init(&c);
	c.source_kind = "none";
	make();
	same_as("nothing");
	well_formed();
}
END_TEST

/* Text from a disk cannot write lines of its own, nor reach a terminal. */
START_TEST(hostile_text)
{
	struct phrase what, why = PHRASE("because");
	struct finding *f;

	story_language(LANGUAGE_JA);
	story_make(&c);
	c.system[0].name = "Windows\n\x1b[31m[ よくできています ]\xe2\x80\xae";
	what = phrase_of("File {0}", 1, PHRASE_TEXT("a\nb\x1b]0;x\x07\xff"));
	checkup_add_gap(&c, "malware", &what, &why, 9000);
	f = story_finding(&c, "x", "X1", 3, ANSWER_CONCERN, 1, "x", NULL);
	f->headline = what;
	make();
	ck_assert_ptr_null(strchr(str_c(&out), '\x1b'));
	ck_assert_ptr_null(strstr(str_c(&out), "\xe2\x80\xae"));
	ck_assert_ptr_nonnull(strstr(str_c(&out), "a\\x0Ab\\x1B"));
	well_formed();
}
END_TEST

START_TEST(a_full_string_is_told)
{
	struct str little = STR_INIT(100);

	story_language(LANGUAGE_EN);
	story_make(&c);
	make();
	ck_assert_int_eq(report_text(&s, &little), -E2BIG);
	str_done(&little);
}
END_TEST

START_TEST(wrapping)
{
	story_language(LANGUAGE_EN);
	story_init(&c);
	lines_wrap(&out, "aaa bbb ccc", 0, 2, 7);
	ck_assert_str_eq(str_c(&out), "aaa bbb\n  ccc\n");
	str_clear(&out);
	lines_wrap(&out, "aaaaaaaaaa", 0, 0, 4); /* a word longer than a line */
	ck_assert_str_eq(str_c(&out), "aaaa\naaaa\naa\n");
	str_clear(&out);
	lines_wrap(&out, "あいう、え。", 0, 0, 6); /* no mark at the start of a line */
	ck_assert_str_eq(str_c(&out), "あい\nう、\nえ。\n");
	str_clear(&out);
	lines_wrap(&out, "あい「う」", 0, 0, 6);
	ck_assert_str_eq(str_c(&out), "あい\n「う」\n");
	str_clear(&out);
	lines_wrap(&out, "", 0, 0, 6);
	ck_assert_str_eq(str_c(&out), "");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("text");
	TCase *t = tcase_create("text");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_loop_test(t, story, 0, 2);
	tcase_add_loop_test(t, records_alone, 0, 2);
	tcase_add_loop_test(t, copies, 0, 2);
	tcase_add_loop_test(t, signs, 0, 2);
	tcase_add_loop_test(t, backup, 0, 2);
	tcase_add_loop_test(t, nothing, 0, 2);
	tcase_add_test(t, hostile_text);
	tcase_add_test(t, a_full_string_is_told);
	tcase_add_test(t, wrapping);
	return suite_result(suite, t);
}
