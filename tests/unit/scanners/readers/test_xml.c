/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small XML files as Windows writes them, and those that nobody should read. */
#include "tests/unit/scanners/readers/fixtures.h"

#include "core/base/str.h"
#include "scanners/readers/xml.h"

static struct str seen = STR_INIT(1 << 20);

static void on_open(void *arg, const char *path, const char *const *attribute)
{
	(void)arg;
	for (; attribute[0]; attribute += 2)
		str_addf(&seen, "%s@%s=%s\n", path, attribute[0], attribute[1]);
}

static void on_close(void *arg, const char *path, const char *text)
{
	(void)arg;
	if (*text)
		str_addf(&seen, "%s=%s\n", path, text);
}

static int walk(const void *p, size_t n)
{
	struct xml_handler h = { NULL, on_open, on_close };
	struct err err = { 0 };
	int r;

	str_clear(&seen);
	r = xml_walk(bytes_of(p, n), &h, &err);
	ck_assert((r < 0) == (err.kind != ERR_NONE));
	return r;
}

static size_t utf16(const char *text, uint8_t *out, bool mark, bool big)
{
	size_t n = 0;

	if (mark) {
		out[n++] = big ? 0xfe : 0xff;
		out[n++] = big ? 0xff : 0xfe;
	}
	for (; *text; text++) {
		out[n++] = big ? 0 : (uint8_t)*text;
		out[n++] = big ? (uint8_t)*text : 0;
	}
	return n;
}

static const char plain[] = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a:T xmlns:a=\"u\">\n "
			    "<a:b c=\"1\"> x &amp; y </a:b></a:T>";
static const char wanted[] = "T@xmlns:a=u\nT/b@c=1\nT/b=x & y\n";

START_TEST(every_encoding)
{
	uint8_t b[1024];
	size_t n;

	ck_assert_int_eq(walk(b, utf16(plain, b, true, false)), 0);
	ck_assert_str_eq(str_c(&seen), wanted);
	ck_assert_int_eq(walk(b, utf16(plain, b, true, true)), 0);
	ck_assert_str_eq(str_c(&seen), wanted);
	ck_assert_int_eq(walk(b, utf16(plain, b, false, false)), 0);
	ck_assert_str_eq(str_c(&seen), wanted);
	ck_assert_int_eq(walk(plain, sizeof(plain) - 1), 0); /* says UTF-16, and is not */
	ck_assert_str_eq(str_c(&seen), wanted);
	n = utf16(plain, b, true, false);
	memset(b + n, 0, 6);
	ck_assert_int_eq(walk(b, n + 6), 0); /* NULs at the end */
	ck_assert_int_eq(walk("\xef\xbb\xbf<a>\xe7\xb5\x8c</a>", 13), 0);
	ck_assert_str_eq(str_c(&seen), "a=\xe7\xb5\x8c\n");
}
END_TEST

START_TEST(what_nobody_should_read)
{
	struct str deep = STR_INIT(1 << 20);
	static const char *const bad[] = {
		"",
		"no xml",
		"<a>",
		"<a></b>",
		"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
		"<!DOCTYPE a SYSTEM \"http://x/y\"><a/>",
		"<a>&unknown;</a>",
	};

	for (size_t i = 0; i < LEN(bad); i++)
		ck_assert_msg(walk(bad[i], strlen(bad[i])) < 0, "taken: %s", bad[i]);
	for (int i = 0; i < 100; i++)
		str_add(&deep, "<a>");
	ck_assert_int_eq(walk(str_c(&deep), deep.len), -EFBIG);
	str_done(&deep);
	for (size_t cut = 1; cut < sizeof(plain) - 1; cut++)
		ck_assert_int_lt(walk(plain, cut), 0);
}
END_TEST

START_TEST(texts_have_a_ceiling)
{
	struct str s = STR_INIT(1 << 20);

	str_add(&s, "<a>");
	for (int i = 0; i < 3000; i++)
		str_add(&s, "long text ");
	str_add(&s, "</a>");
	ck_assert_int_eq(walk(str_c(&s), s.len), 0);
	ck_assert_uint_le(seen.len, XML_TEXT_MAX + 4);
	str_done(&s);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("xml");
	TCase *t = tcase_create("all");

	tcase_add_test(t, every_encoding);
	tcase_add_test(t, what_nobody_should_read);
	tcase_add_test(t, texts_have_a_ceiling);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
