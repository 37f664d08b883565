/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U5 for Linux: every answer of linux-usb-rules. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_usb_rules;

static const struct row {
	enum flag storage, uas, guard;
	const char *others;
	enum flag udev;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_YES, FLAG_YES, FLAG_ABSENT, NULL, FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_NO, FLAG_NO, FLAG_YES, "block", FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_NO, FLAG_NO, FLAG_YES, "allow", FLAG_NO, ANSWER_CONCERN, "usb-rule-linux" },
	{ FLAG_NO, FLAG_NO, FLAG_NO, "block", FLAG_NO, ANSWER_CONCERN, "usb-rule-linux" },
	{ FLAG_YES, FLAG_NO, FLAG_ABSENT, NULL, FLAG_NO, ANSWER_CONCERN, "usb-rule-linux" },
	{ FLAG_NO, FLAG_NO, FLAG_ABSENT, NULL, FLAG_YES, ANSWER_NOTICE, "usb-rule-linux" },
	{ FLAG_NO, FLAG_NO, FLAG_ABSENT, NULL, FLAG_NO, ANSWER_CONCERN, "usb-rule-linux" },
	{ FLAG_ABSENT, FLAG_NO, FLAG_ABSENT, NULL, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_linux_usb_policy *f;

	if (r->storage == FLAG_ABSENT)
		return;
	f = FACTS_ADD(&b->facts, linux_usb_policy, LINUX_USB_POLICY, "/etc");
	f->storage_off = r->storage;
	f->uas_off = r->uas;
	f->guard_starts = r->guard;
	f->guard_others = r->others;
	f->udev_refuses = r->udev;
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
	bench_collected(&b, &check_linux_usb_rules);
	bench_want(&b, &check_linux_usb_rules, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_usb_rules, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_usb_rules), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-usb-rules");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-usb-rules", cases);
}
