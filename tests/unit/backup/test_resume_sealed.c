/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sealed backup that was cut is gone on with by somebody who has no key of it: wherever its list ends, whatever is
 * hurt of it, it ends with what it would have become, or it is refused and nothing of it is touched. */
#include "tests/unit/backup/cut.h"

START_TEST(cut_behind_each_line)
{
	struct session_resume resume;
	int whole = whole_one("whole");
	unsigned lines = lines_of(whole);
	struct manifest_end wanted = named(whole);

	ck_assert(complete(whole));
	ck_assert_uint_gt(lines, 9);
	ck_assert_uint_eq(wanted.files, ENTRIES - 2);
	ck_assert_uint_eq(wanted.left_out, 1);
	for (unsigned i = 1; i < lines; i += i < 5 || i + 4 > lines ? 1 : 2) {
		int dir = copy_of("whole");
		struct manifest_end is;

		cut_list(dir, i);
		folder_write(dir, "0099.tar.zst.age", "no line", 7);
		folder_write(dir, "manifest-0042.jsonl.age.part", "half", 4);
		folder_write(dir, "mine.txt", "hello", 5);
		ck_assert_msg(go_on(dir, &resume) == 0, "line %u: %s", i, err.message);
		ck_assert_msg(complete(dir), "line %u", i);
		expect_same(whole, dir, true);
		is = named(dir);
		ck_assert_mem_eq(&is, &wanted, sizeof(is));
		/* Those in the middle of the large file go with it; no other. */
		ck_assert_uint_eq(resume.thrown + resume.kept, MIN(i - 1, lines - 3));
		ck_assert_uint_le(resume.thrown, 2);
		ck_assert(folder_has(dir, "mine.txt") && !folder_has(dir, "0099.tar.zst.age"));
		ck_assert(!folder_has(dir, "manifest-0042.jsonl.age.part"));
		close(dir);
	}
	close(whole);
}
END_TEST

/* A part, then its list, hurt in turn: the files of that part are copied again, all others stay. Then once more. */
START_TEST(what_is_hurt_is_made_again)
{
	struct session_resume resume;
	int whole = whole_one("whole");
	unsigned parts = lines_of(whole) - 3;

	for (unsigned i = 1; i <= parts; i++) {
		char name[2][SHARD_NAME_MAX];
		int dir = copy_of("whole");

		inside_names(i, true, name[0], name[1]);
		if (i % 3)
			hurt(dir, name[i % 2]);
		else
			ck_assert_int_eq(unlinkat(dir, name[i / 3 % 2], 0), 0);
		ck_assert(!complete(dir));
		ck_assert_msg(go_on(dir, &resume) == 0, "part %u: %s", i, err.message);
		ck_assert_msg(complete(dir), "part %u", i);
		expect_same(whole, dir, false);
		ck_assert_uint_eq(named(dir).files, ENTRIES - 2);
		ck_assert_uint_eq(resume.kept + resume.thrown, parts);
		ck_assert_uint_ge(resume.thrown, 1);
		ck_assert_uint_le(resume.thrown, 3); /* of a large file all or none */
		/* Parts are no longer in the order of the source: cut and hurt again. */
		cut_list(dir, parts);
		inside_names(i == 1 ? 2 : 1, true, name[0], name[1]);
		hurt(dir, name[0]);
		ck_assert_msg(go_on(dir, &resume) == 0, "part %u again: %s", i, err.message);
		ck_assert_msg(complete(dir), "part %u again", i);
		expect_same(whole, dir, false);
		close(dir);
	}
	close(whole);
}
END_TEST

static const struct {
	unsigned *what, which;
} others[] = { { &touched, 1 }, { &renamed, 2 }, { &missing, 2 }, { &missing, 5 } };

START_TEST(another_source_is_refused)
{
	uint8_t before[HASH_SIZE], after[HASH_SIZE];
	struct session_resume resume;
	int dir = whole_one("whole");

	cut_list(dir, 4);
	hurt(dir, "0001.tar.zst.age");
	print_of(dir, before);
	for (size_t i = 0; i < LEN(others); i++) {
		*others[i].what = others[i].which;
		ck_assert_int_eq(go_on(dir, &resume), -ESRCH);
		*others[i].what = ENTRIES;
	}
	source = "disk B";
	ck_assert_int_eq(go_on(dir, &resume), -ESRCH);
	source = "disk A";
	print_of(dir, after);
	ck_assert_mem_eq(before, after, HASH_SIZE);
	ck_assert_msg(go_on(dir, &resume) == 0, "%s", err.message);
	ck_assert(complete(dir));
	/* What came behind all that was kept may be another by now. */
	cut_list(dir, 3);
	renamed = ENTRIES - 1;
	ck_assert_msg(go_on(dir, &resume) == 0, "%s", err.message);
	renamed = ENTRIES;
	ck_assert(complete(dir));
	close(dir);
}
END_TEST

START_TEST(other_keys_and_other_ways_are_refused)
{
	uint8_t before[HASH_SIZE], after[HASH_SIZE];
	struct session_resume resume;
	int dir = whole_one("whole");

	ck_assert_int_eq(go_on(dir, &resume), -EALREADY);
	cut_list(dir, 4);
	print_of(dir, before);
	to.n = 2;
	ck_assert_int_eq(go_on(dir, &resume), -EBADE);
	to.n = 1;
	to.recipient[0] = recipient[1];
	ck_assert_int_eq(go_on(dir, &resume), -EBADE);
	to.recipient[0] = recipient[0];
	head.shard_bytes++;
	ck_assert_int_eq(go_on(dir, &resume), -EINVAL);
	head.shard_bytes--;
	head.viruses = MANIFEST_LOOKED;
	ck_assert_int_eq(go_on(dir, &resume), -EINVAL);
	head.viruses = MANIFEST_NOT_LOOKED;
	print_of(dir, after);
	ck_assert_mem_eq(before, after, HASH_SIZE);
	ck_assert_int_eq(unlinkat(dir, MANIFEST_NAME, 0), 0);
	ck_assert_int_eq(go_on(dir, &resume), -ENOENT);
	close(dir);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("resume_sealed");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, cut_begin, keys_end);
	tcase_set_timeout(t, 300);
	tcase_add_test(t, cut_behind_each_line);
	tcase_add_test(t, what_is_hurt_is_made_again);
	tcase_add_test(t, another_source_is_refused);
	tcase_add_test(t, other_keys_and_other_ways_are_refused);
	return suite_result(s, t);
}
