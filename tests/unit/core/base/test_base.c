/* SPDX-License-Identifier: GPL-2.0-or-later */
/* core/base: bounds, ceilings, errors, times, sealed memory, files that appear whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/err.h"
#include "core/base/io.h"
#include "core/base/log.h"
#include "core/base/str.h"
#include "core/base/times.h"
#include "core/base/utf.h"
#include "tests/unit/suite.h"

START_TEST(bytes_never_leave_the_window)
{
	const uint8_t d[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct bytes b = bytes_of(d, sizeof(d)), sub;
	uint32_t v = 99;
	uint64_t w;

	ck_assert(bytes_u32le(b, 4, &v) && v == 0x08070605);
	ck_assert(bytes_u32be(b, 0, &v) && v == 0x01020304);
	ck_assert(!bytes_u32le(b, 5, &v) && v == 0x01020304);
	ck_assert(!bytes_u32le(b, UINT64_MAX, &v));
	ck_assert(bytes_u64le(b, 0, &w) && !bytes_u64le(b, 1, &w));
	ck_assert(!bytes_sub(b, 2, UINT64_MAX, &sub) && bytes_sub(b, 8, 0, &sub));
	ck_assert(bytes_equal(b, 2, "\3\4", 2) && !bytes_equal(b, 7, "\10\11", 2));
}
END_TEST

START_TEST(strings_stop_at_their_ceiling)
{
	struct str s = STR_INIT(10);

	ck_assert_str_eq(str_c(&s), "");
	str_add(&s, "12345");
	str_addf(&s, "%d", 6789);
	ck_assert(!s.full && s.len == 9);
	str_add(&s, "abc");
	ck_assert(s.full);
	ck_assert_str_eq(str_c(&s), "123456789a");
	str_add(&s, "x");
	ck_assert_uint_eq(s.len, 10);
	str_done(&s);
}
END_TEST

START_TEST(errors_carry_their_path)
{
	struct err e = { 0 };
	char buf[400];

	ck_assert_int_eq(err_set(&e, ERR_FORMAT, -EBADMSG, "bad %s", "cell"), -EBADMSG);
	ck_assert_int_eq(err_while(&e, "while reading %s", "SOFTWARE"), -EBADMSG);
	for (int i = 0; i < 20; i++)
		ck_assert_int_eq(err_while(&e, "frame %d", i), -EBADMSG);
	ck_assert_uint_eq(e.n_frames, ERR_FRAMES);
	ck_assert_ptr_nonnull(
	    strstr(err_text(&e, buf, sizeof(buf)), "bad cell (while reading SOFTWARE; frame 0"));
	ck_assert_int_eq(err_set(&e, ERR_IO, 0, "no code"), -EIO); /* never success */
	ck_assert_str_eq(err_kind_name(ERR_LIMIT), "limit");
	err_text(&e, buf, 4);
	ck_assert_uint_eq(strlen(buf), 3);
}
END_TEST

START_TEST(times_are_civil)
{
	char buf[32];
	int64_t t;
	int y, m, d;

	ck_assert_int_eq(time_from_filetime(116444736000000000u), 0);
	ck_assert_int_eq(time_from_filetime(0), TIME_ABSENT);
	ck_assert_int_eq(time_from_filetime(UINT64_MAX), TIME_ABSENT);
	ck_assert(time_parse_iso("2026-11-21T10:42:07Z", &t));
	ck_assert_str_eq(time_iso(t, buf, sizeof(buf)), "2026-11-21T10:42:07Z");
	ck_assert(time_parse_iso("2024-02-29", &t) && t % TIME_DAY == 0);
	ck_assert(!time_parse_iso("2024-2-29", &t) && !time_parse_iso("2024-02-29T25:00:00Z", &t));
	ck_assert(!time_parse_iso("", &t) && !time_parse_iso(NULL, &t));
	ck_assert_str_eq(time_iso(TIME_ABSENT, buf, sizeof(buf)), "");
	ck_assert_str_eq(time_iso(-1, buf, sizeof(buf)), "1969-12-31T23:59:59Z");
	time_civil(-1, 9 * 3600, &y, &m, &d);
	ck_assert(y == 1970 && m == 1 && d == 1);
	for (int64_t day = -200000; day < 200000; day += 97) {
		time_civil(day * TIME_DAY, 0, &y, &m, &d);
		ck_assert_int_eq(time_from_civil(y, m, d), day * TIME_DAY);
	}
	ck_assert_int_eq(time_days_between(0, TIME_DAY - 1), 0);
	ck_assert_int_eq(time_days_between(1, 0), -1);
}
END_TEST

START_TEST(a_cut_text_ends_with_a_whole_character)
{
	static const struct {
		size_t size;
		const char *left;
	} rows[] = { { 1, "" },
		     { 2, "a" },
		     { 4, "a" },
		     { 5, "a\xE3\x81\x82" },
		     { 6, "a\xE3\x81\x82z" },
		     { 9, "a\xE3\x81\x82z" } };
	char buf[9];

	for (size_t i = 0; i < LEN(rows); i++) {
		utf8_cut(buf, rows[i].size, "a\xE3\x81\x82z");
		ck_assert_str_eq(buf, rows[i].left);
	}
}
END_TEST

START_TEST(utf16_keeps_lone_surrogates)
{
	struct arena a = { 0 };
	const uint8_t u[] = {
		0x42, 0x30, 0x3D, 0xD8, 0x00, 0xDE, 0x3D, 0xD8, 'x', 0, 0, 0, 'y', 0
	};
	uint32_t cp;

	ck_assert_str_eq(utf16le_to_utf8(&a, u, 7, false),
			 "\xE3\x81\x82\xF0\x9F\x98\x80\xED\xA0\xBDx\xE2\x90\x80y");
	ck_assert_str_eq(utf16le_to_utf8(&a, u, 7, true),
			 "\xE3\x81\x82\xF0\x9F\x98\x80\xED\xA0\xBDx");
	ck_assert_uint_eq(utf8_next("\xC0\x80", 2, &cp), 1);
	ck_assert_uint_eq(cp, 0xDCC0);
	ck_assert_uint_eq(utf8_next("\xE3\x81", 2, &cp), 1);
	ck_assert(!utf8_valid("\xED\xA0\xBD", 3) && utf8_valid("\xE3\x81\x82", 3));
	arena_done(&a);
}
END_TEST

START_TEST(sealed_memory_is_refused_when_a_seal_is_missing)
{
	struct err e = { 0 };
	const uint8_t *p;
	size_t n;
	int fd = io_sealed_memfd("t", "hello", 5, &e), open_fd, pipes[2];

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_map_sealed(fd, 5, &p, &n, &e), 0);
	ck_assert(n == 5 && !memcmp(p, "hello", 5));
	io_unmap(p, n);
	ck_assert_int_eq(io_map_sealed(fd, 4, &p, &n, &e), -EFBIG);
	ck_assert_int_lt(write(fd, "x", 1), 0);
	close(fd);
	open_fd = memfd_create("t", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	ck_assert_int_lt(io_map_sealed(open_fd, 5, &p, &n, &e), 0);
	close(open_fd);
	ck_assert_int_eq(pipe(pipes), 0);
	ck_assert_int_lt(io_map_sealed(pipes[0], 5, &p, &n, &e), 0);
	ck_assert_int_lt(io_map_sealed(-1, 5, &p, &n, &e), 0);
}
END_TEST

START_TEST(messages_bring_no_unexpected_descriptor)
{
	int s[2], got[2], send_fds[3] = { 0, 1, 2 };
	char buf[8];
	size_t n;

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, s), 0);
	ck_assert_int_eq(io_send(s[0], "abc", 3, send_fds, 1), 0);
	ck_assert_int_eq(io_recv(s[1], buf, sizeof(buf), got, 2, &n), 3);
	ck_assert_uint_eq(n, 1);
	ck_assert(fcntl(got[0], F_GETFD) & FD_CLOEXEC);
	close(got[0]);
	ck_assert_int_eq(io_send(s[0], "abc", 3, send_fds, 3), 0);
	ck_assert_int_eq(io_recv(s[1], buf, sizeof(buf), got, 2, &n), -EBADMSG);
	ck_assert_int_eq(io_send(s[0], "too long for it", 15, NULL, 0), 0);
	ck_assert_int_eq(io_recv(s[1], buf, sizeof(buf), got, 2, &n), -EBADMSG);
	close(s[0]);
	ck_assert_int_eq(io_recv(s[1], buf, sizeof(buf), got, 2, &n), 0);
	ck_assert_int_eq(io_send(s[1], "x", 1, NULL, 0), -EPIPE);
}
END_TEST

static size_t names_in(const char *dir)
{
	char cmd[400];
	FILE *f;
	size_t n = 0;

	snprintf(cmd, sizeof(cmd), "ls -A %s | wc -l", dir);
#undef popen
	f = popen(cmd, "r");
	ck_assert_int_eq(fscanf(f, "%zu", &n), 1);
	pclose(f);
	return n;
}

START_TEST(files_appear_only_when_whole)
{
	char dir[] = "/tmp/kenshin-test-XXXXXX", path[100], buf[8] = "";
	struct io_save s;
	struct err e = { 0 };
	int fd;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/sheet.txt", dir);
	ck_assert_int_eq(io_save_begin(&s, path, &e), 0);
	ck_assert_int_eq(io_write_full(s.fd, "half", 4), 0);
	ck_assert_int_lt(access(path, F_OK), 0);
	io_save_abort(&s);
	ck_assert_uint_eq(names_in(dir), 0);
	ck_assert_int_eq(io_save_begin(&s, path, &e), 0);
	ck_assert_int_eq(io_write_full(s.fd, "whole", 5), 0);
	ck_assert_int_eq(io_save_commit(&s, &e), 0);
	io_save_abort(&s);
	fd = open(path, O_RDONLY);
	ck_assert_int_eq(io_pread_full(fd, buf, 8, 0), 5);
	ck_assert_str_eq(buf, "whole");
	ck_assert_int_lt(io_save_begin(&s, dir, &e), 0); /* a directory */
	ck_assert_int_lt(io_save_begin(&s, "/nowhere/at/all", &e), 0);
	ck_assert_int_lt(io_save_begin(&s, "/dev/full", &e), 0);
	ck_assert_uint_eq(names_in(dir), 1);
	unlink(path);
	rmdir(dir);
}
END_TEST

static void keep_last(const char *line, void *arg)
{
	snprintf(arg, LOG_WIDTH, "%s", line);
}

START_TEST(log_is_a_ring_without_control_characters)
{
	char last[LOG_WIDTH];

	log_wipe();
	for (int i = 0; i < LOG_LINES + 10; i++)
		log_add("test", "line %d \x1b[2J", i);
	ck_assert_uint_eq(log_count(), LOG_LINES);
	log_each(keep_last, last);
	ck_assert_str_eq(last, "test: line 521 ?[2J");
}
END_TEST

START_TEST(arena_refuses_above_its_ceiling)
{
	struct arena a = { .ceiling = 1000 };

	arena_alloc(&a, 2000);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("base");
	TCase *t = tcase_create("base");

	tcase_add_test(t, bytes_never_leave_the_window);
	tcase_add_test(t, strings_stop_at_their_ceiling);
	tcase_add_test(t, errors_carry_their_path);
	tcase_add_test(t, times_are_civil);
	tcase_add_test(t, a_cut_text_ends_with_a_whole_character);
	tcase_add_test(t, utf16_keeps_lone_surrogates);
	tcase_add_test(t, sealed_memory_is_refused_when_a_seal_is_missing);
	tcase_add_test(t, messages_bring_no_unexpected_descriptor);
	tcase_add_test(t, files_appear_only_when_whole);
	tcase_add_test(t, log_is_a_ring_without_control_characters);
	if (suite_forks())
		tcase_add_test_raise_signal(t, arena_refuses_above_its_ceiling, 6);
	return suite_result(s, t);
}
