/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* An NTFS volume of any bytes: opened, walked, every file, stream and run list read. Input: the
 * sectors that hold something, each with its number (32 bits) before it, so that mutations hit
 * what NTFS keeps and not empty ground. */
#include <errno.h>

#include "core/base/bytes.h"
#include "core/base/io.h"
#include "scanners/readers/volume.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/sectors.h"

static unsigned budget;

static int each_stream(void *arg, const char *name, uint64_t size)
{
	(void)arg, (void)name, (void)size;
	return 0;
}

static int each_extent(void *arg, uint64_t offset, uint64_t place, uint64_t length)
{
	(void)arg, (void)offset, (void)place, (void)length;
	return budget-- ? 0 : 1;
}

static int each(void *arg, const char *path, const struct volume_stat *st)
{
	struct volume *v = arg;
	struct volume_file *f;
	static uint8_t buf[65536];

	/* What is not here is never offered as if it were. */
	if (st->cloud >= VOLUME_CLOUD_KINDS || st->cloud == VOLUME_CLOUD_UNKNOWN ||
	    (st->cloud == VOLUME_CLOUD_AWAY && st->type == VOLUME_FILE_REGULAR && !st->hold) ||
	    (st->hold == VOLUME_HOLD_CLOUD && st->cloud != VOLUME_CLOUD_AWAY))
		abort();
	if (!budget)
		return 1;
	budget--;
	(void)!volume_streams(v, st->id, each_stream, NULL, NULL);
	(void)!volume_extents(v, st->id, each_extent, NULL, NULL);
	if (volume_open_entry(v, st->id, path, NULL, &f, NULL) < 0)
		return 0;
	(void)!volume_pread(f, buf, sizeof(buf), 0, NULL);
	(void)!volume_pread(f, buf, sizeof(buf), volume_file_size(f) / 2, NULL);
	volume_file_close(f);
	return 0;
}

static void read_all(struct volume *v)
{
	struct volume_walk walk = { .each = each, .arg = v };
	struct volume_stat st;
	struct volume_about about;

	budget = 2000;
	volume_about(v, &about);
	(void)!volume_walk(v, "", &walk, NULL);
	(void)!volume_lookup(v, "USERS/見積.txt", &st, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct volume *v;
	int fd = sectors_image(data, n);

	if (volume_ntfs_open(fd, 0, SECTORS * 512u, &v, NULL) < 0) {
		close(fd);
		return 0;
	}
	read_all(v);
	volume_close(v);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char script[] =
	    "cat > m <<'X'\nsize 2M\ncluster 512\nfile Users/見積.txt text hello\n"
	    "stream Users/見積.txt s text z\ncompressed p from m\nwof w xpress4k from m\n"
	    "wof z lzx fill 40000 1\nonedrive o text y\ncloud c 100K\nefs e text x\nmany d 30 900 "
	    "3\n"
	    "link l p\njunction j \"C:\\\\\"\nsparse h 1G\nX\n\"$TOOLS/mkimage\" --base . m i";
	return i ? -1 : sectors_seed(script, ret, ret_n);
}
