/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H3: where programs that start by themselves lie. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_startup_entries;

static const struct {
	const char *area[4];
	enum answer_kind want;
} rows[] = {
	{ { NULL }, ANSWER_OK }, /* none */
	{ { "system", "programs" }, ANSWER_OK },
	{ { "system", "user" }, ANSWER_NOTICE },
	{ { "other" }, ANSWER_NOTICE },
	{ { "" }, ANSWER_NOTICE }, /* a shortcut says nothing */
	{ { "a word of tomorrow" }, ANSWER_NOTICE },
	{ { "system", "user", "temporary" }, ANSWER_CONCERN },
	{ { "public", "programs" }, ANSWER_CONCERN },
};

static void add(struct bench *b, const char *area)
{
	struct fact_startup_entry *f =
	    FACTS_ADD(&b->facts, startup_entry, STARTUP_ENTRY, "SOFTWARE\\x");

	f->area = *area ? area : NULL;
}

static void good(struct bench *b)
{
	add(b, "programs");
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	for (size_t i = 0; i < 4 && rows[_i].area[i]; i++)
		add(&b, rows[_i].area[i]);
	bench_collected(&b, &check_startup_entries);
	bench_want(&b, &check_startup_entries, rows[_i].want,
		   rows[_i].want == ANSWER_CONCERN ? "look-at-startup" : NULL);
	bench_end(&b);
}
END_TEST

static void switch_off(struct bench *b, size_t i)
{
	struct fact *f = b->facts.by_kind[FACT_KIND_STARTUP_ENTRY].item[i];

	((struct fact_startup_entry *)f)->off = FLAG_YES;
}

/* Makers' marks of programs outside of the usual places: none is a concern, one is no proof, and what
 * could not be looked at is told. */
START_TEST(makers_marks)
{
	static const struct {
		const char *area[2];
		enum flag marked[2];
		enum answer_kind want;
		const char *says;
		bool told;
	} marks[] = {
		{ { "user" }, { FLAG_YES }, ANSWER_NOTICE, "was not verified", false },
		{ { "user" }, { FLAG_ABSENT }, ANSWER_NOTICE, "own folder", true },
		{ { "user", "user" },
		  { FLAG_YES, FLAG_ABSENT },
		  ANSWER_NOTICE,
		  "own folder",
		  true },
		{ { "user", "user" },
		  { FLAG_YES, FLAG_NO },
		  ANSWER_CONCERN,
		  "names no maker",
		  false },
		{ { "user", "user" },
		  { FLAG_NO, FLAG_ABSENT },
		  ANSWER_CONCERN,
		  "names no maker",
		  true },
		{ { "other" }, { FLAG_NO }, ANSWER_CONCERN, "names no maker", false },
		{ { "public" }, { FLAG_YES }, ANSWER_CONCERN, "was not verified", false },
		{ { "public" }, { FLAG_NO }, ANSWER_CONCERN, "names no maker", false },
		{ { "temporary", "user" },
		  { FLAG_YES, FLAG_NO },
		  ANSWER_CONCERN,
		  "unusual",
		  false },
		{ { "temporary" }, { FLAG_ABSENT }, ANSWER_CONCERN, "unusual", true },
		{ { "system" }, { FLAG_ABSENT }, ANSWER_OK, "usual places", false },
	};

	for (size_t i = 0; i < LEN(marks); i++) {
		struct bench b;

		bench_begin(&b);
		for (size_t k = 0; k < 2 && marks[i].area[k]; k++) {
			struct fact_startup_entry *f =
			    FACTS_ADD(&b.facts, startup_entry, STARTUP_ENTRY, "SOFTWARE\\x");

			f->area = marks[i].area[k];
			f->marked = marks[i].marked[k];
		}
		bench_collected(&b, &check_startup_entries);
		bench_want(&b, &check_startup_entries, marks[i].want,
			   marks[i].want == ANSWER_CONCERN ? "look-at-startup" : NULL);
		ck_assert_msg(strstr(b.finding.headline.id, marks[i].says), "%zu: %s", i,
			      b.finding.headline.id);
		ck_assert_int_eq(b.finding.reason.id != NULL, marks[i].told);
		bench_end(&b);
	}
}
END_TEST

/* What was switched off does not start; the rest is judged as ever. */
START_TEST(switched_off_does_not_weigh)
{
	struct bench b;

	bench_begin(&b);
	add(&b, "temporary");
	add(&b, "user");
	bench_collected(&b, &check_startup_entries);
	bench_want(&b, &check_startup_entries, ANSWER_CONCERN, "look-at-startup");
	switch_off(&b, 0);
	bench_want(&b, &check_startup_entries, ANSWER_NOTICE, "ask-own-startup");
	ck_assert_int_eq(b.finding.evidence.arg[1].number, 1);
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 1);
	switch_off(&b, 1);
	bench_want(&b, &check_startup_entries, ANSWER_OK, NULL);
	ck_assert_int_eq(b.finding.evidence.arg[0].number, 2);
	bench_state(&b, FACT_KIND_STARTUP_ENTRY, FACT_STATE_PARTIAL, "because the test says so");
	bench_want(&b, &check_startup_entries, ANSWER_COULD_NOT_LOOK, NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_startup_entries, good);
	ck_assert_int_eq(bench_nothing_found(&check_startup_entries), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("startup-entries");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, makers_marks);
	tcase_add_test(tc, switched_off_does_not_weigh);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("startup-entries", cases);
}
