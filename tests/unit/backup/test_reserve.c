/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Room that is taken before the bytes come: the length of the file stays what was written, the rest is
 * given back, and where there is no room it is said before a byte is lost. */
#include <errno.h>

#include "backup/reserve.h"
#include "tests/unit/backup/folder.h"

static struct stat look(int fd)
{
	struct stat st;

	ck_assert_int_eq(fstat(fd, &st), 0);
	return st;
}

START_TEST(length_is_what_was_written)
{
	struct reserve r = { 0 };
	struct stat st;
	int fd = openat(folder_fd, "a", O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	ck_assert_int_eq(reserve_upto(&r, fd, 10), 0);
	ck_assert_int_eq(look(fd).st_size, 0);
	ck_assert_uint_ge(r.have, 10);
	ck_assert_int_eq(io_write_full(fd, "0123456789", 10), 0);
	if (r.have != UINT64_MAX)
		ck_assert_uint_ge((uint64_t)look(fd).st_blocks * 512, 1 << 20);
	ck_assert_int_eq(reserve_end(&r, fd, 10), 0);
	st = look(fd);
	ck_assert_int_eq(st.st_size, 10);
	ck_assert_uint_lt((uint64_t)st.st_blocks * 512, 1 << 20);
	close(fd);
}
END_TEST

/* More each time, but never more than 64 MiB ahead: a large disk is not filled for a small backup. */
START_TEST(grows_with_the_file)
{
	struct reserve r = { 0 };
	int fd = openat(folder_fd, "a", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	uint64_t had = 0;

	for (uint64_t end = 1; end < (uint64_t)300 << 20; end += 1000003) {
		ck_assert_int_eq(reserve_upto(&r, fd, end), 0);
		if (r.have == UINT64_MAX)
			break;
		ck_assert_uint_ge(r.have, end);
		ck_assert_uint_le(r.have - had, (uint64_t)64 << 20);
		had = r.have;
	}
	ck_assert_int_eq(look(fd).st_size, 0);
	close(fd);
}
END_TEST

START_TEST(refusals)
{
	struct reserve none = { 0 }, closed = { 0 };
	int pipes[2];

	ck_assert_int_eq(pipe(pipes), 0);
	ck_assert_int_eq(reserve_upto(&none, pipes[1], 10), -ESPIPE);
	ck_assert_int_eq(reserve_upto(&closed, -1, 10), -EBADF);
	close(pipes[0]);
	close(pipes[1]);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("reserve");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, folder_begin, folder_end);
	tcase_add_test(t, length_is_what_was_written);
	tcase_add_test(t, grows_with_the_file);
	tcase_add_test(t, refusals);
	return suite_result(s, t);
}
