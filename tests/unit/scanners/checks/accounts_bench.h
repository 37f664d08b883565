/* SPDX-License-Identifier: GPL-2.0-or-later */
/* User names for the tests of the checks about them: one row per name. */
#pragma once

#include "tests/unit/scanners/checks/bench.h"

/* A row names what differs from the ordinary person. */
#pragma GCC diagnostic ignored "-Woverride-init"

struct person {
	int64_t rid;
	const char *name;
	enum flag enabled, administrator;
	const char *state;    /* of the password; NULL: nothing is known of it */
	int64_t same_as;      /* 0: nobody else has it */
	int64_t logons, days; /* days: last sign-in before the PC's last use; -1: never */
	enum flag old_form, common;
};

#define PERSON(...)                                                                                \
	(struct person)                                                                            \
	{                                                                                          \
		.rid = 1001, .name = "yamada", .enabled = FLAG_YES, .administrator = FLAG_NO,      \
		.state = "set", .logons = 10, .old_form = FLAG_NO, .common = FLAG_NO, __VA_ARGS__  \
	}

static inline void bench_person(struct bench *b, struct person p)
{
	struct fact_account *a = FACTS_ADD(&b->facts, account, ACCOUNT, "SAM\\x");
	struct fact_account_password *w;
	struct fact_common_password *c;

	a->name = p.name;
	a->rid = p.rid;
	a->sid = arena_printf(&b->arena, "S-1-5-21-1-2-3-%lld", (long long)p.rid);
	a->enabled = p.enabled;
	a->administrator = p.administrator;
	a->microsoft = p.state && !strcmp(p.state, "elsewhere") ? FLAG_YES : FLAG_NO;
	a->password_needless = FLAG_NO;
	a->logons = p.logons;
	a->last_logon = p.days < 0 ? TIME_ABSENT : DAYS_BEFORE_USE(p.days);
	a->password_changed = DAYS_BEFORE_USE(400);
	if (!p.state)
		return;
	w = FACTS_ADD(&b->facts, account_password, ACCOUNT_PASSWORD, "SAM\\x");
	w->rid = p.rid;
	w->state = p.state;
	w->old_form = p.old_form;
	if (p.same_as)
		w->same_as = p.same_as;
	c = FACTS_ADD(&b->facts, common_password, COMMON_PASSWORD, "SAM\\x");
	c->rid = p.rid;
	c->state = p.state;
	c->list_date = NOW - 5 * TIME_DAY;
	c->common = strcmp(p.state, "set") ? FLAG_ABSENT : p.common;
}

/* Windows' own, turned off and without a password: never a finding. */
static inline void bench_windows_own(struct bench *b)
{
	bench_person(b, PERSON(.rid = 500, .name = "Administrator", .enabled = FLAG_NO,
			       .administrator = FLAG_YES, .state = "none", .days = -1));
	bench_person(b, PERSON(.rid = 501, .name = "Guest", .enabled = FLAG_NO, .state = "none",
			       .days = -1));
	bench_person(b, PERSON(.rid = 503, .name = "DefaultAccount", .enabled = FLAG_NO,
			       .state = "none", .days = -1));
}

static inline struct fact_password_policy *bench_policy(struct bench *b, int64_t length)
{
	struct fact_password_policy *f =
	    FACTS_ADD(&b->facts, password_policy, PASSWORD_POLICY, "SAM\\x");

	f->min_length = length;
	f->lockout_tries = 10;
	f->other_administrators = 0;
	return f;
}

static inline struct fact_sign_in_settings *bench_sign_in(struct bench *b)
{
	struct fact_sign_in_settings *f =
	    FACTS_ADD(&b->facts, sign_in_settings, SIGN_IN_SETTINGS, "SYSTEM\\x");

	f->blank_local_only = FLAG_YES;
	return f;
}

/* Three people, each with an own password, one of them for administration. */
static inline void bench_good_people(struct bench *b)
{
	bench_windows_own(b);
	bench_person(b, PERSON(.name = "suzuki", .logons = 800));
	bench_person(b, PERSON(.rid = 1002, .name = "佐藤", .logons = 600, .days = 2));
	bench_person(b, PERSON(.rid = 1003, .name = "midori-adm", .administrator = FLAG_YES,
			       .logons = 30, .days = 8));
	bench_policy(b, 12);
	bench_sign_in(b);
}

/* One row: people, what comes out. */
struct people_row {
	struct person person[4]; /* ended by rid 0 */
	enum answer_kind want;
	const char *advice;
};

static inline void bench_people(const struct check *check, const struct people_row *row)
{
	struct bench b;

	bench_begin(&b);
	bench_windows_own(&b);
	for (size_t i = 0; i < 4 && row->person[i].rid; i++)
		bench_person(&b, row->person[i]);
	bench_policy(&b, 12);
	bench_sign_in(&b);
	bench_collected(&b, check);
	bench_want(&b, check, row->want, row->advice);
	bench_end(&b);
}

/* A whole test program: rows of people, and what must hold of every check. */
#define PEOPLE_TEST(NAME, ID)                                                                      \
	extern const struct check check_##NAME;                                                    \
	START_TEST(judges_each_row)                                                                \
	{                                                                                          \
		bench_people(&check_##NAME, &rows[_i]);                                            \
	}                                                                                          \
	END_TEST                                                                                   \
	START_TEST(says_what_is_missing)                                                           \
	{                                                                                          \
		bench_missing(&check_##NAME, bench_good_people);                                   \
		ck_assert_int_eq(bench_nothing_found(&check_##NAME), ANSWER_COULD_NOT_LOOK);       \
	}                                                                                          \
	END_TEST                                                                                   \
	static TCase *cases(void)                                                                  \
	{                                                                                          \
		TCase *tc = tcase_create(ID);                                                      \
                                                                                                   \
		tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));                            \
		tcase_add_test(tc, says_what_is_missing);                                          \
		more_cases(tc);                                                                    \
		return tc;                                                                         \
	}                                                                                          \
	int main(void)                                                                             \
	{                                                                                          \
		return bench_main(ID, cases);                                                      \
	}
