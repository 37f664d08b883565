/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens a BitLocker volume with its password or its recovery key: which cipher, the key of the volume, and
 * which sectors of the file system lie where. Reads the first sector and at most three blocks of 64 KiB;
 * decrypts nothing of the file system and writes nothing. Secrets live in struct fve_volume, which
 * the caller keeps in locked memory (core/base/secret.h), and in such memory of its own.
 * Facts: libbde, "BitLocker Drive Encryption (BDE) format specification" (Joachim Metz);
 * cryptsetup 2.8, lib/bitlk (the check of all of it at the end of a block). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

#define FVE_SECTOR       512u
#define FVE_KEY_MAX      64u
#define FVE_SEGMENTS_MAX 12u
#define FVE_SECRET_MAX   1024u /* bytes of UTF-8: 256 letters, which is the most that Windows takes */
#define FVE_ROUNDS       0x100000u /* how often a password is hashed */

enum fve_cipher { FVE_XTS, FVE_CBC, FVE_CBC_ELEPHANT, FVE_CIPHERS };

/* In sectors. from: where it lies on the volume, which is also what its encryption begins to count at;
 * zero: BitLocker's own place, read as zeros. */
struct fve_segment {
	uint64_t start, length, from;
	bool zero;
};

struct fve_volume {
	enum fve_cipher cipher;
	size_t key_n;
	uint8_t key[FVE_KEY_MAX];
	size_t n;
	struct fve_segment segment[FVE_SEGMENTS_MAX]; /* in order, without gaps, from 0 on */
};

enum fve_end {
	FVE_OPENED,
	FVE_WRONG,       /* neither its password nor its recovery key */
	FVE_NO_PASSWORD, /* only a smart card, a key file or a chip of the PC opens it */
	FVE_CHANGING,    /* being put on or taken off, or not finished */
	FVE_KIND,        /* of a kind that nothing here opens */
	FVE_DAMAGED,     /* what tells about its keys is damaged, or it is cut off */
	FVE_NO_MEMORY,   /* none could be locked */
	FVE_ENDS,
};

struct fve_source {
	/* n bytes from offset on of the volume; false when it can't. */
	bool (*read)(void *arg, void *buf, size_t n, uint64_t offset);
	void *arg;
	uint64_t size; /* bytes of the volume */
};

/* secret: n bytes of UTF-8; 48 digits in groups are a recovery key, too. rounds: FVE_ROUNDS (tests: fewer).
 * On FVE_OPENED ret is whole, else it is zero. */
NODISCARD enum fve_end fve_open(const struct fve_source *from, const char *secret, size_t n,
				unsigned rounds, struct fve_volume *ret);

/* The eight numbers of a recovery key as 16 bytes; false when it is none. Spaces and lines between the groups
 * do not matter. */
NODISCARD bool fve_recovery_key(const char *text, size_t n, uint8_t ret[16]);

/* Lays out a volume of size bytes. block: bytes, where the three blocks of 64 KiB lie; header: where the
 * moved beginning of header_n bytes does. False when they overlap or lie outside. */
NODISCARD bool fve_segments(uint64_t size, const uint64_t block[3], uint64_t header,
			    uint64_t header_n, struct fve_segment *ret, size_t *ret_n);
