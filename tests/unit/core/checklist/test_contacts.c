/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of contacts: the shipped file, and broken ones. */

#include "core/checklist/contacts.h"
#include "tests/unit/report/story.h"
#include "tests/unit/suite.h"

#define HEAD "id,sj,nj,hj,how,se,ne,he,source,checked,verified\n"

static struct arena arena;
static struct contacts k;
static struct err err;

static void begin(void)
{
	arena = (struct arena){ 0 };
	err_clear(&err);
}

static void end(void)
{
	arena_done(&arena);
}

START_TEST(the_shipped_file)
{
	bool chamber = false;
	char iso[32];

	story_contacts(&arena, &k);
	ck_assert_str_eq(time_iso(k.date, iso, sizeof(iso)), "2026-11-21T00:00:00Z");
	for (unsigned i = 0; i < k.n; i++) {
		const struct contact *c = &k.contact[i];

		chamber = chamber || !strcmp(c->id, "chamber");
		for (unsigned l = 0; l < CONTACT_LANGUAGES; l++) {
			ck_assert_str_ne(c->name[l], "");
			ck_assert_str_ne(c->situation[l], "");
			ck_assert_ptr_null(story_forbidden(c->name[l]));
			ck_assert_ptr_null(story_forbidden(c->hours[l]));
		}
		/* What nobody looked up is not printed. */
		if (!strcmp(c->how, "crack@ipa.go.jp"))
			ck_assert(!c->verified);
	}
	ck_assert(chamber);
}
END_TEST

static const struct {
	const char *csv;
	int n; /* contacts, or -1: refused */
} files[] = {
	{ "", 0 },
	{ "# only a remark", 0 },
	{ HEAD, 0 },
	{ HEAD "a,b,c,d,e,f,g,h,i,j,yes\n", 1 },
	{ HEAD "a,b,c,d,e,f,g,h,i,j,no", 1 },
	{ HEAD "a,b,c,d,e,f,g,h,i,j,no\r\n\r\n", 1 },
	{ HEAD "a,\"b,\"\"x\"\"\",c,d,e,f,g,h,i,j,yes\n", 1 },
	{ HEAD "a,b,c,d,e,f,g,h,i,j,maybe\n", -1 },
	{ HEAD "a,b,c,d,e,f,g,h,i,j\n", -1 },
	{ HEAD "a,b,c,d,e,f,g,h,i,j,yes,more\n", -1 },
	{ HEAD "a,\"b,c,d,e,f,g,h,i,j,yes\n", -1 },
	{ HEAD "a,\"b\"b,c,d,e,f,g,h,i,j,yes\n", -1 },
	{ HEAD "a,\xff\xfe,c,d,e,f,g,h,i,j,yes\n", -1 },
	{ "just a text file\n", -1 },
};

START_TEST(odd_files)
{
	int r = contacts_parse(&arena, files[_i].csv, strlen(files[_i].csv), &k, &err);

	ck_assert_int_eq(r, files[_i].n < 0 ? err.code : 0);
	ck_assert_uint_eq(k.n, files[_i].n < 0 ? 0 : (unsigned)files[_i].n);
	if (files[_i].n < 0) {
		ck_assert_int_lt(r, 0);
		ck_assert_int_eq(err.kind, ERR_FORMAT);
	}
}
END_TEST

START_TEST(every_cut_of_the_shipped_file)
{
	size_t n;
	char *csv = story_read(&arena, "signatures/contacts.csv", &n);

	for (size_t cut = 0; cut <= n; cut += 7)
		if (contacts_parse(&arena, csv, cut, &k, &err) < 0)
			ck_assert_uint_eq(k.n, 0);
	ck_assert_int_lt(contacts_parse(&arena, csv, CONTACTS_FILE_MAX + 1, &k, &err), 0);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
}
END_TEST

START_TEST(too_many_rows_and_too_long_fields)
{
	struct str csv = STR_INIT(1 << 20);

	str_add(&csv, HEAD);
	for (int i = 0; i <= CONTACTS_MAX; i++)
		str_add(&csv, "a,b,c,d,e,f,g,h,i,j,yes\n");
	ck_assert_int_lt(contacts_parse(&arena, str_c(&csv), csv.len, &k, &err), 0);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	str_clear(&csv);
	str_add(&csv, HEAD);
	for (int i = 0; i < 300; i++)
		str_addc(&csv, 'a');
	str_add(&csv, ",b,c,d,e,f,g,h,i,j,yes\n");
	ck_assert_int_lt(contacts_parse(&arena, str_c(&csv), csv.len, &k, &err), 0);
	str_done(&csv);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("contacts");
	TCase *t = tcase_create("contacts");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, the_shipped_file);
	tcase_add_loop_test(t, odd_files, 0, LEN(files));
	tcase_add_test(t, every_cut_of_the_shipped_file);
	tcase_add_test(t, too_many_rows_and_too_long_fields);
	return suite_result(s, t);
}
