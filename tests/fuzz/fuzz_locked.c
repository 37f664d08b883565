/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents by their outside: an end after few pieces, nothing read outside of them. */
/* link: scanners/readers */
#include "core/base/util.h"
#include "scanners/readers/locked.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scanners/readers/zip_maker.h"

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

static int make(const void *from, size_t n, uint8_t **ret, size_t *ret_n)
{
	*ret = malloc(n);
	*ret_n = n;
	if (!*ret)
		return -1;
	memcpy(*ret, from, n);
	return 0;
}

/* A compound file whose directory and stream follow its head, a PDF, archives: one that opens, one
 * that is locked, and one that begins with a folder. */
int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const uint8_t ole[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
	static const char name[] = "W\0o\0r\0k\0b\0o\0o\0k";
	static const char pdf[] = "%PDF-1.7 trailer<</Encrypt 2 0 R>>startxref";
	static const char open[] = ZIP_ONE(ZIP_OPEN), locked[] = ZIP_ONE(ZIP_LOCKED);
	static const char folder[] = ZIP_FOLDER ZIP_FILE(ZIP_LOCKED)
	    ZIP_FOLDER_LISTED ZIP_LISTED(ZIP_LOCKED) ZIP_END_OF("\x5f\0\0\0", "\x43\0\0\0");

	switch (i) {
	case 0: break;
	case 1: return make(pdf, sizeof(pdf) - 1, ret, ret_n);
	case 2: return make(open, sizeof(open) - 1, ret, ret_n);
	case 3: return make(locked, sizeof(locked) - 1, ret, ret_n);
	case 4: return make(folder, sizeof(folder) - 1, ret, ret_n);
	default: return -1;
	}
	*ret_n = 8192;
	*ret = calloc(1, *ret_n);
	if (!*ret)
		return -1;
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
