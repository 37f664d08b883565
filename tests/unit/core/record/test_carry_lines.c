/* SPDX-License-Identifier: GPL-2.0-or-later */
/* USB memories and what became of a sheet as lines: what tells less, or other things, never reads as
 * saved, and no line leads to another disk than the one that is shown. */
#include "core/base/str.h"
#include "core/record/carry.h"
#include "tests/unit/suite.h"

static int parse(const char *line, struct carry_memory *m, struct carry_status *s)
{
	struct err err = { 0 };
	enum carry_record kind;

	*s = (struct carry_status){ 0 };
	ck_assert_int_eq(record_parse_carry(line, strlen(line), m, s, &kind, &err), 0);
	return (int)kind;
}

static void add_line(void *arg, const char *json, size_t n)
{
	str_addn(arg, json, n);
}

START_TEST(there_and_back)
{
	static const char memory_line[] =
	    "{\"record\":\"usb-memory\",\"name\":\"sdb\",\"target\":\"sdb:17:1048576:vfat\","
	    "\"model\":\"UM-32\",\"serial\":\"0091AA\",\"label\":\"DATA\",\"type\":\"vfat\","
	    "\"size\":32000000000,\"reason\":\"none\"}";
	const struct carry_status told = { false, CARRY_GONE };
	struct str out = STR_INIT(1 << 16);
	const struct record_sink sink = { add_line, &out };
	struct carry_memory m;
	struct carry_status s;

	ck_assert_int_eq(parse(memory_line, &m, &s), CARRY_RECORD_MEMORY);
	record_carry_memory(&sink, &m);
	ck_assert_str_eq(str_c(&out), memory_line);
	str_clear(&out);
	record_carry(&sink, &told);
	ck_assert_str_eq(str_c(&out), "{\"record\":\"carry\",\"saved\":false,\"reason\":\"gone\"}");
	ck_assert_int_eq(parse(str_c(&out), &m, &s), CARRY_RECORD_STATUS);
	ck_assert(!s.saved && s.reason == CARRY_GONE);
	str_done(&out);
}
END_TEST

START_TEST(saved)
{
	static const struct {
		const char *line;
		enum carry_record kind;
		bool saved;
	} t[] = {
		{ "{\"record\":\"carry\",\"saved\":true,\"reason\":\"none\"}", CARRY_RECORD_STATUS,
		  true },
		{ "{\"record\":\"carry\",\"saved\":true,\"reason\":\"gone\"}", CARRY_RECORD_STATUS,
		  false },
		{ "{\"record\":\"carry\",\"saved\":true}", CARRY_RECORD_STATUS, false },
		{ "{\"record\":\"carry\"}", CARRY_RECORD_STATUS, false },
		{ "{\"record\":\"print\",\"saved\":true,\"reason\":\"none\"}", CARRY_RECORD_NONE,
		  false },
	};
	struct carry_memory m;
	struct carry_status s;

	ck_assert_int_eq(parse(t[_i].line, &m, &s), t[_i].kind);
	ck_assert_int_eq(s.saved, t[_i].saved);
}
END_TEST

#define MEMORY(target)                                                                             \
	"{\"record\":\"usb-memory\",\"name\":\"sdb\",\"target\":\"" target                         \
	"\",\"model\":\"\",\"serial\":\"\",\"label\":\"\",\"type\":\"vfat\",\"size\":1,"           \
	"\"reason\":\"none\"}"

START_TEST(memory)
{
	struct carry_memory m;
	struct carry_status s;

	ck_assert_int_eq(parse(MEMORY("sdb:1:0:vfat"), &m, &s), CARRY_RECORD_MEMORY);
	ck_assert(m.reason == CARRY_NONE && m.target[0]);
	ck_assert_int_eq(parse(MEMORY("sda:1:0:vfat"), &m, &s), CARRY_RECORD_MEMORY);
	ck_assert(m.reason != CARRY_NONE && !m.target[0]); /* shown is one, meant another */
}
END_TEST

/* A long label is cut; a name that does not fit names nothing. */
START_TEST(too_long)
{
	char line[512], label[201], name[33];
	struct carry_memory m;
	struct carry_status s;

	memset(label, 'x', 200);
	memset(name, 's', 32);
	label[200] = name[32] = '\0';
	snprintf(line, sizeof(line),
		 "{\"record\":\"usb-memory\",\"name\":\"%s\",\"target\":\"%s:1:0:vfat\","
		 "\"label\":\"%s\",\"type\":\"%s\",\"reason\":\"none\"}",
		 name, name, label, name);
	ck_assert_int_eq(parse(line, &m, &s), CARRY_RECORD_MEMORY);
	ck_assert(!m.name[0] && !m.target[0] && !m.type[0] && m.reason != CARRY_NONE);
	ck_assert_uint_eq(strlen(m.label), CARRY_TEXT_MAX);
}
END_TEST

START_TEST(targets)
{
	static const char *const refused[] = { "sdb:1:0", "sdb:-1:0:vfat",
					       "sdb:99999999999999999999:0:vfat",
					       "sdb:1:0:vfat:x" };
	struct carry_target target;

	for (size_t i = 0; i < LEN(refused); i++)
		ck_assert(!carry_target_parse(refused[i], &target));
	ck_assert(carry_target_parse("sdb:1:1048576:vfat", &target) && target.offset == 1048576);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("carry");

	tcase_add_test(t, there_and_back);
	tcase_add_loop_test(t, saved, 0, 5);
	tcase_add_test(t, memory);
	tcase_add_test(t, too_long);
	tcase_add_test(t, targets);
	return suite_result(suite_create("carry"), t);
}
