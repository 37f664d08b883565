/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Onto which part of a PC's disk files of a backup may come back: what is not known is no. */
#include "core/model/onto_pc.h"

#include <string.h>

#include "core/base/util.h"
#include "tests/unit/suite.h"

#define GB ((uint64_t)1000000000)

static const struct {
	const char *type, *kind;
	enum volume_state state;
	enum flag hibernated, dirty;
	bool stick;
	enum onto_pc_reason want;
} rows[] = {
	{ "ntfs", "0x07", VOLUME_STATE_READABLE, FLAG_NO, FLAG_NO, false, ONTO_PC_NONE },
	{ "ntfs", NULL, VOLUME_STATE_READABLE, FLAG_ABSENT, FLAG_NO, false, ONTO_PC_NONE },
	{ "ntfs", "0x07", VOLUME_STATE_READABLE, FLAG_NO, FLAG_ABSENT, false, ONTO_PC_UNREADABLE },
	{ "ntfs", "0x07", VOLUME_STATE_READABLE, FLAG_NO, FLAG_YES, false, ONTO_PC_UNCLEAN },
	{ "ntfs", "0x07", VOLUME_STATE_READABLE, FLAG_YES, FLAG_YES, false, ONTO_PC_ASLEEP },
	{ "ntfs", "0x07", VOLUME_STATE_READABLE, FLAG_NO, FLAG_NO, true, ONTO_PC_OWN },
	{ "ntfs", "0x27", VOLUME_STATE_READABLE, FLAG_NO, FLAG_NO, false, ONTO_PC_SPARE },
	{ "ntfs", "DE94BBA4-06D1-4D40-A16A-BFD50179D6AC", VOLUME_STATE_READABLE, FLAG_NO, FLAG_NO,
	  false, ONTO_PC_SPARE },
	{ "vfat", "c12a7328-f81f-11d2-ba4b-00a0c93ec93b", VOLUME_STATE_READABLE, FLAG_ABSENT,
	  FLAG_ABSENT, false, ONTO_PC_SPARE },
	{ "ntfs", "0x07", VOLUME_STATE_UNREADABLE, FLAG_ABSENT, FLAG_ABSENT, false,
	  ONTO_PC_UNREADABLE },
	{ "BitLocker", "0x07", VOLUME_STATE_LOCKED, FLAG_ABSENT, FLAG_ABSENT, false,
	  ONTO_PC_LOCKED },
	{ "exfat", "0x07", VOLUME_STATE_READABLE, FLAG_ABSENT, FLAG_NO, false, ONTO_PC_KIND },
	{ "ext4", "0x83", VOLUME_STATE_READABLE, FLAG_ABSENT, FLAG_ABSENT, false, ONTO_PC_KIND },
	{ "ldm", "0x42", VOLUME_STATE_UNSUPPORTED, FLAG_ABSENT, FLAG_ABSENT, false, ONTO_PC_KIND },
	{ "", "0x07", VOLUME_STATE_EMPTY, FLAG_ABSENT, FLAG_ABSENT, false, ONTO_PC_KIND },
};

START_TEST(which_part)
{
	const struct disk disk = { .own_stick = rows[_i].stick };
	const struct volume_info v = { .type = rows[_i].type,
				       .partition_type = rows[_i].kind,
				       .state = rows[_i].state,
				       .hibernated = rows[_i].hibernated,
				       .dirty = rows[_i].dirty };

	ck_assert_str_eq(onto_pc_name(onto_pc_reason_of(&disk, &v)), onto_pc_name(rows[_i].want));
	ck_assert(*onto_pc_words(rows[_i].want) && *onto_pc_help(rows[_i].want));
}
END_TEST

START_TEST(what_stays_free)
{
	struct volume_info v = { .size = 100 * GB, .free_bytes = 40 * GB };

	ck_assert_uint_eq(onto_pc_room(&v, true), 30 * GB);
	v.size = 10 * GB;
	v.free_bytes = 3 * GB;
	ck_assert_uint_eq(onto_pc_room(&v, false), 2 * GB);
	ck_assert_uint_eq(onto_pc_room(&v, true), GB);
	v.free_bytes = 2 * GB;
	ck_assert_uint_eq(onto_pc_room(&v, true), 0);
	v.free_bytes = UINT64_MAX; /* not known */
	ck_assert_uint_eq(onto_pc_room(&v, false), 0);
	/* a list that lies does not turn round */
	ck_assert_uint_eq(onto_pc_need(UINT64_MAX, 1, 0), UINT64_MAX);
	ck_assert_uint_eq(onto_pc_need(UINT64_MAX / 2, 0, 0), UINT64_MAX);
	ck_assert_uint_eq(onto_pc_need(1, 1, UINT64_MAX - 4096), UINT64_MAX);
	ck_assert_uint_eq(onto_pc_need(2, 1, 1000), 1000 + 19 * 4096);
	ck_assert_str_eq(onto_pc_name((enum onto_pc_reason)99), "unreadable");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("onto-pc");
	TCase *t = tcase_create("onto-pc");

	tcase_add_loop_test(t, which_part, 0, (int)LEN(rows));
	tcase_add_test(t, what_stays_free);
	return suite_result(s, t);
}
