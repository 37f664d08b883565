/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words in the language that was chosen, out of a catalogue read by ourselves. */
#include <locale.h>
#include <sys/stat.h>

#include "core/text/catalogue.h"
#include "core/text/text.h"
#include "tests/unit/suite.h"

/* --- a catalogue, made here ---------------------------------------------------------------- */
static const struct {
	const char *id, *text;
} messages[] = {
	/* in byte order, as the format wants */
	{ "", "Content-Type: text/plain; charset=UTF-8\n" },
	{ "S01\004Start", "はじめる" },
	{ "Start", "開始" },
	{ "one file", "ファイル{0}個" },
	{ "{0} by {1}, {2}", "{1}が{0}（{2}）" },
};

static size_t put32(uint8_t *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> 8 * i);
	return 4;
}

static size_t make_mo(uint8_t *p)
{
	uint32_t n = LEN(messages), strings = 28 + n * 16, at = strings;

	put32(p, 0x950412de);
	put32(p + 4, 0);
	put32(p + 8, n);
	put32(p + 12, 28);
	put32(p + 16, 28 + n * 8);
	put32(p + 20, 0);
	put32(p + 24, 0);
	for (uint32_t pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < n; i++) {
			const char *s = pass ? messages[i].text : messages[i].id;

			put32(p + 28 + pass * n * 8 + i * 8, (uint32_t)strlen(s));
			put32(p + 28 + pass * n * 8 + i * 8 + 4, at);
			memcpy(p + at, s, strlen(s) + 1);
			at += (uint32_t)strlen(s) + 1;
		}
	return at;
}

static char dir[] = "/tmp/kenshin-text-XXXXXX";

static void install(void)
{
	char path[200];
	uint8_t mo[2048];
	size_t n = make_mo(mo);
	FILE *f;

	if (strstr(dir, "XXXXXX"))
		ck_assert_ptr_nonnull(mkdtemp(dir));
	mkdir(dir, 0700); /* after uninstall() */
	snprintf(path, sizeof(path), "%s/ja", dir);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/ja/LC_MESSAGES", dir);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/ja/LC_MESSAGES/kenshin.mo", dir);
	f = fopen(path, "wb");
	ck_assert_ptr_nonnull(f);
	fwrite(mo, 1, n, f);
	fclose(f);
	setenv("KENSHIN_LOCALEDIR", dir, 1);
	text_init();
}

static void uninstall(void)
{
	char path[200];

	text_done();
	snprintf(path, sizeof(path), "%s/ja/LC_MESSAGES/kenshin.mo", dir);
	unlink(path);
	snprintf(path, sizeof(path), "%s/ja/LC_MESSAGES", dir);
	rmdir(path);
	snprintf(path, sizeof(path), "%s/ja", dir);
	rmdir(path);
	rmdir(dir);
}

START_TEST(translates_without_any_locale)
{
	/* The C locale is where gettext(3) gives up. */
	setlocale(LC_ALL, "C");
	setenv("LC_ALL", "C", 1);
	install();
	text_set_language(LANGUAGE_JA);
	ck_assert(text_has_catalogue());
	ck_assert_str_eq(_("Start"), "開始");
	ck_assert_str_eq(C_("S01", "Start"), "はじめる");
	ck_assert_str_eq(C_("S99", "Start"), "Start");
	ck_assert_str_eq(_("unknown to it"), "unknown to it");
	ck_assert_str_eq(_(""), "");
	ck_assert_str_eq(ngettext("one file", "many files", 7), "ファイル{0}個");
	text_set_language(LANGUAGE_EN); /* F4 */
	ck_assert_str_eq(_("Start"), "Start");
	ck_assert_str_eq(ngettext("one file", "many files", 1), "one file");
	ck_assert_str_eq(ngettext("one file", "many files", 2), "many files");
	text_set_language(LANGUAGE_JA);
	ck_assert_str_eq(_("Start"), "開始");
	uninstall();
	unsetenv("LC_ALL");
}
END_TEST

static const struct {
	const char *kenshin, *lc_all, *lang;
	enum language want;
} languages[] = {
	{ NULL, NULL, NULL, LANGUAGE_JA },         { NULL, NULL, "en_US.UTF-8", LANGUAGE_EN },
	{ NULL, "C.UTF-8", "en_GB", LANGUAGE_JA }, { "en", "ja_JP.UTF-8", NULL, LANGUAGE_EN },
	{ "ja", "en_US", NULL, LANGUAGE_JA },      { NULL, NULL, "de_DE", LANGUAGE_JA },
	{ NULL, NULL, "english", LANGUAGE_JA },    { "", NULL, "en", LANGUAGE_EN },
};

static void set_or_clear(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

START_TEST(chooses_the_language)
{
	set_or_clear("KENSHIN_LANG", languages[_i].kenshin);
	set_or_clear("LC_ALL", languages[_i].lc_all);
	set_or_clear("LANG", languages[_i].lang);
	unsetenv("LC_MESSAGES");
	text_init();
	ck_assert_int_eq(text_language(), languages[_i].want);
}
END_TEST

START_TEST(a_broken_catalogue_is_refused)
{
	uint8_t mo[2048], bad[2048];
	size_t n = make_mo(mo);
	struct catalogue c;
	unsigned taken = 0;

	ck_assert_int_eq(catalogue_parse(&c, mo, n, NULL), 0);
	ck_assert_str_eq(catalogue_find(&c, "Start"), "開始");
	catalogue_close(&c);
	for (size_t cut = 0; cut < n; cut++) { /* as long as a mere cut may be */
		ck_assert_int_lt(catalogue_parse(&c, mo, cut, NULL), 0);
		ck_assert_ptr_null(catalogue_find(&c, "Start"));
		catalogue_close(&c);
	}
	for (size_t at = 0; at < n; at++) { /* whatever a byte says, nothing is read outside */
		memcpy(bad, mo, n);
		bad[at] = 0xff;
		if (catalogue_parse(&c, bad, n, NULL) == 0) {
			catalogue_find(&c, "Start");
			catalogue_close(&c);
			taken++;
		}
	}
	ck_assert_uint_lt(taken, (unsigned)n / 2);
}
END_TEST

START_TEST(phrases_put_values_in_place)
{
	struct phrase p = phrase_of("{0} by {1}, {2}", 3, PHRASE_BYTES(18200000000),
				    PHRASE_TEXT("a\x1b{0}b"), PHRASE_WORD("Start"));
	struct phrase odd = { .id = "{9} {0\x07} {1}", .n_args = 1, .arg = { PHRASE_NUMBER(5) } };
	struct arena a = { 0 };

	install();
	text_set_language(LANGUAGE_JA);
	ck_assert_str_eq(text_phrase_dup(&a, &p, 0), "a\\x1B{0}bが18.2 GB（開始）");
	text_set_language(LANGUAGE_EN);
	ck_assert_str_eq(text_phrase_dup(&a, &p, 0), "18.2 GB by a\\x1B{0}b, Start");
	/* Out of a worker's record: neither place nor character outside is trusted. */
	ck_assert_str_eq(text_phrase_dup(&a, &odd, 0), "{9} {0\\x07} {1}");
	ck_assert_str_eq(text_phrase_dup(&a, &PHRASE_NONE, 0), "");
	arena_done(&a);
	uninstall();
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("catalogue");

	tcase_add_test(t, translates_without_any_locale);
	tcase_add_loop_test(t, chooses_the_language, 0, LEN(languages));
	tcase_add_test(t, a_broken_catalogue_is_refused);
	tcase_add_test(t, phrases_put_values_in_place);
	return suite_result(suite_create("catalogue"), t);
}
