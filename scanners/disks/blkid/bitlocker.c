/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See bitlocker.h. */
#include "scanners/disks/blkid/bitlocker.h"

#include <stdio.h>
#include <string.h>

#include "core/base/bytes.h"
#include "core/base/util.h"

#define SECTOR              512
#define BLOCK_MAX           ((size_t)65536) /* size of one FVE metadata block */
#define BLOCK_HEADER        64u
#define METADATA_HEADER     48u
#define ENTRY_VMK           2
#define VALUE_VMK           8
#define PROTECTION_CLEAR    0x0000
#define PROTECTION_RECOVERY 0x0800

static const uint8_t signature[8] = { '-', 'F', 'V', 'E', '-', 'F', 'S', '-' };

/* GUIDs as they lie on disk. */
static const uint8_t guid_to_go[16] = { 0x3b, 0xd6, 0x67, 0x49, 0x29, 0x2e, 0xd8, 0x4a,
					0x83, 0x99, 0xf6, 0xa3, 0x39, 0xe3, 0xd0, 0x01 };
static const uint8_t guid_encrypt_on_write[16] = { 0x3b, 0x4d, 0xa8, 0x92, 0x80, 0xdd, 0x0e, 0x4d,
						   0x9e, 0x4e, 0xb1, 0xe3, 0x28, 0x4e, 0xae, 0xd8 };

static void guid_text(const uint8_t *g, char *buf, size_t size)
{
	snprintf(buf, size, "%02X%02X%02X%02X-%02X%02X-%02X%02X-%02X%02X-%02X%02X%02X%02X%02X%02X",
		 g[3], g[2], g[1], g[0], g[5], g[4], g[7], g[6], g[8], g[9], g[10], g[11], g[12],
		 g[13], g[14], g[15]);
}

/* The protectors of the volume master key. Returns false on a broken list. */
static bool look_at_entries(struct bytes block, size_t end, bool *ret_clear, char *key_id,
			    size_t key_id_size)
{
	size_t at = BLOCK_HEADER + METADATA_HEADER;
	while (at + 8 <= end) {
		uint16_t size, type, value, protection;
		if (!bytes_u16le(block, at, &size) || !bytes_u16le(block, at + 2, &type) ||
		    !bytes_u16le(block, at + 4, &value) || size < 8 || size > end - at)
			return size == 0; /* zeros after the last entry */
		if (type == ENTRY_VMK && value == VALUE_VMK && size >= 8 + 28 &&
		    bytes_u16le(block, at + 8 + 26, &protection)) {
			if (protection == PROTECTION_CLEAR)
				*ret_clear = true;
			if (protection == PROTECTION_RECOVERY && !key_id[0])
				guid_text(block.p + at + 8, key_id, key_id_size);
		}
		at += size;
	}
	return true;
}

static bool look_at_block(struct bytes block, struct blkid_volume *v)
{
	uint16_t version, state;
	uint32_t size;
	bool clear = false;
	if (!bytes_equal(block, 0, signature, sizeof(signature)) ||
	    !bytes_u16le(block, 10, &version) || !bytes_u16le(block, 12, &state) ||
	    !bytes_u32le(block, BLOCK_HEADER, &size))
		return false;
	if (version != 2) {
		v->lock = version == 1 ? BLKID_LOCK_VISTA : BLKID_LOCK_UNKNOWN;
		return true;
	}
	size_t end = MIN((size_t)size, block.n - BLOCK_HEADER) + BLOCK_HEADER;
	if (!look_at_entries(block, end, &clear, v->key_id, sizeof(v->key_id)))
		return false;
	switch (state) {
	case 1: v->lock = BLKID_LOCK_DECRYPTED; break;
	case 2:
	case 3:
	case 5: v->lock = BLKID_LOCK_CHANGING; break;
	case 4: v->lock = clear ? BLKID_LOCK_CLEAR_KEY : BLKID_LOCK_LOCKED; break;
	default: v->lock = BLKID_LOCK_UNKNOWN;
	}
	return true;
}

bool bitlocker_look(const struct bitlocker_source *from, struct blkid_volume *v)
{
	static uint8_t buf[BLOCK_MAX];
	uint8_t head[SECTOR];
	if (!from->read(from->arg, head, sizeof(head), 0))
		return false;
	struct bytes h = bytes_of(head, sizeof(head));
	uint64_t offsets = 176;
	if (bytes_equal(h, 424, guid_to_go, sizeof(guid_to_go)))
		offsets = 440;
	else if (!bytes_equal(h, 3, signature, sizeof(signature)))
		return false;
	snprintf(v->type, sizeof(v->type), "BitLocker");
	v->lock = BLKID_LOCK_UNKNOWN;
	if (offsets == 176 && bytes_equal(h, 0, "\xeb\x52\x90", 3)) {
		v->lock = BLKID_LOCK_VISTA;
		return true;
	}
	if (offsets == 176 && bytes_equal(h, 160, guid_encrypt_on_write, 16)) {
		v->lock = BLKID_LOCK_CHANGING;
		return true;
	}
	for (unsigned i = 0; i < 3; i++) { /* three copies; the first that holds together counts */
		uint64_t at = 0;
		if (!bytes_u64le(h, offsets + 8 * i, &at) || at == 0 || at % SECTOR ||
		    !from->read(from->arg, buf, sizeof(buf), at))
			continue;
		if (look_at_block(bytes_of(buf, sizeof(buf)), v))
			return true;
		v->key_id[0] = '\0';
	}
	return true;
}
