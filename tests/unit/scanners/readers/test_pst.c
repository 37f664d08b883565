/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data files of Outlook: every method in both forms, with and without a password; damage never reads
 * as "no password", and a file of any size costs a few pages. */
#include "scanners/readers/pst.h"

#include <errno.h>

#include "tests/unit/scanners/readers/fixtures.h"
#include "tests/unit/scanners/readers/pst_maker.h"

struct memory {
	uint8_t *p;
	size_t n, bad; /* bad: from this offset on nothing can be read; 0: all can */
	unsigned reads;
	uint64_t bytes;
};

static bool read_memory(void *arg, uint64_t offset, size_t n, void *to)
{
	struct memory *m = arg;

	ck_assert(n <= PST_BLOCK && offset <= m->n && n <= m->n - offset);
	m->reads++;
	m->bytes += n;
	if (m->bad && offset + n > m->bad)
		return false;
	memcpy(to, m->p + offset, n);
	return true;
}

static int look(struct memory *m, uint64_t size, struct pst *ret)
{
	struct pst_source s = { read_memory, m, size };
	struct err err = { 0 };

	m->reads = 0;
	m->bytes = 0;
	return pst_read(&s, ret, &err);
}

static const struct {
	struct pst_recipe r;
	enum pst_method method;
	enum pst_password password;
} rows[] = {
	{ { .method = 0, .password = -1 }, PST_METHOD_NONE, PST_PASSWORD_NO },
	{ { .method = 0, .password = 0 }, PST_METHOD_NONE, PST_PASSWORD_NO },
	{ { .method = 0, .password = 77 }, PST_METHOD_NONE, PST_PASSWORD_YES },
	{ { .method = 1, .password = -1 }, PST_METHOD_PERMUTE, PST_PASSWORD_NO },
	{ { .method = 1, .password = 1 }, PST_METHOD_PERMUTE, PST_PASSWORD_YES },
	{ { .method = 2, .password = -1 }, PST_METHOD_CYCLIC, PST_PASSWORD_NO },
	{ { .method = 2, .password = 1 << 30 }, PST_METHOD_CYCLIC, PST_PASSWORD_YES },
	{ { .method = 16, .password = 1 }, PST_METHOD_PROTECTED, PST_PASSWORD_UNKNOWN },
	{ { .method = 3, .password = 1 }, PST_METHOD_UNKNOWN, PST_PASSWORD_UNKNOWN },
	{ { .nodes_id = 55, .password = -1 }, PST_METHOD_NONE, PST_PASSWORD_UNKNOWN },
};

START_TEST(method_and_password)
{
	for (unsigned form = 0; form < 4; form++) {
		struct pst_recipe r = rows[_i].r;
		struct memory m = { .n = PST_MADE };
		struct pst p;

		r.ansi = form & 1;
		r.levels = form & 2;
		m.p = pst_make(&r);
		ck_assert_int_eq(look(&m, PST_MADE, &p), 0);
		ck_assert_int_eq(p.form, r.ansi ? PST_ANSI : PST_UNICODE);
		ck_assert_msg(p.method == rows[_i].method && p.password == rows[_i].password,
			      "form %u: %d %d", form, p.method, p.password);
		ck_assert_uint_le(m.reads, 32);
		free(m.p);
	}
}
END_TEST

START_TEST(other_files)
{
	struct memory m = { .p = pst_make(&(struct pst_recipe){ .version = 36 }), .n = PST_MADE };
	uint8_t *p = m.p;
	struct pst pst;

	/* Of a later form: there is no telling where its method stands. */
	ck_assert_int_eq(look(&m, PST_MADE, &pst), 0);
	ck_assert(pst.form == PST_OTHER && pst.method == PST_METHOD_UNKNOWN &&
		  pst.password == PST_PASSWORD_UNKNOWN);
	ck_assert_int_eq(look(&m, 563, &pst), -EBADMSG);
	m.bad = 100;
	ck_assert_int_eq(look(&m, PST_MADE, &pst), -EIO);
	m.bad = 0;
	p[10] = 23;
	ck_assert_int_eq(look(&m, PST_MADE, &pst), -EBADMSG); /* the header's sum */
	pst_sums(p, false);
	p[512] = 0x81; /* the mark before the method */
	ck_assert_int_eq(look(&m, PST_MADE, &pst), -EBADMSG);
	p[512] = 0x80;
	pst_sums(p, false);
	ck_assert_int_eq(look(&m, PST_MADE, &pst), 0);
	p[9] = 'O'; /* an .ost by another name */
	ck_assert_int_eq(look(&m, PST_MADE, &pst), -EBADMSG);
	memcpy(p, "PK\3\4", 4);
	ck_assert_int_eq(look(&m, PST_MADE, &pst), -EBADMSG);
	free(p);
}
END_TEST

/* Cut anywhere, or unreadable from somewhere on: unknown, or what it is; never "none". */
START_TEST(damage_is_no_missing_password)
{
	for (unsigned form = 0; form < 4; form++) {
		struct pst_recipe r = {
			.ansi = form & 1, .levels = form & 2, .method = 1, .password = 5
		};
		struct memory m = { .p = pst_make(&r), .n = PST_MADE };
		unsigned known = 0;
		struct pst p;

		for (size_t n = 564; n < PST_MADE; n += 64) {
			ck_assert_int_eq(look(&m, n, &p), 0);
			ck_assert_int_ne(p.password, PST_PASSWORD_NO);
			m.bad = n;
			ck_assert_int_eq(look(&m, PST_MADE, &p), 0);
			ck_assert_int_ne(p.password, PST_PASSWORD_NO);
			known += p.password == PST_PASSWORD_YES;
			m.bad = 0;
		}
		ck_assert_uint_gt(known, 100);
		free(m.p);
	}
}
END_TEST

/* Trees whose pages lead back to themselves end; so does a file that claims to be huge. */
START_TEST(loops_end)
{
	struct pst_recipe r = { .levels = true, .password = 5 };
	struct memory m = { .p = pst_make(&r), .n = PST_MADE };
	uint8_t *p = m.p;
	struct pst pst;

	pst_put(p + PST_AT_NODES + 8, 22, 8);
	pst_put(p + PST_AT_NODES + 16, PST_AT_NODES, 8);
	pst_sums(p, false);
	ck_assert_int_eq(look(&m, PST_MADE, &pst), 0);
	ck_assert(pst.password == PST_PASSWORD_UNKNOWN && m.reads <= 3);
	pst_put(p + PST_AT_NODES + 16, UINT64_MAX - 3, 8);
	pst_sums(p, false);
	ck_assert_int_eq(look(&m, PST_MADE, &pst), 0);
	ck_assert_int_eq(pst.password, PST_PASSWORD_UNKNOWN);
	free(p);
}
END_TEST

/* One byte of the way there changed: the answer is the same, unknown, or the file is refused. */
START_TEST(single_bytes)
{
	for (unsigned form = 0; form < 4; form++) {
		struct pst_recipe r = {
			.ansi = form & 1, .levels = form & 2, .method = 1, .password = 0x01020304
		};
		struct memory m = { .p = pst_make(&r), .n = PST_MADE };
		unsigned changed = 0;
		struct pst pst;

		for (size_t at = 0; at < PST_MADE; at++) {
			m.p[at] ^= 0x40;
			if (m.p[at] != 0x40 && look(&m, PST_MADE, &pst) == 0) {
				ck_assert_int_ne(pst.password, PST_PASSWORD_NO);
				ck_assert(pst.method == PST_METHOD_PERMUTE ||
					  pst.form == PST_OTHER);
				changed++;
			}
			m.p[at] ^= 0x40;
		}
		ck_assert_uint_gt(changed, 100);
		free(m.p);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("pst");
	TCase *t = tcase_create("pst");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, method_and_password, 0, LEN(rows));
	tcase_add_test(t, other_files);
	tcase_add_test(t, damage_is_no_missing_password);
	tcase_add_test(t, loops_end);
	tcase_add_test(t, single_bytes);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
