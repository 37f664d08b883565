/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files out of a part of a sealed backup: each at its place, only onwards, never more than was asked for. */
/* link: backup scanners/readers */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "backup/frame.h"
#include "backup/tar.h"
#include "core/base/arena.h"
#include "core/base/io.h"
#include "scanners/readers/tar_shard.h"
#include "tests/unit/suite.h"

#define N 6u

static uint64_t place[N];
static const char *const names[N] = { "d", "d/one", "d/\xff\xfe", "d/empty", "d/two", "d/last" };
static const uint64_t sizes[N] = { 0, 700, 512, 0, 300000, 3 };
static struct tar_shard *t;
static struct str got;
static struct err err;
static int fd;

static char byte_of(size_t entry, uint64_t at)
{
	return (char)(entry * 31 + at % 251);
}

/* Two frames: a cut between them is none of the tar's. */
static void begin(void)
{
	struct str tar = STR_INIT((size_t)1 << 20);
	struct framer *framer = framer_new();
	uint8_t *buf;

	for (size_t i = 0; i < N; i++) {
		const struct tar_entry e = { names[i], i == 0, sizes[i], 1700000000 };

		place[i] = tar.len;
		tar_header(&tar, &e);
		for (uint64_t k = 0; k < sizes[i]; k++)
			str_addc(&tar, byte_of(i, k));
		tar_padding(&tar, sizes[i]);
	}
	tar_end(&tar);
	buf = xmalloc(frame_bound(tar.len));
	fd = memfd_create("part", MFD_CLOEXEC);
	for (size_t at = 0, n; at < tar.len; at += n) {
		n = at ? tar.len - at : (size_t)place[4] + 100;
		ck_assert_int_eq(
		    io_write_full(fd, buf, frame_make(framer, tar.p + at, n, buf, frame_bound(n))),
		    0);
	}
	ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
	free(buf);
	framer_free(framer);
	str_done(&tar);
	got = (struct str)STR_INIT((size_t)1 << 20);
	t = tar_shard_new(fd);
}

static void end(void)
{
	tar_shard_free(t);
	str_done(&got);
	close(fd);
}

static int take(void *arg UNUSED, const void *p, size_t n)
{
	str_addn(&got, p, n);
	return 0;
}

static enum zip_end get(uint64_t offset, uint64_t max)
{
	const struct zip_taker taker = { NULL, take };
	enum zip_end ret = ZIP_ENDS;

	err_clear(&err);
	str_done(&got);
	got = (struct str)STR_INIT((size_t)1 << 20);
	ck_assert_int_eq(tar_shard_get(t, offset, max, &taker, &ret, &err), 0);
	ck_assert(ret == ZIP_END_WHOLE || *err.message);
	return ret;
}

static void is_entry(size_t i, uint64_t n)
{
	ck_assert_uint_eq(got.len, n);
	for (uint64_t k = 0; k < n; k++)
		ck_assert_int_eq(got.p[k], byte_of(i, k));
}

START_TEST(each_at_its_place)
{
	for (size_t i = 0; i < N; i++) {
		ck_assert_int_eq(get(place[i], sizes[i]), ZIP_END_WHOLE);
		is_entry(i, sizes[i]);
	}
	ck_assert_int_eq(get(place[N - 1] + 1024, 1), ZIP_END_OTHER);
}
END_TEST

START_TEST(some_are_left_out)
{
	ck_assert_int_eq(get(place[2], sizes[2]), ZIP_END_WHOLE);
	is_entry(2, sizes[2]);
	ck_assert_int_eq(get(place[5], sizes[5]), ZIP_END_WHOLE);
	is_entry(5, sizes[5]);
}
END_TEST

START_TEST(only_onwards)
{
	ck_assert_int_eq(get(place[2], sizes[2]), ZIP_END_WHOLE);
	ck_assert_int_eq(get(place[1], sizes[1]), ZIP_END_OTHER);
	ck_assert_int_eq(get(place[2], sizes[2]), ZIP_END_OTHER); /* it has been given */
	ck_assert_int_eq(get(place[4] + 1, sizes[4]), ZIP_END_OTHER);
	ck_assert_int_eq(get(place[5], sizes[5]), ZIP_END_WHOLE); /* that cost no other */
	is_entry(5, sizes[5]);
}
END_TEST

START_TEST(never_more)
{
	ck_assert_int_eq(get(place[1], 0), ZIP_END_LARGER);
	ck_assert_uint_eq(got.len, 0);
	ck_assert_int_eq(get(place[4], 299999), ZIP_END_LARGER);
	ck_assert_int_eq(err.code, -EFBIG);
	is_entry(4, 299999);
}
END_TEST

START_TEST(a_cut_one)
{
	off_t whole = lseek(fd, 0, SEEK_END);

	ck_assert_int_eq(ftruncate(fd, whole - 200), 0);
	ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
	ck_assert_int_eq(get(place[1], sizes[1]), ZIP_END_WHOLE);
	ck_assert_int_eq(get(place[4], sizes[4]), ZIP_END_BROKEN);
	ck_assert_int_ne(get(place[5], sizes[5]), ZIP_END_WHOLE);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("tar shard");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, each_at_its_place);
	tcase_add_test(tc, some_are_left_out);
	tcase_add_test(tc, only_onwards);
	tcase_add_test(tc, never_more);
	tcase_add_test(tc, a_cut_one);
	return suite_result(suite, tc);
}
