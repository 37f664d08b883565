/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The outside of event records: their chain in a chunk, and which ids a record may have. Nearly all
 * records are one template and a table of the values that go into it; the id is one of the
 * 16-bit numbers of that table. So a record is passed over only when the table is whole and no
 * such number is wanted. */
#include "scanners/readers/evtx_private.h"

#include <string.h>

#define RECORD_MIN     28u
#define TYPE_UINT16    6
#define DEFINITION     24u /* bytes of a template's definition before its contents */
#define VALUES_MAX     400u
#define TOKEN_TEMPLATE 0x0c

static const uint8_t file_sign[8] = "ElfFile", record_sign[4] = { '*', '*', 0, 0 };

bool evtx_head(struct bytes file, struct evtx_head *ret)
{
	uint32_t flags = 0;
	uint16_t major = 0;

	*ret = (struct evtx_head){ 0 };
	if (file.n < EVTX_HEADER || !bytes_equal(file, 0, file_sign, sizeof(file_sign)) ||
	    !bytes_u16le(file, 38, &major) || major != 3)
		return false;
	(void)bytes_u64le(file, 16, &ret->newest);
	(void)bytes_u32le(file, 120, &flags);
	ret->open = flags & 1;
	return true;
}

static bool read_record(struct bytes chunk, uint32_t at, struct evtx_record *ret)
{
	uint32_t size = 0, again = 0;
	uint64_t filetime = 0;

	*ret = (struct evtx_record){ .at = at };
	if (!bytes_u32le(chunk, (uint64_t)at + 4, &size) || size < RECORD_MIN ||
	    !bytes_has(chunk, at, size) || !bytes_u64le(chunk, (uint64_t)at + 8, &ret->number) ||
	    !bytes_u64le(chunk, (uint64_t)at + 16, &filetime) ||
	    !bytes_u32le(chunk, (uint64_t)at + size - 4, &again) || again != size)
		return false;
	ret->size = size;
	ret->written = time_from_filetime(filetime);
	return true;
}

/* The chunk's own end of its records; beyond it lies what is older, or nothing. An open chunk's
 * header is behind, so the chain goes on as long as the numbers do. */
bool evtx_walk(struct evtx *e, struct bytes chunk, uint32_t *ret_end)
{
	uint32_t at = EVTX_RECORDS, free_at = 0;
	bool whole;

	e->n = 0;
	(void)bytes_u32le(chunk, 48, &free_at);
	while (e->n < EVTX_RECORDS_MAX && bytes_equal(chunk, at, record_sign, 4)) {
		struct evtx_record *r = &e->record[e->n];

		if (!read_record(chunk, at, r) ||
		    (e->n && at >= free_at && r->number != e->record[e->n - 1].number + 1))
			break;
		e->n++;
		at += r->size;
	}
	*ret_end = at;
	whole = at >= free_at && e->n < EVTX_RECORDS_MAX && free_at >= EVTX_RECORDS;
	return whole;
}

static bool wanted_number(const struct evtx *e, uint16_t id)
{
	for (const struct evtx_want *w = e->wants; w->id; w++)
		if (w->id == id)
			return true;
	return false;
}

/* The place of the table of values, or false when the record does not begin with a template. */
static bool find_table(struct bytes chunk, const struct evtx_record *r, uint64_t *ret)
{
	static const uint8_t fragment[4] = { 0x0f, 1, 1, 0 };
	uint64_t at = (uint64_t)r->at + 24;
	uint32_t definition, size;
	uint8_t token = 0;

	if (!bytes_equal(chunk, at, fragment, 4) || !bytes_u8(chunk, at + 4, &token) ||
	    token != TOKEN_TEMPLATE || !bytes_u32le(chunk, at + 10, &definition))
		return false;
	at += 14;
	if (definition == at) {
		if (!bytes_u32le(chunk, at + 20, &size))
			return false;
		at += DEFINITION + (uint64_t)size;
	}
	*ret = at;
	return at < (uint64_t)r->at + r->size;
}

bool evtx_fits(const struct evtx *e, struct bytes chunk, const struct evtx_record *r,
	       bool *ret_unclear)
{
	uint64_t at, values, end = (uint64_t)r->at + r->size;
	uint32_t n = 0;
	bool numbers = false;

	*ret_unclear = true;
	if (!find_table(chunk, r, &at) || !bytes_u32le(chunk, at, &n) || !n || n > VALUES_MAX)
		return true;
	at += 4;
	values = at + (uint64_t)n * 4;
	for (uint32_t i = 0; i < n; i++, at += 4) {
		uint16_t size = 0, id = 0;
		uint8_t type = 0;

		if (!bytes_u16le(chunk, at, &size) || !bytes_u8(chunk, at + 2, &type) ||
		    values + size > end)
			return true;
		if (type == TYPE_UINT16 && size == 2 && bytes_u16le(chunk, values, &id)) {
			numbers = true;
			if (wanted_number(e, id)) {
				*ret_unclear = false;
				return true;
			}
		}
		values += size;
	}
	*ret_unclear = !numbers;
	return !numbers;
}
