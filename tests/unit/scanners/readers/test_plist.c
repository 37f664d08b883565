/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Property lists: both forms give the same values; what is damaged, grows without end or is none is
 * refused. */
#include "core/base/util.h"
#include "scanners/readers/plist.h"
#include "tests/unit/scanners/readers/plists.h"

#define VALUES                                                                                     \
	"{'name': 'abc', '日本': '値段 <&>', 'n': 7, 'big': 2**40, 'minus': -3, 'yes': True, " \
	"'no': False, 'day': D(2026, 11, 18, 6, 0, 1), 'list': ['first', 2, {'in': 'side'}], "     \
	"'none': [], 'empty': {}, 'data': b'SECRET', 'real': 1.5, 'long': 'x' * 9000}"

static struct arena arena;
static struct err err;

START_TEST(values_of_both_forms)
{
	const struct plist *p = plist_read(plist_make(VALUES, _i), &arena, &err), *list;

	ck_assert_ptr_nonnull(p);
	ck_assert_int_eq(p->type, PLIST_DICT);
	ck_assert_pstr_eq(plist_text(p, "name"), "abc");
	ck_assert_pstr_eq(plist_text(p, "日本"), "値段 <&>");
	ck_assert_int_eq(plist_number(p, "n"), 7);
	ck_assert_int_eq(plist_number(p, "big"), (int64_t)1 << 40);
	ck_assert_int_eq(plist_number(p, "minus"), -3);
	ck_assert_int_eq(plist_flag(p, "yes"), 1);
	ck_assert_int_eq(plist_flag(p, "no"), 0);
	ck_assert_int_eq(plist_flag(p, "n"), 1);
	ck_assert_int_eq(plist_flag(p, "name"), -1);
	ck_assert_int_eq(plist_date(p, "day"), 1794981601);
	ck_assert_int_eq(plist_date(p, "n"), TIME_ABSENT);
	ck_assert_pstr_eq(plist_first(p, "list"), "first");
	ck_assert_pstr_eq(plist_first(p, "name"), "abc");
	ck_assert_ptr_null(plist_first(p, "none"));
	ck_assert_ptr_null(plist_text(p, "n"));
	ck_assert_ptr_null(plist_text(p, "nothing"));
	ck_assert_ptr_null(plist_text(NULL, "name"));
	list = plist_at(p, "list");
	ck_assert_pstr_eq(plist_text(list->child->next->next, "in"), "side");
	ck_assert_int_eq(plist_at(p, "data")->type, PLIST_OTHER);
	ck_assert_ptr_null(plist_at(p, "data")->text);
	ck_assert_int_eq(plist_at(p, "real")->type, PLIST_OTHER);
	ck_assert_uint_eq(strlen(plist_text(p, "long")), PLIST_TEXT_MAX);
	arena_done(&arena);
}
END_TEST

START_TEST(other_roots)
{
	const struct plist *p = plist_read(plist_make("['a', 'b']", _i), &arena, &err);

	ck_assert_int_eq(p->type, PLIST_ARRAY);
	ck_assert_pstr_eq(p->child->next->text, "b");
	p = plist_read(plist_make("'alone'", _i), &arena, &err);
	ck_assert_pstr_eq(p->text, "alone");
	ck_assert_ptr_null(plist_at(p, "x"));
	arena_done(&arena);
}
END_TEST

static const char *const no_lists[] = {
	"",
	"bplist00",
	"bplist00\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21\22\23\24\25\26\27\30\31\32\33\34\35"
	"\36\37",
	"<plist><dict><string>no key</string></dict></plist>",
	"<plist><dict><key>a</key><string>b</string></dict>",
	"<plist><string>a</string><string>b</string></plist>",
	"<plist></plist>",
	"<!DOCTYPE plist [<!ENTITY a \"b\">]><plist><string>&a;</string></plist>",
	"{ a = b; }",
};

START_TEST(what_is_none)
{
	struct bytes b = bytes_of(no_lists[_i], strlen(no_lists[_i]));

	err_clear(&err);
	ck_assert_ptr_null(plist_read(b, &arena, &err));
	ck_assert_int_ne(err.kind, ERR_NONE);
	arena_done(&arena);
}
END_TEST

/* n lists of 16, each naming the next one 16 times: 232 bytes that name 2^36 values. */
START_TEST(a_list_that_grows)
{
	fixtures_text("bomb.py",
		      "import struct\nn = 9\nobjs = [bytes([0xaf, 0x10, 16]) + "
		      "bytes([i + 1]) * 16 for i in range(n)] + [b'\\x09']\n"
		      "out = b'bplist00'\nat = []\nfor o in objs:\n    at.append(len(out))\n"
		      "    out += o\ntable = len(out)\nfor o in at:\n    out += "
		      "struct.pack('>H', o)\nout += bytes(6) + bytes([2, 1]) + "
		      "struct.pack('>QQQ', len(objs), 0, table)\n"
		      "open('bomb', 'wb').write(out)\n"
		      "loop = out[:8] + bytes([0xa1, 0]) + struct.pack('>H', 8) + bytes(6) + "
		      "bytes([2, 1]) + struct.pack('>QQQ', 1, 0, 10)\n"
		      "open('loop', 'wb').write(loop)\n");
	fixtures_run("python3 bomb.py");
	ck_assert_ptr_null(plist_read(fixtures_load("bomb"), &arena, &err));
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert_uint_lt(arena.used, (size_t)64 << 20);
	arena_done(&arena);
	ck_assert_ptr_null(plist_read(fixtures_load("loop"), &arena, &err));
	ck_assert_int_eq(err.kind, ERR_LIMIT); /* a list that is in itself */
	ck_assert_ptr_null(
	    plist_read(plist_make("(lambda f: f(f, 40))(lambda f, n: [f(f, n - 1)] if "
				  "n else 1)",
				  true),
		       &arena, &err));
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	arena_done(&arena);
}
END_TEST

START_TEST(cut_off_anywhere)
{
	struct bytes b = plist_make("{'a': ['b', 'c'], 'd': 5, 'e': {'f': True}}", _i);

	/* Of XML the line's end behind the last element may be missing. */
	for (size_t n = 0; n + 2 < b.n; n++) {
		ck_assert_ptr_null(plist_read(bytes_of(b.p, n), &arena, &err));
		arena_done(&arena);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("plist");
	TCase *t = tcase_create("plist");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, values_of_both_forms, 0, 2);
	tcase_add_loop_test(t, other_roots, 0, 2);
	tcase_add_loop_test(t, what_is_none, 0, LEN(no_lists));
	tcase_add_test(t, a_list_that_grows);
	tcase_add_loop_test(t, cut_off_anywhere, 0, 2);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
