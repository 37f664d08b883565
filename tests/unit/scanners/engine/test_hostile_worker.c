/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Workers that were taken over: this program plays kenshin-worker and answers with nonsense. The
 * clients must end with an error, in time, and never believe a number. */
/* link: scanners/engine */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include "core/base/io.h"
#include "scanners/engine/probe_client.h"
#include "scanners/engine/reader_client.h"
#include "scanners/engine/wire.h"
#include "tests/unit/scanners/engine/hostile_fixture.h"

/* -1, or a descriptor of some kind: sealed or not, small or large, or no memory at all. */
static int bad_fd(void)
{
	static char bytes[70000];
	int fd;

	switch (draw() % 5) {
	case 0: return -1;
	case 1: return open("/dev/null", O_RDONLY);
	case 2:
		fd = memfd_create("open", MFD_ALLOW_SEALING);
		return ftruncate(fd, draw() % 100000) < 0 ? -1 : fd;
	default:
		fill(bytes, sizeof(bytes));
		return io_sealed_memfd("x", bytes, draw() % sizeof(bytes), NULL);
	}
}

static void bad_items(struct reader_answer *a, char *table)
{
	size_t at = 0;

	a->n = draw() % 3 ? draw() % 70 : (uint32_t)bad_number();
	for (uint32_t i = 0; i < a->n && at + sizeof(struct wire_item) + 40 < READER_TABLE_MAX;
	     i++) {
		struct wire_item it = { .state = draw() % 7,
					.hold = draw() % 8,
					.size = bad_number(),
					.offset = bad_number(),
					.length = bad_number(),
					.path_n = draw() % 30,
					.stream_n = draw() % 5 ? 0 : draw() % 9 };

		if (draw() % 20 == 0)
			it.path_n = (uint32_t)bad_number();
		if (draw() % 2)
			it.length = it.size = it.offset = 0;
		memcpy(table + at, &it, sizeof(it));
		at += sizeof(it);
		memset(table + at, draw() % 9 ? 'a' : 0, 39);
		at += MIN(it.path_n + it.stream_n, 39u);
	}
	a->table_n = (uint32_t)at;
}

static void answer_reader(int sock)
{
	static char m[IO_MESSAGE_MAX];
	struct reader_ask ask = { .op = READER_ABOUT };
	size_t n_fds;
	bool first = true;

	for (;;) {
		struct reader_answer *a = (struct reader_answer *)m;
		size_t n = sizeof(*a);
		int fd = -1;

		fill(m, sizeof(m));
		a->op = draw() % 20 ? ask.op : (uint32_t)bad_number();
		a->table_n = 0;
		if (draw() % 8)
			a->err = (struct wire_err){ 0 };
		a->n = (uint32_t)bad_number();
		a->position = bad_number();
		a->st.type = draw() % 5;
		a->st.hold = draw() % 7;
		if (first)
			a->err = (struct wire_err){ 0 };
		first = false;
		if (ask.op == READER_NEXT)
			bad_items(a, m + sizeof(*a));
		if (draw() % 30 == 0)
			a->table_n = (uint32_t)bad_number();
		n += MIN(a->table_n, READER_TABLE_MAX);
		if (draw() % 30 == 0)
			n = draw() % sizeof(m);
		fd = bad_fd();
		if (draw() % 40 == 0)
			_exit((int)(draw() % 3));
		(void)!io_send(sock, m, n, &fd, fd >= 0);
		if (fd >= 0)
			close(fd);
		if (io_recv(sock, &ask, sizeof(ask), NULL, 0, &n_fds) != sizeof(ask))
			_exit(0);
	}
}

static void answer_probe(int sock)
{
	static const char *const lines[] = {
		"F{\"record\":\"fact\",\"kind\":\"uac\",\"system\":0,\"source\":\"x\"}",
		"F{\"record\":\"fact\",\"kind\":\"nonsense\"}",
		"F{\"record\":\"end\"}",
		"F",
		"F[[[[",
		"E",
		"Ex",
		"X",
		"F{}",
		"F{\"record\":\"fact\",\"kind\":\"software\",\"source\":\"not "
		"mine\",\"name\":\"x\"}",
		"F{\"record\":\"fact-state\",\"kind\":\"uac\",\"state\":\"collected\"}",
		"F{\"record\":\"fact-state\",\"kind\":\"uac\",\"state\":7}",
	};
	static char m[IO_MESSAGE_MAX];

	for (;;) {
		const char *line = lines[draw() % LEN(lines)];
		size_t n = strlen(line);
		int fd = draw() % 30 ? -1 : bad_fd();

		memcpy(m, line, n);
		if (draw() % 8 == 0)
			m[draw() % n] = (char)draw();
		if (draw() % 40 == 0)
			fill(m + 1, n = draw() % sizeof(m) + 1);
		if (draw() % 60 == 0)
			_exit(1);
		if (io_send(sock, m, n, &fd, fd >= 0) < 0)
			_exit(0);
		if (fd >= 0)
			close(fd);
	}
}

static void answer(uint32_t role, int sock)
{
	if (role == ROLE_PROBE)
		answer_probe(sock);
	answer_reader(sock);
}

/* --- the tests ----------------------------------------------------------------------------- */
static void check_batch(const struct reader_batch *b)
{
	off_t size = b->fd < 0 ? 0 : lseek(b->fd, 0, SEEK_END);

	ck_assert_uint_le(b->n, READER_BATCH_FILES);
	for (size_t i = 0; i < b->n; i++) {
		const struct reader_item *it = &b->item[i];

		ck_assert_ptr_nonnull(it->path);
		ck_assert_uint_le(it->state, READER_ITEM_LINKED);
		ck_assert_uint_lt(it->hold, VOLUME_HOLD_KINDS);
		if (it->length) {
			ck_assert_uint_le(it->offset, (uint64_t)size);
			ck_assert_uint_le(it->length, (uint64_t)size - it->offset);
		}
	}
}

static void ask_everything(struct reader *r)
{
	static struct reader_cloud cloud[READER_CLOUD_MAX];
	struct reader_entry *entry = NULL;
	struct reader_totals totals;
	struct reader_batch b;
	struct arena a = { 0 };
	struct volume_stat st;
	char found[64];
	size_t n = 0;
	int fd = -1;

	(void)!reader_lookup(r, "x", found, sizeof(found), &st, NULL);
	if (reader_list(r, "x", 1000, &a, &entry, &n, NULL) == 0)
		for (size_t i = 0; i < n; i++)
			ck_assert(entry[i].name[0] && !strchr(entry[i].name, '/'));
	if (reader_fetch(r, "x", 30000, false, &fd, &st, NULL) == 0) {
		ck_assert_int_le(lseek(fd, 0, SEEK_END), 30000);
		close(fd);
	}
	(void)!reader_count(r, "", &totals, NULL);
	if (reader_cloud(r, "x", &a, cloud, &n, NULL) == 0)
		for (size_t i = 0; i < n; i++)
			ck_assert(n <= LEN(cloud) && !strchr(cloud[i].name, '/'));
	if (reader_walk(r, "", 50000, NULL) == 0)
		for (int i = 0; i < 20 && reader_next(r, &a, &b, NULL) == 0 && b.n; i++) {
			check_batch(&b);
			if (b.fd >= 0)
				close(b.fd);
			b.fd = -1;
		}
	arena_done(&a);
}

static size_t open_fds(void)
{
	size_t n = 0;

	for (int i = 0; i < 256; i++)
		n += fcntl(i, F_GETFD) >= 0;
	return n;
}

START_TEST(hostile_readers)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	struct crew *c = hostile_crew();
	size_t before = open_fds();

	for (int i = 0; i < 40; i++) {
		struct reader r;
		struct err err = { 0 };

		if (reader_open(c, "directory", null, 0, 0, &r, &err) < 0)
			continue;
		r.seconds = 1;
		for (int k = 0; k < 5; k++)
			ask_everything(&r);
		/* A batch that came in time may be left open by the loop above; nothing else. */
		reader_close(&r);
	}
	ck_assert_uint_le(open_fds(), before + 64);
	crew_stop(c);
	close(null);
}
END_TEST

static int never_run(const struct probe_input *in, struct facts *out, struct err *err)
{
	(void)in;
	(void)out;
	(void)err;
	abort();
}

START_TEST(hostile_probes)
{
	static const struct probe probe = { .id = "uac",
					    .gives = { FACT_KIND_UAC, FACT_KIND_NONE },
					    .seconds = 2,
					    .run = never_run };
	struct volume_info volume = { 0 };
	struct reader reader = { .worker = { .sock = -1 }, .fd = -1 };
	struct probe_target target = { .reader = &reader, .volume = &volume, .windows = "Windows" };
	struct crew *c = hostile_crew();
	unsigned bad = 0;

	for (int i = 0; i < 200; i++) {
		struct arena a = { 0 };
		struct facts facts;
		struct err err = { 0 };

		facts_init(&facts, &a);
		if (probe_client_run(c, &probe, &target, &facts, &err) < 0) {
			bad++;
			ck_assert_int_eq(facts_state(&facts, FACT_KIND_UAC), FACT_STATE_FAILED);
			ck_assert_ptr_nonnull(facts.by_kind[FACT_KIND_UAC].reason.id);
		}
		/* Not one fact of a kind that is another probe's. */
		for (unsigned k = 0; k < FACT_KIND_COUNT; k++)
			if (k != FACT_KIND_UAC) {
				ck_assert_uint_eq(facts_count(&facts, (enum fact_kind)k), 0);
				ck_assert_int_eq(facts_state(&facts, (enum fact_kind)k),
						 FACT_STATE_NOT_COLLECTED);
			}
		facts_done(&facts);
		arena_done(&a);
	}
	ck_assert_uint_gt(bad, 100);
	crew_stop(c);
}
END_TEST

int main(int argc, char **argv)
{
	Suite *s;
	TCase *t;

	if (argc > 0 && !strcmp(argv[0], "kenshin-worker"))
		return play_zygote(WIRE_CONTROL_FD);
	s = suite_create("hostile-worker");
	t = tcase_create("hostile-worker");
	tcase_set_timeout(t, 200);
	tcase_add_test(t, hostile_readers);
	tcase_add_test(t, hostile_probes);
	return suite_result(s, t);
}
