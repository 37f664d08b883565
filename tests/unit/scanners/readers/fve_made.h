/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of BitLocker: volumes made by mkbitlocker, read out of memory. */
#pragma once

#include "scanners/readers/fve.h"
#include "tests/unit/scanners/readers/fixtures.h"

#define ROUNDS   16
#define RECOVERY "135795-597531-000011-720885-045056-008547-341000-000022"

struct made {
	struct bytes image;
	char method[16];
	uint8_t key[FVE_KEY_MAX];
	size_t key_n;
	unsigned long long block[3], header, header_n;
};

static bool made_read(void *arg, void *buf, size_t n, uint64_t offset)
{
	const struct bytes *b = arg;

	if (!bytes_has(*b, offset, n))
		return false;
	memcpy(buf, b->p + offset, n);
	return true;
}

static inline void made_facts(struct made *m)
{
	char text[4096] = "", hex[2 * FVE_KEY_MAX + 1];
	struct bytes b = fixtures_load("v.facts");

	memcpy(text, b.p, MIN(b.n, sizeof(text) - 1));
	ck_assert_int_eq(sscanf(text,
				"method %15s key %128s size %*u blocks %llu %llu %llu header "
				"%llu %llu",
				m->method, hex, &m->block[0], &m->block[1], &m->block[2],
				&m->header, &m->header_n),
			 7);
	m->key_n = strlen(hex) / 2;
	for (size_t i = 0; i < m->key_n; i++)
		ck_assert_int_eq(sscanf(hex + 2 * i, "%2hhx", &m->key[i]), 1);
}

/* words: more of mkbitlocker's. */
static inline struct made made_volume(const char *words)
{
	struct made m = { 0 };

	fixtures_run("\"$TOOLS/mkbitlocker\" v.img --kib 512 --rounds %d --plain v.plain --facts "
		     "v.facts %s",
		     ROUNDS, words);
	m.image = fixtures_load("v.img");
	made_facts(&m);
	return m;
}

static inline enum fve_end made_open(const struct bytes *image, const char *secret, unsigned rounds,
				     struct fve_volume *ret)
{
	const struct fve_source from = { made_read, (void *)(uintptr_t)image, image->n };

	return fve_open(&from, secret, strlen(secret), rounds, ret);
}
