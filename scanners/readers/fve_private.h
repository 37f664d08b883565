/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the BitLocker reader share. Private to scanners/readers/fve*.c. */
#pragma once

#include "core/base/bytes.h"
#include "scanners/readers/fve.h"

#define FVE_BLOCK 65536u /* room of each of the three copies */

/* One way to the key of the volume. */
struct fve_protector {
	uint16_t kind;
	struct bytes salt; /* 16 bytes, or none */
	struct bytes box;  /* nonce, check, encrypted: the master key */
};

#define FVE_PASSWORD       0x2000u
#define FVE_RECOVERY       0x0800u
#define FVE_PROTECTORS_MAX 16u

/* Out of the one copy that holds together. Windows into the block, which must stay. */
struct fve_metadata {
	uint16_t method;
	uint64_t volume_size, block[3], header, header_n;
	struct fve_protector protector[FVE_PROTECTORS_MAX];
	size_t n;
	struct bytes key;   /* encrypted with the master key */
	struct bytes proof; /* likewise: the hash of all */
	struct bytes all;   /* what that hash is of */
};

/* Finds a copy and takes it apart; buf: FVE_BLOCK bytes. FVE_OPENED: *ret holds. */
NODISCARD enum fve_end fve_metadata_read(const struct fve_source *from, uint8_t *buf,
					 struct fve_metadata *ret);

/* Cipher and length of the key by the number of the method; false: not known here. */
NODISCARD bool fve_method(uint16_t method, enum fve_cipher *ret, size_t *ret_key_n);
