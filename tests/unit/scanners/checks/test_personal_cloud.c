/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S13: cloud stores with an account of somebody's own. */
#include "tests/unit/scanners/checks/programs_bench.h"

extern const struct check check_personal_cloud;

static const struct {
	const char *listed, *product, *account;
	enum answer_kind want;
} rows[] = {
	{ NULL, NULL, NULL, ANSWER_OK },
	{ NULL, "onedrive", "business", ANSWER_NOTICE },
	{ NULL, "onedrive", "personal", ANSWER_CONCERN },
	{ NULL, "dropbox", "unknown", ANSWER_CONCERN },
	{ NULL, "dropbox", NULL, ANSWER_CONCERN },
	{ "Dropbox", NULL, NULL, ANSWER_CONCERN },
	{ "Dropbox", "onedrive", "business", ANSWER_CONCERN },
	{ "7-Zip 25.01", NULL, NULL, ANSWER_OK },
};

static void account(struct bench *b, const char *product, const char *kind)
{
	struct fact_cloud_account *f =
	    FACTS_ADD(&b->facts, cloud_account, CLOUD_ACCOUNT, "HKCU\\x");

	f->product = product;
	f->account = kind;
}

static void good(struct bench *b)
{
	bench_tables(b, TABLE_DAY);
	bench_program(b, "7-Zip 25.01", "25.01", "Igor Pavlov");
	account(b, NULL, NULL);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	if (rows[_i].listed)
		bench_program(&b, rows[_i].listed, "1", "Dropbox, Inc.");
	if (rows[_i].product)
		account(&b, rows[_i].product, rows[_i].account);
	bench_collected(&b, &check_personal_cloud);
	bench_want(&b, &check_personal_cloud, rows[_i].want,
		   rows[_i].want == ANSWER_CONCERN ? "cloud-rule" : NULL);
	bench_end(&b);
}
END_TEST

static void nothing(struct bench *b UNUSED)
{
}

START_TEST(says_what_is_missing)
{
	bench_missing(&check_personal_cloud, good);
	bench_without_tables(&check_personal_cloud, good);
	bench_says_age(&check_personal_cloud, nothing);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("personal-cloud");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("personal-cloud", cases);
}
