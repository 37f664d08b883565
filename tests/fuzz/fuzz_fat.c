/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hostile FAT32 file system: the walk ends, and gives no more than it promised. */
/* link: image-build/exfat core/base */
#include <stdlib.h>

#include "image-build/exfat/fat.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/image-build/exfat/fat_image.h"
#include "tests/unit/image-build/exfat/memory.h"

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
	if (strlen(f->path) >= FS_PATH_MAX || (f->folder && f->size))
		abort();
	if (f->folder)
		return 0;
	r = fat_content(arg, f, take, &left, &own);
	if ((r == 0 && left) || (r < 0 && own.kind == ERR_NONE))
		abort();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static uint8_t disk[FAT_IMAGE_SIZE];
	struct memory m = { disk, sizeof(disk) };
	struct fs_source from = { memory_get, &m, sizeof(disk) };
	struct fat_volume v;
	struct err err = { 0 };

	memset(disk, 0, sizeof(disk));
	memcpy(disk, data, n < sizeof(disk) ? n : sizeof(disk));
	if (fat_open(&v, &from, &err) == 0 && fat_walk(&v, each, &v, &err) < 0 &&
	    err.kind == ERR_NONE)
		abort();
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	if (i)
		return -1;
	*ret_n = FAT_IMAGE_SIZE;
	*ret = malloc(FAT_IMAGE_SIZE);
	fat_image(*ret);
	return 0;
}
