/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 of several things at once, two of them side by side where the processor has instructions
 * for it: a stream by itself has to wait for each of its own steps, and two fill each other's gaps
 * (3.4 instead of 1.8 GB/s on one core). nettle does all the rest: beginnings and ends, and
 * everything on processors without these instructions. What is read back from the medium is
 * proven with nettle alone (backup/verify.c), so nothing that is hashed here is its own witness. */
#pragma once

#include <nettle/sha2.h>
#include <stddef.h>
#include <stdint.h>

struct hash_job {
	struct sha256_ctx *ctx; /* no two jobs have the same */
	const uint8_t *p;
	size_t n; /* bytes */
};

/* The same as sha256_update(ctx, n, p) for each. The jobs are used up. */
void hash_jobs(struct hash_job *job, size_t n);
