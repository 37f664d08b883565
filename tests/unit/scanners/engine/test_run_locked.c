/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A disk whose every system is locked: how it is locked is an answer, nothing else is, and no grade of
 * a PC comes of it. */
/* link: scanners/engine core/checklist */
#include "core/checklist/grade.h"
#include "scanners/engine/judge.h"
#include "scanners/engine/run_private.h"
#include "tests/unit/suite.h"

static struct checkup c;
static struct run *r;

static void begin(void)
{
	checkup_init(&c);
	r = xcalloc(1, sizeof(*r));
	r->c = &c;
}

static void end(void)
{
	free(r);
	checkup_done(&c);
}

static void volume(const char *type, const char *lock, uint64_t size)
{
	struct volume_info *v = checkup_add_volume(&c);

	v->type = type;
	v->lock = lock;
	v->size = size;
	v->state = lock ? VOLUME_STATE_LOCKED : VOLUME_STATE_READABLE;
}

static const struct {
	const char *type, *lock;
	enum answer_kind want;
} rows[] = {
	{ "BitLocker", "locked", ANSWER_OK },
	{ "BitLocker", "clear-key", ANSWER_CONCERN },
	{ "BitLocker", "unknown", ANSWER_COULD_NOT_LOOK },
	{ "crypto_LUKS", "locked", ANSWER_OK },
};

START_TEST(the_lock_is_the_answer)
{
	struct err err = { 0 };
	struct grade g;

	volume("vfat", NULL, 9000);
	volume("BitLocker", "unknown", 50);
	volume(rows[_i].type, rows[_i].lock, 100);
	run_add_locked(r);
	ck_assert_uint_eq(c.n_systems, 1);
	ck_assert_uint_eq(c.system[0].volume, 2); /* the largest of the locked ones */
	ck_assert(checkup_is_locked(&c));
	ck_assert_int_eq(judge_all(&c, NULL, NULL, NULL, NULL, 0, &err), 0);
	ck_assert_uint_eq(c.n_findings, 1);
	ck_assert_str_eq(c.finding[0].id, "disk-encryption");
	ck_assert_int_eq(c.finding[0].answer, rows[_i].want);
	grade_make(&c, &g);
	ck_assert_int_eq(g.mark, GRADE_FIND_OUT);
	ck_assert_int_eq(g.basis, GRADE_BASIS_NOTHING);
}
END_TEST

START_TEST(nothing_locked_is_nothing)
{
	volume("ext4", NULL, 100);
	run_add_locked(r);
	ck_assert_uint_eq(c.n_systems, 0);
	ck_assert(!checkup_is_locked(&c));
}
END_TEST

/* The list of disks says it in words of its own. */
START_TEST(not_in_a_list_of_disks)
{
	volume("BitLocker", "locked", 100);
	r->deadline = 1;
	run_add_locked(r);
	ck_assert_uint_eq(c.n_systems, 0);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("locked");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_loop_test(t, the_lock_is_the_answer, 0, LEN(rows));
	tcase_add_test(t, nothing_locked_is_nothing);
	tcase_add_test(t, not_in_a_list_of_disks);
	return suite_result(suite_create("a locked disk"), t);
}
