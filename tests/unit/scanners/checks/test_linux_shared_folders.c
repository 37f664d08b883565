/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N4 for Linux: every answer of linux-shared-folders. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_shared_folders;

static const struct row {
	const char *everyone, *area;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "none", "folder", ANSWER_OK, NULL },
	{ NULL, NULL, ANSWER_OK, NULL },
	{ "read", "folder", ANSWER_CONCERN, "close-linux-shares" },
	{ "write", "users", ANSWER_DANGER, "close-linux-shares" },
	{ "read", "printer", ANSWER_OK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_share *f;

	if (!r->area)
		return;
	f = FACTS_ADD(&b->facts, share, SHARE, "/etc/samba/smb.conf");
	f->everyone = r->everyone;
	f->area = r->area;
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
	bench_collected(&b, &check_linux_shared_folders);
	bench_want(&b, &check_linux_shared_folders, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_shared_folders, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_shared_folders), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-shared-folders");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-shared-folders", cases);
}
