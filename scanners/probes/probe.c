/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of probes, and the reading of a directory's listing as the reader hands it over. */
#include "scanners/probes/probe.h"

#define PROBE(name) extern const struct probe probe_##name;
#include "scanners/probes/probes.def"
#undef PROBE

const struct probe *const probes[] = {
#define PROBE(name) &probe_##name,
#include "scanners/probes/probes.def"
#undef PROBE
	NULL,
};

const struct probe *probe_by_id(const char *id)
{
	for (size_t i = 0; probes[i]; i++)
		if (!strcmp(probes[i]->id, id))
			return probes[i];
	return NULL;
}

/* A decimal number that ends with a space; at most 19 digits, so that it cannot overflow. */
static bool take_number(const char *s, size_t n, size_t *pos, uint64_t *ret)
{
	uint64_t v = 0;
	size_t digits = 0;

	for (; *pos < n && s[*pos] >= '0' && s[*pos] <= '9'; (*pos)++, digits++)
		v = v * 10 + (uint64_t)(s[*pos] - '0');
	if (!digits || digits > 19 || *pos >= n || s[*pos] != ' ')
		return false;
	(*pos)++;
	*ret = v;
	return true;
}

static bool take_time(const char *s, size_t n, size_t *pos, int64_t *ret)
{
	bool minus = *pos < n && s[*pos] == '-';
	uint64_t v;

	if (minus)
		(*pos)++;
	if (minus && *pos < n && s[*pos] == ' ') {
		(*pos)++;
		*ret = TIME_ABSENT;
		return true;
	}
	if (!take_number(s, n, pos, &v) || v > (uint64_t)INT64_MAX)
		return false;
	*ret = minus ? -(int64_t)v : (int64_t)v;
	return true;
}

static bool take_name(const char *s, size_t n, size_t pos, struct arena *a, const char **ret)
{
	char *name = arena_alloc(a, n - pos + 1);
	size_t len = 0;

	for (; pos < n; pos++) {
		char c = s[pos];

		if (c == '\\') {
			if (++pos >= n || (s[pos] != 'n' && s[pos] != '\\'))
				return false;
			c = s[pos] == 'n' ? '\n' : '\\';
		}
		if (!c)
			return false;
		name[len++] = c;
	}
	name[len] = '\0';
	*ret = name;
	return len > 0;
}

bool probe_list_next(struct bytes list, size_t *pos, struct arena *a, struct probe_entry *ret)
{
	const char *s = (const char *)list.p, *end;
	size_t at = *pos, n;

	if (at >= list.n)
		return false;
	end = memchr(s + at, '\n', list.n - at);
	if (!end)
		return false;
	n = (size_t)(end - s);
	if (n - at < 2 || !strchr("fdlo", s[at]) || s[at + 1] != ' ')
		return false;
	ret->type = s[at];
	at += 2;
	if (!take_number(s, n, &at, &ret->size) || !take_time(s, n, &at, &ret->modified) ||
	    !take_name(s, n, at, a, &ret->name))
		return false;
	*pos = n + 1;
	return true;
}

bool probe_cloud_next(struct bytes list, size_t *pos, struct arena *a, struct probe_cloud *ret)
{
	uint64_t flags,
	    *number[] = { &ret->here,         &ret->here_bytes, &ret->away, &ret->away_bytes,
			  &ret->folders_away, &ret->unknown,    &flags };
	const char *s = (const char *)list.p, *end;
	size_t at = *pos, n;

	if (at >= list.n)
		return false;
	end = memchr(s + at, '\n', list.n - at);
	if (!end)
		return false;
	n = (size_t)(end - s);
	for (size_t i = 0; i < LEN(number); i++)
		if (!take_number(s, n, &at, number[i]))
			return false;
	if (!take_name(s, n, at, a, &ret->name))
		return false;
	ret->unread = flags & 1;
	ret->cut = flags & 2;
	*pos = n + 1;
	return true;
}

bool probe_pack_next(struct bytes pack, size_t *pos, struct arena *a, struct probe_packed *ret)
{
	static const char states[] = "wcuo";
	const char *s = (const char *)pack.p, *end, *state;
	size_t at = *pos, n;
	uint64_t length;

	if (at >= pack.n)
		return false;
	end = memchr(s + at, '\n', pack.n - at);
	if (!end)
		return false;
	n = (size_t)(end - s);
	state = s[at] ? strchr(states, s[at]) : NULL;
	if (n - at < 2 || !state || s[at + 1] != ' ')
		return false;
	ret->state = (enum probe_pack_state)(state - states);
	at += 2;
	if (!take_number(s, n, &at, &ret->size) || !take_time(s, n, &at, &ret->modified) ||
	    !take_number(s, n, &at, &length) || !take_name(s, n, at, a, &ret->name) ||
	    !bytes_sub(pack, n + 1, length, &ret->data))
		return false;
	*pos = n + 1 + (size_t)length;
	return true;
}

bool probe_pack_at(struct bytes pack, size_t place, struct arena *a, struct probe_packed *ret)
{
	size_t pos = 0, i = 0;

	while (probe_pack_next(pack, &pos, a, ret))
		if (i++ == place)
			return true;
	return false;
}

enum probe_piece_state probe_piece(const struct probe_input *in, size_t blob, uint64_t offset,
				   size_t n, struct bytes *ret)
{
	struct bytes all = blob < in->n_blobs ? in->blob[blob].data : bytes_of(NULL, 0);

	*ret = bytes_of(NULL, 0);
	if (in->piece)
		return in->piece(in->piece_arg, blob, 0, offset, n, ret);
	if (offset < all.n)
		*ret = bytes_of(all.p + offset, MIN(n, all.n - (size_t)offset));
	return PROBE_PIECE_WHOLE;
}

enum probe_piece_state probe_piece_of(const struct probe_input *in, size_t blob, size_t file,
				      uint64_t offset, size_t n, struct bytes *ret)
{
	struct probe_packed one = { 0 };
	struct arena a = { 0 };

	*ret = bytes_of(NULL, 0);
	if (in->piece)
		return in->piece(in->piece_arg, blob, file, offset, n, ret);
	if (blob < in->n_blobs && probe_pack_at(in->blob[blob].data, file, &a, &one) &&
	    offset < one.data.n)
		*ret = bytes_of(one.data.p + offset, MIN(n, one.data.n - (size_t)offset));
	arena_done(&a);
	return PROBE_PIECE_WHOLE;
}

bool probe_is_program(const char *path)
{
	static const char *const ends[] = { ".exe", ".dll", ".com", ".scr" };
	size_t n = strlen(path);
	bool known = false;

	for (size_t i = 0; i < LEN(ends); i++)
		known |= n > 4 && !strcasecmp(path + n - 4, ends[i]);
	if (!known || n >= PROBE_PROGRAM_PATH || strpbrk(path, "\\:*?"))
		return false;
	for (const char *part = path; part; part = strchr(part, '/')) {
		size_t len;

		part += part != path;
		len = strcspn(part, "/");
		if (!len || (len <= 2 && !strncmp(part, "..", len)))
			return false;
	}
	return true;
}

enum probe_piece_state probe_program(const struct probe_input *in, size_t blob, const char *path,
				     struct bytes *ret)
{
	struct probe_packed file;
	struct arena a = { 0 };
	size_t pos = 0;

	*ret = bytes_of(NULL, 0);
	if (!probe_is_program(path))
		return PROBE_PIECE_UNREADABLE;
	if (in->program)
		return in->program(in->piece_arg, blob, path, ret);
	while (blob < in->n_blobs && !ret->p &&
	       probe_pack_next(in->blob[blob].data, &pos, &a, &file))
		if (!strcasecmp(file.name, path))
			*ret = bytes_of(file.data.p, MIN(file.data.n, PROBE_PROGRAM_HEAD));
	arena_done(&a);
	return ret->n ? PROBE_PIECE_WHOLE : PROBE_PIECE_UNREADABLE;
}

enum probe_piece_state probe_rights(const struct probe_input *in, size_t blob, size_t pos,
				    const struct probe_packed *entry, struct bytes *ret)
{
	*ret = entry->data;
	if (in->piece)
		return in->piece(in->piece_arg, blob, 0, pos, PROBE_RIGHTS_MAX, ret);
	return ret->n ? PROBE_PIECE_WHOLE : PROBE_PIECE_UNREADABLE;
}
