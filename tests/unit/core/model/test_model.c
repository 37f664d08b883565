/* SPDX-License-Identifier: GPL-2.0-or-later */
/* core/model: the fact table, states of collecting, gaps that add up. */
#include <stdlib.h>
#include <string.h>

#include "core/base/util.h"
#include "core/model/checkup.h"
#include "tests/unit/suite.h"

START_TEST(every_kind_has_an_id_and_starts_absent)
{
	struct arena a = { 0 };
	struct facts facts;

	facts_init(&facts, &a);
	for (size_t k = 0; k < FACT_KIND_COUNT; k++) {
		const struct fact_kind_info *info = fact_kind_info((enum fact_kind)k);
		struct fact *f = facts_add(&facts, (enum fact_kind)k, "here");

		ck_assert_int_eq(fact_kind_from_id(info->id), k);
		for (size_t i = 0; i < info->n_fields; i++) {
			const char *p = (char *)f + info->field[i].offset;
			int64_t number;

			/* Keys of every fact's record: a field of that name would hide one. */
			ck_assert(strcmp(info->field[i].name, "kind") &&
				  strcmp(info->field[i].name, "system") &&
				  strcmp(info->field[i].name, "record") &&
				  strcmp(info->field[i].name, "source") &&
				  strcmp(info->field[i].name, "written") &&
				  strcmp(info->field[i].name, "replayed"));
			memcpy(&number, p, sizeof(number));
			if (info->field[i].type == FACT_TYPE_text)
				ck_assert_ptr_null(*(char *const *)(const void *)p);
			else if (info->field[i].type != FACT_TYPE_flag)
				ck_assert_int_eq(number, NUMBER_ABSENT);
		}
	}
	ck_assert_int_eq(fact_kind_from_id("no-such"), FACT_KIND_NONE);
	ck_assert_ptr_null(facts_at(&facts, FACT_KIND_UAC, 1));
	facts_done(&facts);
	arena_done(&a);
}
END_TEST

START_TEST(places_that_differ_are_partial)
{
	static const struct {
		enum fact_state first, second, want;
	} rows[] = {
		{ FACT_STATE_COLLECTED, FACT_STATE_COLLECTED, FACT_STATE_COLLECTED },
		{ FACT_STATE_COLLECTED, FACT_STATE_FAILED, FACT_STATE_PARTIAL },
		{ FACT_STATE_FAILED, FACT_STATE_COLLECTED, FACT_STATE_PARTIAL },
		{ FACT_STATE_PARTIAL, FACT_STATE_FAILED, FACT_STATE_PARTIAL },
		{ FACT_STATE_FAILED, FACT_STATE_FAILED, FACT_STATE_FAILED },
		{ FACT_STATE_FAILED, FACT_STATE_NOT_COLLECTED, FACT_STATE_FAILED },
	};
	struct arena a = { 0 };
	struct phrase why = PHRASE("because");

	for (size_t i = 0; i < LEN(rows); i++) {
		struct facts facts;

		facts_init(&facts, &a);
		ck_assert_int_eq(facts_state(&facts, FACT_KIND_UAC), FACT_STATE_NOT_COLLECTED);
		facts_note(&facts, FACT_KIND_UAC, rows[i].first, &why);
		facts_note(&facts, FACT_KIND_UAC, rows[i].second, &why);
		ck_assert_int_eq(facts_state(&facts, FACT_KIND_UAC), rows[i].want);
		facts_done(&facts);
	}
	arena_done(&a);
}
END_TEST

START_TEST(gaps_add_up_and_are_never_lost)
{
	struct checkup c;
	uint64_t sum = 0;

	checkup_init(&c);
	for (int i = 0; i < CHECKUP_GAPS_MAX + 50; i++) {
		struct phrase what = phrase_of("thing {0}", 1, PHRASE_NUMBER(i % 1200));
		struct phrase why = PHRASE("because");

		checkup_add_gap(&c, "malware", &what, &why, 2);
	}
	ck_assert_uint_eq(c.n_gaps, CHECKUP_GAPS_MAX);
	for (size_t i = 0; i < c.n_gaps; i++)
		sum += c.gap[i].count;
	ck_assert_uint_eq(sum, 2 * (CHECKUP_GAPS_MAX + 50));
	checkup_done(&c);
}
END_TEST

START_TEST(could_not_look_ranks_above_ok)
{
	ck_assert_int_gt(answer_kind_rank(ANSWER_COULD_NOT_LOOK), answer_kind_rank(ANSWER_OK));
	ck_assert_int_gt(answer_kind_rank(ANSWER_DANGER), answer_kind_rank(ANSWER_CONCERN));
	for (int k = 0; k < ANSWER_KINDS; k++) {
		enum answer_kind back;

		ck_assert(answer_kind_from_name(answer_kind_name((enum answer_kind)k), &back));
		ck_assert_int_eq(back, k);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("model");
	TCase *t = tcase_create("model");

	tcase_add_test(t, every_kind_has_an_id_and_starts_absent);
	tcase_add_test(t, places_that_differ_are_partial);
	tcase_add_test(t, gaps_add_up_and_are_never_lost);
	tcase_add_test(t, could_not_look_ranks_above_ok);
	return suite_result(s, t);
}
