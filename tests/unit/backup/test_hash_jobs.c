/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs of any number and length, from any byte on, gone on with in any steps: what nettle says of each. */
#include <string.h>

#include "backup/hash_jobs.h"
#include "core/base/arena.h"
#include "core/base/util.h"
#include "tests/unit/suite.h"

#define JOBS  9
#define ROOM  ((size_t)70000)
#define ONCES 400

static uint64_t state;

static uint32_t any(void)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33);
}

static size_t some(void)
{
	static const size_t edges[] = { 0, 1, 55, 56, 63, 64, 65, 127, 128, 129 };

	switch (any() % 3) {
	case 0: return edges[any() % LEN(edges)];
	case 1: return any() % 300;
	default: return any() % (ROOM - 100);
	}
}

static void same(struct sha256_ctx *got, struct sha256_ctx *expected, unsigned job)
{
	uint8_t a[SHA256_DIGEST_SIZE], b[SHA256_DIGEST_SIZE];

	sha256_digest(got, sizeof(a), a);
	sha256_digest(expected, sizeof(b), b);
	ck_assert_msg(!memcmp(a, b, sizeof(a)), "job %u", job);
}

START_TEST(as_nettle)
{
	uint8_t *bytes = xmalloc(ROOM);

	state = (uint64_t)_i;
	for (size_t i = 0; i < ROOM; i++)
		bytes[i] = (uint8_t)any();
	for (unsigned once = 0; once < ONCES; once++) {
		struct sha256_ctx ctx[JOBS], nettle[JOBS];
		size_t n = any() % (JOBS + 1);

		for (size_t i = 0; i < n; i++) {
			sha256_init(&ctx[i]);
			sha256_init(&nettle[i]);
		}
		for (unsigned step = any() % 4; step < 4; step++) {
			struct hash_job job[JOBS];

			for (size_t i = 0; i < n; i++) {
				job[i] = (struct hash_job){ &ctx[i], bytes + any() % 100, some() };
				sha256_update(&nettle[i], job[i].n, job[i].p);
			}
			hash_jobs(job, n);
		}
		for (size_t i = 0; i < n; i++)
			same(&ctx[i], &nettle[i], (unsigned)i);
	}
	free(bytes);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("hash_jobs");
	TCase *t = tcase_create("all");
	tcase_set_timeout(t, 60);

	tcase_add_loop_test(t, as_nettle, 0, 4);
	return suite_result(s, t);
}
