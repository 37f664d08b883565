/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U5: rules that keep USB storage out. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_storage_policy;

#define NONE NUMBER_ABSENT

static const struct {
	enum flag all, read, write, execute, protect;
	int64_t usbstor, uasp;
	enum answer_kind want;
} rows[] = {
	{ FLAG_YES, 0, 0, 0, 0, 3, 3, ANSWER_OK },
	{ 0, FLAG_YES, FLAG_YES, 0, 0, 3, 3, ANSWER_OK },
	{ 0, 0, 0, 0, 0, 4, 4, ANSWER_OK },
	{ 0, 0, 0, 0, 0, 4, NONE, ANSWER_OK }, /* no driver for fast disks at all */
	{ 0, 0, 0, 0, 0, 4, 3, ANSWER_CONCERN },
	{ 0, 0, 0, 0, 0, 3, 4, ANSWER_CONCERN },
	{ 0, 0, 0, 0, 0, NONE, 4, ANSWER_CONCERN },
	{ 0, 0, FLAG_YES, 0, 0, 3, 3, ANSWER_CONCERN },
	{ 0, FLAG_YES, FLAG_NO, 0, 0, 3, 3, ANSWER_CONCERN },
	{ 0, 0, 0, 0, FLAG_YES, 3, 3, ANSWER_CONCERN },
	{ 0, 0, 0, FLAG_YES, 0, 3, 3, ANSWER_CONCERN },
	{ 0, 0, 0, 0, 0, 3, 3, ANSWER_CONCERN },
	{ FLAG_NO, FLAG_NO, FLAG_NO, FLAG_NO, FLAG_NO, NONE, NONE, ANSWER_CONCERN },
};

static struct fact_usb_policy *add(struct bench *b)
{
	return FACTS_ADD(&b->facts, usb_policy, USB_POLICY, "SOFTWARE\\x");
}

static void good(struct bench *b)
{
	add(b)->deny_all = FLAG_YES;
}

START_TEST(judges_each_row)
{
	struct fact_usb_policy *f;
	struct bench b;

	bench_begin(&b);
	f = add(&b);
	f->deny_all = rows[_i].all;
	f->deny_read = rows[_i].read;
	f->deny_write = rows[_i].write;
	f->deny_execute = rows[_i].execute;
	f->write_protect = rows[_i].protect;
	f->usbstor_start = rows[_i].usbstor;
	f->uaspstor_start = rows[_i].uasp;
	bench_collected(&b, &check_usb_storage_policy);
	bench_want(&b, &check_usb_storage_policy, rows[_i].want,
		   rows[_i].want == ANSWER_OK ? NULL : "usb-rule");
	bench_end(&b);
}
END_TEST

/* Rules of device set-up, beside others. */
START_TEST(new_ones_refused)
{
	struct fact_usb_policy *f;
	struct bench b;

	bench_begin(&b);
	f = add(&b);
	f->new_refused = FLAG_YES;
	bench_collected(&b, &check_usb_storage_policy);
	bench_want(&b, &check_usb_storage_policy, ANSWER_NOTICE, NULL);
	f->listed = FLAG_YES;
	bench_want(&b, &check_usb_storage_policy, ANSWER_NOTICE, NULL);
	f->listed = FLAG_NO;
	f->retroactive = FLAG_YES;
	bench_want(&b, &check_usb_storage_policy, ANSWER_NOTICE, NULL);
	f->deny_all = FLAG_YES;
	bench_want(&b, &check_usb_storage_policy, ANSWER_OK, NULL);
	bench_end(&b);
}
END_TEST

static struct fact_usb_policy_user *user(struct bench *b)
{
	return FACTS_ADD(&b->facts, usb_policy_user, USB_POLICY_USER, "HKCU\\x");
}

/* Rules of users count when every user has them, and every user's settings were seen. */
START_TEST(rules_of_users)
{
	struct fact_usb_policy_user *first, *second;
	struct bench b;

	bench_begin(&b);
	add(&b);
	first = user(&b);
	second = user(&b);
	bench_collected(&b, &check_usb_storage_policy);
	bench_state(&b, FACT_KIND_USB_POLICY_USER, FACT_STATE_COLLECTED, NULL);
	bench_want(&b, &check_usb_storage_policy, ANSWER_CONCERN, "usb-rule");
	first->deny_all = FLAG_YES;
	bench_want(&b, &check_usb_storage_policy, ANSWER_CONCERN, "usb-rule");
	second->deny_read = second->deny_write = FLAG_YES;
	bench_want(&b, &check_usb_storage_policy, ANSWER_OK, NULL);
	bench_state(&b, FACT_KIND_USB_POLICY_USER, FACT_STATE_PARTIAL, "because of a hole");
	bench_want(&b, &check_usb_storage_policy, ANSWER_CONCERN, "usb-rule");
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_storage_policy, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_storage_policy), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-storage-policy");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, new_ones_refused);
	tcase_add_test(tc, rules_of_users);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-storage-policy", cases);
}
