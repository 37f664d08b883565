/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said between whoever brings files back and a ROLE_SHARD worker. Plain structs of fixed size
 * with bytes behind them, both ends of one build; the receiver checks every length. Must not hold
 * logic. */
#pragma once

#include <stdint.h>

#define SHARD_NAME_BYTES  32768u /* of an entry that is asked for */
#define SHARD_PIECE_BYTES 60000u /* of its contents, in one message */
#define SHARD_WORDS       200u
#define SHARD_TAR         "tar" /* what the role is told of a part of a sealed backup */

enum shard_op { SHARD_GET = 1, SHARD_LIST };

/* GET: an entry's name follows, n bytes; at most max bytes of it are wanted. LIST: at most max
 * entries. Of a tar only GET, ever onwards, and the name is not looked at. */
struct wire_shard_ask {
	uint32_t op, n;
	uint64_t offset, max;
};

enum shard_say { SHARD_BYTES = 1, SHARD_ENTRY, SHARD_END };

/* n bytes follow: BYTES contents, ENTRY a name, END words without a NUL. at: of ENTRY where its
 * contents begin, of END the same for what was asked for (0: not known). state: of END, of GET an
 * enum zip_end, of LIST 0 when all were told. */
struct wire_shard_say {
	uint32_t op, n;
	uint32_t state, spare;
	uint64_t at;
};
