/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What sam_vault.c and sam_compare.c share. Nobody else includes it. Everything secret is a field
 * of struct sam_vault, the ciphers' own state included. */
#pragma once

#include <nettle/aes.h>
#include <nettle/arcfour.h>
#include <nettle/des.h>
#include <nettle/md4.h>
#include <nettle/md5.h>

#include "scanners/readers/sam_vault.h"

#define SAM_HASH       16u
#define SAM_TEXT_UNITS 256u

struct sam_entry {
	uint8_t nt[SAM_HASH];
	uint8_t secret; /* enum sam_secret */
	uint8_t old_form;
};

struct sam_vault {
	size_t size, n; /* of the mapping; of the accounts */
	uint8_t boot_key[SAM_HASH], key[SAM_HASH];
	/* scratch */
	uint8_t in[2 * SAM_HASH], out[2 * SAM_HASH], half[8];
	uint8_t text[2 * SAM_TEXT_UNITS];
	union {
		struct arcfour_ctx rc4;
		struct aes128_ctx aes;
		struct des_ctx des;
	} cipher;
	struct md4_ctx md4;
	struct md5_ctx md5;
	struct sam_entry entry[];
};

/* Wipes what ciphers left on the stack below the caller. */
void sam_wipe_stack(void);
