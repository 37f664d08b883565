/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See linux_text.h. */
#include "scanners/probes/linux_text.h"

#include <string.h>
#include <strings.h>

#define ZLIB_CONST
#include <zlib.h>

#define PACK_FILES_MAX ((size_t)4000)

bool linux_line(struct linux_text *t)
{
	const char *start = (const char *)t->text.p + t->pos, *end;
	size_t n, kept;

	if (t->pos >= t->text.n)
		return false;
	end = memchr(start, '\n', t->text.n - t->pos);
	n = end ? (size_t)(end - start) : t->text.n - t->pos;
	t->pos += n + 1;
	kept = MIN(n, sizeof(t->line) - 1);
	t->cut += kept < n;
	memcpy(t->line, start, kept);
	for (size_t i = 0; i < kept; i++)
		if (!t->line[i])
			t->line[i] = '?';
	t->line[kept] = '\0';
	return true;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

char *linux_trim(char *s)
{
	size_t n;

	while (blank(*s))
		s++;
	n = strlen(s);
	while (n && blank(s[n - 1]))
		s[--n] = '\0';
	return s;
}

size_t linux_words(char *line, char *word[], size_t max)
{
	size_t n = 0;

	while (n < max) {
		while (blank(*line))
			line++;
		if (!*line)
			break;
		word[n++] = line;
		while (*line && !blank(*line))
			line++;
		if (*line)
			*line++ = '\0';
	}
	return n;
}

char *linux_value(char *line, const char *key, char by)
{
	size_t n = strlen(key);
	char *value;

	while (blank(*line))
		line++;
	if (strncasecmp(line, key, n))
		return NULL;
	for (line += n; blank(*line); line++)
		;
	if (*line != by)
		return NULL;
	value = linux_trim(line + 1);
	n = strlen(value);
	if (n >= 2 && (*value == '"' || *value == '\'') && value[n - 1] == *value) {
		value[n - 1] = '\0';
		value++;
	}
	return value;
}

bool linux_yes(const char *value)
{
	return !strcasecmp(value, "yes") || !strcasecmp(value, "true") || !strcmp(value, "1") ||
	       !strcasecmp(value, "on");
}

static void note(struct facts *out, enum fact_kind kind, const struct phrase *reason)
{
	facts_note(out, kind, facts_count(out, kind) ? FACT_STATE_PARTIAL : FACT_STATE_FAILED,
		   reason);
}

void linux_unseen(struct facts *out, enum fact_kind kind, const char *because)
{
	struct phrase reason = PHRASE(because);

	note(out, kind, &reason);
}

void linux_settle(struct facts *out, enum fact_kind kind)
{
	if (facts_count(out, kind) && facts_state(out, kind) == FACT_STATE_FAILED)
		facts_note(out, kind, FACT_STATE_COLLECTED, NULL);
}

static void unread(struct facts *out, enum fact_kind kind, const char *name)
{
	struct phrase reason = phrase_of(N_("because the file {0} could not be read"), 1,
					 PHRASE_TEXT(arena_printf(out->arena, "/%s", name)));

	facts_note(out, kind, FACT_STATE_PARTIAL, &reason);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct probe_packed *)a)->name,
		      ((const struct probe_packed *)b)->name);
}

bool linux_pack(struct facts *out, enum fact_kind kind, const struct probe_blob *blob,
		linux_file_fn *each, void *arg)
{
	struct probe_packed *file = NULL;
	size_t pos = 0, n = 0, cap = 0;
	struct probe_packed one;

	if (!linux_blob(out, kind, blob))
		return blob->state == PROBE_BLOB_ABSENT;
	while (n < PACK_FILES_MAX && probe_pack_next(blob->data, &pos, out->arena, &one)) {
		file = xgrow(file, n, &cap, sizeof(*file), PACK_FILES_MAX);
		file[n++] = one;
	}
	if (n)
		qsort(file, n, sizeof(*file), by_name);
	for (size_t i = 0; i < n; i++) {
		if (file[i].state == PROBE_PACK_WHOLE || file[i].state == PROBE_PACK_CUT)
			each(arg, &file[i]);
		if (file[i].state != PROBE_PACK_WHOLE)
			unread(out, kind, file[i].name);
	}
	if (pos < blob->data.n)
		linux_unseen(out, kind, N_("because a file or folder could not be read"));
	free(file);
	return true;
}

bool linux_blob(struct facts *out, enum fact_kind kind, const struct probe_blob *blob)
{
	struct phrase reason;

	if (blob->state == PROBE_BLOB_UNREADABLE) {
		reason = phrase_of(N_("because the file {0} could not be read"), 1,
				   PHRASE_TEXT(arena_printf(out->arena, "/%s", blob->path)));
		note(out, kind, blob->reason.id ? &blob->reason : &reason);
	}
	return blob->state == PROBE_BLOB_PRESENT;
}

bool linux_listed(const struct probe_blob *list, const char *name, struct arena *a)
{
	struct probe_entry entry;
	size_t pos = 0;

	if (list->state != PROBE_BLOB_PRESENT)
		return false;
	while (probe_list_next(list->data, &pos, a, &entry))
		if (!strcmp(entry.name, name))
			return true;
	return false;
}

bool linux_is_gzip(struct bytes b)
{
	return b.n > 2 && b.p[0] == 0x1f && b.p[1] == 0x8b;
}

bool linux_gunzip(struct bytes packed, size_t ceiling, struct arena *a, struct bytes *ret,
		  bool *ret_cut)
{
	z_stream z = { 0 };
	size_t room = MIN(ceiling, MAX((size_t)65536, packed.n * 24));
	uint8_t *to;
	int r;

	*ret_cut = true;
	if (!linux_is_gzip(packed) || packed.n > UINT32_MAX || room > UINT32_MAX ||
	    inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
		return false;
	to = arena_alloc(a, room);
	z.next_in = packed.p;
	z.avail_in = (uInt)packed.n;
	z.next_out = to;
	z.avail_out = (uInt)room;
	r = inflate(&z, Z_FINISH);
	*ret = bytes_of(to, room - z.avail_out);
	*ret_cut = r != Z_STREAM_END || z.avail_in;
	inflateEnd(&z);
	return true;
}
