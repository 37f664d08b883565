/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Registry hives: values of every type, names of every kind, replay of logs, hostile bytes. */
#include "tests/unit/scanners/readers/hives.h"

#include "core/base/times.h"

static struct arena arena;

static struct hive *open_spec(void)
{
	fixtures_text("a.spec", hives_spec);
	fixtures_run("\"$TOOLS/mkhive\" a.spec a.hive");
	return hives_open_made("a.hive", NULL);
}

START_TEST(values_come_out_by_type)
{
	struct hive *h = open_spec();
	hive_key key = hive_find(h, hive_root(h), "microsoft\\WINDOWS nt\\currentversion");
	const char *text = "";
	int64_t number = 0;
	struct bytes b;

	ck_assert(key != 0);
	ck_assert(hive_text(h, key, "currentbuild", &arena, &text));
	ck_assert_str_eq(text, "26200");
	ck_assert(hive_number(h, key, "CurrentBuild", &number) && number == 26200);
	ck_assert(hive_number(h, key, "UBR", &number) && number == 0x1a2b);
	ck_assert(hive_number(h, key, "Big", &number) && number == 0x100000000);
	ck_assert(hive_text(h, key, "Expand", &arena, &text));
	ck_assert_str_eq(text, "%SystemRoot%\\x");
	ck_assert(hive_text(h, key, "Many", &arena, &text));
	ck_assert_str_eq(text, "最初");
	ck_assert(hive_text(h, key, "", &arena, &text));
	ck_assert_str_eq(text, "既定の値");
	ck_assert(hive_time(h, key, "When", &number) && number == time_from_civil(2026, 11, 19));
	ck_assert(hive_binary(h, key, "Raw", &arena, &b) && b.n == 3 && b.p[2] == 3);
	ck_assert(hive_binary(h, key, "Long", &arena, &b) && b.n == 30000);
	ck_assert(!hive_text(h, key, "UBR", &arena, &text));
	ck_assert(!hive_number(h, key, "Expand", &number));
	ck_assert(!hive_time(h, key, "Raw", &number));
	ck_assert(!hive_has_value(h, key, "Absent") && hive_has_value(h, key, "big"));
	/* an empty text holds nothing */
	ck_assert(hive_value_filled(h, key, "raw") && hive_value_filled(h, key, "CurrentBuild"));
	ck_assert(hive_value_filled(h, key, "UBR") && !hive_value_filled(h, key, "Absent"));
	ck_assert(hive_has_value(h, key, "Empty") && !hive_value_filled(h, key, "Empty"));
	ck_assert(!hive_value_filled(h, 0, "UBR"));
	ck_assert(!hive_number(h, 0, "UBR", &number));
	hive_close(h);
}
END_TEST

START_TEST(names_and_times_of_keys)
{
	struct hive *h = open_spec();
	hive_key key = hive_find(h, hive_root(h), "SOFTWARE\\見積\\ÜNÏCODE");
	const char *text = "", **values;
	char iso[32];
	int64_t t;

	ck_assert(key != 0);
	ck_assert_str_eq(hive_key_name(h, key, &arena), "Ünïcode");
	ck_assert_str_eq(time_iso(hive_key_written(h, key), iso, sizeof(iso)),
			 "2020-02-29T12:00:00Z");
	ck_assert_str_eq(time_iso(hive_key_written(h, hive_root(h)), iso, sizeof(iso)),
			 "2026-11-20T01:02:03Z");
	ck_assert_uint_eq(hive_values(h, key, 100, &arena, &values), 1);
	ck_assert_str_eq(values[0], "Größe");
	ck_assert(hive_text(h, key, "GRÖßE", &arena, &text));
	ck_assert_str_eq(text, "a\xed\xa0\x80"
			       "b");
	key = hive_find(h, hive_root(h), "Enum\\USBSTOR\\Properties\\0064");
	ck_assert(hive_time(h, key, "", &t));
	ck_assert_str_eq(time_iso(t, iso, sizeof(iso)), "2018-03-27T12:11:32Z");
	ck_assert_uint_eq(hive_find(h, hive_root(h), "Nope\\Nope"), 0);
	ck_assert_uint_eq(hive_find(h, hive_root(h), ""), hive_root(h));
	hive_close(h);
}
END_TEST

START_TEST(current_control_set_and_class)
{
	struct hive *h = open_spec();
	hive_key key = hive_find(h, hive_root(h), "CurrentControlSet\\Services");
	struct bytes b;
	int64_t n;

	ck_assert(hive_number(h, key, "Start", &n) && n == 4);
	key = hive_find(h, hive_root(h), "CurrentControlSet\\Control\\Lsa\\JD");
	ck_assert(hive_class(h, key, &b) && b.n == 16 && b.p[0] == 'a' && b.p[14] == '8');
	ck_assert(!hive_class(h, hive_root(h), &b));
	hive_close(h);
}
END_TEST

START_TEST(what_is_no_hive_is_refused)
{
	static const char *const odd[] = { "", "regf", "hello, this is text\n" };
	struct bytes none = { 0 };
	struct err err = { 0 };
	struct hive *h;

	for (size_t i = 0; i < LEN(odd); i++) {
		ck_assert_int_lt(
		    hive_open("X", bytes_of(odd[i], strlen(odd[i])), none, none, &h, &err), 0);
		ck_assert_int_eq(err.kind, ERR_FORMAT);
	}
}
END_TEST

/* Reads all that there is; the answer does not matter, only that there is one. */
static void read_all(struct hive *h, hive_key key, unsigned depth)
{
	struct arena a = { 0 };
	hive_key *child;
	const char **value, *text;
	struct bytes b;
	int64_t number;
	size_t n = hive_values(h, key, 1000, &a, &value);

	for (size_t i = 0; i < n; i++) {
		(void)(hive_text(h, key, value[i], &a, &text) ||
		       hive_number(h, key, value[i], &number) ||
		       hive_time(h, key, value[i], &number) ||
		       hive_binary(h, key, value[i], &a, &b));
	}
	(void)hive_class(h, key, &b);
	n = depth < 40 ? hive_children(h, key, 1000, &a, &child) : 0;
	for (size_t i = 0; i < n; i++)
		read_all(h, child[i], depth + 1);
	arena_done(&a);
}

START_TEST(mutants_give_an_answer)
{
	struct bytes hive, log, none = { 0 };
	uint64_t x = 88172645463325252u;
	unsigned opened = 0;

	hives_make_dirty("--dirty-log");
	hive = fixtures_load("d.hive");
	log = fixtures_load("d.LOG1");
	for (int round = 0; round < 400; round++) {
		uint8_t *p = hives_writable(hive);
		struct hive *h = NULL;

		for (int i = 0; i < 6; i++) {
			x ^= x << 13, x ^= x >> 7, x ^= x << 17;
			size_t at = round % 2 ? x % 4096 + 4096 : x % hive.n;
			p[at] = (uint8_t)(round % 3 ? x >> 40 : 0xff);
		}
		if (hive_open("X", bytes_of(p, hive.n), round % 4 ? none : log, none, &h, NULL) ==
		    0) {
			opened++;
			read_all(h, hive_root(h), 0);
		}
		hive_close(h);
		free(p);
	}
	ck_assert_uint_gt(opened, 50);
}
END_TEST

START_TEST(sample_odd_hives)
{
	static const char *const name[] = { "BigDataHive",      "DupNameHive",      "EmptyHive",
					    "UnicodeHive",      "StringValuesHive", "MultiSzHive",
					    "ExtendedASCIIHive" };
	struct hive *h;
	struct bytes none = { 0 };

	if (!fixtures_samples())
		return;
	fixtures_run("cp \"$SAMPLES\"/windows/logreplay/* . && chmod u+w *Hive");
	for (size_t i = 0; i < LEN(name); i++) {
		ck_assert_int_eq(hive_open(name[i], fixtures_load(name[i]), none, none, &h, NULL),
				 0);
		ck_assert(!hive_damaged(h));
		read_all(h, hive_root(h), 0);
		hive_close(h);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("hive");
	TCase *t = tcase_create("hive");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, values_come_out_by_type);
	tcase_add_test(t, names_and_times_of_keys);
	tcase_add_test(t, current_control_set_and_class);
	tcase_add_test(t, what_is_no_hive_is_refused);
	tcase_add_test(t, mutants_give_an_answer);
	tcase_add_test(t, sample_odd_hives);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
