/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of a sealed backup that was cut, with a bit turned or made anew: no change of it goes unseen. */
#include "tests/unit/backup/cut.h"

/* Each bit of the list of a backup that was cut: refused without a change, or gone on with rightly. */
START_TEST(no_bit_of_the_list_turns_unseen)
{
	struct session_resume resume;
	uint8_t before[HASH_SIZE], after[HASH_SIZE], *list;
	int whole = whole_one("whole"), dir = copy_of("whole");
	unsigned refused = 0;
	size_t n;

	cut_list(dir, 3);
	list = folder_read(dir, MANIFEST_NAME, &n);
	for (size_t i = (size_t)_i; i < n; i += 139) {
		int r;

		close(dir);
		dir = copy_of("whole");
		list[i] ^= (uint8_t)(1 << i % 8);
		folder_write(dir, MANIFEST_NAME, list, n);
		list[i] ^= (uint8_t)(1 << i % 8);
		print_of(dir, before);
		r = go_on(dir, &resume);
		if (r < 0) {
			print_of(dir, after);
			ck_assert_mem_eq(before, after, HASH_SIZE);
			refused++;
			continue;
		}
		ck_assert_msg(complete(dir), "byte %zu", i);
		ck_assert_uint_eq(named(dir).files, ENTRIES - 2);
		expect_same(whole, dir, true);
	}
	ck_assert_uint_gt(refused, 3);
	free(list);
	close(dir);
	close(whole);
}
END_TEST

/* A range that somebody made larger: its proof is of another. */
START_TEST(a_list_made_anew_is_refused)
{
	struct session_resume resume;
	struct session_sealed *cut;
	struct walk walk;
	struct manifest m;
	int dir = whole_one("whole");
	char sed[400];

	cut_list(dir, 2);
	ck_assert_int_eq(session_sealed_look(dir, &head, &to, NULL, &cut, &err), 0);
	ck_assert_int_eq(through(NULL, &walk, cut), 0);
	ck_assert_int_eq(session_sealed_go_on(cut, &m, &resume, &err), 0);
	manifest_close(&m);
	session_sealed_free(cut);
	/* The line has no line behind it that would prove it. */
	snprintf(sed, sizeof(sed), "sed -i 's/\"left_out\":0/\"left_out\":1/' '%s/whole/%s'",
		 folder, MANIFEST_NAME);
#undef system
	ck_assert_int_eq(system(sed), 0);
	ck_assert_int_eq(go_on(dir, &resume), -ESRCH);
	close(dir);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("resume_sealed_list");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, cut_begin, keys_end);
	tcase_set_timeout(t, 300);
	tcase_add_loop_test(t, no_bit_of_the_list_turns_unseen, 0, 2);
	tcase_add_test(t, a_list_made_anew_is_refused);
	return suite_result(s, t);
}
