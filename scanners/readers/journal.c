/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See journal.h. */
#include "scanners/readers/journal.h"

#include <errno.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/util.h"

#define LINES_MAX   ((size_t)50000)
#define TEXTS_MAX   ((size_t)24 << 20)
#define KERNELS_MAX 8u /* the field is there once; a file that says otherwise is odd */
#define ITEMS_MAX   ((size_t)4096)

/* What a file must know to be read right; the others change nothing of what is looked at here. */
enum { PACKED_XZ = 1, PACKED_LZ4 = 2, KEYED_HASH = 4, PACKED_ZSTD = 8, COMPACT = 16 };
#define KNOWN ((uint32_t)(PACKED_XZ | PACKED_LZ4 | KEYED_HASH | PACKED_ZSTD | COMPACT))

enum { OBJECT_DATA = 1, OBJECT_ENTRY = 3, OBJECT_LAST = 7 };
enum { OBJECT_HEAD = 16, DATA_HEAD = 64, DATA_HEAD_COMPACT = 72, ENTRY_HEAD = 64 };

struct line {
	uint64_t at;
	const char *text;
};

struct journal {
	struct journal_head head;
	journal_fn each;
	void *arg;
	uint64_t next;
	struct line *line;
	size_t n, cap, unclear;
	uint64_t kernel[KERNELS_MAX];
	size_t n_kernel;
	struct arena texts;
};

static int64_t moment(struct bytes b, uint64_t at)
{
	uint64_t micro = 0;

	return bytes_u64le(b, at, &micro) && micro ? (int64_t)(micro / 1000000) : TIME_ABSENT;
}

enum journal_kind journal_head(struct bytes file, struct journal_head *ret)
{
	uint32_t needs = 0;
	uint64_t arena_size = 0;

	*ret = (struct journal_head){ .begins = TIME_ABSENT, .ends = TIME_ABSENT };
	if (!bytes_equal(file, 0, "LPKSHHRH", 8) || !bytes_u32le(file, 12, &needs) ||
	    !bytes_u64le(file, 88, &ret->first) || !bytes_u64le(file, 96, &arena_size) ||
	    !bytes_u64le(file, 136, &ret->last) || !bytes_has(file, 0, 208))
		return JOURNAL_NONE;
	if (needs & ~KNOWN)
		return JOURNAL_UNKNOWN;
	if (ret->first < 208 || ret->first > 65536 || ret->first % 8 || ret->last % 8)
		return JOURNAL_NONE;
	ret->compact = needs & COMPACT;
	ret->begins = moment(file, 184);
	ret->ends = moment(file, 192);
	return JOURNAL_GOOD;
}

struct journal *journal_new(const struct journal_head *head, journal_fn each, void *arg)
{
	struct journal *j = xcalloc(1, sizeof(*j));

	j->head = *head;
	j->next = head->first;
	j->each = each;
	j->arg = arg;
	return j;
}

void journal_free(struct journal *j)
{
	free(j->line);
	arena_done(&j->texts);
	free(j);
}

uint64_t journal_next(const struct journal *j)
{
	return j->next;
}

size_t journal_unclear(const struct journal *j)
{
	return j->unclear;
}

/* --- fields ------------------------------------------------------------------------------------ */
/* The number that an xz stream's index says, in groups of seven bits. */
static bool xz_number(struct bytes b, uint64_t *at, uint64_t *ret)
{
	uint8_t byte = 0x80;

	*ret = 0;
	for (unsigned shift = 0; shift < 63 && byte & 0x80; shift += 7) {
		if (!bytes_u8(b, (*at)++, &byte))
			return false;
		*ret |= (uint64_t)(byte & 0x7f) << shift;
	}
	return !(byte & 0x80);
}

static bool xz_size(struct bytes b, uint64_t *ret)
{
	uint32_t backward = 0;
	uint64_t at, records, packed;

	if (b.n < 32 || !bytes_u32le(b, b.n - 8, &backward) ||
	    ((uint64_t)backward + 1) * 4 + 12 > b.n)
		return false;
	at = b.n - 12 - ((uint64_t)backward + 1) * 4 + 1;
	return xz_number(b, &at, &records) && records == 1 && xz_number(b, &at, &packed) &&
	       xz_number(b, &at, ret);
}

/* RFC 8878, 3.1.1.1: the size stands behind the descriptor, the window and the dictionary. */
static bool zstd_size(struct bytes b, uint64_t *ret)
{
	static const uint8_t dictionary[] = { 0, 1, 2, 4 };
	uint8_t d = 0, byte = 0;
	uint16_t two = 0;
	uint32_t four = 0;
	uint64_t at;

	if (!bytes_equal(b, 0, "\x28\xb5\x2f\xfd", 4) || !bytes_u8(b, 4, &d))
		return false;
	at = 5 + (d & 0x20 ? 0u : 1u) + dictionary[d & 3];
	switch (d >> 6) {
	case 0:
		*ret = d & 0x20 && bytes_u8(b, at, &byte) ? byte : UINT64_MAX;
		return *ret != UINT64_MAX;
	case 1: *ret = bytes_u16le(b, at, &two) ? two + 256u : UINT64_MAX; break;
	case 2: *ret = bytes_u32le(b, at, &four) ? four : UINT64_MAX; break;
	default: return bytes_u64le(b, at, ret);
	}
	return *ret != UINT64_MAX;
}

/* A packed field is no such line when it is longer than one. */
static bool too_long(uint8_t flags, struct bytes payload)
{
	uint64_t size = 0;
	bool known = flags & PACKED_XZ    ? xz_size(payload, &size)
		     : flags & PACKED_LZ4 ? bytes_u64le(payload, 0, &size)
					  : zstd_size(payload, &size);

	return known && size >= JOURNAL_LINE_MAX;
}

static bool wanted(const char *text)
{
	static const char *const begins[] = { "usb ", "usb-storage ", "scsi host" };
	static const char *const holds[] = { ": New USB device found", ": Product: ",
					     ": Manufacturer: ",       ": SerialNumber: ",
					     ": USB Mass Storage",     ": uas" };
	size_t i = 0;

	while (i < LEN(begins) && strncmp(text, begins[i], strlen(begins[i])) != 0)
		i++;
	for (size_t k = 0; i < LEN(begins) && k < LEN(holds); k++)
		if (strstr(text, holds[k]))
			return true;
	return false;
}

static int keep_line(struct journal *j, struct bytes text)
{
	char line[JOURNAL_LINE_MAX + 1];

	memcpy(line, text.p, text.n);
	line[text.n] = '\0';
	for (size_t i = 0; i < text.n; i++)
		if ((uint8_t)line[i] < ' ')
			line[i] = '?';
	if (!wanted(line))
		return 0;
	if (j->n == LINES_MAX || j->texts.used > TEXTS_MAX)
		return -EFBIG;
	j->line = xgrow(j->line, j->n, &j->cap, sizeof(*j->line), LINES_MAX);
	j->line[j->n++] = (struct line){ j->next, arena_strdup(&j->texts, line) };
	return 0;
}

/* size: of the object, which may be longer than the bytes that are here. */
static int field(struct journal *j, struct bytes b, uint64_t size, uint8_t flags)
{
	static const char message[] = "MESSAGE=", kernel[] = "_TRANSPORT=kernel";
	size_t head = j->head.compact ? DATA_HEAD_COMPACT : DATA_HEAD;
	struct bytes p;

	if (size < head || !bytes_sub(b, head, MIN(size, b.n) - MIN(head, b.n), &p))
		return -EIO;
	if (flags & (PACKED_XZ | PACKED_LZ4 | PACKED_ZSTD)) {
		j->unclear += p.n < size - head ? 0 : !too_long(flags, p);
		return 0;
	}
	if (size - head == sizeof(kernel) - 1 && bytes_equal(p, 0, kernel, sizeof(kernel) - 1)) {
		if (j->n_kernel == KERNELS_MAX)
			return -EIO;
		j->kernel[j->n_kernel++] = j->next;
	}
	if (size - head > JOURNAL_LINE_MAX || !bytes_equal(p, 0, message, sizeof(message) - 1))
		return 0;
	return keep_line(j, bytes_of(p.p + sizeof(message) - 1, p.n - (sizeof(message) - 1)));
}

/* --- entries ----------------------------------------------------------------------------------- */
/* Lines were kept in the order of their offsets. */
static const char *line_at(const struct journal *j, uint64_t at)
{
	size_t low = 0, high = j->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (j->line[mid].at == at)
			return j->line[mid].text;
		if (j->line[mid].at < at)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static void entry(struct journal *j, struct bytes b, uint64_t size)
{
	size_t each = j->head.compact ? 4 : 16;
	size_t n = MIN((MIN(size, b.n) - ENTRY_HEAD) / each, ITEMS_MAX);
	const char *text = NULL;
	bool kernel = false;

	for (size_t i = 0; i < n; i++) {
		uint64_t at = 0;
		uint32_t four = 0;

		if (j->head.compact && bytes_u32le(b, ENTRY_HEAD + i * each, &four))
			at = four;
		else if (!j->head.compact)
			(void)bytes_u64le(b, ENTRY_HEAD + i * each, &at);
		for (size_t k = 0; k < j->n_kernel; k++)
			kernel |= at == j->kernel[k];
		if (!text)
			text = line_at(j, at);
	}
	if (kernel && text)
		j->each(j->arg, text, moment(b, 24));
}

/* --- the walk ---------------------------------------------------------------------------------- */
/* One object at the beginning of b; its size, 0 when more of it has to be here, or an error. */
static int64_t object(struct journal *j, struct bytes b, bool first)
{
	uint8_t type = 0, flags = 0;
	uint64_t size = 0;
	int r = 0;

	if (!bytes_u64le(b, 8, &size))
		return first ? -EIO : 0;
	(void)bytes_u8(b, 0, &type);
	(void)bytes_u8(b, 1, &flags);
	if (!type || type > OBJECT_LAST || size < OBJECT_HEAD || size > (uint64_t)1 << 40)
		return -EIO;
	/* Of a large object that begins the bytes no more is needed than what is here. */
	if ((type == OBJECT_DATA || type == OBJECT_ENTRY) && size > b.n && !first)
		return 0;
	if (type == OBJECT_DATA)
		r = field(j, b, size, flags);
	else if (type == OBJECT_ENTRY && (size < ENTRY_HEAD || b.n < ENTRY_HEAD))
		r = -EIO;
	else if (type == OBJECT_ENTRY)
		entry(j, b, size);
	return r < 0 ? r : (int64_t)((size + 7) & ~(uint64_t)7);
}

/* Where a PC lost its power the head may be older than what follows: behind the last object that
 * it names the walk goes on as far as there are any, and what is none is the end. */
int journal_feed(struct journal *j, struct bytes piece)
{
	uint64_t start = j->next;

	while (j->next - start < piece.n) {
		struct bytes b =
		    bytes_of(piece.p + (j->next - start), piece.n - (size_t)(j->next - start));
		bool more = j->next > j->head.last;
		int64_t size = object(j, b, j->next == start);

		if (size < 0)
			return more && size != -EFBIG ? 1 : (int)size;
		if (!size)
			return 0;
		j->next += (uint64_t)size;
	}
	if (piece.n)
		return 0;
	return j->next > j->head.last ? 1 : -EIO;
}
