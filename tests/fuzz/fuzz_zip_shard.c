/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A part of a backup from any bytes: entries from any place and the directory at its end. Never a byte
 * more than was asked for, always an end, nothing read outside of it. */
/* link: scanners/readers backup */
#include <sys/mman.h>
#include <unistd.h>

#include "backup/zip.h"
#include "core/base/io.h"
#include "scanners/readers/zip_shard.h"
#include "tests/fuzz/fuzz.h"

#define MOST    100000u
#define ENTRIES 5000u

static uint64_t given, entries;

static int bytes(void *arg, const void *p, size_t n)
{
	(void)arg;
	(void)p;
	given += n;
	if (!n || given > MOST)
		abort();
	return 0;
}

static int entry(void *arg, uint64_t data, const char *name)
{
	(void)arg;
	(void)data;
	if (!name || entries++ > ENTRIES)
		abort();
	return 0;
}

/* By whatever name stands there: it is the header that is to be looked at, not the name. */
static void get(const struct zip_shard *z, const uint8_t *data, size_t offset)
{
	size_t name_n = data[offset + 26] | (size_t)data[offset + 27] << 8;
	struct zip_wanted w = { (const char *)data + offset + 30, name_n, offset, MOST };
	const struct zip_taker taker = { NULL, bytes };
	struct err err = { 0 };
	enum zip_end end = ZIP_ENDS;
	uint64_t begin;

	if (offset + 30 + name_n > z->size)
		return;
	given = 0;
	if (zip_shard_get(z, &w, &taker, &end, &begin, &err) || end >= ZIP_ENDS)
		abort();
	if (end != ZIP_END_WHOLE && !*err.message)
		abort();
	if (end == ZIP_END_LARGER && given != MOST)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct zip_shard z = { memfd_create("part", MFD_CLOEXEC), n };
	struct err err = { 0 };
	unsigned found = 0;

	if (z.fd < 0 || io_write_full(z.fd, data, n) < 0)
		abort();
	for (size_t at = 0; at + 30 <= n && found < 8; at++) {
		if (memcmp(data + at, "PK\3\4", 4) != 0)
			continue;
		get(&z, data, at);
		found++;
	}
	entries = 0;
	(void)!zip_shard_list(&z, ENTRIES, entry, NULL, &err);
	close(z.fd);
	return 0;
}

/* A folder, one that is stored, one that is deflated as a stream. */
int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char packed[] = "\xcb\x48\xcd\xc9\xc9\x57\xc8\x40\x27\x00"; /* hello ... */
	struct zip_entry e[] = {
		{ .name = "d/", .modified = 1700000000, .crc32 = 0 },
		{ .name = "d/a.txt", .size = 5, .packed = 5, .crc32 = 0x3610a686, .offset = 0 },
		{ .name = "d/b.txt",
		  .method = ZIP_DEFLATED,
		  .streamed = true,
		  .size = 23,
		  .packed = sizeof(packed) - 1,
		  .crc32 = 1 },
	};
	struct str out = STR_INIT(100000), central = STR_INIT(100000);

	if (i)
		return -1;
	for (size_t k = 0; k < 3; k++) {
		e[k].offset = out.len;
		zip_local(&out, &e[k], 0);
		if (k == 1)
			str_add(&out, "hello");
		if (k == 2) {
			str_addn(&out, packed, sizeof(packed) - 1);
			zip_descriptor(&out, &e[k]);
		}
		zip_central(&central, &e[k], 0);
	}
	e[0].offset = out.len;
	str_addn(&out, central.p, central.len);
	zip_end(&out, 3, central.len, e[0].offset);
	str_done(&central);
	*ret = (uint8_t *)out.p;
	*ret_n = out.len;
	return 0;
}
