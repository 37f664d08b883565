/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does a document open only with a password? Told by its outside: a few pieces of known size, never
 * a word of what stands in it. Pure: the caller fetches the pieces; a worker needs nothing for it.
 * Facts: [MS-CFB], [MS-OFFCRYPTO] 2.3 (EncryptedPackage), [MS-XLS] 2.4.117 (FilePass), [MS-DOC] 2.5.2
 * (fEncrypted), PDF 32000-1 7.5.5 (Encrypt), APPNOTE 4.4.4 (bit 0). */
#pragma once

#include <stdbool.h>

#include "core/base/bytes.h"

enum locked { LOCKED_UNKNOWN, LOCKED_NO, LOCKED_YES };

#define LOCKED_PIECE ((size_t)65536) /* at most so many bytes are asked for at once */

struct locked_file {
	uint64_t size;
	/* n bytes from offset on, fewer at the end; false when they could not be read. Valid until the
	 * next call. */
	bool (*read)(void *arg, uint64_t offset, size_t n, struct bytes *ret);
	void *arg;
};

enum locked locked_of(const struct locked_file *f);
