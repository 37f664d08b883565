/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The wanted events of a chunk, through libevtx. Its header gets the true end of the records first,
 * because an open chunk's own is behind, and what lies beyond is emptied: libevtx would offer it as
 * recovered records. */
#include "scanners/readers/evtx.h"

/* Debian 13: the header offers files in memory only to those who say that they have libbfio. */
#define HAVE_LIBBFIO 1
#include <libevtx.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/util.h"
#include "scanners/readers/bytes_io.h"
#include "scanners/readers/evtx_private.h"

#define XML_MAX      ((size_t)1 << 20)
#define PROVIDER_MAX 512

static void put(uint8_t *p, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (uint8_t)(v >> (8 * i));
}

/* A log of one chunk. The check sum is left out: libevtx only notes that it differs. */
static void make_header(uint8_t *p)
{
	memset(p, 0, EVTX_HEADER);
	memcpy(p, "ElfFile", 8);
	put(p + 24, 1, 8);   /* next record */
	put(p + 32, 128, 4); /* size of this header */
	put(p + 36, 1, 2);   /* version 3.1 */
	put(p + 38, 3, 2);
	put(p + 40, EVTX_HEADER, 2);
	put(p + 42, 1, 2); /* chunks */
}

struct evtx *evtx_new(struct evtx_want *wants, evtx_fn each, void *arg)
{
	struct evtx *e = xcalloc(1, sizeof(*e));

	e->wants = wants;
	e->each = each;
	e->arg = arg;
	e->file = xmalloc(EVTX_HEADER + EVTX_CHUNK);
	e->xml = xmalloc(XML_MAX);
	make_header(e->file);
	return e;
}

void evtx_free(struct evtx *e)
{
	if (!e)
		return;
	free(e->file);
	free(e->xml);
	free(e);
}

static void copy_chunk(struct evtx *e, struct bytes chunk, uint32_t end)
{
	uint8_t *p = e->file + EVTX_HEADER;

	memcpy(p, chunk.p, end);
	memset(p + end, 0, EVTX_CHUNK - end);
	put(p + 40, 128, 4);
	put(p + 44, e->record[e->n - 1].at, 4);
	put(p + 48, end, 4);
}

static struct evtx_want *want_of(struct evtx *e, uint32_t id)
{
	for (struct evtx_want *w = e->wants; w->id; w++)
		if (w->id == id)
			return w;
	return NULL;
}

/* When the record's own time is missing (exported logs), its XML has it. */
static int64_t time_of(const struct evtx_record *r, const char *xml)
{
	static const char key[] = "SystemTime=\"";
	const char *s = r->written == TIME_ABSENT ? strstr(xml, key) : NULL;
	char iso[24];
	int64_t t;

	if (!s || strlen(s) < sizeof(key) + 19)
		return r->written;
	snprintf(iso, sizeof(iso), "%.19sZ", s + sizeof(key) - 1);
	return time_parse_iso(iso, &t) ? t : TIME_ABSENT;
}

static bool get_xml(struct evtx *e, libevtx_record_t *record)
{
	size_t size = 0;

	if (libevtx_record_get_utf8_xml_string_size(record, &size, NULL) != 1 || !size ||
	    size > XML_MAX ||
	    libevtx_record_get_utf8_xml_string(record, (uint8_t *)e->xml, size, NULL) != 1)
		return false;
	e->xml[size - 1] = '\0';
	return true;
}

/* An id that is no number of its own, but text (a record without a template). */
static bool id_from_xml(struct evtx *e, libevtx_record_t *record, uint32_t *ret)
{
	static const char key[] = "<EventID>";
	const char *s = get_xml(e, record) ? strstr(e->xml, key) : NULL;
	char *end;

	if (!s)
		return false;
	*ret = (uint32_t)strtoul(s + sizeof(key) - 1, &end, 10);
	return *end == '<';
}

static bool get_provider(libevtx_record_t *record, char *ret, size_t max)
{
	size_t size = 0;

	if (libevtx_record_get_utf8_source_name_size(record, &size, NULL) != 1 || !size ||
	    size > max ||
	    libevtx_record_get_utf8_source_name(record, (uint8_t *)ret, size, NULL) != 1)
		return false;
	ret[size - 1] = '\0';
	return true;
}

/* False: the record could not be taken apart. */
static bool tell(struct evtx *e, libevtx_record_t *record, const struct evtx_record *r)
{
	struct evtx_event event = { .number = r->number };
	char provider[PROVIDER_MAX] = "";
	struct evtx_want *want;
	uint32_t id = 0;

	if (libevtx_record_get_event_identifier(record, &id, NULL) != 1 &&
	    !id_from_xml(e, record, &id))
		return false;
	want = want_of(e, id & 0xffff);
	if (!want)
		return true;
	if (want->seen >= want->max) {
		want->more++;
		return true;
	}
	if (!get_provider(record, provider, sizeof(provider)) || !get_xml(e, record))
		return false;
	want->seen++;
	event.id = want->id;
	event.provider = provider;
	event.xml = e->xml;
	event.written = time_of(r, e->xml);
	e->each(e->arg, &event);
	return true;
}

static void tell_wanted(struct evtx *e, libevtx_file_t *file, struct evtx_seen *seen)
{
	int n = 0;

	if (libevtx_file_get_number_of_records(file, &n, NULL) != 1)
		n = 0;
	for (size_t i = 0; i < e->n; i++) {
		libevtx_record_t *record = NULL;

		if (!e->record[i].wanted)
			continue;
		if ((size_t)n != e->n ||
		    libevtx_file_get_record_by_index(file, (int)i, &record, NULL) != 1 ||
		    !tell(e, record, &e->record[i]))
			seen->damaged++;
		if (record)
			(void)libevtx_record_free(&record, NULL);
	}
}

static void open_chunk(struct evtx *e, struct evtx_seen *seen)
{
	struct bytes_io source;
	libbfio_handle_t *io = NULL;
	libevtx_file_t *file = NULL;

	if (bytes_io_open(&source, bytes_of(e->file, EVTX_HEADER + EVTX_CHUNK), &io) &&
	    libevtx_file_initialize(&file, NULL) == 1 &&
	    libevtx_file_open_file_io_handle(file, io, LIBEVTX_OPEN_READ, NULL) == 1) {
		tell_wanted(e, file, seen);
		(void)libevtx_file_close(file, NULL);
	} else {
		seen->damaged++;
	}
	if (file)
		(void)libevtx_file_free(&file, NULL);
	if (io)
		(void)libbfio_handle_free(&io, NULL);
}

static void note(struct evtx_seen *seen, const struct evtx_record *r)
{
	if (!seen->records || r->number < seen->oldest_number) {
		seen->oldest_number = r->number;
		seen->oldest = r->written;
	}
	if (!seen->records || r->number > seen->newest_number) {
		seen->newest_number = r->number;
		seen->newest = r->written;
	}
	seen->records++;
}

/* Is libevtx to take this record apart? */
static bool choose_one(struct evtx *e, struct bytes chunk, const struct evtx_record *r,
		       struct evtx_seen *seen)
{
	switch (evtx_look_at(e, chunk, r)) {
	case EVTX_WANTED: return true;
	case EVTX_UNCLEAR:
		if (seen->unclear++ < EVTX_UNCLEAR_MAX)
			return true;
		break;
	case EVTX_BROKEN: break;
	case EVTX_PASS: return false;
	}
	seen->damaged++;
	return false;
}

static bool choose(struct evtx *e, struct bytes chunk, struct evtx_seen *seen)
{
	bool any = false;

	for (size_t i = 0; i < e->n; i++) {
		note(seen, &e->record[i]);
		e->record[i].wanted = choose_one(e, chunk, &e->record[i], seen);
		any |= e->record[i].wanted;
	}
	return any;
}

static bool empty(struct bytes b)
{
	for (size_t i = 0; i < b.n; i++)
		if (b.p[i])
			return false;
	return true;
}

void evtx_chunk(struct evtx *e, struct bytes chunk, struct evtx_seen *seen)
{
	uint32_t end;

	if (chunk.n != EVTX_CHUNK || !bytes_equal(chunk, 0, "ElfChnk", 8)) {
		seen->damaged += !empty(chunk);
		return;
	}
	if (!evtx_walk(e, chunk, &end))
		seen->damaged++;
	if (!e->n || !choose(e, chunk, seen))
		return;
	copy_chunk(e, chunk, end);
	open_chunk(e, seen);
}
