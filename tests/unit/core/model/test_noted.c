/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows' own notes of programs against its list: the same program in another version is no second
 * one. */
#include <string.h>

#include "core/base/util.h"
#include "core/model/noted.h"
#include "tests/unit/suite.h"

static const struct {
	const char *listed, *noted;
	bool alone;
} rows[] = {
	{ "7-Zip 25.01 (x64)", "7-Zip 23.01 (x64)", false },
	{ "7-ZIP", "7-Zip 23.01", false },
	{ "7-Zip", "7-Zip Extras", true },
	{ "弥生会計 26", "弥生会計 24", false },
	{ "弥生会計 26", "弥生給与 26", true },
	{ "Java 8 Update 401", "Java 8 Update 301", false },
	{ "Java", "JavaFX Scene Builder", true },
	{ "Jw_cad", "Jw_cad", false },
	{ "Mozilla Firefox (x64 ja)", "Mozilla Firefox 52.0 (x86 ja)", false },
	{ "Mozilla Firefox (x64 ja)", "Mozilla Thunderbird (x64 ja)", true },
	{ NULL, "Winny", true },
	{ "A", NULL, false },
	{ "A", "", false },
	{ "A", "  ", false },
	{ "A", "   7", false },
};

static struct fact_noted_program *note(struct facts *facts, const char *name)
{
	struct fact_noted_program *f = FACTS_ADD(facts, noted_program, NOTED_PROGRAM, "x");

	f->name = name;
	return f;
}

static void list(struct facts *facts, const char *name)
{
	FACTS_ADD(facts, software, SOFTWARE, "x")->name = name;
}

START_TEST(a_name_without_its_version)
{
	struct arena a = { 0 };
	struct facts facts;

	facts_init(&facts, &a);
	list(&facts, rows[_i].listed);
	ck_assert_int_eq(noted_alone(&facts, note(&facts, rows[_i].noted)), rows[_i].alone);
	ck_assert_int_eq(noted_first(&facts, 0), rows[_i].alone);
	facts_done(&facts);
	arena_done(&a);
}
END_TEST

START_TEST(each_once)
{
	struct arena a = { 0 };
	struct facts facts;

	facts_init(&facts, &a);
	note(&facts, "Winny 2.0b7.1");
	note(&facts, "winny 2.0b7.2");
	note(&facts, "Winnyp");
	ck_assert(noted_first(&facts, 0) && !noted_first(&facts, 1) && noted_first(&facts, 2));
	facts_done(&facts);
	arena_done(&a);
}
END_TEST

/* Long names and long lists end; what was not compared is not said to stand alone. */
START_TEST(ceilings)
{
	struct arena a = { 0 };
	struct facts facts;
	char *name = arena_alloc(&a, 40001);

	memset(name, 'x', 40000);
	name[40000] = '\0';
	facts_init(&facts, &a);
	for (int i = 0; i < 2001; i++)
		note(&facts, name);
	ck_assert(noted_first(&facts, 0) && !noted_first(&facts, 1999));
	for (int i = 0; i < 5001; i++)
		list(&facts, "y");
	ck_assert(!noted_first(&facts, 0));
	facts_done(&facts);
	arena_done(&a);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, a_name_without_its_version, 0, LEN(rows));
	tcase_add_test(tc, each_once);
	tcase_add_test(tc, ceilings);
	return suite_result(suite_create("noted"), tc);
}
