/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader of user names and stored passwords: lists made by mksam in every form, against the
 * passwords that are known and against impacket's secretsdump, account by account; what does not
 * belong together. */
#include <sys/resource.h>

#include "tests/unit/scanners/readers/sam_pairs.h"

/* --- the forms ------------------------------------------------------------------------------ */
#define PEOPLE(more)                                                                               \
	"user 500 Administrator disabled admin\nuser 501 Guest disabled nopassword\n"              \
	"user 1001 yamada password=\"sample-pass-1\" admin " more "\n"                             \
	"user 1002 経理 full=\"経理 太郎\" password=\"sample-pass-1\"\n"                     \
	"user 1003 受付 empty\n"                                                                 \
	"user 1004 𠮷田 password=\"パスワード十二𠮷\"\n"                               \
	"user 1005 long password=\"an answer that is much longer than fourteen characters, "       \
	"and a little more, so that two blocks and another one are needed\"\n"
static const struct known people[] = {
	{ 500, NULL, false },
	{ 501, NULL, false },
	{ 1001, "sample-pass-1", false },
	{ 1002, "sample-pass-1", false },
	{ 1003, NULL, false },
	{ 1004, "パスワード十二𠮷", false },
	{ 1005,
	  "an answer that is much longer than fourteen characters, and a little more, so that two "
	  "blocks and another one are needed",
	  false },
};

static const char *const forms[] = {
	"set form=aes\n" PEOPLE(""),
	"set form=rc4\n" PEOPLE(""),
	"set form=aes\n" PEOPLE("form=rc4"),
	"set form=rc4\n" PEOPLE("form=aes"),
	"set form=aes boot=fffffffffffffffffffffffffffffffe "
	"key=00000000000000000000000000000001\n" PEOPLE("form=rc4"),
};

START_TEST(every_form)
{
	struct pair p;

	make("f", forms[_i]);
	open_pair(&p, "f", "f");
	ck_assert_str_eq(p.sam.account[3].name, "経理");
	ck_assert_str_eq(p.sam.account[3].full_name, "経理 太郎");
	ck_assert(p.sam.account[2].administrator && !p.sam.account[3].administrator);
	compare(&p, people, LEN(people));
	compare_dump(&p, "f.SAM", "f.SYSTEM");
	close_pair(&p);
}
END_TEST

START_TEST(the_old_form)
{
	static const struct known known[] = { { 1001, "KENSHIN7", true },
					      { 1002, "Kenshin7x9", true },
					      { 1003, NULL, false } };
	struct pair p;

	make("o", "set form=rc4\nuser 1001 a password=\"KENSHIN7\" lm\n"
		  "user 1002 b password=\"Kenshin7x9\" lm\nuser 1003 c empty\n");
	open_pair(&p, "o", "o");
	compare(&p, known, LEN(known));
	compare_dump(&p, "o.SAM", "o.SYSTEM");
	close_pair(&p);
	/* secretsdump does not read this one */
	make("o", "set form=aes\nuser 1001 a password=\"KENSHIN7\" lm\n"
		  "user 1002 b password=\"Kenshin7x9\" lm\nuser 1003 c empty\n");
	open_pair(&p, "o", "o");
	compare(&p, known, LEN(known));
	close_pair(&p);
}
END_TEST

START_TEST(two_hundred_accounts)
{
	static struct known known[200];
	static char password[200][24], list[20000];
	struct pair p;
	size_t used = 0;

	for (unsigned i = 0; i < 200; i++) {
		/* every seventh shares one, every fifth has none; both forms */
		snprintf(password[i], sizeof(password[i]), "own-%u-parola", i % 7 ? i : 0);
		known[i] = (struct known){ 1000 + i, i % 5 ? password[i] : NULL, false };
		used += (size_t)snprintf(
		    list + used, sizeof(list) - used, "user %u 社員%u %s%s%s form=%s%s\n", 1000 + i,
		    i, i % 5 ? "password=\"" : "", i % 5 ? password[i] : "", i % 5 ? "\"" : "",
		    i % 3 ? "aes" : "rc4", i % 11 ? "" : " admin");
	}
	make("many", list);
	open_pair(&p, "many", "many");
	compare(&p, known, LEN(known));
	compare_dump(&p, "many.SAM", "many.SYSTEM");
	close_pair(&p);
}
END_TEST

/* --- what does not belong together ---------------------------------------------------------- */
static int open_code(const char *sam, const char *system)
{
	struct sam_vault *v = NULL;
	struct pair p;
	int r;

	open_pair(&p, sam, system);
	r = sam_vault_open(&p.sam, p.system, &v, NULL);
	ck_assert(r == 0 || !v);
	sam_vault_close(v);
	close_pair(&p);
	return r;
}

START_TEST(a_wrong_pair)
{
	make("a",
	     "set form=aes boot=000102030405060708090a0b0c0d0e0f\nuser 1001 a password=\"b\"\n");
	make("r",
	     "set form=rc4 boot=101112131415161718191a1b1c1d1e1f\nuser 1001 a password=\"b\"\n");
	ck_assert_int_eq(open_code("a", "a"), 0);
	ck_assert_int_eq(open_code("r", "r"), 0);
	ck_assert_int_eq(open_code("a", "r"), -EKEYREJECTED);
	ck_assert_int_eq(open_code("r", "a"), -EKEYREJECTED);
	make("s", "set secureboot=2 boot=000102030405060708090a0b0c0d0e0f\nuser 1001 a\n");
	ck_assert_int_eq(open_code("a", "s"), -ENOKEY);
	make("n", "set control=2\nuser 1001 a\n"); /* Select names another control set */
	ck_assert_int_eq(open_code("a", "n"), -EBADMSG);
	for (int cut = 0x60; cut < 0x90; cut += 12) {
		char list[80];

		snprintf(list, sizeof(list), "set cut=%d form=%s\nuser 1001 a\n", cut,
			 cut % 24 ? "aes" : "rc4");
		make("c", list);
		ck_assert_int_eq(open_code("c", "c"), -EBADMSG);
	}
}
END_TEST

/* Where no memory can be locked, nothing is opened. Root may always lock. */
START_TEST(no_memory_to_lock)
{
#ifdef __SANITIZE_ADDRESS__
	printf("skipped: with this sanitizer mlock() does nothing\n");
#else
	struct rlimit before, none;
	int r;

	make("a", "user 1001 a password=\"b\"\n");
	ck_assert_int_eq(getrlimit(RLIMIT_MEMLOCK, &before), 0);
	none = before;
	none.rlim_cur = 0;
	ck_assert_int_eq(setrlimit(RLIMIT_MEMLOCK, &none), 0);
	ck_assert(geteuid() != 0 || chmod(fixtures_dir, 0755) == 0);
	ck_assert(geteuid() != 0 || fixtures_try("chmod 644 a.*") == 0);
	ck_assert(geteuid() != 0 || seteuid(65534) == 0);
	r = open_code("a", "a");
	ck_assert(getuid() != 0 || seteuid(0) == 0);
	ck_assert_int_eq(setrlimit(RLIMIT_MEMLOCK, &before), 0);
	ck_assert_int_eq(r, -ENOMEM);
	ck_assert_int_eq(open_code("a", "a"), 0);
#endif
}
END_TEST

START_TEST(no_list_at_all)
{
	struct arena a = { 0 };
	struct hive *h;
	struct sam s;

	fixtures_text("x.spec", "[SAM\\Domains\\Account]\n\"F\"=hex:01\n");
	fixtures_run("\"$TOOLS/mkhive\" x.spec x.SAM");
	h = hives_open_made("x.SAM", NULL);
	ck_assert_int_eq(sam_read(h, &a, &s, NULL), -EBADMSG);
	hive_close(h);
	arena_done(&a);
}
END_TEST

/* Administrators: a count that is not there, a list that is cut off. */
START_TEST(a_damaged_group)
{
	static const char *const broken[] = { "hex:00", "hex:20,02", "fill:52", "fill:300" };
	struct pair p;

	for (size_t i = 0; i < LEN(broken); i++) {
		make("g", "user 1001 a admin\n");
		fixtures_run("sed -i 's/^\"C\"=.*/\"C\"=%s/' g.SAM.spec; "
			     "\"$TOOLS/mkhive\" g.SAM.spec g.SAM",
			     broken[i]);
		open_pair(&p, "g", "g");
		ck_assert(!p.sam.administrators_known);
		close_pair(&p);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("sam");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, every_form, 0, LEN(forms));
	tcase_add_test(t, the_old_form);
	tcase_add_test(t, two_hundred_accounts);
	tcase_add_test(t, a_wrong_pair);
	tcase_add_test(t, no_memory_to_lock);
	tcase_add_test(t, no_list_at_all);
	tcase_add_test(t, a_damaged_group);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
