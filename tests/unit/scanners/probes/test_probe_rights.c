/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of access rights, on lists made by hand: what is named as secret, whose folders open
 * for whom, and that a list that could not be read is told. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/zip_maker.h"

#include "scanners/probes/secret_names.h"

/* Who, with which rights: 'e' everyone, 'u' users, 'a' authenticated, 'i' interactive, 'p' a person,
 * 'q' another one, 's' system; r, w, f; in capitals when it came from above. "?": damaged. */
static size_t list_of(const char *text, uint8_t *p)
{
	static const uint8_t person[] = { 1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0,
					  1, 0, 0, 0, 2, 0, 0, 0, 3,  0, 0, 0 };
	size_t at = 28, n;

	memset(p, 0, 512);
	p[0] = 1;
	p[2] = 4;
	p[3] = 0x80;
	p[16] = 20;
	p[20] = 2;
	for (; *text && *text != '?'; text += 2) {
		uint32_t mask = strchr("rR", text[1])   ? 0x1200a9
				: strchr("wW", text[1]) ? 0x1301bf
							: 0x1f01ff;
		uint8_t *sid = p + at + 8;

		p[at + 1] = text[1] < 'a' ? 0x10 : 0;
		memcpy(p + at + 4, &mask, 4);
		sid[0] = sid[1] = 1;
		sid[7] = *text == 'e' ? 1 : 5;
		n = 12;
		if (*text == 'u') {
			sid[1] = 2;
			sid[8] = 32;
			sid[12] = 0x21;
			sid[13] = 2;
			n = 16;
		} else if (*text == 'p' || *text == 'q') {
			memcpy(sid, person, sizeof(person));
			sid[24] = *text == 'p' ? 0xe9 : 0xea;
			sid[25] = 3;
			n = 28;
		} else if (*text != 'e') {
			sid[8] = *text == 'a' ? 11 : *text == 'i' ? 4 : 18;
		}
		p[at + 2] = (uint8_t)(8 + n);
		at += 8 + n;
		p[24]++;
	}
	p[22] = (uint8_t)(at - 20);
	return *text == '?' ? 20 : at;
}

/* name, list, name, list, ..., NULL; a name of "u ..." could not be read. */
static struct bytes pack_of(struct visit *v, const char *const *file)
{
	struct str s = STR_INIT(1 << 20);
	struct bytes b;
	uint8_t list[512];

	for (; file[0]; file += 2) {
		size_t n = list_of(file[1], list);

		if (!strncmp(file[0], "u ", 2)) {
			str_addf(&s, "u 0 - 0 %s\n", file[0] + 2);
			continue;
		}
		str_addf(&s, "w 0 - %zu %s\n", n, file[0]);
		str_addn(&s, (const char *)list, n);
	}
	b = bytes_of(arena_alloc(&v->arena, s.len + 1), s.len);
	memcpy((void *)(uintptr_t)b.p, str_c(&s), s.len);
	str_done(&s);
	return b;
}

static const struct {
	const char *name;
	bool folder, want;
} names[] = {
	{ "社外秘", true, true },
	{ "【社外秘】単価表.xlsx", false, true },
	{ "マル秘", true, true },
	{ "ﾏﾙ秘資料.pdf", false, true },
	{ "㊙取引条件.docx", false, true },
	{ "（秘）見積根拠.xls", false, true },
	{ "秘_原価.csv", false, true },
	{ "秘", true, true },
	{ "秘書室", true, false },
	{ "神秘の島.jpg", false, false },
	{ "取扱注意", true, true },
	{ "給与明細 2026年11月.pdf", false, true },
	{ "給与規程.docx", false, false },
	{ "人事考課ひな形.xlsx", false, false },
	{ "履歴書_書き方.pdf", false, false },
	{ "CONFIDENTIAL", true, true },
	{ "Ｓｅｃｒｅｔ.txt", false, true },
	{ "secretary.txt", false, false },
	{ "client_secret.json", false, false },
	{ "パスワード一覧.txt", false, true },
	{ "議事録.docx", false, false },
	{ "", false, false },
};

START_TEST(names_as_people_read_them)
{
	struct arena a = { 0 };

	ck_assert_msg(secret_names_is(&a, names[_i].name, names[_i].folder) == names[_i].want, "%s",
		      names[_i].name);
	arena_done(&a);
}
END_TEST

static const struct {
	size_t blob;
	const char *file[12], *text;
} secret[] = {
	{ 1,
	  { "Users/a/Documents/社外秘/", "sfpF", "Users/a/Documents/給与.xlsx", "sFpF",
	    "Users/a/Documents/x.txt", "ef" },
	  "collected\n place=user user=a count=2 everyone=0 changeable=0 readable=0 inherited=0 "
	  "unread=0\n" },
	{ 5,
	  { "共有/人事/", "uR", "共有/人事/給与.xlsx", "aW", "共有/社外秘.pdf", "eR" },
	  "collected\n place=drive path=共有/社外秘.pdf count=3 everyone=1 changeable=1 readable=1 "
	  "inherited=3 unread=0\n" },
	{ 6,
	  { ":0/秘/", "iw", ":1/秘/", "?", ":2/秘/", "pf" },
	  "partial\n place=data path=:0/秘 count=3 everyone=0 changeable=1 readable=0 inherited=0 "
	  "unread=1\n" },
	{ 6, { "u :0/.", "" }, "partial\n" },
	/* The folder of all has a pack of its own. */
	{ 1, { "Users/Public/Documents/社外秘/", "ef" }, "collected\n" },
	{ 4,
	  { "Users/Public/Documents/社外秘/", "iw" },
	  "collected\n place=public path=Users/Public/Documents/社外秘 count=1 everyone=0 "
	  "changeable=1 readable=0 inherited=0 unread=0\n" },
	{ 0,
	  { "Users/a/Desktop/暗証番号.txt", "?" },
	  "partial\n place=user user=a count=1 everyone=0 changeable=0 readable=0 inherited=0 "
	  "unread=1\n" },
	/* Two users on one PC. */
	{ 0,
	  { "Users/a/Desktop/秘/", "pf", "Users/b/Desktop/秘/", "uf", "Users/a/Desktop/秘.txt",
	    "?" },
	  "partial\n place=user user=a count=2 everyone=0 changeable=0 readable=0 inherited=0 "
	  "unread=1\n place=user user=b path=Users/b/Desktop/秘 count=1 everyone=0 changeable=1 "
	  "readable=0 inherited=0 unread=0\n" },
};

START_TEST(secret_rights)
{
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, secret[_i].blob, pack_of(&v, secret[_i].file));
	visit_run(&v, "secret-rights");
	visit_expect(&v, FACT_KIND_SECRET_RIGHTS, secret[_i].text);
	visit_done(&v);
}
END_TEST

#define SELECT      "[Select]\n\"Current\"=dword:1\n"
#define SHARES      "[ControlSet001\\Services\\LanmanServer\\Shares]\n"
#define SHARE(path) "\"s\"=multi:\"CATimeout=0\",\"Path=" path "\",\"Type=0\"\n"

static const struct {
	const char *spec;
	struct {
		size_t blob;
		const char *file[10];
	} pack[3];
	const char *text;
} folders[] = {
	{ SELECT SHARES,
	  { { 2, { "Users/a/", "sfpf", "Users/Public/", "iw", "Users/desktop.ini", "ef" } },
	    { 3,
	      { "Users/a/Desktop/", "pF", "Users/a/Documents/", "pFqRuR", "Users/a/Music/", "ef",
		"Users/Public/Desktop/", "ef" } },
	    { 4, { "共有/", "aW", "pagefile.sys", "ef" } } },
	  "collected\n sort=profile path=Users/a user=a everyone=none users=none inherited=no "
	  "named=1\n sort=desktop path=Users/a/Desktop user=a everyone=none users=none "
	  "inherited=no "
	  "named=1\n sort=documents path=Users/a/Documents user=a everyone=none users=read "
	  "inherited=yes named=2\n sort=top path=共有 everyone=none users=write inherited=yes "
	  "named=0\n" },
	/* Shared folders by their path; on another drive; and one that is not to be found. */
	{ SELECT SHARES SHARE("C:\\\\共有\\\\営業"),
	  { { 5, { "共有/営業/", "ef" } } },
	  "collected\n sort=share path=C:\\共有\\営業 everyone=full users=full inherited=no "
	  "named=0\n" },
	{ SELECT SHARES SHARE("D:\\\\data\\\\"),
	  { { 6, { ":1/DATA/", "eR" } } },
	  "collected\n sort=top path=:1/DATA everyone=read users=read inherited=yes named=0\n"
	  " sort=share path=D:\\data\\ everyone=read users=read inherited=yes named=0\n" },
	{ SELECT SHARES SHARE("C:\\\\data"),
	  { { 6, { ":1/data/", "eR" } } },
	  "partial\n sort=top path=:1/data everyone=read users=read inherited=yes named=0\n"
	  " sort=share path=C:\\data\n" },
	{ SELECT SHARES SHARE("C:\\\\Users"),
	  { { 1, { "Users/", "uR" } } },
	  "collected\n sort=share path=C:\\Users everyone=none users=read inherited=yes "
	  "named=0\n" },
	{ SELECT SHARES,
	  { { 2, { "Users/a/", "?" } } },
	  "partial\n sort=profile path=Users/a user=a\n" },
	{ SELECT "[ControlSet001]\n",
	  { { 2, { "Users/a/", "pf" } } },
	  "partial\n sort=profile path=Users/a user=a everyone=none users=none inherited=no "
	  "named=1\n" },
	{ SELECT SHARES, { { 6, { "u :0/.", "" } } }, "partial\n" },
};

START_TEST(folder_rights)
{
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, folders[_i].spec);
	for (size_t i = 0; i < LEN(folders[_i].pack); i++)
		if (folders[_i].pack[i].blob)
			visit_bytes(&v, folders[_i].pack[i].blob,
				    pack_of(&v, folders[_i].pack[i].file));
	visit_run(&v, "folder-rights");
	visit_expect(&v, FACT_KIND_FOLDER_RIGHTS, folders[_i].text);
	visit_done(&v);
}
END_TEST

/* Lists of passwords, by the outside of each: an open table, an archive with a password, a PDF
 * without, one that could not be told. */
START_TEST(lists_that_ask_for_a_password)
{
	static const char pack[] =
	    "w 34 - 34 Users/yamada/Documents/パスワード.xlsx\n"
	    "PK\3\4\x14\0\6\0\x08\0aaaabbbbccccddddeeeeffff"
	    "w 104 - 104 Users/yamada/Documents/パスワード.zip\n" ZIP_ONE(
		ZIP_LOCKED) "w 34 - 34 Users/yamada/Documents/パスワード.pdf\n"
			    "%PDF-1.4 trailer<<>>\nstartxref\n9\n."
			    "w 9 - 9 Users/yamada/Documents/ID一覧.jtd\n.........";
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 1, bytes_of(pack, sizeof(pack) - 1));
	visit_run(&v, "password-files-user");
	visit_expect(&v, FACT_KIND_PASSWORD_FILES,
		     "collected\n place=documents user=yamada count=4 open=2 locked=1\n");
	visit_done(&v);
}
END_TEST

/* What is there and cannot be read is told; a second file with something in it leaves "none" open; the
 * old program's file is some. */
START_TEST(notes_on_the_screen)
{
	static const struct {
		const char *pack, *old, *text;
	} n[] = {
		{ NULL, NULL, "collected\n" },
		{ "w 3 - 3 P/plum.sqlite\nabc", NULL, "partial\n" },
		{ "u 3 - 0 P/plum.sqlite\n", NULL, "partial\n" },
		{ NULL, "\xd0\xcf", "collected\n user=yamada\n" },
	};

	for (size_t i = 0; i < LEN(n); i++) {
		struct visit v;

		visit_init(&v);
		if (n[i].pack)
			visit_bytes(&v, 0, bytes_of(n[i].pack, strlen(n[i].pack)));
		if (n[i].old)
			visit_bytes(&v, 1, bytes_of(n[i].old, strlen(n[i].old)));
		visit_run(&v, "sticky-notes");
		if (i == 1) /* nothing else was seen */
			ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_STICKY_NOTES),
					 FACT_STATE_FAILED);
		else
			visit_expect(&v, FACT_KIND_STICKY_NOTES, n[i].text);
		visit_done(&v);
	}
}
END_TEST

START_TEST(notes_of_a_database)
{
	struct visit v;
	struct bytes db;
	char *pack;
	size_t n;

	fixtures_run("python3 -c 'import sqlite3; d = sqlite3.connect(\"plum.sqlite\"); "
		     "d.execute(\"create table Note(Text, DeletedAt)\"); "
		     "d.execute(\"insert into Note values(1, null)\"); d.commit()'");
	db = fixtures_load("plum.sqlite");
	visit_init(&v);
	pack = arena_alloc(&v.arena, db.n + 100);
	n = (size_t)snprintf(pack, 100, "w %zu - %zu P/plum.sqlite\n", db.n, db.n);
	memcpy(pack + n, db.p, db.n);
	visit_bytes(&v, 0, bytes_of(pack, n + db.n));
	visit_run(&v, "sticky-notes");
	visit_expect(&v, FACT_KIND_STICKY_NOTES, "collected\n user=yamada notes=1\n");
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("probe-rights");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, names_as_people_read_them, 0, LEN(names));
	tcase_add_loop_test(t, secret_rights, 0, LEN(secret));
	tcase_add_test(t, lists_that_ask_for_a_password);
	tcase_add_test(t, notes_on_the_screen);
	tcase_add_test(t, notes_of_a_database);
	tcase_add_loop_test(t, folder_rights, 0, LEN(folders));
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
