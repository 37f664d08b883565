/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H2: can the disk be read by a thief? */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_disk_encryption;

static const struct {
	const char *state, *chassis;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "locked", "laptop", ANSWER_OK, NULL },
	{ "unlocked", NULL, ANSWER_OK, NULL },
	{ "clear-key", "desktop", ANSWER_CONCERN, "resume-encryption" },
	{ "none", "laptop", ANSWER_DANGER, "encrypt-disk" },
	{ "none", "desktop", ANSWER_NOTICE, "encrypt-disk" },
	{ "none", NULL, ANSWER_NOTICE, "encrypt-disk" },
	{ "unknown", "laptop", ANSWER_COULD_NOT_LOOK, NULL },
	{ NULL, "laptop", ANSWER_COULD_NOT_LOOK, NULL },
	{ "a word of tomorrow", "laptop", ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const char *state)
{
	struct fact_disk_encryption *f =
	    FACTS_ADD(&b->facts, disk_encryption, DISK_ENCRYPTION, "SYSTEM\\x");

	f->method = "bitlocker";
	f->state = state;
}

static void good(struct bench *b)
{
	add(b, "unlocked");
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, rows[_i].state);
	if (rows[_i].chassis)
		FACTS_ADD(&b.facts, computer, COMPUTER, "SYSTEM\\x")->chassis = rows[_i].chassis;
	bench_collected(&b, &check_disk_encryption);
	bench_want(&b, &check_disk_encryption, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_disk_encryption, good);
	ck_assert_int_eq(bench_nothing_found(&check_disk_encryption), ANSWER_COULD_NOT_LOOK);
}
END_TEST

START_TEST(says_that_the_kind_of_pc_was_not_seen)
{
	struct bench b;

	bench_begin(&b);
	add(&b, "none");
	bench_collected(&b, &check_disk_encryption);
	bench_state(&b, FACT_KIND_COMPUTER, FACT_STATE_FAILED, "because the test says so");
	bench_run(&b, &check_disk_encryption);
	ck_assert_int_eq(b.finding.answer, ANSWER_NOTICE);
	ck_assert_str_eq(b.finding.reason.id, "because the test says so");
	bench_end(&b);
}
END_TEST

START_TEST(takes_the_worst_volume)
{
	struct bench b;

	bench_begin(&b);
	add(&b, "unlocked");
	add(&b, "clear-key");
	bench_collected(&b, &check_disk_encryption);
	bench_want(&b, &check_disk_encryption, ANSWER_CONCERN, "resume-encryption");
	add(&b, "none");
	bench_want(&b, &check_disk_encryption, ANSWER_NOTICE, "encrypt-disk");
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("disk-encryption");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, says_that_the_kind_of_pc_was_not_seen);
	tcase_add_test(tc, takes_the_worst_volume);
	return tc;
}

int main(void)
{
	return bench_main("disk-encryption", cases);
}
