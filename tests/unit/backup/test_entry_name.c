/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that Windows takes, and the way back. */
#include "backup/entry_name.h"
#include "tests/unit/suite.h"

static const struct {
	const char *path, *name;

} rows[] = {
	{ "Users/yamada/請求書.xlsx", "Users/yamada/請求書.xlsx" },
	{ "100%", "100%" },
	{ "50%u", "50%u0025u" },
	{ "a%x41", "a%u0025x41" },
	{ "a%~2", "a%u0025~2" },
	{ "a:b?c*d|e<f>g\"h\\i", "a%u003Ab%u003Fc%u002Ad%u007Ce%u003Cf%u003Eg%u0022h%u005Ci" },
	{ "tab\there", "tab%u0009here" },
	{ "\xed\xa0\x80.txt", "%uD800.txt" },
	{ "\xed\xb0\x80", "%uDC00" },
	{ "\x83"
	  "e\x83X",
	  "%x83e%x83X" },
	{ "\xed\xa0", "%xED%xA0" },
	{ "か\u3099", "か\u3099" },
	{ "髙﨑😀①㈱", "髙﨑😀①㈱" },
	{ "end.", "end%u002E" },
	{ "blank /x", "blank%u0020/x" },
	{ ".", "%u002E" },
	{ "../../etc/passwd", ".%u002E/.%u002E/etc/passwd" },
	{ ".hidden", ".hidden" },
	{ "CON", "%u0043ON" },
	{ "con.txt", "%u0063on.txt" },
	{ "con .txt", "%u0063on .txt" },
	{ "dir/Lpt9.a.b", "dir/%u004Cpt9.a.b" },
	{ "COM\u00b2", "%u0043OM\u00b2" },
	{ "COM10", "COM10" },
	{ "CONSOLE", "CONSOLE" },
	{ "conin$", "%u0063onin$" },
};

START_TEST(spelled)
{
	struct str out = STR_INIT(ENTRY_NAME_MAX), back = STR_INIT(ENTRY_NAME_MAX);

	ck_assert_int_eq(entry_name(rows[_i].path, &out),
			 strcmp(rows[_i].path, rows[_i].name) != 0);
	ck_assert_str_eq(str_c(&out), rows[_i].name);
	ck_assert(entry_name_undo(str_c(&out), &back));
	ck_assert_str_eq(str_c(&back), rows[_i].path);
	str_done(&out);
	str_done(&back);
}
END_TEST

START_TEST(long_parts_are_cut)
{
	struct str out = STR_INIT(ENTRY_NAME_MAX), other = STR_INIT(ENTRY_NAME_MAX);
	char path[1200] = "d/";

	memset(path + 2, 0x83, 255); /* as long as a name of Linux may be */
	ck_assert(entry_name(path, &out));
	ck_assert_uint_lt(out.len, 300);
	ck_assert(!entry_name_undo(str_c(&out), &other));
	/* Another long name stays another one. */
	path[100] = '\x84';
	ck_assert(entry_name(path, &other));
	ck_assert_str_ne(str_c(&out), str_c(&other));
	str_done(&out);
	str_done(&other);
}
END_TEST

static void add(struct name_set *set, const char *name, const char *wanted)
{
	struct str s = STR_INIT(ENTRY_NAME_MAX);

	str_add(&s, name);
	ck_assert_int_eq(name_set_add(set, &s), strcmp(name, wanted) != 0);
	ck_assert_str_eq(str_c(&s), wanted);
	str_done(&s);
}

START_TEST(told_apart)
{
	struct name_set set = { 0 };
	char name[32];

	add(&set, "a/Same.txt", "a/Same.txt");
	add(&set, "a/same.txt", "a/same%~2.txt");
	add(&set, "a/SAME.TXT", "a/SAME%~3.TXT");
	add(&set, "b/same.txt", "b/same.txt");
	add(&set, "a.b/Makefile", "a.b/Makefile");
	add(&set, "a.b/makefile", "a.b/makefile%~2");
	add(&set, ".Profile", ".Profile");
	add(&set, ".profile", ".profile%~2");
	add(&set, "ÄПＡ", "ÄПＡ");
	add(&set, "äпａ", "äпａ%~2");
	add(&set, "Dir/", "Dir/");
	for (unsigned i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "many/%u", i);
		add(&set, name, name);
	}
	name_set_done(&set);
}
END_TEST

/* Bytes behind a set. */
static size_t held(const struct key_set *set, size_t size)
{
	size_t sum = sizeof(*set);

	for (size_t i = 0; i < KEY_SET_PARTS; i++)
		sum += set->part[i].cap * size;
	return sum;
}

/* A million files are told apart by 22 bytes each at most, and none is taken for another. */
START_TEST(many)
{
	struct name_set set = { 0 };
	struct str s = STR_INIT(ENTRY_NAME_MAX);

	for (unsigned i = 0; i < 1000000; i++) {
		str_clear(&s);
		str_addf(&s, "Users/yamada/Documents/%03u/%06u.txt", i / 1000, i);
		ck_assert(!name_set_add(&set, &s));
	}
	ck_assert_uint_eq(set.keys.n, 1000000);
	ck_assert_uint_le(held(&set.keys, 8), 22 * 1000000);
	ck_assert(!name_set_full(&set));
	add(&set, "users/yamada/documents/777/777123.TXT",
	    "users/yamada/documents/777/777123%~2.TXT");
	set.keys.n =
	    KEY_SET_MAX; /* full: nothing is told apart any more, and nobody waits for ever */
	ck_assert(name_set_full(&set));
	add(&set, "users/yamada/documents/777/777124.TXT", "users/yamada/documents/777/777124.TXT");
	name_set_done(&set);
	ck_assert_uint_eq(set.keys.n, 0);
	str_done(&s);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("entry_name");
	TCase *t = tcase_create("all");
	tcase_set_timeout(t, 60); /* on a busy machine */

	tcase_add_loop_test(t, spelled, 0, LEN(rows));
	tcase_add_test(t, long_parts_are_cut);
	tcase_add_test(t, told_apart);
	tcase_add_test(t, many);
	return suite_result(s, t);
}
