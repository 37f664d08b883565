/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Security descriptors: who may do what, and that damage never looks like "nobody". */
#include "tests/unit/scanners/readers/fixtures.h"

#include "scanners/readers/security.h"

static struct security s;
static const char *const all[] = { SECURITY_EVERYONE, SECURITY_ANONYMOUS, SECURITY_GUESTS };

struct ace {
	uint8_t type, flags;
	uint32_t mask;
	uint8_t authority, parts;
	uint32_t part[3];
};

#define EVERYONE                                                                                   \
	1, 1,                                                                                      \
	{                                                                                          \
		0                                                                                  \
	}
#define USERS                                                                                      \
	5, 2,                                                                                      \
	{                                                                                          \
		32, 545                                                                            \
	}

static size_t put32(uint8_t *p, uint32_t v)
{
	for (unsigned i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> 8 * i);
	return 4;
}

static size_t make(uint8_t *p, uint16_t control, const struct ace *ace, size_t n)
{
	size_t at = 28;

	memset(p, 0, 512);
	p[0] = 1;
	p[2] = (uint8_t)control;
	p[3] = (uint8_t)(control >> 8);
	p[16] = 20;
	for (size_t i = 0; i < n; i++) {
		size_t size = 16 + 4u * ace[i].parts;

		p[at] = ace[i].type;
		p[at + 1] = ace[i].flags;
		p[at + 2] = (uint8_t)size;
		put32(p + at + 4, ace[i].mask);
		p[at + 8] = 1;
		p[at + 9] = ace[i].parts;
		p[at + 15] = ace[i].authority;
		for (unsigned k = 0; k < ace[i].parts; k++)
			put32(p + at + 16 + 4 * k, ace[i].part[k]);
		at += size;
	}
	p[20] = 2;
	p[22] = (uint8_t)(at - 20);
	p[24] = (uint8_t)n;
	return at;
}

static const struct {
	struct ace ace[3];
	size_t n;
	enum security_access everyone, users;
} rows[] = {
	{ { { 0, 0, 0x1f01ff, EVERYONE } }, 1, SECURITY_FULL, SECURITY_NONE },
	{ { { 0, 0, 0x10000000, EVERYONE } }, 1, SECURITY_FULL, SECURITY_NONE },
	{ { { 0, 0, 0x1301bf, EVERYONE } }, 1, SECURITY_WRITE, SECURITY_NONE },
	{ { { 0, 0, 0x40000000, EVERYONE } }, 1, SECURITY_WRITE, SECURITY_NONE },
	{ { { 0, 0, 0x1200a9, EVERYONE } }, 1, SECURITY_READ, SECURITY_NONE },
	{ { { 0, 0, 0x80000000, USERS } }, 1, SECURITY_NONE, SECURITY_READ },
	{ { { 0, 0, 0x1f01ff, USERS } }, 1, SECURITY_NONE, SECURITY_FULL },
	/* A denial before the grant takes it away; behind it, it comes too late. */
	{ { { 1, 0, 0x1f01ff, EVERYONE }, { 0, 0, 0x1f01ff, EVERYONE } },
	  2,
	  SECURITY_NONE,
	  SECURITY_NONE },
	{ { { 0, 0, 0x1f01ff, EVERYONE }, { 1, 0, 0x1f01ff, EVERYONE } },
	  2,
	  SECURITY_FULL,
	  SECURITY_NONE },
	/* For children only. */
	{ { { 0, 8, 0x1f01ff, EVERYONE } }, 1, SECURITY_NONE, SECURITY_NONE },
	{ { { 0, 0, 0, EVERYONE } }, 0, SECURITY_NONE, SECURITY_NONE },
};

START_TEST(rights_come_to)
{
	static const char *const users[] = { SECURITY_USERS };
	struct err err = { 0 };
	uint8_t p[512];
	size_t n = make(p, 0x8004, rows[_i].ace, rows[_i].n);

	ck_assert_int_eq(security_parse(bytes_of(p, n), &s, &err), 0);
	ck_assert_int_eq(security_access(&s, all, LEN(all)), rows[_i].everyone);
	ck_assert_int_eq(security_access(&s, users, 1), rows[_i].users);
}
END_TEST

START_TEST(no_list_is_open_to_all)
{
	struct err err = { 0 };
	uint8_t p[512];
	size_t n = make(p, 0x8000, rows[0].ace, 1);

	ck_assert_int_eq(security_parse(bytes_of(p, n), &s, &err), 0);
	ck_assert_int_eq(security_access(&s, all, LEN(all)), SECURITY_FULL);
}
END_TEST

/* Cut off anywhere, of an unknown kind, not self-relative: an error, never "nobody may". */
START_TEST(damage_is_told)
{
	struct ace ace = rows[0].ace[0];
	struct err err = { 0 };
	uint8_t p[512];
	size_t n = make(p, 0x8004, &ace, 1);

	for (size_t cut = 0; cut < n; cut++)
		ck_assert_int_lt(security_parse(bytes_of(p, cut), &s, &err), 0);
	ace.type = 5;
	ck_assert_int_lt(security_parse(bytes_of(p, make(p, 0x8004, &ace, 1)), &s, &err), 0);
	ace.type = 0;
	ck_assert_int_lt(security_parse(bytes_of(p, make(p, 0x0004, &ace, 1)), &s, &err), 0);
	n = make(p, 0x8004, &ace, 1);
	p[30] = 200; /* an entry longer than the list */
	ck_assert_int_lt(security_parse(bytes_of(p, n), &s, &err), 0);
	p[24] = p[25] = 0xff;
	ck_assert_int_eq(security_parse(bytes_of(p, n), &s, &err), -EFBIG);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("security");
	TCase *t = tcase_create("all");

	tcase_add_loop_test(t, rights_come_to, 0, LEN(rows));
	tcase_add_test(t, no_list_is_open_to_all);
	tcase_add_test(t, damage_is_told);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
