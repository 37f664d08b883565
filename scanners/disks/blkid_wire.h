/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the worker that looks at a disk's first bytes says: one head, then n volumes, each one
 * message of fixed size. Whoever receives it trusts nothing in it. */
#pragma once

#include <stdint.h>

#define BLKID_WIRE_MAGIC  0x4b424c31u /* "KBL1" */
#define BLKID_VOLUMES_MAX 128

enum blkid_state {
	BLKID_STATE_READ,
	BLKID_STATE_UNREADABLE,
	BLKID_STATE_DAMAGED, /* the list of parts is damaged, what is left of it was enough */
	BLKID_STATES,
};

struct blkid_head {
	uint32_t magic, n;
	uint32_t state; /* enum blkid_state */
	char table[20]; /* "gpt", "dos", ... or "" */
};

enum blkid_verdict {
	BLKID_VERDICT_FOUND,
	BLKID_VERDICT_NOTHING,    /* no file system known here, and nothing else */
	BLKID_VERDICT_AMBIVALENT, /* several in the same place */
	BLKID_VERDICT_UNREADABLE, /* the disk refused to give the bytes */
	BLKID_VERDICT_NO_TABLE,   /* there was a list of parts, which cannot be read any more */
	BLKID_VERDICT_SOMETHING,  /* no file system known here, but something is written there */
	BLKID_VERDICTS,
};

/* How a BitLocker volume stands, as far as its header tells. */
enum blkid_lock {
	BLKID_LOCK_UNKNOWN,
	BLKID_LOCK_LOCKED,
	BLKID_LOCK_CLEAR_KEY, /* suspended: the key lies beside the lock */
	BLKID_LOCK_CHANGING,  /* being put on or taken off */
	BLKID_LOCK_DECRYPTED, /* taken off, the header is still there */
	BLKID_LOCK_VISTA,     /* the first form, of 2007 */
	BLKID_LOCKS,
};

struct blkid_volume {
	uint32_t magic, partition;
	uint64_t offset, size;
	uint32_t verdict, lock;
	char type[32], label[260], uuid[64];
	char partition_label[200], partition_type[44];
	char key_id[40]; /* of a BitLocker recovery key, or "" */
};
