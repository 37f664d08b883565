/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A part of a sealed backup from any bytes, as age would hand it over: files at any places, onwards and back.
 * Never a byte more than was asked for, always an end, words for whatever is not whole. */
/* link: scanners/readers backup */
#include <sys/mman.h>
#include <unistd.h>

#include "backup/frame.h"
#include "backup/tar.h"
#include "core/base/io.h"
#include "scanners/readers/tar_shard.h"
#include "tests/fuzz/fuzz.h"

#define MOST 100000u

static uint64_t given;

static int bytes(void *arg, const void *p, size_t n)
{
	(void)arg;
	(void)p;
	given += n;
	if (!n || given > MOST)
		abort();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const uint64_t places[] = { 0, 512, 1024, 512, 1536, 1537, 3072, 1 << 20 };
	const struct zip_taker taker = { NULL, bytes };
	int fd = memfd_create("part", MFD_CLOEXEC);
	struct tar_shard *t;

	if (fd < 0 || io_write_full(fd, data, n) < 0 || lseek(fd, 0, SEEK_SET) < 0)
		abort();
	t = tar_shard_new(fd);
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct err err = { 0 };
		enum zip_end end = ZIP_ENDS;

		given = 0;
		if (tar_shard_get(t, places[i], MOST, &taker, &end, &err) || end >= ZIP_ENDS)
			abort();
		if (end != ZIP_END_WHOLE && !*err.message)
			abort();
		if (end == ZIP_END_LARGER && given != MOST)
			abort();
		if (i && places[i] < places[i - 1] && end != ZIP_END_OTHER && end != ZIP_END_BROKEN)
			abort();
	}
	tar_shard_free(t);
	close(fd);
	return 0;
}

/* A folder, a short file, one with a pax header; bare, and in a frame of zstd. */
int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const struct tar_entry e[] = {
		{ .name = "d", .folder = true, .modified = 1700000000 },
		{ .name = "d/a.txt", .size = 5, .modified = 1700000000 },
		{ .name = "d/\xe3\x81\x82.txt", .size = 5, .modified = -5 },
	};
	struct str out = STR_INIT(100000);
	size_t size;

	if (i > 1)
		return -1;
	for (size_t k = 0; k < 3; k++) {
		tar_header(&out, &e[k]);
		if (e[k].size)
			str_add(&out, "hello");
		tar_padding(&out, e[k].size);
	}
	tar_end(&out);
	*ret = (uint8_t *)out.p;
	*ret_n = out.len;
	if (i == 0)
		return 0;
	size = frame_bound(out.len);
	*ret = malloc(size);
	if (!*ret)
		abort();
	*ret_n = frame_store(out.p, out.len, *ret);
	str_done(&out);
	return 0;
}
