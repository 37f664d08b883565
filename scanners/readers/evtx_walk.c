/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The outside of event records: their chain in a chunk, and which ids a record may have. Nearly all
 * records are one template and a table of the values that go into it; the id is one of the
 * 16-bit numbers of that table. So a record is passed over only when the table is whole and no
 * such number is wanted. */
#include "scanners/readers/evtx_private.h"

#include <string.h>

#define RECORD_MIN      28u
#define TYPE_UINT16     6
#define TYPE_BINARY_XML 33
#define DEFINITION      24u /* bytes of a template's definition before its contents */
#define VALUES_MAX      400u
#define TOKEN_TEMPLATE  0x0c

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

/* The table of values of a template: n entries of size, type, 0 at `at`, the values behind it. */
struct table {
	uint64_t at, values, end;
	uint32_t n;
};

enum found { NO_TEMPLATE, TEMPLATE, TOO_MANY };

/* A fragment in [at, end) that is one template and its values. */
static enum found find_table(struct bytes chunk, uint64_t at, uint64_t end, struct table *ret)
{
	static const uint8_t fragment[4] = { 0x0f, 1, 1, 0 };
	uint32_t definition, size;
	uint8_t token = 0;

	if (!bytes_equal(chunk, at, fragment, 4) || !bytes_u8(chunk, at + 4, &token) ||
	    token != TOKEN_TEMPLATE || !bytes_u32le(chunk, at + 10, &definition))
		return NO_TEMPLATE;
	at += 14;
	if (definition == at) {
		if (!bytes_u32le(chunk, at + 20, &size))
			return TOO_MANY;
		at += DEFINITION + (uint64_t)size;
	}
	*ret = (struct table){ .at = at + 4, .end = end };
	if (at > end || !bytes_u32le(chunk, at, &ret->n) || ret->n > VALUES_MAX)
		return TOO_MANY;
	ret->values = ret->at + (uint64_t)ret->n * 4;
	return ret->values <= end ? TEMPLATE : TOO_MANY;
}

/* The next value: its type, place and size. False at the end, or when it lies outside. */
static bool next_value(struct bytes chunk, struct table *t, uint8_t *ret_type, uint64_t *ret_at,
		       uint16_t *ret_size)
{
	if (!t->n || !bytes_u16le(chunk, t->at, ret_size) ||
	    !bytes_u8(chunk, t->at + 2, ret_type) || t->values + *ret_size > t->end)
		return false;
	*ret_at = t->values;
	t->values += *ret_size;
	t->at += 4;
	t->n--;
	return true;
}

enum evtx_look evtx_look_at(const struct evtx *e, struct bytes chunk, const struct evtx_record *r)
{
	bool numbers = false, wanted = false;
	struct table t, inner;
	uint64_t at;
	uint16_t size, id;
	uint8_t type;

	switch (find_table(chunk, (uint64_t)r->at + 24, (uint64_t)r->at + r->size - 4, &t)) {
	case NO_TEMPLATE: return EVTX_UNCLEAR;
	case TOO_MANY: return EVTX_BROKEN;
	case TEMPLATE: break;
	}
	while (next_value(chunk, &t, &type, &at, &size)) {
		if (type == TYPE_UINT16 && size == 2 && bytes_u16le(chunk, at, &id)) {
			numbers = true;
			wanted |= wanted_number(e, id);
		}
		if (type == TYPE_BINARY_XML && size &&
		    find_table(chunk, at, at + size, &inner) == TOO_MANY)
			return EVTX_BROKEN;
	}
	if (t.n)
		return EVTX_BROKEN;
	return wanted ? EVTX_WANTED : numbers ? EVTX_PASS : EVTX_UNCLEAR;
}
