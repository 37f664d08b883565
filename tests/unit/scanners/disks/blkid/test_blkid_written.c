/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file system whose own first sectors are gone is never told as "nothing there". */
#include "tests/unit/scanners/disks/blkid/asking.h"

#define PART_FIRST 2048u
#define PART_COUNT 28672u

static void one_part(const uint8_t *guid)
{
	struct image_part part = { PART_FIRST, PART_COUNT, { 0 }, 0, "data" };
	memcpy(part.guid, guid, 16);
	image_gpt(img, SIZE, 512, &part, 1);
}

static void part_is(enum volume_state state)
{
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, state);
	ck_assert(says(&answer.volume[0].reason,
		       state == VOLUME_STATE_EMPTY ? "No file system" : "Something is written"));
}

/* One byte at each place where a file system may still be seen, and at its edges. */
START_TEST(something_written)
{
	static const struct {
		size_t at;
		enum volume_state state;
	} rows[] = {
		{ 0, VOLUME_STATE_UNREADABLE },
		{ (4 << 20) - 1, VOLUME_STATE_UNREADABLE },
		{ 8 << 20, VOLUME_STATE_UNREADABLE },
		{ (8 << 20) + 1024, VOLUME_STATE_UNREADABLE },
		{ PART_COUNT * 512 / 2, VOLUME_STATE_UNREADABLE },
		{ PART_COUNT * 512 / 32 * 31, VOLUME_STATE_UNREADABLE },
		{ PART_COUNT * 512 - (64 << 10), VOLUME_STATE_UNREADABLE },
		{ PART_COUNT * 512 - 1, VOLUME_STATE_UNREADABLE },
		{ PART_COUNT * 512, VOLUME_STATE_EMPTY },        /* behind the part */
		{ (4 << 20) + (200 << 10), VOLUME_STATE_EMPTY }, /* where nobody looks */
	};
	one_part(guid_data);
	part_is(VOLUME_STATE_EMPTY);
	img[PART_FIRST * 512 + rows[_i].at] = 1;
	part_is(rows[_i].state);
}
END_TEST

START_TEST(never_written)
{
	one_part(guid_data);
	memset(img + PART_FIRST * 512, 0xff, PART_COUNT * 512);
	part_is(VOLUME_STATE_EMPTY);
	img[PART_FIRST * 512 + 1] = 0xfe;
	part_is(VOLUME_STATE_UNREADABLE);
}
END_TEST

/* Some kinds of parts hold bytes, but no files: that is no damage. */
START_TEST(parts_without_files)
{
	static const uint8_t guids[][16] = {
		{ 0x16, 0xe3, 0xc9, 0xe3, 0x5c, 0x0b, 0xb8, 0x4d, 0x81, 0x7d, 0xf9, 0x2d, 0xf0,
		  0x02, 0x15, 0xae }, /* Microsoft reserved */
		{ 0x48, 0x61, 0x68, 0x21, 0x49, 0x64, 0x6f, 0x6e, 0x74, 0x4e, 0x65, 0x65, 0x64,
		  0x45, 0x46, 0x49 }, /* BIOS starter */
		{ 0xde, 0xe2, 0xbf, 0xd3, 0xaf, 0x3d, 0xdf, 0x11, 0xba, 0x40, 0xe3, 0xa5, 0x56,
		  0xd8, 0x95, 0x93 }, /* Rapid Start */
		{ 0x6d, 0xfd, 0x57, 0x06, 0xab, 0xa4, 0xc4, 0x43, 0x84, 0xe5, 0x09, 0x33, 0xc8,
		  0x4b, 0x4f, 0x4f }, /* swap */
	};
	static const uint8_t types[] = { 0x82, 0x84, 0xda, 0x07, 0x0b, 0x83, 0xef };
	const struct image_part old = {
		.first = PART_FIRST,
		.count = PART_COUNT,
		.mbr = types[_i < (int)LEN(guids) ? 0 : _i - (int)LEN(guids)],
	};
	if (_i < (int)LEN(guids))
		one_part(guids[_i]);
	else
		image_mbr(img, &old, 1);
	memset(img + PART_FIRST * 512 + 100, 0x5a, 300);
	const bool no_files = !old.mbr || old.mbr == 0x82 || old.mbr == 0x84 || old.mbr == 0xda;
	part_is(no_files ? VOLUME_STATE_EMPTY : VOLUME_STATE_UNREADABLE);
}
END_TEST

/* The type of the part goes before what lies in it, here as well. */
START_TEST(something_in_storage_spaces)
{
	one_part(guid_spaces);
	img[PART_FIRST * 512] = 1;
	ask(0);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNSUPPORTED);
	ck_assert(says(&answer.volume[0].reason, "Storage Spaces"));
}
END_TEST

/* A table that names nothing is not itself "something"; what lies beside it is. */
START_TEST(something_beside_an_empty_table)
{
	const bool old = _i & 1;
	if (old)
		image_mbr(img, NULL, 0);
	else
		image_gpt(img, SIZE, 512, NULL, 0);
	ask(0);
	ck_assert_str_eq(answer.table, old ? "dos" : "gpt");
	ck_assert_uint_eq(answer.n, 0);
	img[_i < 2 ? 100 << 10 : SIZE - (old ? 1 : 40 << 10)] = 1;
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_uint_eq(answer.volume[0].partition, 0);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
}
END_TEST

int main(void)
{
	TCase *t = asking_case();

	tcase_add_loop_test(t, something_written, 0, 10);
	tcase_add_test(t, never_written);
	tcase_add_loop_test(t, parts_without_files, 0, 11);
	tcase_add_test(t, something_in_storage_spaces);
	tcase_add_loop_test(t, something_beside_an_empty_table, 0, 4);
	return suite_result(suite_create("disks"), t);
}
