/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a BitLocker volume tells about its keys: three copies, of which the first whole one counts. */
#include <string.h>
#include <zlib.h>

#include "scanners/readers/fve_private.h"

#define BLOCK_HEADER    64u
#define METADATA_HEADER 48u
#define ENTRY_HEADER    8u
#define VMK_HEADER      28u
#define VALIDATION      8u /* before the sealed hash */
#define SEALED_MIN      28u
#define STATE_WHOLE     4u

enum entry_type { ENTRY_PROPERTY = 0, ENTRY_VMK = 2, ENTRY_KEY = 3, ENTRY_HEADER_PLACE = 15 };
enum entry_value { VALUE_STRETCH = 3, VALUE_SEALED = 5, VALUE_VMK = 8, VALUE_PLACE = 15 };

static const uint8_t signature[8] = { '-', 'F', 'V', 'E', '-', 'F', 'S', '-' };
static const uint8_t guid_usual[16] = { 0x3b, 0xd6, 0x67, 0x49, 0x29, 0x2e, 0xd8, 0x4a,
					0x83, 0x99, 0xf6, 0xa3, 0x39, 0xe3, 0xd0, 0x01 };

struct entry {
	uint16_t type, value;
	struct bytes body;
};

/* The entry at *at, which moves behind it. False at the end; *ret_good false: it is none. */
static bool next_entry(struct bytes list, size_t *at, struct entry *ret, bool *ret_good)
{
	uint16_t size;

	*ret_good = true;
	if (list.n - *at < ENTRY_HEADER || !bytes_u16le(list, *at, &size) || size == 0)
		return false;
	*ret_good = bytes_u16le(list, *at + 2, &ret->type) &&
		    bytes_u16le(list, *at + 4, &ret->value) && size >= ENTRY_HEADER &&
		    bytes_sub(list, *at + ENTRY_HEADER, size - ENTRY_HEADER, &ret->body);
	*at += *ret_good ? size : 0;
	return *ret_good;
}

static bool take_protector(struct bytes body, struct fve_protector *ret)
{
	struct bytes list;
	struct entry e;
	size_t at = 0;
	bool good;

	*ret = (struct fve_protector){ 0 };
	if (!bytes_u16le(body, VMK_HEADER - 2, &ret->kind) ||
	    !bytes_sub(body, VMK_HEADER, body.n - VMK_HEADER, &list))
		return false;
	while (next_entry(list, &at, &e, &good)) {
		if (e.value == VALUE_STRETCH && !bytes_sub(e.body, 4, 16, &ret->salt))
			return false;
		if (e.value == VALUE_SEALED)
			ret->box = e.body;
	}
	return good;
}

static bool take_entries(struct bytes list, struct fve_metadata *m)
{
	struct entry e;
	size_t at = 0;
	bool good;

	while (next_entry(list, &at, &e, &good)) {
		if (e.type == ENTRY_VMK && e.value == VALUE_VMK && m->n < FVE_PROTECTORS_MAX &&
		    !take_protector(e.body, &m->protector[m->n++]))
			return false;
		if (e.type == ENTRY_KEY && e.value == VALUE_SEALED && !m->key.n)
			m->key = e.body;
		if (e.type == ENTRY_HEADER_PLACE && e.value == VALUE_PLACE &&
		    (!bytes_u64le(e.body, 0, &m->header) || !bytes_u64le(e.body, 8, &m->header_n)))
			return false;
	}
	return good && m->key.n >= SEALED_MIN && m->header_n > 0;
}

/* Behind what counts: its CRC-32, and a hash that only the master key opens. */
static bool take_validation(struct bytes b, size_t n, struct fve_metadata *m)
{
	uint16_t size, sealed, role, value;
	uint32_t crc;

	if (!bytes_sub(b, 0, n, &m->all) || !bytes_u16le(b, n, &size) ||
	    !bytes_u32le(b, n + 4, &crc) || crc != crc32(0, m->all.p, (unsigned)m->all.n) ||
	    !bytes_u16le(b, n + VALIDATION, &sealed) ||
	    !bytes_u16le(b, n + VALIDATION + 2, &role) ||
	    !bytes_u16le(b, n + VALIDATION + 4, &value))
		return false;
	return role == ENTRY_PROPERTY && value == VALUE_SEALED &&
	       sealed >= ENTRY_HEADER + SEALED_MIN && size >= VALIDATION + sealed &&
	       bytes_sub(b, n + VALIDATION + ENTRY_HEADER, sealed - ENTRY_HEADER, &m->proof);
}

static enum fve_end take_block(struct bytes b, uint64_t place, unsigned which,
			       struct fve_metadata *m)
{
	uint16_t units, version, state, next;
	struct bytes list;
	uint32_t size, head;
	size_t n;

	*m = (struct fve_metadata){ 0 };
	if (!bytes_equal(b, 0, signature, sizeof(signature)) || !bytes_u16le(b, 8, &units) ||
	    !bytes_u16le(b, 10, &version) || version != 2)
		return FVE_DAMAGED;
	n = (size_t)units * 16;
	if (n < BLOCK_HEADER + METADATA_HEADER || !take_validation(b, n, m) ||
	    !bytes_u16le(b, 12, &state) || !bytes_u16le(b, 14, &next) ||
	    !bytes_u64le(b, 16, &m->volume_size) || !bytes_u32le(b, BLOCK_HEADER, &size) ||
	    !bytes_u32le(b, BLOCK_HEADER + 8, &head) ||
	    !bytes_u16le(b, BLOCK_HEADER + 36, &m->method))
		return FVE_DAMAGED;
	for (unsigned i = 0; i < 3; i++)
		(void)!bytes_u64le(b, 32 + 8 * i, &m->block[i]);
	if (m->block[which] != place || head != METADATA_HEADER || size < METADATA_HEADER ||
	    !bytes_sub(m->all, BLOCK_HEADER + METADATA_HEADER, size - METADATA_HEADER, &list))
		return FVE_DAMAGED;
	if (state != STATE_WHOLE || next != STATE_WHOLE)
		return FVE_CHANGING;
	return take_entries(list, m) ? FVE_OPENED : FVE_DAMAGED;
}

/* Where the three places are written down: 0 for what is no BitLocker of a kind that is known here. */
static size_t places_at(struct bytes head)
{
	uint16_t sector;

	if (!bytes_equal(head, 0, "\xeb\x58\x90", 3) || !bytes_u16le(head, 11, &sector) ||
	    (sector != 0 && sector != FVE_SECTOR))
		return 0;
	if (bytes_equal(head, 3, signature, sizeof(signature)))
		return bytes_equal(head, 160, guid_usual, sizeof(guid_usual)) ? 176 : 0;
	if (bytes_equal(head, 3, "MSWIN4.1", 8))
		return bytes_equal(head, 424, guid_usual, sizeof(guid_usual)) ? 440 : 0;
	return 0;
}

enum fve_end fve_metadata_read(const struct fve_source *from, uint8_t *buf,
			       struct fve_metadata *ret)
{
	enum fve_end end = FVE_DAMAGED;
	uint64_t place[3];
	struct bytes head = bytes_of(buf, FVE_SECTOR);
	size_t at;

	if (!from->read(from->arg, buf, FVE_SECTOR, 0))
		return FVE_DAMAGED;
	at = places_at(head);
	if (!at)
		return FVE_KIND;
	for (unsigned i = 0; i < 3; i++)
		if (!bytes_u64le(head, at + 8 * i, &place[i]))
			return FVE_DAMAGED;
	for (unsigned i = 0; i < 3 && end == FVE_DAMAGED; i++)
		if (place[i] > 0 && place[i] % FVE_SECTOR == 0 && place[i] < from->size &&
		    from->size - place[i] >= FVE_BLOCK &&
		    from->read(from->arg, buf, FVE_BLOCK, place[i]))
			end = take_block(bytes_of(buf, FVE_BLOCK), place[i], i, ret);
	return end;
}

bool fve_method(uint16_t method, enum fve_cipher *ret, size_t *ret_key_n)
{
	static const struct {
		enum fve_cipher cipher;
		size_t key_n;
	} known[] = { { FVE_CBC_ELEPHANT, 32 }, { FVE_CBC_ELEPHANT, 64 }, { FVE_CBC, 16 },
		      { FVE_CBC, 32 },          { FVE_XTS, 32 },          { FVE_XTS, 64 } };

	if (method < 0x8000 || method - 0x8000u >= LEN(known))
		return false;
	*ret = known[method - 0x8000u].cipher;
	*ret_key_n = known[method - 0x8000u].key_n;
	return true;
}
