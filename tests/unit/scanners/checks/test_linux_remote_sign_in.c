/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N2 for Linux: every answer of linux-remote-sign-in. */
#include "tests/unit/scanners/checks/rows_bench.h"

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

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
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

ROWS_TEST(linux_remote_sign_in, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
