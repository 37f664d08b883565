/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makers' marks of programs that start by themselves: of those outside of the usual places alone. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/pe_maker.h"

#define RUN  "Microsoft\\Windows\\CurrentVersion\\Run]\n"
#define KEEP "[Microsoft\\Windows\\CurrentVersion]\n"

/* A pack of programs: one with a mark, one without, and what is none. */
static struct bytes programs(struct visit *v, const char *with, const char *without,
			     const char *text)
{
	static const unsigned version[] = { 1, 2, 3, 4 };
	struct str pack = STR_INIT(1 << 16);
	struct bytes b;
	uint8_t *p;
	size_t n;

	for (int i = 0; i < 2; i++) {
		p = pe_make(version, true, &n);
		if (!i)
			pe_mark(p, true, (uint32_t)n - 64, 64);
		str_addf(&pack, "w %zu - %zu %s\n", n, n, i ? without : with);
		str_addn(&pack, (const char *)p, n);
		free(p);
	}
	str_addf(&pack, "w 5 - 5 %s\nhello", text);
	b = bytes_of(memcpy(arena_alloc(&v->arena, pack.len), str_c(&pack), pack.len), pack.len);
	str_done(&pack);
	return b;
}

static enum flag marked(struct visit *v, const char *name)
{
	for (size_t i = 0; i < facts_count(&v->facts, FACT_KIND_STARTUP_ENTRY); i++) {
		const struct fact_startup_entry *f =
		    FACTS_AT(&v->facts, startup_entry, STARTUP_ENTRY, i);

		if (!strcmp(f->name, name))
			return f->marked;
	}
	ck_abort_msg("no entry %s", name);
	return FLAG_ABSENT;
}

START_TEST(of_a_user)
{
	static const char list[] = "f 9 - own.exe\n";
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0,
		   "[Software\\Microsoft]\n[Software\\" RUN
		   "\"a\"=\"C:\\\\Users\\\\yamada\\\\A.exe /x\"\n"
		   "\"b\"=expand:\"%APPDATA%\\\\b.exe\"\n"
		   "\"c\"=\"C:\\\\Users\\\\Public\\\\c.exe\"\n\"d\"=\"C:\\\\Users\\\\none.exe\"\n"
		   "\"e\"=\"C:\\\\Windows\\\\e.exe\"\n");
	visit_bytes(&v, 1, bytes_of(list, sizeof(list) - 1));
	visit_bytes(&v, 3,
		    programs(&v, "Users/yamada/a.exe", "Users/yamada/AppData/Roaming/b.exe",
			     "Users/Public/c.exe"));
	visit_run(&v, "startup-user");
	ck_assert_int_eq(marked(&v, "a"), FLAG_YES);
	ck_assert_int_eq(marked(&v, "b"), FLAG_NO);
	ck_assert_int_eq(marked(&v, "c"), FLAG_ABSENT); /* no program */
	ck_assert_int_eq(marked(&v, "d"), FLAG_ABSENT); /* not there */
	ck_assert_int_eq(marked(&v, "e"), FLAG_ABSENT); /* not asked */
	visit_done(&v);
	visit_init(&v); /* what lies in the folder itself; the hive is not there */
	visit_bytes(&v, 1, bytes_of(list, sizeof(list) - 1));
	visit_bytes(&v, 3,
		    programs(&v, "x.exe",
			     "Users/yamada/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/"
			     "Startup/own.exe",
			     "y.exe"));
	visit_run(&v, "startup-user");
	ck_assert_int_eq(marked(&v, "own.exe"), FLAG_NO);
	visit_done(&v);
}
END_TEST

START_TEST(of_the_machine)
{
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0,
		   KEEP "[" RUN "\"a\"=\"\\\"C:\\\\Users\\\\Public\\\\a b.exe\\\" -q\"\n"
			"\"b\"=expand:\"%APPDATA%\\\\b.exe\"\n");
	visit_bytes(&v, 3, programs(&v, "Users/Public/a b.exe", "b.exe", "c.exe"));
	visit_run(&v, "startup");
	ck_assert_int_eq(marked(&v, "a"), FLAG_YES);
	ck_assert_int_eq(marked(&v, "b"), FLAG_ABSENT); /* whose folder, nobody knows */
	visit_done(&v);
}
END_TEST

START_TEST(of_tasks)
{
	static const char task[] = "<Task><Actions><Exec><Command>C:\\Users\\a\\b.exe</Command>"
				   "</Exec></Actions></Task>";
	struct visit v;
	char *tasks;

	visit_init(&v);
	tasks = arena_printf(&v.arena, "w %zu - %zu Windows/System32/Tasks/b\n%s", sizeof(task) - 1,
			     sizeof(task) - 1, task);
	visit_spec(&v, 0, "[Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tree]\n");
	visit_bytes(&v, 1, bytes_of(tasks, strlen(tasks)));
	visit_bytes(&v, 2, programs(&v, "x.exe", "Users/a/b.exe", "c.exe"));
	visit_run(&v, "tasks");
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_SCHEDULED_TASK), 1);
	ck_assert_int_eq(FACTS_AT(&v.facts, scheduled_task, SCHEDULED_TASK, 0)->marked, FLAG_NO);
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("makers' marks");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, of_a_user);
	tcase_add_test(t, of_the_machine);
	tcase_add_test(t, of_tasks);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
