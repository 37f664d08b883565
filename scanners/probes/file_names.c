/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See file_names.h. */
#include "scanners/probes/file_names.h"

#include <string.h>

#include "core/base/utf.h"
#include "core/base/util.h"

#define MARK_VOICED      0x3099u
#define MARK_HALF_VOICED 0x309au

/* U+FF66 to U+FF9D as whole katakana. */
static const uint16_t whole[] = {
	0x30f2, 0x30a1, 0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30e3, 0x30e5, 0x30e7, 0x30c3,
	0x30fc, 0x30a2, 0x30a4, 0x30a6, 0x30a8, 0x30aa, 0x30ab, 0x30ad, 0x30af, 0x30b1,
	0x30b3, 0x30b5, 0x30b7, 0x30b9, 0x30bb, 0x30bd, 0x30bf, 0x30c1, 0x30c4, 0x30c6,
	0x30c8, 0x30ca, 0x30cb, 0x30cc, 0x30cd, 0x30ce, 0x30cf, 0x30d2, 0x30d5, 0x30d8,
	0x30db, 0x30de, 0x30df, 0x30e0, 0x30e1, 0x30e2, 0x30e4, 0x30e6, 0x30e8, 0x30e9,
	0x30ea, 0x30eb, 0x30ec, 0x30ed, 0x30ef, 0x30f3,
};

static uint32_t fold_one(uint32_t cp)
{
	if (cp >= 0xff01 && cp <= 0xff5e)
		cp -= 0xfee0;
	if (cp >= 0xff66 && cp < 0xff66 + LEN(whole))
		return whole[cp - 0xff66];
	if (cp == 0xff9e || cp == 0x309b)
		return MARK_VOICED;
	if (cp == 0xff9f || cp == 0x309c)
		return MARK_HALF_VOICED;
	if (cp == 0x3000)
		return ' ';
	return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
}

/* The letter with its mark; 0 when there is no such letter. Hiragana lies 0x60 below. */
static uint32_t joined(uint32_t cp, uint32_t mark)
{
	bool hira = cp >= 0x3041 && cp <= 0x3096;
	uint32_t k = hira ? cp + 0x60 : cp, out = 0;

	if (mark == MARK_VOICED && k >= 0x30ab && k <= 0x30c1 && k % 2)
		out = k + 1; /* ka to ti */
	else if (mark == MARK_VOICED && (k == 0x30c4 || k == 0x30c6 || k == 0x30c8))
		out = k + 1;
	else if (k >= 0x30cf && k <= 0x30db && (k - 0x30cf) % 3 == 0)
		out = k + (mark == MARK_VOICED ? 1 : 2);
	else if (mark == MARK_VOICED && k == 0x30a6)
		return hira ? 0x3094 : 0x30f4;
	return out && hira ? out - 0x60 : out;
}

const char *file_names_fold(struct arena *a, const char *name)
{
	size_t n = strlen(name), len = 0, last = 0;
	char *out = arena_alloc(a, 3 * n + 4);
	uint32_t before = 0;

	for (size_t at = 0; at < n;) {
		uint32_t cp, both;

		at += utf8_next(name + at, n - at, &cp);
		cp = fold_one(cp);
		both = cp == MARK_VOICED || cp == MARK_HALF_VOICED ? joined(before, cp) : 0;
		if (both)
			len = last;
		last = len;
		before = both ? both : cp;
		len += utf8_put(out + len, before);
	}
	out[len] = '\0';
	return out;
}

/* --- lists of passwords -------------------------------------------------------------------- */
bool file_names_ends(const char *folded, const char *const *list, size_t n)
{
	const char *dot = strrchr(folded, '.');

	for (size_t i = 0; dot && i < n; i++)
		if (!strcmp(dot + 1, list[i]))
			return true;
	return false;
}

bool file_names_holds(const char *folded, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(folded, list[i]))
			return true;
	return false;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* "pw" as a word of its own: not in "pwd-reset" nor in "tpw". */
static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; (p = strstr(p, word)); p++)
		if ((p == text || !is_letter(p[-1])) && !is_letter(p[n]))
			return true;
	return false;
}

static bool names_passwords(const char *name)
{
	static const char *const words[] = { "パスワード", "ぱすわーど", "password", "passwd",
					     "暗証",       "id一覧",     "idとpw",   "id・pw" };
	static const char *const lists[] = { "一覧", "管理", "情報", "リスト",
					     "表",   "メモ", "控",   "帳" };
	/* About passwords, and not one of them. */
	static const char *const about[] = { "手順",  "方法",   "マニュアル", "ポリシー",
					     "規程",  "規定",   "ルール",     "変更のお願い",
					     "忘れ",  "policy", "manual",     "howto",
					     "guide", "reset",  "readme" };

	if (file_names_holds(name, about, LEN(about)))
		return false;
	return file_names_holds(name, words, LEN(words)) || has_word(name, "pw") ||
	       has_word(name, "pass") ||
	       (strstr(name, "アカウント") && file_names_holds(name, lists, LEN(lists)));
}

enum file_names_kind file_names_passwords(struct arena *a, const char *name)
{
	static const char *const open[] = { "txt", "csv", "md", "rtf" };
	static const char *const locked[] = { "xlsx", "xls", "xlsm", "docx", "doc",
					      "ods",  "odt", "jtd",  "pdf",  "zip" };
	const char *folded = file_names_fold(a, name);
	bool plain = file_names_ends(folded, open, LEN(open));

	if ((!plain && !file_names_ends(folded, locked, LEN(locked))) || !names_passwords(folded))
		return FILE_NAMES_OTHER;
	return plain ? FILE_NAMES_OPEN : FILE_NAMES_PASSWORDS;
}
