/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hostile exFAT file system: the walk ends, and gives no more than it promised. The input is its
 * parts that matter, one after the other: boot sector, table of clusters, clusters from the root on. */
/* link: image-build/exfat core/base */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/util.h"
#include "image-build/exfat/fill.h"
#include "image-build/exfat/read.h"
#include "tests/fuzz/fuzz.h"

#define SIZE   ((uint64_t)1 << 20)
#define TABLE  ((uint64_t)65536) /* where exfat_fill() puts them in so small a disk */
#define HEAP   ((uint64_t)131072)
#define ROOT   (HEAP + UINT64_C(3) * 4096)
#define SECTOR 512u

static struct {
	const uint8_t *p;
	size_t n;
} input;

static int get(void *arg, uint64_t off, void *p, size_t n, struct err *err)
{
	uint8_t *to = p;

	(void)arg;
	for (size_t i = 0; i < n; i++, off++) {
		uint64_t at = off < SECTOR                           ? off
			      : off >= TABLE && off < TABLE + SECTOR ? SECTOR + off - TABLE
			      : off >= ROOT                          ? 2 * SECTOR + off - ROOT
								     : UINT64_MAX;

		if (off >= SIZE)
			return err_set(err, ERR_IO, -5, "outside");
		to[i] = at < input.n ? input.p[at] : 0;
	}
	return 0;
}

static int take(void *arg, const void *p, size_t n, struct err *err)
{
	uint64_t *left = arg;

	(void)p, (void)err;
	if (n > *left)
		abort();
	*left -= n;
	return 0;
}

static int each(void *arg, const struct fs_file *f, struct err *err)
{
	struct err own = { 0 };
	uint64_t left = f->size;
	int r;

	(void)err;
	if (!*f->path || strlen(f->path) >= FS_PATH_MAX || (f->folder && f->size))
		abort();
	if (f->folder)
		return 0;
	r = exfat_content(arg, f, take, &left, &own);
	if ((r == 0 && left) || (r < 0 && own.kind == ERR_NONE))
		abort();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fs_source from = { get, NULL, SIZE };
	struct exfat_volume v;
	struct err err = { 0 };

	input.p = data;
	input.n = n;
	if (exfat_open(&v, &from, &err) == 0 && exfat_walk(&v, each, &v, &err) < 0 &&
	    err.kind == ERR_NONE)
		abort();
	return 0;
}

static int keep(void *arg, uint64_t off, const void *p, size_t n, struct err *err)
{
	(void)err;
	memcpy((uint8_t *)arg + off, p, n);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	char dir[] = "/tmp/kenshin-fuzz-XXXXXX";
	uint8_t *disk;
	struct exfat_sink sink = { .put = keep };
	struct exfat_fill f = { .size = SIZE, .serial = 1, .now = 0, .label = "X" };
	struct err err = { 0 };
	int fd, to, r;

	if (i || !mkdtemp(dir))
		return -1;
	fd = open(dir, O_RDONLY | O_DIRECTORY);
	mkdirat(fd, "results", 0700);
	to = openat(fd, "results/a longer name of a file.age", O_WRONLY | O_CREAT, 0600);
	r = (int)write(to, dir, sizeof(dir));
	close(to);
	disk = calloc(1, SIZE);
	sink.arg = disk;
	r = exfat_fill(&f, fd, &sink, &err);
	unlinkat(fd, "results/a longer name of a file.age", 0);
	unlinkat(fd, "results", AT_REMOVEDIR);
	close(fd);
	rmdir(dir);
	if (r == 0) {
		*ret_n = 2 * SECTOR + 3 * 4096;
		*ret = malloc(*ret_n);
		memcpy(*ret, disk, SECTOR);
		memcpy(*ret + SECTOR, disk + TABLE, SECTOR);
		memcpy(*ret + 2 * SECTOR, disk + ROOT, 3 * 4096);
	}
	free(disk);
	return r;
}
