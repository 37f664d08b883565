/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens a hive: replay, then hivex on what lies in memory. hivex checks and walks the structure; names
 * are read here, from the cell that a handle points to, because hivex would ask iconv for them,
 * and iconv opens files. */
#include "scanners/readers/hive.h"

#include <errno.h>
#include <hivex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/io.h"
#include "scanners/readers/hive_private.h"
#include "scanners/readers/open_shim.h"

/* --- memory --------------------------------------------------------------------------------- */
struct room {
	struct bytes primary;
	int file; /* that primary is mapped from, or -1 */
	uint8_t *p;
	size_t n; /* bytes mapped */
};

static size_t whole_pages(size_t n)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (n + page - 1) / page * page;
}

/* The caller's pages, each copied only when it is written to, and zeros behind them. Private, because
 * kernels before 6.7 refuse to share a mapping of a sealed file. */
static uint8_t *make_room(void *arg, size_t n)
{
	struct room *r = arg;
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return NULL;
	r->p = p;
	r->n = whole_pages(n);
	if (!r->primary.n)
		return p;
	if (r->file < 0)
		return memcpy(p, r->primary.p, r->primary.n);
	p = mmap(p, r->primary.n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, r->file, 0);
	return p == MAP_FAILED ? NULL : p;
}

static void free_room(struct room *r)
{
	if (r->p)
		io_unmap(r->p, r->n);
	r->p = NULL;
}

/* hivex asks a file for its size and maps it: this one holds nothing and is never mapped. */
static int size_file(size_t n, struct err *err)
{
	int fd CLEANUP(cleanup_close) = memfd_create("hive", MFD_CLOEXEC);

	if (fd < 0 || ftruncate(fd, (off_t)n) < 0)
		return err_sys(err, -errno, "making room for a registry file");
	return TAKE_FD(fd);
}

/* --- opening -------------------------------------------------------------------------------- */
/* Cut off before the end that its base block names: hivex does not mind as long as it meets none
 * of the missing pages. */
static bool is_cut_off(struct bytes b)
{
	uint32_t bins;

	return bytes_u32le(b, 0x28, &bins) && (uint64_t)bins + 0x1000 > b.n;
}

/* What was replayed, or the primary itself, n bytes of it. */
static int fill_room(struct hive *h, struct room *room, struct bytes log1, struct bytes log2,
		     size_t *ret_n, struct err *err)
{
	uint8_t *replayed;
	int r = hive_replay(room->primary, log1, log2, make_room, room, &replayed, ret_n,
			    &h->replay, err);

	if (r < 0 || replayed)
		return r;
	*ret_n = room->primary.n;
	if (!make_room(room, *ret_n))
		return err_set(err, ERR_INTERNAL, -ENOMEM, "no memory for a registry file");
	return 0;
}

/* hivex takes what it is lent and unmaps it when it closes, or does not open. */
static int lend(struct hive *h, struct room *room, size_t n, int flags, struct err *err)
{
	int fd CLEANUP(cleanup_close) = size_file(n, err);
	char path[32];

	if (fd < 0)
		return fd;
	h->data = bytes_of(room->p, n);
	h->damaged |= is_cut_off(h->data);
	if (room->n > whole_pages(n)) {
		io_unmap(room->p + whole_pages(n), room->n - whole_pages(n));
		room->n = whole_pages(n);
	}
	if (mprotect(room->p, room->n, PROT_READ) < 0)
		return err_sys(err, -errno, "opening a registry file");
	open_shim_path(fd, path, sizeof(path));
	open_shim_lend(room->p, n);
	h->h = hivex_open(path, flags);
	if (!open_shim_lent())
		room->p = NULL;
	return 0;
}

static int start_with(struct hive *h, struct room *room, struct bytes log1, struct bytes log2,
		      int flags, struct err *err)
{
	size_t n;
	int r = fill_room(h, room, log1, log2, &n, err);

	if (r == 0)
		r = lend(h, room, n, flags, err);
	free_room(room);
	return r;
}

/* A second try without hivex's checks, marked as damaged. */
static int hive_start(struct hive *h, struct room *room, struct bytes log1, struct bytes log2,
		      struct err *err)
{
	int r = start_with(h, room, log1, log2, 0, err);

	if (r == 0 && !h->h) {
		h->damaged = true;
		r = start_with(h, room, log1, log2, HIVEX_OPEN_UNSAFE, err);
	}
	if (r == 0 && !h->h)
		return err_set(err, ERR_FORMAT, -EBADMSG, "the registry file %s is damaged",
			       h->name);
	return r;
}

int hive_open(const char *name, struct bytes primary, struct bytes log1, struct bytes log2,
	      struct hive **ret, struct err *err)
{
	return hive_open_file(name, primary, -1, log1, log2, ret, err);
}

int hive_open_file(const char *name, struct bytes primary, int file, struct bytes log1,
		   struct bytes log2, struct hive **ret, struct err *err)
{
	struct room room = { .primary = primary, .file = file };
	struct hive *h = xcalloc(1, sizeof(*h));
	int r;

	snprintf(h->name, sizeof(h->name), "%s", name);
	r = hive_start(h, &room, log1, log2, err);
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
