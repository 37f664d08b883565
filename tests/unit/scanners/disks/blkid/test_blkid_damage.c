/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Damaged tables and cut disks: what was there once is never told as "nothing there". */
#include "tests/unit/scanners/disks/blkid/asking.h"

static void one_linux(uint32_t sector)
{
	struct image_part part = { 256, 2048, { 0 }, 0, "Linux" };
	memcpy(part.guid, guid_data, 16);
	image_gpt(img, SIZE, sector, &part, 1);
	image_ext4(img + (size_t)256 * sector);
}

static void damage(size_t at)
{
	memset(img + at, 0xda, 128);
}

/* Which of its three pieces is damaged: the announcement in the first sector, both headers. */
START_TEST(gpt_damaged)
{
	enum { FIRST = 1, PRIMARY = 2, SECOND = 4 };
	const uint32_t sector = _i & 8 ? 4096 : 512;
	const unsigned what = (unsigned)_i & 7;
	one_linux(sector);
	if (what & FIRST)
		memset(img, 0, 512);
	if (what & PRIMARY)
		damage(sector);
	if (what & SECOND)
		damage(SIZE - sector);
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	const struct volume_info *v = answer.volume;
	if (what == (FIRST | PRIMARY | SECOND)) { /* nothing is left that could tell of a table */
		ck_assert_int_eq(v[0].state, VOLUME_STATE_UNREADABLE);
		ck_assert(says(&v[0].reason, "Something is written"));
	} else if ((what & PRIMARY) && (what & SECOND)) {
		ck_assert_str_eq(answer.table, "");
		ck_assert_uint_eq(v[0].partition, 0);
		ck_assert_int_eq(v[0].state, VOLUME_STATE_UNREADABLE);
		ck_assert(says(&v[0].reason, "list of its parts is damaged"));
	} else {
		ck_assert_str_eq(answer.table, "gpt");
		ck_assert_int_eq(v[0].state, VOLUME_STATE_READABLE);
		ck_assert_str_eq(v[0].type, "ext4");
		ck_assert_uint_eq(v[0].offset, 256 * sector);
		ck_assert(says(&v[0].remark, "list of parts is damaged") ==
			  ((what & (FIRST | PRIMARY)) != 0));
	}
}
END_TEST

/* The signature of a header is enough, wherever it stands, whatever is left of the rest. */
START_TEST(gpt_signature_only)
{
	static const size_t at[] = { 512, 4096, SIZE - 512, SIZE - 4096 };
	memcpy(img + at[_i], "EFI PART", 8);
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&answer.volume[0].reason, "list of its parts is damaged"));
}
END_TEST

/* A whole disk in use beside an old announcement: the file system counts, as before. */
START_TEST(old_announcement)
{
	const struct image_part whole = { .first = 1, .count = SIZE / 512 - 1, .mbr = 0xee };
	image_ext4(img);
	image_mbr(img, &whole, 1);
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_str_eq(answer.volume[0].type, "ext4");
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_READABLE);
	ck_assert_ptr_null(answer.volume[0].remark.id);
}
END_TEST

START_TEST(mbr_damaged)
{
	const struct image_part part[] = {
		{ .first = 2048, .count = 2048, .mbr = 0x07 },
		{ .first = 4096, .count = 2048, .mbr = 0x07 },
	};
	image_mbr(img, part, 2);
	image_ext4(img + 2048 * 512);
	img[446 + 16] = 0xda; /* neither active nor not: libblkid sees no table */
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&answer.volume[0].reason, "list of its parts is damaged"));
	memset(img + 446, 0, 64); /* it names nothing any more, but something is there */
	ask(0);
	ck_assert_str_eq(answer.table, "dos");
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&answer.volume[0].reason, "Something is written"));
}
END_TEST

/* Logical parts hang one from the other. 0: whole; 1: the first link is damaged, 2: the second;
 * 3: the second lies beyond the end; 4: it goes round; 5: all of it lies beyond the end. */
START_TEST(chain_damaged)
{
	struct image_part outer[] = {
		{ .first = 2048, .count = 1024, .mbr = 0x83 },
		{ .first = 4096, .count = 16384, .mbr = 0x05 },
	};
	struct image_part first[] = {
		{ .first = 2048, .count = 1024, .mbr = 0x83 },
		{ .first = 8192, .count = 4096, .mbr = 0x05 },
	};
	const struct image_part second = { .first = 2048, .count = 1024, .mbr = 0x83 };
	if (_i == 5)
		outer[1].first = 1u << 20;
	if (_i == 3)
		first[1].first = 1u << 20;
	if (_i == 4)
		first[1].first = 0;
	image_mbr(img, outer, 2);
	image_mbr(img + (size_t)4096 * 512, first, 2);
	image_mbr(img + (size_t)12288 * 512, &second, 1);
	if (_i == 1 || _i == 2)
		img[(_i == 1 ? 4096 : 12288) * 512 + 510] = 0;
	ask(512);
	ck_assert_str_eq(answer.table, "dos");
	const struct volume_info *broken = NULL;
	for (size_t i = 0; i < answer.n; i++)
		if (answer.volume[i].partition == 2)
			broken = &answer.volume[i];
	ck_assert((broken != NULL) == (_i != 0));
	if (!broken) {
		ck_assert_uint_eq(answer.n, 3);
		return;
	}
	ck_assert_int_eq(broken->state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&broken->reason, _i == 5 ? "beyond the end" : "is damaged"));
}
END_TEST

/* A disk that was cut shorter than its table says, as a copy onto a smaller one is. */
START_TEST(gpt_cut)
{
	one_linux(512);
	int fd = memfd_create("disk", MFD_CLOEXEC);
	ck_assert_int_eq(io_write_full(fd, img, SIZE / 2), 0);
	ask_fd(fd, SIZE / 2, 0);
	close(fd);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert(answer.volume[0].reason.id != NULL);
}
END_TEST

START_TEST(tiny_disks)
{
	static const uint64_t sizes[] = { 0, 1, 511, 512, 4096, 40000 };
	image_bitlocker(img, 4, 0);
	int fd = memfd_create("disk", MFD_CLOEXEC);
	ck_assert_int_eq(io_write_full(fd, img, sizes[_i]), 0);
	ask_fd(fd, sizes[_i], 0);
	ck_assert_uint_le(answer.n, 1);
	close(fd);
}
END_TEST

/* A disk that gives nothing back. */
START_TEST(unreadable_disk)
{
	CLEANUP(cleanup_close) int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ask_fd(fd, SIZE, 0);
	ck_assert(says(&answer.reason, "did not give"));
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
}
END_TEST

int main(void)
{
	TCase *t = asking_case();

	tcase_add_loop_test(t, gpt_damaged, 0, 16);
	tcase_add_loop_test(t, gpt_signature_only, 0, 4);
	tcase_add_test(t, old_announcement);
	tcase_add_test(t, mbr_damaged);
	tcase_add_loop_test(t, chain_damaged, 0, 6);
	tcase_add_test(t, gpt_cut);
	tcase_add_loop_test(t, tiny_disks, 0, 6);
	tcase_add_test(t, unreadable_disk);
	return suite_result(suite_create("disks"), t);
}
