/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents by their outside: an end after few pieces, nothing read outside of them. */
/* link: scanners/readers */
#include "core/base/util.h"
#include "scanners/readers/locked.h"
#include "tests/fuzz/fuzz.h"

static unsigned reads;

static bool piece(void *arg, uint64_t offset, size_t n, struct bytes *ret)
{
	const struct bytes *b = arg;

	if (reads++ > 500 || n > LOCKED_PIECE)
		abort();
	if (offset >= b->n)
		return false;
	*ret = bytes_of(b->p + offset, MIN(n, b->n - (size_t)offset));
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes b = bytes_of(data, n);
	struct locked_file f = { n, piece, &b };

	reads = 0;
	if (locked_of(&f) > LOCKED_YES)
		abort();
	return 0;
}

/* A compound file whose directory and stream follow its head, a PDF and an archive. */
int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const uint8_t ole[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
	static const char name[] = "W\0o\0r\0k\0b\0o\0o\0k";
	static const char *const text[] = { "%PDF-1.7 trailer<</Encrypt 2 0 R>>startxref",
					    "PK\3\4\24\1\1\1aaaabbbbccccddddeeeeffff" };

	if (i > 2)
		return -1;
	*ret_n = i ? strlen(text[i - 1]) : 8192;
	*ret = calloc(1, *ret_n);
	if (!*ret)
		return -1;
	if (i) {
		memcpy(*ret, text[i - 1], *ret_n);
		return 0;
	}
	memcpy(*ret, ole, sizeof(ole));
	(*ret)[0x1e] = 9;
	(*ret)[0x30] = 1;
	memcpy(*ret + 1024, name, sizeof(name));
	(*ret)[1024 + 0x40] = 18;
	(*ret)[1024 + 0x74] = 2;
	(*ret)[1024 + 0x79] = 0x20;
	memcpy(*ret + 1536, "\x09\x08\4\0\0\6\5\0\x2f\0\6\0", 12);
	return 0;
}
