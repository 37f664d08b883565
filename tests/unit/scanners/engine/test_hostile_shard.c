/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A worker that takes parts of backups apart and was taken over: never a byte more than was asked for, words
 * that are text, an end in time. */
/* link: scanners/engine */
#include "scanners/engine/shard_client.h"
#include "tests/unit/scanners/engine/hostile_fixture.h"

/* Contents and names of any length, ends of any kind, now and then a message that lies about itself. */
static void answer(uint32_t role UNUSED, int sock)
{
	static char m[IO_MESSAGE_MAX];
	struct wire_shard_say *say = (struct wire_shard_say *)m;
	static uint8_t ask[sizeof(struct wire_shard_ask) + SHARD_NAME_BYTES];
	size_t n_fds;

	while (io_recv(sock, ask, sizeof(ask), NULL, 0, &n_fds) > 0)
		for (bool end = false; !end;) {
			size_t n;

			fill(m, sizeof(m));
			say->op = draw() % 30 ? draw() % 4 : (uint32_t)bad_number();
			say->n = draw() % 3 ? draw() % 300 : draw() % SHARD_PIECE_BYTES;
			say->state = draw() % 9 ? draw() % 4 : (uint32_t)bad_number();
			say->at = bad_number();
			n = sizeof(*say) + say->n;
			if (draw() % 30 == 0)
				say->n = (uint32_t)bad_number();
			if (draw() % 30 == 0)
				n = draw() % sizeof(m);
			end = say->op == SHARD_END;
			if (draw() % 60 == 0)
				_exit(1);
			if (io_send(sock, m, n, NULL, 0) < 0)
				_exit(0);
		}
}

struct taken {
	uint64_t n, max;
};

static int take(void *arg, const void *p, size_t n, struct err *err UNUSED)
{
	struct taken *t = arg;

	ck_assert(p && n && n <= t->max - t->n);
	t->n += n;
	return 0;
}

static int take_entry(void *arg, uint64_t data UNUSED, const char *name, size_t n)
{
	struct taken *t = arg;

	ck_assert(name && n <= SHARD_NAME_BYTES && t->n++ < t->max);
	return 0;
}

START_TEST(hostile_parts)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	struct crew *c = hostile_crew();
	unsigned bad = 0;

	for (int i = 0; i < 60; i++) {
		struct shard_reader r;

		ck_assert_int_eq(shard_reader_open(c, null, &r, NULL), 0);
		for (unsigned k = 0; k < 20; k++) {
			struct taken t = { .max = k % 4 ? draw() % 100000 : 0 };
			const struct shard_wanted w = { "a name", 100, t.max };
			struct err err = { 0 };
			bool whole = true;
			uint64_t data;
			int e = k % 3 ? shard_reader_get(&r, &w, take, &t, &whole, &data, &err)
				      : shard_reader_list(&r, t.max, take_entry, &t, &err);

			/* Whatever is not whole has words, and they are text. */
			if (e < 0 || (k % 3 && !whole))
				ck_assert(*err.message && !strpbrk(err.message, "\n\x1b"));
			bad += e < 0;
		}
		shard_reader_close(&r);
	}
	ck_assert_uint_gt(bad, 200);
	crew_stop(c);
	close(null);
}
END_TEST

int main(int argc, char **argv)
{
	Suite *s;
	TCase *t;

	if (argc > 0 && !strcmp(argv[0], "kenshin-worker"))
		return play_zygote(WIRE_CONTROL_FD);
	s = suite_create("hostile-shard");
	t = tcase_create("hostile-shard");
	tcase_set_timeout(t, 200);
	tcase_add_test(t, hostile_parts);
	return suite_result(s, t);
}
