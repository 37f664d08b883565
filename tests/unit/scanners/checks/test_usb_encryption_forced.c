/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U11: encryption of removable drives. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_encryption_forced;

static struct fact_removable_encryption *add(struct bench *b)
{
	return FACTS_ADD(&b->facts, removable_encryption, REMOVABLE_ENCRYPTION, "SYSTEM\\x");
}

static void good(struct bench *b)
{
	add(b)->forced = FLAG_YES;
}

START_TEST(judges_each_value)
{
	static const struct {
		enum flag forced;
		enum answer_kind want;
	} rows[] = { { FLAG_YES, ANSWER_OK },
		     { FLAG_NO, ANSWER_CONCERN },
		     { FLAG_ABSENT, ANSWER_CONCERN } };

	for (size_t i = 0; i < LEN(rows); i++) {
		struct bench b;

		bench_begin(&b);
		add(&b)->forced = rows[i].forced;
		bench_collected(&b, &check_usb_encryption_forced);
		bench_want(&b, &check_usb_encryption_forced, rows[i].want,
			   rows[i].want == ANSWER_OK ? NULL : "usb-encrypt");
		bench_end(&b);
	}
}
END_TEST

/* Where nothing is let in, nothing can be lost; where that is not known, it does not help. */
START_TEST(nothing_let_in)
{
	struct fact_usb_policy *p;
	struct bench b;

	bench_begin(&b);
	add(&b);
	p = FACTS_ADD(&b.facts, usb_policy, USB_POLICY, "SOFTWARE\\x");
	bench_collected(&b, &check_usb_encryption_forced);
	bench_want(&b, &check_usb_encryption_forced, ANSWER_CONCERN, "usb-encrypt");
	p->deny_write = FLAG_YES;
	bench_want(&b, &check_usb_encryption_forced, ANSWER_CONCERN, "usb-encrypt");
	p->deny_all = FLAG_YES;
	bench_want(&b, &check_usb_encryption_forced, ANSWER_OK, NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_encryption_forced, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_encryption_forced), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-encryption-forced");

	tcase_add_test(tc, judges_each_value);
	tcase_add_test(tc, nothing_let_in);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-encryption-forced", cases);
}
