/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decodes WOF-compressed contents, one chunk at a time. */
#include "scanners/readers/volume_wof.h"

#include <errno.h>
#include <string.h>
#include <wimlib.h>

#include "core/base/arena.h"
#include "core/base/bytes.h"

#define SIZE_MAX_WOF ((uint64_t)64 << 30) /* Windows compresses programs, none is larger */
#define CHUNK_MAX    32768u
#define NO_CHUNK     UINT64_MAX

struct volume_wof {
	volume_wof_read_fn read;
	void *arg;
	uint64_t size, stored, chunks, table; /* table: bytes of it */
	uint32_t chunk, entry;                /* bytes of a chunk, of a table entry */
	struct wimlib_decompressor *z;
	uint64_t current; /* chunk in out */
	size_t out_n;
	uint8_t out[CHUNK_MAX], in[CHUNK_MAX];
};

static const struct {
	enum wimlib_compression_type type;
	uint32_t chunk;
} algorithms[VOLUME_WOF_ALGORITHMS] = {
	[VOLUME_WOF_XPRESS4K] = { WIMLIB_COMPRESSION_TYPE_XPRESS, 4096 },
	[VOLUME_WOF_LZX] = { WIMLIB_COMPRESSION_TYPE_LZX, 32768 },
	[VOLUME_WOF_XPRESS8K] = { WIMLIB_COMPRESSION_TYPE_XPRESS, 8192 },
	[VOLUME_WOF_XPRESS16K] = { WIMLIB_COMPRESSION_TYPE_XPRESS, 16384 },
};

int volume_wof_open(enum volume_wof_algorithm algorithm, uint64_t size, uint64_t stored,
		    volume_wof_read_fn read, void *arg, struct volume_wof **ret, struct err *err)
{
	struct volume_wof *w;

	if (size > SIZE_MAX_WOF || stored > SIZE_MAX_WOF)
		return err_set(err, ERR_LIMIT, -EFBIG, "a compressed file is too large");
	w = xcalloc(1, sizeof(*w));
	w->read = read;
	w->arg = arg;
	w->size = size;
	w->stored = stored;
	w->chunk = algorithms[algorithm].chunk;
	w->entry = size > UINT32_MAX ? 8 : 4;
	w->chunks = (size + w->chunk - 1) / w->chunk;
	w->table = w->chunks ? (w->chunks - 1) * w->entry : 0;
	w->current = NO_CHUNK;
	if (w->table > stored) {
		volume_wof_close(w);
		return err_set(err, ERR_FORMAT, -EIO, "a compressed file is cut off");
	}
	if (wimlib_create_decompressor(algorithms[algorithm].type, w->chunk, &w->z)) {
		volume_wof_close(w);
		return err_set(err, ERR_INTERNAL, -ENOMEM, "no decoder for a compressed file");
	}
	*ret = w;
	return 0;
}

void volume_wof_close(struct volume_wof *w)
{
	if (!w)
		return;
	wimlib_free_decompressor(w->z);
	free(w);
}

/* Where chunk i ends, counted from the end of the table; i == -1 is the beginning. */
static bool chunk_end(struct volume_wof *w, uint64_t i, uint64_t *ret)
{
	uint8_t raw[8] = { 0 };

	if (i + 1 >= w->chunks) {
		*ret = w->stored - w->table;
		return true;
	}
	return w->read(w->arg, raw, w->entry, i * w->entry) == (ssize_t)w->entry &&
	       bytes_u64le(bytes_of(raw, sizeof(raw)), 0, ret);
}

static int load_chunk(struct volume_wof *w, uint64_t i, struct err *err)
{
	uint64_t begin = 0, end = 0;
	size_t want = (size_t)MIN(w->chunk, w->size - i * w->chunk), n;

	w->current = NO_CHUNK;
	if ((i && !chunk_end(w, i - 1, &begin)) || !chunk_end(w, i, &end) || begin >= end ||
	    end > w->stored - w->table || end - begin > want)
		return err_set(err, ERR_FORMAT, -EIO, "a compressed file is damaged");
	n = (size_t)(end - begin);
	if (w->read(w->arg, w->in, n, w->table + begin) != (ssize_t)n)
		return err_set(err, ERR_IO, -EIO, "a compressed file can't be read");
	if (n == want)
		memcpy(w->out, w->in, n);
	else if (wimlib_decompress(w->in, n, w->out, want, w->z))
		return err_set(err, ERR_FORMAT, -EIO, "a compressed file does not decode");
	w->current = i;
	w->out_n = want;
	return 0;
}

ssize_t volume_wof_pread(struct volume_wof *w, void *buf, size_t n, uint64_t off, struct err *err)
{
	size_t done = 0;
	int r;

	if (off >= w->size)
		return 0;
	n = (size_t)MIN(n, w->size - off);
	while (done < n) {
		uint64_t at = off + done, i = at / w->chunk;
		size_t from = (size_t)(at % w->chunk), part;

		if (i != w->current) {
			r = load_chunk(w, i, err);
			if (r < 0)
				return r;
		}
		part = MIN(n - done, w->out_n - from);
		memcpy((uint8_t *)buf + done, w->out + from, part);
		done += part;
	}
	return (ssize_t)done;
}
