/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of JVN iPedia: what their words about versions mean, both forms of the file, and files that
 * are neither. All entries are made up. */
/* link: scanners/readers */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "core/base/util.h"
#include "scanners/readers/jvn.h"
#include "tests/unit/suite.h"

static const struct {
	const char *words, *want; /* "from..upto]" or "from..upto)", NULL: not understood */
} words[] = {
	{ "1.73 およびそれ以前", "..1.73]" },
	{ "1.05およびそれ以前のバージョン", "..1.05]" },
	{ "Ver.1.4.2より前のバージョン（CVE-2025-0354、CVE-2025-0355）", "..1.4.2)" },
	{ "7.6.2より前のバージョン", "..7.6.2)" },
	{ "1.74 未満", "..1.74)" },
	{ "バージョン 1.0.6未満", "..1.0.6)" },
	{ "バージョン 2.1.0以上 2.1.3以下", "2.1.0..2.1.3]" },
	{ "2.1.0 以上 2.1.3 未満", "2.1.0..2.1.3)" },
	{ "1.0 から 1.5 まで", "1.0..1.5]" },
	{ "1.0 から 1.5", "1.0..1.5]" },
	{ "8.1", "8.1..8.1]" },
	{ "v2", "2..2]" },
	{ "before 1.74", "..1.74)" },
	{ "prior to 1.74", "..1.74)" },
	{ "1.73 and earlier", "..1.73]" },
	{ "versions 1.0 to 1.5", "1.0..1.5]" },
	{ "v6 R4 およびそれ以前のバージョン", NULL },
	{ "for Windows 5.8 (Build 1575) 未満", NULL },
	{ "ファームウェアバージョン 1.05およびそれ以前", NULL },
	{ "1.0 以降", NULL },
	{ "1.0 1.5", NULL },
	{ "1.0 から 1.5 から 2.0", NULL },
	{ "すべてのバージョン", NULL },
	{ "以前", NULL },
	{ "", NULL },
	{ "1.0 未満 以前", NULL },
	{ "1111111111111111111111111111111111111111111111 未満", NULL },
};

START_TEST(understands_words)
{
	struct jvn_row row = { 0 };
	char got[120];
	bool ok = jvn_versions(words[_i].words, &row);

	ck_assert_msg(ok == (words[_i].want != NULL), "%s", words[_i].words);
	if (!ok)
		return;
	snprintf(got, sizeof(got), "%s..%s%c", row.from, row.upto, row.included ? ']' : ')');
	ck_assert_str_eq(got, words[_i].want);
}
END_TEST

static void add_row(void *arg, const struct jvn_row *row)
{
	str_addf(arg, "%s|%s|%s..%s%c|%s\n", row->name, row->maker, row->from, row->upto,
		 row->included ? ']' : ')', row->hole);
}

static int read_text(const char *text, size_t n, struct str *out, struct jvn_count *count)
{
	const struct jvn_handler handler = { out, add_row };
	struct err err = { 0 };
	int r = jvn_read((struct bytes){ (const uint8_t *)text, n }, &handler, count, &err);

	ck_assert_int_eq(r < 0, err.kind != ERR_NONE);
	return r;
}

#define HEAD                                                                                       \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?><VULDEF-Document version=\"3.2\" "              \
	"xmlns=\"http://jvn.jp/vuldef/\">"
static const char xml[] =
    HEAD "<Vulinfo><VulinfoID>JVNDB-2099-000001</VulinfoID><VulinfoData><Title>t</Title><Affected>"
	 "<AffectedItem><Name>作者</Name><ProductName>ためしソフト</ProductName>"
	 "<Cpe version=\"2.2\">cpe:/a:x:y</Cpe><VersionNumber>1.73 およびそれ以前</VersionNumber>"
	 "<VersionNumber>R4</VersionNumber></AffectedItem>"
	 "<AffectedItem><Name>B&amp;C</Name><ProductName>Other\nOne</ProductName>"
	 "<VersionNumber>2.0 未満</VersionNumber></AffectedItem></Affected>"
	 "<DateLastUpdated>2099-02-03T10:00:00+09:00</DateLastUpdated></VulinfoData></Vulinfo>"
	 "<Vulinfo><VulinfoID>JVNDB-2098-000002</VulinfoID><VulinfoData><Affected><AffectedItem>"
	 "<VersionNumber>1.0</VersionNumber></AffectedItem></Affected>"
	 "<DateLastUpdated>2098-01-01T00:00:00+09:00</DateLastUpdated></VulinfoData></Vulinfo>"
	 "</VULDEF-Document>";

START_TEST(reads_xml)
{
	struct str out = STR_INIT(10000);
	struct jvn_count count;

	ck_assert_int_eq(read_text(xml, sizeof(xml) - 1, &out, &count), 0);
	ck_assert_str_eq(str_c(&out), "ためしソフト|作者|..1.73]|JVNDB-2099-000001\n"
				      "Other One|B&C|..2.0)|JVNDB-2099-000001\n");
	ck_assert_uint_eq(count.holes, 2);
	ck_assert_uint_eq(count.rows, 2);
	ck_assert_uint_eq(count.unread, 2); /* "R4", and one without a name */
	ck_assert_str_eq(count.newest, "2099-02-03");
	str_done(&out);
}
END_TEST

static const char json[] =
    "{\"type\":\"bundle\",\"VULDEF-Document\":[{\"document\":{\"tracking\":{"
    "\"current_release_date\":\"2099-03-04T00:00:00+09:00\"}},\"jvn_extension\":{"
    "\"vulnid\":\"JVNDB-2099-000003\",\"affected\":[{\"vendor\":\"作者\",\"product\":\"P\","
    "\"versions\":[{\"version\":\"\",\"status\":\"affected\",\"lessThan\":\"1.0.6\"},"
    "{\"version\":\"2.1\",\"status\":\"affected\",\"lessThanOrEqual\":\"2.3\"},"
    "{\"version\":\"9\",\"status\":\"unaffected\"},{\"version\":\"8.1\",\"status\":\"affected\"},"
    "{\"version\":\"\",\"status\":\"affected\",\"lessThan\":\"\",\"description\":\"3.0 未満\"},"
    "{\"version\":\"3.1a\",\"status\":\"affected\",\"lessThan\":\"3.1d\",\"description\":\"x\"}"
    "]}]}}]}";

START_TEST(reads_json)
{
	struct str out = STR_INIT(10000);
	struct jvn_count count;

	ck_assert_int_eq(read_text(json, sizeof(json) - 1, &out, &count), 0);
	ck_assert_str_eq(str_c(&out), "P|作者|..1.0.6)|JVNDB-2099-000003\n"
				      "P|作者|2.1..2.3]|JVNDB-2099-000003\n"
				      "P|作者|8.1..8.1]|JVNDB-2099-000003\n"
				      "P|作者|..3.0)|JVNDB-2099-000003\n");
	ck_assert_uint_eq(count.unread, 1);
	ck_assert_str_eq(count.newest, "2099-03-04");
	str_done(&out);
}
END_TEST

static const char *const strangers[] = {
	"",
	" ",
	"{",
	"[]",
	"{}",
	"<x/>",
	HEAD "</VULDEF-Document>",
	HEAD "<Vulinfo>",
	"<!DOCTYPE x [<!ENTITY a \"b\">]><VULDEF-Document/>",
	"PK\3\4",
	"{\"vulnid\":\"JVNDB-../../x\",\"affected\":[]}",
	"{\"vulnid\":\"JVNDB-1\"}",
	"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]",
};

START_TEST(refuses_strangers)
{
	struct str out = STR_INIT(1000);
	struct jvn_count count;

	ck_assert_int_eq(read_text(strangers[_i], strlen(strangers[_i]), &out, &count), -EBADMSG);
	ck_assert_str_eq(str_c(&out), "");
	str_done(&out);
}
END_TEST

/* Cut anywhere, the file is refused. */
START_TEST(a_cut_file_is_refused)
{
	struct str out = STR_INIT(100000);
	struct jvn_count count;

	for (size_t n = 0; n + 1 < sizeof(xml); n++)
		ck_assert_int_lt(read_text(xml, n, &out, &count), 0);
	for (size_t n = 0; n + 1 < sizeof(json); n++)
		ck_assert_int_lt(read_text(json, n, &out, &count), 0);
	str_done(&out);
}
END_TEST

START_TEST(has_a_ceiling)
{
	struct str text = STR_INIT((size_t)64 << 20), out = STR_INIT((size_t)64 << 20);
	struct jvn_count count;

	str_add(&text, HEAD "<Vulinfo><VulinfoID>JVNDB-2099-1</VulinfoID><VulinfoData><Affected>"
			    "<AffectedItem><ProductName>P</ProductName>");
	for (unsigned i = 0; i <= JVN_ROWS_MAX; i++)
		str_add(&text, "<VersionNumber>1</VersionNumber>");
	str_add(&text, "</AffectedItem></Affected></VulinfoData></Vulinfo></VULDEF-Document>");
	ck_assert_int_eq(read_text(str_c(&text), text.len, &out, &count), 0);
	ck_assert(count.full);
	ck_assert_uint_eq(count.rows, JVN_ROWS_MAX);
	str_done(&text);
	str_done(&out);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("jvn");
	TCase *tc = tcase_create("jvn");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, understands_words, 0, LEN(words));
	tcase_add_test(tc, reads_xml);
	tcase_add_test(tc, reads_json);
	tcase_add_loop_test(tc, refuses_strangers, 0, LEN(strangers));
	tcase_add_test(tc, a_cut_file_is_refused);
	tcase_add_test(tc, has_a_ceiling);
	return suite_result(suite, tc);
}
