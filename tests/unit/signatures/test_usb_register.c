/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The firm's register of USB devices: what table programs make of it, and what is refused. */
#include <stdlib.h>
#include <string.h>

#include "core/base/util.h"
#include "signatures/usb_register.h"
#include "tests/unit/suite.h"

static int parse(struct arena *a, const char *text, struct device_register *ret)
{
	struct err err = { 0 };
	int r = usb_register_parse(a, text, strlen(text), ret, &err);

	ck_assert(r == 0 || err.message[0]);
	return r;
}

START_TEST(as_table_programs_write_it)
{
	struct arena a = { 0 };
	struct device_register r;

	ck_assert_int_eq(parse(&a,
			       "\xef\xbb\xbf# our memories\r\nserial,holder,label\r\n\r\n"
			       "AA01,company,USB-01\r\n\"BB02&0\",私物,\"佐藤, \"\"青\"\"\"\r\n"
			       " CC03 , 会社 ,\r\n,,\r\nDD04,不明,x",
			       &r),
			 0);
	ck_assert_int_eq(r.state, DEVICE_REGISTER_READ);
	ck_assert_uint_eq(r.n, 4);
	ck_assert_str_eq(r.device[1].serial, "BB02");
	ck_assert_str_eq(r.device[1].label, "佐藤, \"青\"");
	ck_assert_int_eq(r.device[1].holder, DEVICE_HOLDER_PRIVATE);
	ck_assert_ptr_eq(device_register_find(&r, "cc03"), &r.device[2]);
	ck_assert_int_eq(r.device[2].holder, DEVICE_HOLDER_COMPANY);
	ck_assert_int_eq(r.device[3].holder, DEVICE_HOLDER_UNKNOWN);
	ck_assert_ptr_null(device_register_find(&r, "EE05"));
	ck_assert_int_eq(parse(&a, "serial,holder,label", &r), 0);
	ck_assert_uint_eq(r.n, 0);
	arena_done(&a);
}
END_TEST

START_TEST(refused_as_a_whole)
{
	static const struct {
		const char *text;
		unsigned line;
	} rows[] = {
		{ "", 0 },
		{ "serial;holder;label\n", 1 },
		{ "serial,holder,label\nAA01,company\n", 2 },
		{ "serial,holder,label\nAA01,company,x,y\n", 2 },
		{ "serial,holder,label\nAA01,mine,x\n", 2 },
		{ "serial,holder,label\nAA01,company,x\n,company,x\n", 3 },
		{ "serial,holder,label\n7&1c8e0d2&0,company,x\n", 2 },
		{ "serial,holder,label\nAA01,company,\"x\n", 2 },
		{ "serial,holder,label\nAA01,company,\"x\"y\n", 2 },
		{ "serial,holder,label\nAA01,company,\x8d\xb2\x93\xa1\n", 2 }, /* not UTF-8 */
	};

	for (size_t i = 0; i < LEN(rows); i++) {
		struct arena a = { 0 };
		struct device_register r;

		ck_assert_msg(parse(&a, rows[i].text, &r) < 0, "taken: %s", rows[i].text);
		ck_assert_int_eq(r.state, DEVICE_REGISTER_BROKEN);
		ck_assert_uint_eq(r.line, rows[i].line);
		arena_done(&a);
	}
}
END_TEST

START_TEST(files)
{
	struct arena a = { 0 };
	struct device_register r;
	struct err err = { 0 };

	ck_assert_int_eq(usb_register_load(&a, "/nonexistent/x.csv", &r, &err), 0);
	ck_assert_int_eq(r.state, DEVICE_REGISTER_NONE);
	ck_assert_int_lt(usb_register_load(&a, "/", &r, &err), 0);
	ck_assert_int_eq(r.state, DEVICE_REGISTER_BROKEN);
	ck_assert_int_lt(usb_register_load(&a, "/dev/zero", &r, &err), 0);
	arena_done(&a);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("usb-register");
	TCase *t = tcase_create("usb-register");

	tcase_add_test(t, as_table_programs_write_it);
	tcase_add_test(t, refused_as_a_whole);
	tcase_add_test(t, files);
	return suite_result(s, t);
}
