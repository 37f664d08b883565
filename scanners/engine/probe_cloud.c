/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a folder's files are, by where their data are, as lines for a probe (struct probe_cloud). */
#include <errno.h>

#include "core/base/io.h"
#include "scanners/engine/probe_files.h"

#define BYTES_MAX ((size_t)1 << 20)
/* No disk has more bytes; a line's numbers have 19 digits at most. */
#define NUMBER_MAX ((uint64_t)1 << 60)

static unsigned long long number(uint64_t n)
{
	return MIN(n, NUMBER_MAX);
}

int probe_cloud(struct reader *r, struct probe_part *p, struct err *err)
{
	static struct reader_cloud folder[READER_CLOUD_MAX];
	struct str out = STR_INIT(BYTES_MAX);
	struct arena a = { 0 };
	size_t n = 0;
	int e = reader_cloud(r, p->wire.path, &a, folder, &n, err);

	for (size_t i = 0; e == 0 && i < n; i++) {
		const struct reader_cloud *f = &folder[i];

		str_addf(&out, "%llu %llu %llu %llu %llu %llu %d ", number(f->here),
			 number(f->here_bytes), number(f->away), number(f->away_bytes),
			 number(f->folders_away), number(f->unknown), f->unread | f->cut << 1);
		probe_files_name(&out, *f->name ? f->name : "/");
	}
	if (e == 0) {
		p->fd[0] = io_sealed_memfd("cloud", str_c(&out), out.len, err);
		e = p->fd[0] < 0 ? p->fd[0] : 0;
		p->wire.size = out.len;
	}
	str_done(&out);
	arena_done(&a);
	return e;
}
