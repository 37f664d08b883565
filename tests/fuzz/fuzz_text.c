/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes as a catalogue, and as a text from a disk: what comes out of the escaping is UTF-8, holds
 * no control character, stays the same when it is escaped again, and never exceeds its cells. */
/* link: core/text core/model core/base */
#include <stdlib.h>

#include "core/base/utf.h"
#include "core/text/catalogue.h"
#include "core/text/text.h"
#include "tests/fuzz/fuzz.h"

static void check(bool good)
{
	if (!good)
		abort();
}

static void as_catalogue(const uint8_t *data, size_t n)
{
	struct catalogue c;

	if (catalogue_parse(&c, data, n, NULL) < 0)
		return;
	for (uint32_t i = 0; i < c.n_messages; i++)
		check(catalogue_find(&c, c.id[i]) == c.text[i]);
	check(catalogue_find(&c, "\xff\xff") == NULL || c.n_messages > 0);
	catalogue_close(&c);
}

static void as_text(const char *s)
{
	struct str once = STR_INIT((size_t)1 << 24), twice = STR_INIT((size_t)1 << 24);
	size_t cells = strlen(s) % 60;

	text_escape(&once, s);
	check(!once.full && utf8_valid(str_c(&once), once.len));
	for (size_t i = 0; i < once.len; i++)
		check((unsigned char)once.p[i] >= 0x20 && once.p[i] != 0x7f);
	text_escape(&twice, str_c(&once));
	check(strcmp(str_c(&once), str_c(&twice)) == 0);
	check(text_fit(str_c(&once), text_width(str_c(&once))) == once.len);
	str_clear(&twice);
	text_escape_cut(&twice, s, cells);
	check(text_width(str_c(&twice)) <= cells);
	check(utf8_valid(str_c(&twice), twice.len));
	str_done(&once);
	str_done(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *s = malloc(n + 1);

	if (!s)
		return 0;
	memcpy(s, data, n);
	s[n] = '\0';
	as_catalogue(data, n);
	as_text(s);
	if (n > 0) { /* a phrase out of a worker's record */
		struct phrase p = phrase_of(s, 2, PHRASE_TEXT(s), PHRASE_WORD(s));
		struct str out = STR_INIT((size_t)1 << 26);

		text_phrase(&out, &p, 0);
		check(utf8_valid(str_c(&out), out.len));
		str_done(&out);
	}
	free(s);
	return 0;
}

/* A small catalogue: header, one message. */
static size_t make_catalogue(uint8_t *p)
{
	static const char *const texts[] = { "", "Start", "charset=UTF-8",
					     "\xe9\x96\x8b\xe5\xa7\x8b" };
	uint32_t at = 28 + 32, head[7] = { 0x950412de, 0, 2, 28, 44, 0, 0 };

	memcpy(p, head, sizeof(head));
	for (uint32_t i = 0; i < 4; i++) {
		uint32_t entry[2] = { (uint32_t)strlen(texts[i]), at };

		memcpy(p + 28 + i * 8, entry, sizeof(entry));
		memcpy(p + at, texts[i], entry[0] + 1);
		at += entry[0] + 1;
	}
	return at;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const texts[] = {
		"\xe8\xa6\x8b\xe7\xa9\x8d {0} {1}\x1b[31m \xe2\x80\xae.exe \xff\xed\xa0\x80",
		"e\xcc\x81\xcc\x81\xcc\x81 \xe3\x81\x8b\xe3\x82\x99 \xf0\x9f\x98\x80\xef\xb8\x8f "
		"\xf3\xa0\x84\x80",
	};
	uint8_t *p = calloc(1, 400);

	if (!p || i > LEN(texts)) {
		free(p);
		return -1;
	}
	*ret_n = i == 0 ? make_catalogue(p) : strlen(texts[i - 1]);
	if (i > 0)
		memcpy(p, texts[i - 1], *ret_n);
	*ret = p;
	return 0;
}
