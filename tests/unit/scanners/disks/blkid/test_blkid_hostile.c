/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A worker that was taken over, and one that is asked for nonsense. */
#include "tests/unit/scanners/disks/blkid/asking.h"

static int hostile(const struct blkid_head *head, size_t head_size, const struct blkid_volume *v)
{
	int pair[2];
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	ck_assert_int_eq(io_send(pair[1], head, head_size, NULL, 0), 0);
	if (v)
		ck_assert_int_eq(io_send(pair[1], v, sizeof(*v), NULL, 0), 0);
	close(pair[1]);
	int e = blkid_client_read(pair[0], SIZE, 1000, &a, &answer, NULL);
	close(pair[0]);
	return e;
}

START_TEST(hostile_worker)
{
	struct blkid_head h = { .magic = BLKID_WIRE_MAGIC, .n = 1 };
	struct blkid_volume v = { .magic = BLKID_WIRE_MAGIC, .size = 10 }, w;
	ck_assert_int_eq(hostile(&h, sizeof(h) - 1, NULL), -EBADMSG);
	ck_assert_int_eq(hostile(&h, sizeof(h), NULL), -EPIPE); /* says one, sends none */
	h.n = BLKID_VOLUMES_MAX + 1;
	ck_assert_int_eq(hostile(&h, sizeof(h), NULL), -EBADMSG);
	h.n = 1;
	h.state = BLKID_STATES;
	ck_assert_int_eq(hostile(&h, sizeof(h), NULL), -EBADMSG);
	h.state = 0;
	memset(h.table, 'x', sizeof(h.table)); /* not terminated */
	w = v;
	w.verdict = BLKID_VERDICTS;
	ck_assert_int_eq(hostile(&h, sizeof(h), &w), -EBADMSG);
	w = v;
	w.lock = 77;
	ck_assert_int_eq(hostile(&h, sizeof(h), &w), -EBADMSG);
	w = v; /* found nothing but says it has */
	ck_assert_int_eq(hostile(&h, sizeof(h), &w), -EBADMSG);
	w = v; /* beyond the disk: told, and cut */
	w.offset = UINT64_MAX - 3;
	w.verdict = BLKID_VERDICT_FOUND;
	ck_assert_int_eq(hostile(&h, sizeof(h), &w), 0);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert_uint_le(answer.volume[0].offset + answer.volume[0].size, SIZE);
	w = v;
	w.verdict = BLKID_VERDICT_FOUND;
	memset(w.type, 'n', sizeof(w.type));
	memset(w.label, 0xff, sizeof(w.label)); /* no UTF-8, no end */
	ck_assert_int_eq(hostile(&h, sizeof(h), &w), 0);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNSUPPORTED);
	ck_assert_uint_eq(strlen(answer.volume[0].type), sizeof(w.type));
	ck_assert_int_eq(answer.volume[0].label[0], '?');
}
END_TEST

START_TEST(bad_arguments)
{
	static const char *const args[] = { "", "x", "12x", "12 3", "12 131072", "-" };
	int fd = 0;
	for (size_t i = 0; i < LEN(args); i++)
		ck_assert_int_eq(serve_blkid(-1, args[i], &fd, 1), 2);
	ck_assert_int_eq(serve_blkid(-1, "512", &fd, 0), 2);
}
END_TEST

int main(void)
{
	TCase *t = asking_case();

	tcase_add_test(t, hostile_worker);
	tcase_add_test(t, bad_arguments);
	return suite_result(suite_create("disks"), t);
}
