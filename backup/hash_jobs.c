/* SPDX-License-Identifier: GPL-2.0-or-later */
/* FIPS 180-4, 6.2.2, by the SHA instructions of x86 (Intel's "SHA Extensions": SHA256RNDS2 takes the
 * state as ABEF and CDGH and makes two of the 64 rounds). */
#include "backup/hash_jobs.h"

#include <stdatomic.h>
#include <stdbool.h>

#include "core/base/util.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define ROUNDS 64u
#define SHA_NI (1u << 29) /* leaf 7, EBX */

static const uint32_t constant[ROUNDS] __attribute__((aligned(
    16))) = { 0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	      0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	      0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	      0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	      0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	      0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	      0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	      0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	      0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	      0xc67178f2 };

struct lane {
	__m128i abef, cdgh;
	__m128i w[4]; /* the last 16 words of the message's schedule */
	const uint8_t *p;
};

#define WITH_SHA __attribute__((target("sha,sse4.1"), always_inline)) static inline

WITH_SHA void lane_begin(struct lane *l, const struct hash_job *job)
{
	const __m128i *state = (const __m128i *)(const void *)job->ctx->state;
	__m128i badc = _mm_shuffle_epi32(_mm_loadu_si128(state), 0xb1);
	__m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128(state + 1), 0x1b);

	l->abef = _mm_alignr_epi8(badc, hgfe, 8);
	l->cdgh = _mm_blend_epi16(hgfe, badc, 0xf0);
	l->p = job->p;
}

WITH_SHA void lane_end(const struct lane *l, struct hash_job *job)
{
	__m128i *state = (__m128i *)(void *)job->ctx->state;
	__m128i feba = _mm_shuffle_epi32(l->abef, 0x1b);
	__m128i dchg = _mm_shuffle_epi32(l->cdgh, 0xb1);

	_mm_storeu_si128(state, _mm_blend_epi16(feba, dchg, 0xf0));
	_mm_storeu_si128(state + 1, _mm_alignr_epi8(dchg, feba, 8));
}

/* The first 16 words are the block's own, and its bytes are the other way round. */
WITH_SHA void lane_load(struct lane *l)
{
	const __m128i turn = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

	for (size_t i = 0; i < LEN(l->w); i++)
		l->w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)l->p + i),
					   turn);
	l->p += SHA256_BLOCK_SIZE;
}

WITH_SHA void lane_schedule(struct lane *l, unsigned four)
{
	__m128i *w = l->w, last = w[(four + 3) % 4];
	__m128i x = _mm_sha256msg1_epu32(w[four % 4], w[(four + 1) % 4]);

	x = _mm_add_epi32(x, _mm_alignr_epi8(last, w[(four + 2) % 4], 4));
	w[four % 4] = _mm_sha256msg2_epu32(x, last);
}

WITH_SHA void lane_rounds(struct lane *l, unsigned four)
{
	const __m128i *k = (const __m128i *)(const void *)constant;
	__m128i x = _mm_add_epi32(l->w[four % 4], _mm_load_si128(k + four));

	l->cdgh = _mm_sha256rnds2_epu32(l->cdgh, l->abef, x);
	l->abef = _mm_sha256rnds2_epu32(l->abef, l->cdgh, _mm_shuffle_epi32(x, 0x0e));
}

/* One block of each. The steps of the two stand beside each other, for the processor to find. */
WITH_SHA void two_blocks(struct lane *a, struct lane *b)
{
	__m128i abef[2] = { a->abef, b->abef }, cdgh[2] = { a->cdgh, b->cdgh };

	lane_load(a);
	lane_load(b);
#pragma GCC unroll 16
	for (unsigned four = 0; four < ROUNDS / 4; four++) {
		if (four >= 4) {
			lane_schedule(a, four);
			lane_schedule(b, four);
		}
		lane_rounds(a, four);
		lane_rounds(b, four);
	}
	a->abef = _mm_add_epi32(a->abef, abef[0]);
	a->cdgh = _mm_add_epi32(a->cdgh, cdgh[0]);
	b->abef = _mm_add_epi32(b->abef, abef[1]);
	b->cdgh = _mm_add_epi32(b->cdgh, cdgh[1]);
}

__attribute__((target("sha,sse4.1"))) static void two(struct hash_job *a, struct hash_job *b,
						      size_t blocks)
{
	struct lane x, y;

	lane_begin(&x, a);
	lane_begin(&y, b);
	for (size_t i = 0; i < blocks; i++)
		two_blocks(&x, &y);
	lane_end(&x, a);
	lane_end(&y, b);
}

static bool have_instructions(void)
{
	static atomic_int have = -1; /* the same for whoever comes first */
	unsigned eax, ebx = 0, ecx, edx;

	if (have < 0)
		have = __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) && (ebx & SHA_NI) &&
		       __builtin_cpu_supports("sse4.1");
	return have;
}
#else
static void two(struct hash_job *a, struct hash_job *b, size_t blocks)
{
	(void)a;
	(void)b;
	(void)blocks;
}

static bool have_instructions(void)
{
	return false;
}
#endif

static void alone(struct hash_job *job, size_t n)
{
	sha256_update(job->ctx, n, job->p);
	job->p += n;
	job->n -= n;
}

/* To where a block of it begins. */
static void to_a_block(struct hash_job *job)
{
	size_t begun = job->ctx->index;

	if (begun)
		alone(job, MIN(job->n, SHA256_BLOCK_SIZE - begun));
}

static void skip(struct hash_job *job, size_t blocks)
{
	job->ctx->count += blocks;
	job->p += blocks * SHA256_BLOCK_SIZE;
	job->n -= blocks * SHA256_BLOCK_SIZE;
}

/* Until one of them has no whole block left. */
static void side_by_side(struct hash_job *a, struct hash_job *b)
{
	size_t blocks;

	to_a_block(a);
	to_a_block(b);
	blocks = MIN(a->n, b->n) / SHA256_BLOCK_SIZE;
	if (!blocks)
		return;
	two(a, b, blocks);
	skip(a, blocks);
	skip(b, blocks);
}

void hash_jobs(struct hash_job *job, size_t n)
{
	struct hash_job *a = job;

	for (size_t i = 1; i < n && have_instructions(); i++) {
		struct hash_job *b = job + i;

		side_by_side(a, b);
		if (a->n < b->n) { /* the longer one goes on beside the next */
			alone(a, a->n);
			a = b;
		} else {
			alone(b, b->n);
		}
	}
	for (size_t i = 0; i < n; i++)
		alone(job + i, job[i].n);
}
