/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P21: locks of wireless networks. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_wifi_lock;

static const struct {
	const char *lock;
	enum flag automatic;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
	{ "wpa2", FLAG_YES, ANSWER_OK, NULL },
	{ "wpa3", FLAG_YES, ANSWER_OK, NULL },
	{ "enterprise", FLAG_YES, ANSWER_OK, NULL },
	{ "wpa", FLAG_YES, ANSWER_CONCERN, "lock-wifi" },
	{ "none", FLAG_NO, ANSWER_CONCERN, "lock-wifi" }, /* chosen once, in a station say */
	{ "none", FLAG_YES, ANSWER_DANGER, "lock-wifi" },
	{ "wep", FLAG_ABSENT, ANSWER_DANGER, "lock-wifi" },
};

static void add_one(struct bench *b, const char *lock, enum flag automatic)
{
	struct fact_wifi_profile *f = FACTS_ADD(&b->facts, wifi_profile, WIFI_PROFILE, "x");

	f->lock = lock;
	f->automatic = automatic;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].lock, rows[i].automatic);
	add_one(b, "wpa2", FLAG_YES);
}

static void good(struct bench *b)
{
	add_one(b, "wpa2", FLAG_YES);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_wifi_lock);
	bench_want(&b, &check_wifi_lock, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_wifi_lock, good);
	ck_assert_int_eq(bench_nothing_found(&check_wifi_lock), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("wifi-lock");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("wifi-lock", cases);
}
