/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens a hive: replay, then hivex on a memory file. hivex checks and walks the structure; names
 * are read here, from the cell that a handle points to, because hivex would ask iconv for them,
 * and iconv opens files. */
#include "scanners/readers/hive.h"

#include <errno.h>
#include <hivex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "core/base/io.h"
#include "scanners/readers/hive_private.h"
#include "scanners/readers/open_shim.h"

/* A memory file with the hive's bytes: hivex maps it. Not sealed, because kernels before 6.7
 * refuse a shared mapping of a sealed one; it never leaves this process. */
static int memory_file(struct bytes b, struct err *err)
{
	int fd CLEANUP(cleanup_close) = memfd_create("hive", MFD_CLOEXEC);
	int r;

	if (fd < 0)
		return err_sys(err, -errno, "making room for a registry file");
	r = io_write_full(fd, b.p, b.n);
	if (r < 0)
		return err_sys(err, r, "making room for a registry file");
	return TAKE_FD(fd);
}

/* Whether hivex may have this file itself: it maps shared what it reads. */
static bool can_be_mapped(int fd)
{
	void *p = fd < 0 ? MAP_FAILED : mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);

	if (p == MAP_FAILED)
		return false;
	munmap(p, 1);
	return true;
}

/* hivex on the memory file; a second try without its checks, marked as damaged. */
static int open_hivex(struct hive *h, int fd, struct err *err)
{
	char path[32];

	open_shim_path(fd, path, sizeof(path));
	h->h = hivex_open(path, 0);
	if (!h->h) {
		h->h = hivex_open(path, HIVEX_OPEN_UNSAFE);
		h->damaged |= h->h != NULL;
	}
	if (!h->h)
		return err_set(err, ERR_FORMAT, -EBADMSG, "the registry file %s is damaged",
			       h->name);
	return 0;
}

/* Cut off before the end that its base block names: hivex does not mind as long as it meets none
 * of the missing pages. */
static bool is_cut_off(struct bytes b)
{
	uint32_t bins;

	return bytes_u32le(b, 0x28, &bins) && (uint64_t)bins + 0x1000 > b.n;
}

/* Keeps the bytes in reach: the caller's own, or the replayed copy through the memory file. */
static int keep_bytes(struct hive *h, struct bytes b, bool ours, int fd, struct err *err)
{
	void *p;

	h->data = b;
	if (!ours)
		return 0;
	p = mmap(NULL, b.n, PROT_READ, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		return err_sys(err, -errno, "mapping a registry file");
	h->data = bytes_of(p, b.n);
	h->mapped = true;
	return 0;
}

static int hive_start(struct hive *h, struct bytes primary, int file, struct bytes log1,
		      struct bytes log2, struct err *err)
{
	uint8_t *copy CLEANUP(cleanup_free) = NULL;
	int fd CLEANUP(cleanup_close) = -1;
	struct bytes b = primary;
	size_t n;
	int r;

	r = hive_replay(primary, log1, log2, &copy, &n, &h->replay, err);
	if (r < 0)
		return r;
	h->damaged = is_cut_off(copy ? bytes_of(copy, n) : primary);
	if (!copy && can_be_mapped(file)) {
		h->data = primary;
		return open_hivex(h, file, err);
	}
	if (copy)
		b = bytes_of(copy, n);
	fd = memory_file(b, err);
	if (fd < 0)
		return fd;
	r = keep_bytes(h, b, copy != NULL, fd, err);
	return r < 0 ? r : open_hivex(h, fd, err);
}

int hive_open(const char *name, struct bytes primary, struct bytes log1, struct bytes log2,
	      struct hive **ret, struct err *err)
{
	return hive_open_file(name, primary, -1, log1, log2, ret, err);
}

int hive_open_file(const char *name, struct bytes primary, int file, struct bytes log1,
		   struct bytes log2, struct hive **ret, struct err *err)
{
	struct hive *h = xcalloc(1, sizeof(*h));
	int r;

	snprintf(h->name, sizeof(h->name), "%s", name);
	r = hive_start(h, primary, file, log1, log2, err);
	if (r < 0) {
		hive_close(h);
		return err_while(err, "while opening the registry file %s", name);
	}
	*ret = h;
	return 0;
}

void hive_close(struct hive *h)
{
	if (!h)
		return;
	if (h->h)
		hivex_close(h->h);
	if (h->mapped)
		io_unmap(h->data.p, h->data.n);
	free(h);
}

const struct hive_replay *hive_replayed(const struct hive *h)
{
	return &h->replay;
}

bool hive_damaged(const struct hive *h)
{
	return h->damaged;
}
