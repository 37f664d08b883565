/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N2 for Linux: every answer of linux-remote-sign-in. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_remote_sign_in;

static const struct row {
	enum flag installed, starts;
	const char *root;
	enum flag passwords, empty, exceptions, guard;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_YES, FLAG_YES, "no", FLAG_NO, FLAG_NO, FLAG_NO, FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_NO, FLAG_NO, "yes", FLAG_YES, FLAG_NO, FLAG_NO, FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_YES, FLAG_NO, "yes", FLAG_YES, FLAG_YES, FLAG_NO, FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_YES, FLAG_YES, "keys", FLAG_YES, FLAG_NO, FLAG_NO, FLAG_YES, ANSWER_CONCERN,
	  "ssh-keys-only" },
	{ FLAG_YES, FLAG_ABSENT, "keys", FLAG_YES, FLAG_NO, FLAG_NO, FLAG_NO, ANSWER_CONCERN,
	  "ssh-keys-only" },
	{ FLAG_YES, FLAG_YES, "no", FLAG_NO, FLAG_NO, FLAG_YES, FLAG_NO, ANSWER_CONCERN,
	  "ssh-keys-only" },
	{ FLAG_YES, FLAG_YES, "yes", FLAG_YES, FLAG_NO, FLAG_NO, FLAG_NO, ANSWER_DANGER,
	  "ssh-keys-only" },
	{ FLAG_YES, FLAG_YES, "no", FLAG_NO, FLAG_YES, FLAG_NO, FLAG_NO, ANSWER_DANGER,
	  "ssh-keys-only" },
	{ FLAG_ABSENT, FLAG_YES, "no", FLAG_NO, FLAG_NO, FLAG_NO, FLAG_NO, ANSWER_COULD_NOT_LOOK,
	  NULL },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_linux_remote *f =
	    FACTS_ADD(&b->facts, linux_remote, LINUX_REMOTE, "/etc/ssh/sshd_config");

	f->installed = r->installed;
	f->starts = r->starts;
	f->root = r->root;
	f->passwords = r->passwords;
	f->empty_passwords = r->empty;
	f->exceptions = r->exceptions;
	f->guard = r->guard;
}

static void good(struct bench *b)
{
	add(b, &rows[0]);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, &rows[_i]);
	bench_collected(&b, &check_linux_remote_sign_in);
	bench_want(&b, &check_linux_remote_sign_in, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_remote_sign_in, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_remote_sign_in), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-remote-sign-in");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-remote-sign-in", cases);
}
