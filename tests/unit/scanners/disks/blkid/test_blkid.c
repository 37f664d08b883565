/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies on a whole disk: tables, their parts, and what each kind is told as. */
#include "tests/unit/scanners/disks/blkid/asking.h"

START_TEST(gpt_with_everything)
{
	static const struct image_part part[] = {
		{ 2048, 2048, { 0 }, 0, "BitLocker" }, { 4096, 2048, { 0 }, 0, "LUKS" },
		{ 6144, 2048, { 0 }, 0, "swap" },      { 8192, 2048, { 0 }, 0, "ReFS" },
		{ 10240, 2048, { 0 }, 0, "Linux" },    { 12288, 2048, { 0 }, 0, "nothing" },
		{ 14336, 2048, { 0 }, 0, "spaces" },
	};
	struct image_part copy[LEN(part)];
	memcpy(copy, part, sizeof(part));
	for (size_t i = 0; i < LEN(copy); i++)
		memcpy(copy[i].guid, i == 6 ? guid_spaces : guid_data, 16);
	image_gpt(img, SIZE, 512, copy, LEN(copy));
	image_bitlocker(img + 2048 * 512, 4, 0x0800);
	image_luks(img + 4096 * 512, 2);
	image_swap(img + 6144 * 512, 2048 * 512);
	image_refs(img + 8192 * 512);
	image_ext4(img + 10240 * 512);
	ask(0);
	ck_assert_str_eq(answer.table, "gpt");
	ck_assert_uint_eq(answer.n, 7);
	const struct volume_info *v = answer.volume;
	ck_assert_str_eq(v[0].type, "BitLocker");
	ck_assert_int_eq(v[0].state, VOLUME_STATE_LOCKED);
	ck_assert_int_eq(v[0].encrypted, FLAG_YES);
	ck_assert(says(&v[0].reason, "BitLocker"));
	ck_assert_str_eq(v[0].remark.arg[0].text, "A3A2A1A0-A5A4-A7A6-A8A9-AAABACADAEAF");
	ck_assert_str_eq(v[0].partition_label, "BitLocker");
	ck_assert_uint_eq(v[0].offset, 2048 * 512);
	ck_assert_uint_eq(v[0].partition, 1);
	ck_assert_str_eq(v[1].type, "crypto_LUKS");
	ck_assert_int_eq(v[1].state, VOLUME_STATE_LOCKED);
	ck_assert_str_eq(v[2].type, "swap");
	ck_assert_int_eq(v[2].state, VOLUME_STATE_EMPTY);
	ck_assert_str_eq(v[3].type, "ReFS");
	ck_assert_int_eq(v[3].state, VOLUME_STATE_UNSUPPORTED);
	ck_assert_str_eq(v[4].type, "ext4");
	ck_assert_str_eq(v[4].label, "backup");
	ck_assert_int_eq(v[4].state, VOLUME_STATE_READABLE);
	ck_assert_int_eq(v[5].state, VOLUME_STATE_EMPTY);
	ck_assert_int_eq(v[6].state, VOLUME_STATE_UNSUPPORTED);
	ck_assert(says(&v[6].reason, "Storage Spaces"));
	for (size_t i = 0; i < answer.n; i++) /* none is silent about why */
		ck_assert((v[i].state == VOLUME_STATE_READABLE) == !v[i].reason.id);
}
END_TEST

START_TEST(gpt_of_4k_sectors)
{
	struct image_part part = { 256, 256, { 0 }, 0, "4k" };
	memcpy(part.guid, guid_data, 16);
	image_gpt(img, SIZE, 4096, &part, 1);
	image_luks(img + 256 * 4096, 1);
	ask(_i ? 4096 : 0);
	ck_assert_str_eq(answer.table, "gpt");
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_uint_eq(answer.volume[0].offset, 256 * 4096);
	ck_assert_str_eq(answer.volume[0].type, "crypto_LUKS");
}
END_TEST

START_TEST(mbr_with_logical_ldm_and_cut)
{
	const struct image_part part[] = {
		{ .first = 2048, .count = 2048, .mbr = 0x07 },
		{ .first = 4096, .count = 8192, .mbr = 0x05 },
		{ .first = 12288, .count = 2048, .mbr = 0x42 },
		{ .first = 16384, .count = 1u << 20, .mbr = 0x83 },
	};
	const struct image_part logical = { .first = 2048, .count = 2048, .mbr = 0x83 };
	image_mbr(img, part, 4);
	image_mbr(img + 4096 * 512, &logical, 1);
	image_bitlocker(img + 2048 * 512, 4, 0);
	image_ext4(img + 6144 * 512);
	ask(512);
	ck_assert_str_eq(answer.table, "dos");
	ck_assert_uint_eq(answer.n, 4);
	const struct volume_info *v = answer.volume;
	ck_assert(says(&v[0].reason, "set aside")); /* clear key */
	ck_assert_int_eq(v[0].state, VOLUME_STATE_LOCKED);
	ck_assert_uint_eq(v[0].remark.n_args, 0);
	ck_assert(says(&v[1].reason, "dynamic disk"));
	ck_assert_int_eq(v[2].state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&v[2].reason, "beyond the end"));
	ck_assert_uint_eq(v[3].partition, 5);
	ck_assert_str_eq(v[3].type, "ext4");
}
END_TEST

START_TEST(bitlocker_states)
{
	static const struct {
		uint16_t state, protection;
		const char *word;
		enum flag encrypted;
	} rows[] = {
		{ 4, 0x0100, "key was not given", FLAG_YES },
		{ 4, 0, "set aside", FLAG_YES },
		{ 2, 0x0800, "has not finished", FLAG_YES },
		{ 5, 0, "has not finished", FLAG_YES },
		{ 1, 0, "taken off", FLAG_ABSENT },
		{ 99, 0, "key was not given", FLAG_YES },
	};
	image_bitlocker(img, rows[_i].state, rows[_i].protection);
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_uint_eq(answer.volume[0].partition, 0);
	ck_assert_msg(says(&answer.volume[0].reason, rows[_i].word), "%s",
		      answer.volume[0].reason.id);
	ck_assert_int_eq(answer.volume[0].encrypted, rows[_i].encrypted);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_LOCKED);
}
END_TEST

START_TEST(nothing_known)
{
	if (_i == 1) /* a text */
		for (size_t i = 0; i + 6 < SIZE; i += 6)
			memcpy(img + i, "hello\n", 6);
	if (_i == 2) { /* an empty table */
		image_gpt(img, SIZE, 512, NULL, 0);
		ask(0);
		ck_assert_str_eq(answer.table, "gpt");
		ck_assert_uint_eq(answer.n, 0);
		return;
	}
	ask(0);
	ck_assert_str_eq(answer.table, "");
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, _i ? VOLUME_STATE_UNREADABLE : VOLUME_STATE_EMPTY);
	ck_assert(says(&answer.volume[0].reason, _i ? "Something is written" : "No file system"));
}
END_TEST

int main(void)
{
	TCase *t = asking_case();

	tcase_add_test(t, gpt_with_everything);
	tcase_add_loop_test(t, gpt_of_4k_sectors, 0, 2);
	tcase_add_test(t, mbr_with_logical_ldm_and_cut);
	tcase_add_loop_test(t, bitlocker_states, 0, 6);
	tcase_add_loop_test(t, nothing_known, 0, 3);
	return suite_result(suite_create("disks"), t);
}
