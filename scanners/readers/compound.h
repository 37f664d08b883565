/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A compound file (OLE, [MS-CFB]) out of memory, through libolecf: the streams that lie in its root,
 * with their names. Storages below are left out. A worker needs nothing for it beyond the common calls:
 * libolecf asks libbfio for bytes, and that asks us. */
#pragma once

#include <stdbool.h>

#include "core/base/bytes.h"
#include "core/base/err.h"

#define COMPOUND_STREAMS_MAX 8192u
#define COMPOUND_STREAM_MAX  ((size_t)4 << 20)
#define COMPOUND_NAME_MAX    128u /* bytes: a name has at most 31 characters */

struct compound;

/* The bytes must stay until compound_close(). -EBADMSG: this is none, or a damaged one; ERR_LIMIT:
 * it holds more streams than can be looked at. */
NODISCARD int compound_open(struct bytes file, struct compound **ret, struct err *err);
void compound_close(struct compound *c);
/* Streams and storages in the root. */
size_t compound_count(const struct compound *c);
/* Name and bytes of the i-th (valid until the next call). False: it could not be read, is no stream,
 * or is longer than COMPOUND_STREAM_MAX. */
bool compound_stream(struct compound *c, size_t i, char name[COMPOUND_NAME_MAX], struct bytes *ret);
