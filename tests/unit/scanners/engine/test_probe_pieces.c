/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a probe may ask for while it runs, as if hostile bytes had taken it over: heads of programs, and
 * nothing else of the client's disk. */
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/io.h"
#include "scanners/engine/probe_pieces.h"
#include "tests/unit/suite.h"

enum { PROGRAM = 3 }; /* which of the files of "startup" */

static const struct {
	uint32_t blob;
	uint64_t offset, length;
	const char *path;
	bool cut, given; /* cut: without the NUL at its end */
} rows[] = {
	{ PROGRAM, 0, PROBE_PROGRAM_HEAD, "Users/a/b.exe", false, true },
	{ PROGRAM, 0, PROBE_PROGRAM_HEAD, "Users/a/b.exe", true, false },
	{ PROGRAM, 0, PROBE_PROGRAM_HEAD, "Users/a/b.xlsx", false, false },
	{ PROGRAM, 0, PROBE_PROGRAM_HEAD, "Users/a/../b.exe", false, false },
	{ PROGRAM, 0, PROBE_PROGRAM_HEAD, "/etc/b.exe", false, false },
	{ PROGRAM, 0, PROBE_PROGRAM_HEAD, "", false, false },
	{ PROGRAM, 0, PROBE_PROGRAM_HEAD, NULL, false, false },
	{ PROGRAM, 4096, PROBE_PROGRAM_HEAD, "Users/a/b.exe", false, false },
	{ PROGRAM, 0, PROBE_PROGRAM_HEAD + 1, "Users/a/b.exe", false, false },
	{ PROGRAM, 0, 1 << 20, "Users/a/b.exe", false, false },
	{ 0, 0, PROBE_PROGRAM_HEAD, "Users/a/b.exe", false, false }, /* a hive's place */
	{ 1, 0, PROBE_PROGRAM_HEAD, "Users/a/b.exe", false, false }, /* a list's */
	{ 9, 0, PROBE_PROGRAM_HEAD, "Users/a/b.exe", false, false }, /* none */
};

START_TEST(only_heads_of_programs)
{
	const struct probe *probe = probe_by_id("startup");
	struct probe_part part[4] = { 0 };
	struct probe_files files = { .part = part, .n = 4 };
	struct wire_piece ask = { .blob = rows[_i].blob,
				  .offset = rows[_i].offset,
				  .length = rows[_i].length },
			  answer = { 0 };
	char message[sizeof(ask) + 64];
	struct probe_target t = { 0 };
	struct worker w = { 0 };
	struct err err = { 0 };
	size_t n = sizeof(ask);
	int pair[2], r;

	ck_assert(probe && probe->files[PROGRAM].want == PROBE_WANT_PROGRAM);
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	w.sock = pair[0];
	memcpy(message, &ask, sizeof(ask));
	if (rows[_i].path) {
		memcpy(message + n, rows[_i].path, strlen(rows[_i].path) + 1);
		n += strlen(rows[_i].path) + !rows[_i].cut;
	}
	/* No time is left, so nothing is read; whether it would be is all that is asked. */
	r = probe_pieces_serve(probe, &files, &t, &w, message, n, false, &err);
	ck_assert_int_eq(r == 0, rows[_i].given);
	if (rows[_i].given) {
		ck_assert_int_eq(recv(pair[1], &answer, sizeof(answer), 0), sizeof(answer));
		ck_assert_int_eq(answer.state, PROBE_PIECE_NO_TIME);
	}
	close(pair[0]);
	close(pair[1]);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, only_heads_of_programs, 0, LEN(rows));
	return suite_result(suite_create("probe-pieces"), tc);
}
