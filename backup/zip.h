/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes of a zip file around its contents: headers, descriptors, the directory at its end. Must
 * not compress, must not write anywhere: every piece is added to a string of bytes.
 * Facts: PKWARE APPNOTE.TXT 6.3.10 (4.3.7 local header, 4.3.9 descriptor, 4.3.12 central directory,
 * 4.3.14 to 4.3.16 its end, 4.5.3 zip64), Info-ZIP's extra field 0x5455 (time in UTC). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/str.h"

enum zip_method { ZIP_STORED = 0, ZIP_DEFLATED = 8 };

struct zip_entry {
	const char *name; /* valid UTF-8; ends in '/' for a folder */
	enum zip_method method;
	bool streamed; /* crc32 and packed are told behind the contents, not before */
	uint32_t crc32;
	uint64_t size, packed; /* bytes; size is always known before */
	uint64_t offset;       /* of the local header in the file */
	int64_t modified;      /* seconds UTC, or TIME_ABSENT: 1980 */
	uint32_t attributes;   /* FILE_ATTRIBUTE_*: read-only, hidden, system, archive are kept */
};

/* zone: seconds east of UTC, for the old field of times that zip has no zone for. */
void zip_local(struct str *out, const struct zip_entry *e, int zone);
/* Behind the contents of a streamed entry. */
void zip_descriptor(struct str *out, const struct zip_entry *e);
void zip_central(struct str *out, const struct zip_entry *e, int zone);
/* n entries in a directory of size bytes, which begins at offset. */
void zip_end(struct str *out, uint64_t n, uint64_t size, uint64_t offset);

/* What one entry takes in a file beside its contents, at most. */
uint64_t zip_overhead(const char *name);
