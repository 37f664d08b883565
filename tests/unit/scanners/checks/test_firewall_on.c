/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N1: the three profiles of the Windows firewall. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_firewall_on;

#define NO_BUILD NUMBER_ABSENT

/* Settings and policies of the domain, private and public profile. */
static const struct {
	enum flag setting[3], policy[3];
	int64_t build;
	enum answer_kind want;
} rows[] = {
	{ { FLAG_YES, FLAG_YES, FLAG_YES }, { FLAG_ABSENT }, 26200, ANSWER_OK },
	{ { FLAG_NO, FLAG_YES, FLAG_YES }, { FLAG_ABSENT }, 26200, ANSWER_DANGER },
	{ { FLAG_YES, FLAG_NO, FLAG_YES }, { FLAG_ABSENT }, 26200, ANSWER_DANGER },
	{ { FLAG_YES, FLAG_YES, FLAG_NO }, { FLAG_ABSENT }, 26200, ANSWER_DANGER },
	/* a policy beats the setting, both ways */
	{ { FLAG_YES, FLAG_YES, FLAG_YES }, { FLAG_ABSENT, FLAG_NO }, 26200, ANSWER_DANGER },
	{ { FLAG_YES, FLAG_NO, FLAG_YES }, { FLAG_ABSENT, FLAG_YES }, 26200, ANSWER_OK },
	/* a profile without a value */
	{ { FLAG_YES, FLAG_YES, FLAG_ABSENT }, { FLAG_ABSENT }, 26200, ANSWER_COULD_NOT_LOOK },
	{ { FLAG_ABSENT, FLAG_YES, FLAG_YES }, { FLAG_ABSENT }, 26200, ANSWER_COULD_NOT_LOOK },
	{ { FLAG_ABSENT, FLAG_NO, FLAG_ABSENT }, { FLAG_ABSENT }, 26200, ANSWER_DANGER },
	{ { FLAG_YES, FLAG_YES, FLAG_ABSENT }, { FLAG_ABSENT }, NO_BUILD, ANSWER_COULD_NOT_LOOK },
	/* Windows XP has two */
	{ { FLAG_YES, FLAG_YES, FLAG_ABSENT }, { FLAG_ABSENT }, 2600, ANSWER_OK },
};

static void add(struct bench *b, size_t profile, enum flag enabled, enum flag by_policy)
{
	static const char *const names[] = { "domain", "private", "public" };
	struct fact_firewall_profile *f =
	    FACTS_ADD(&b->facts, firewall_profile, FIREWALL_PROFILE, "SYSTEM\\x");

	f->profile = names[profile];
	f->enabled = enabled;
	f->by_policy = by_policy;
}

static void good(struct bench *b)
{
	for (size_t i = 0; i < 3; i++)
		add(b, i, FLAG_YES, FLAG_NO);
}

static void add_policies(struct bench *b, int row)
{
	for (size_t i = 0; i < 3; i++)
		if (rows[row].policy[i] != FLAG_ABSENT)
			add(b, i, rows[row].policy[i], FLAG_YES);
}

START_TEST(judges_each_row)
{
	enum answer_kind want = rows[_i].want;
	struct bench b;

	/* whichever comes first */
	for (int policies_first = 0; policies_first < 2; policies_first++) {
		bench_begin(&b);
		if (policies_first)
			add_policies(&b, _i);
		for (size_t i = 0; i < 3; i++)
			add(&b, i, rows[_i].setting[i], FLAG_NO);
		if (!policies_first)
			add_policies(&b, _i);
		bench_version(&b, rows[_i].build);
		bench_collected(&b, &check_firewall_on);
		bench_want(&b, &check_firewall_on, want,
			   want == ANSWER_DANGER ? "turn-on-firewall" : NULL);
		bench_end(&b);
	}
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_firewall_on, good);
	ck_assert_int_eq(bench_nothing_found(&check_firewall_on), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("firewall-on");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("firewall-on", cases);
}
