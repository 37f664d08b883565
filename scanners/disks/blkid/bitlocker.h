/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Recognises BitLocker and reads what its header tells without a key: how the lock stands, and
 * the ID of the recovery key. Must not decrypt. Facts about the format: libbde, "BitLocker Drive
 * Encryption (BDE) format specification" (Joachim Metz), chapters 3 and 5; the states of a
 * volume: dislocker, metadata.h. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "scanners/disks/blkid_wire.h"

/* Reads exactly n bytes at off of the volume; false when it can't. */
struct bitlocker_source {
	bool (*read)(void *arg, void *buf, size_t n, uint64_t off);
	void *arg;
};

/* True when a BitLocker header is there; then v->type, lock and key_id are set. */
bool bitlocker_look(const struct bitlocker_source *from, struct blkid_volume *v);
