/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that Windows keeps compressed beside themselves (CompactOS, "WofCompressedData"): any
 * place of their contents, decoded through libwim. Must not know where the bytes come from.
 * Facts: the WIM resource format in "Windows Imaging File Format" (Microsoft), which WOF shares:
 * a table of where chunks end, then the chunks; a chunk as long as its contents is stored plain. */
#pragma once

#include <stdint.h>
#include <sys/types.h>

#include "core/base/err.h"

/* FILE_PROVIDER_COMPRESSION_*, as on disk */
enum volume_wof_algorithm {
	VOLUME_WOF_XPRESS4K,
	VOLUME_WOF_LZX,
	VOLUME_WOF_XPRESS8K,
	VOLUME_WOF_XPRESS16K,
	VOLUME_WOF_ALGORITHMS,
};

/* Reads n bytes at off of the compressed stream: bytes read, or negative errno. */
typedef ssize_t (*volume_wof_read_fn)(void *arg, void *buf, size_t n, uint64_t off);

struct volume_wof;
/* size: of the contents; stored: of the compressed stream, both in bytes. */
NODISCARD int volume_wof_open(enum volume_wof_algorithm algorithm, uint64_t size, uint64_t stored,
			      volume_wof_read_fn read, void *arg, struct volume_wof **ret,
			      struct err *err);
void volume_wof_close(struct volume_wof *w); /* NULL is fine */
/* Bytes (short only at the end) or negative errno: what does not decode is -EIO. */
NODISCARD ssize_t volume_wof_pread(struct volume_wof *w, void *buf, size_t n, uint64_t off,
				   struct err *err);
