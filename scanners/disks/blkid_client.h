/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the answer of a ROLE_BLKID worker and puts it into words: what lies on a disk, part by
 * part, and whether it can be read here. The worker's every message is hostile. Must not touch
 * the disk. */
#pragma once

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/model/client.h"
#include "scanners/disks/blkid_wire.h"

struct blkid_answer {
	const char *table;          /* "gpt", "dos", "" */
	struct volume_info *volume; /* by partition number; the whole disk is number 0 */
	size_t n;
	struct phrase reason; /* why nothing could be told, or nothing */
};

/* Receives all messages of the worker behind sock, waiting at most ms for each. size: bytes of
 * the disk; parts that lie outside are refused. Texts live in the arena. ERR_INTERNAL: the worker
 * ended or talked nonsense; ERR_LIMIT: too slow. The caller ends the worker in any case. */
NODISCARD int blkid_client_read(int sock, uint64_t size, int ms, struct arena *a,
				struct blkid_answer *ret, struct err *err);

/* Who can read a type: BLKID_READER_NTFS the reader worker from the descriptor; _MOUNT after a
 * read-only mount by the broker; _NONE nobody here. */
enum blkid_reader { BLKID_READER_NONE, BLKID_READER_NTFS, BLKID_READER_MOUNT };
enum blkid_reader blkid_client_reader(const char *type);

/* One message in words; false when it can't be true. For tests and the fuzzer as well. */
bool blkid_client_volume(const struct blkid_volume *wire, uint64_t disk_size, struct arena *a,
			 struct volume_info *ret);
