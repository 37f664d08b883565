/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a manifest: one thing a line, blanks between, the name last. */
#include "image-build/stick/manifest.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>

#include "image-build/stick/data_paths.h"

struct parser {
	struct arena *arena;
	struct manifest *m;
	unsigned line;
	size_t cap;       /* of files */
	uint64_t covered; /* sectors */
	bool seen_image, seen_head, ended;
	unsigned parts;
	struct err *err;
};

static int wrong(struct parser *p, const char *what)
{
	return err_set(p->err, ERR_FORMAT, -EUCLEAN, "manifest, line %u: %s", p->line, what);
}

/* The next word of *s, or NULL. */
static char *word(char **s)
{
	char *w = *s, *end;

	if (!w || !*w)
		return NULL;
	end = strchr(w, ' ');
	if (end)
		*end++ = '\0';
	*s = end;
	return *w ? w : NULL;
}

static bool number(char **s, uint64_t max, uint64_t *ret)
{
	const char *w = word(s);
	char *end;

	if (!w || *w < '0' || *w > '9')
		return false;
	errno = 0;
	*ret = strtoull(w, &end, 10);
	return !errno && !*end && *ret <= max;
}

static bool hash(char **s, char ret[SHA256_HEX])
{
	const char *w = word(s);

	if (!w || strlen(w) != SHA256_HEX - 1 || strspn(w, "0123456789abcdef") != SHA256_HEX - 1)
		return false;
	memcpy(ret, w, SHA256_HEX);
	return true;
}

static int take_part(struct parser *p, char *rest)
{
	struct gpt_part *part = &p->m->part[p->parts];
	uint64_t n, from = p->parts ? part[-1].start + part[-1].sectors : GPT_HEAD;

	if (p->parts == GPT_PARTS || !number(&rest, GPT_PARTS, &n) || n != ++p->parts ||
	    !number(&rest, INT64_MAX / GPT_SECTOR, &part->start) ||
	    !number(&rest, INT64_MAX / GPT_SECTOR, &part->sectors) || part->start < from ||
	    !part->sectors || !rest || strlen(rest) >= sizeof(part->name) ||
	    part->start + part->sectors > p->m->sectors)
		return wrong(p, "no partition");
	memcpy(part->name, rest, strlen(rest) + 1);
	return 0;
}

static int take_area(struct parser *p, char *rest)
{
	struct manifest_area *a = &p->m->area[p->m->n_areas];

	if (p->m->n_areas == MANIFEST_AREAS || !number(&rest, p->m->sectors, &a->start) ||
	    !number(&rest, p->m->sectors, &a->sectors) || a->start != p->covered || !a->sectors ||
	    !hash(&rest, a->sha256) || !rest || !*rest)
		return wrong(p, "no area, or a gap before it");
	a->name = arena_strdup(p->arena, rest);
	p->covered += a->sectors;
	p->m->n_areas++;
	return 0;
}

static int take_file(struct parser *p, char *rest, bool folder)
{
	struct manifest_file f = { .folder = folder };

	if (p->m->n_files == MANIFEST_FILES)
		return wrong(p, "too many files");
	if ((!folder && (!number(&rest, INT64_MAX, &f.size) || !hash(&rest, f.sha256))) || !rest ||
	    !*rest)
		return wrong(p, "no file");
	f.path = arena_strdup(p->arena, rest);
	p->m->file = xgrow(p->m->file, p->m->n_files, &p->cap, sizeof(f), MANIFEST_FILES);
	p->m->file[p->m->n_files++] = f;
	return 0;
}

static int take(struct parser *p, const char *key, char *rest)
{
	struct manifest *m = p->m;
	uint64_t n = 0;

	if (!strcmp(key, "version") || !strcmp(key, "built")) {
		*(*key == 'v' ? &m->version : &m->built) = arena_strdup(p->arena, rest ? rest : "");
		return 0;
	}
	if (!strcmp(key, "image")) {
		p->seen_image = number(&rest, INT64_MAX, &n) && n % GPT_SECTOR == 0 &&
				hash(&rest, m->image) && !rest;
		m->sectors = n / GPT_SECTOR;
		return p->seen_image ? 0 : wrong(p, "no image");
	}
	if (!strcmp(key, "head")) {
		p->seen_head = hash(&rest, m->head) && !rest;
		return p->seen_head ? 0 : wrong(p, "no hash");
	}
	if (!strcmp(key, "part"))
		return take_part(p, rest);
	if (!strcmp(key, "area"))
		return take_area(p, rest);
	if (!strcmp(key, "file") || !strcmp(key, "folder"))
		return take_file(p, rest, key[1] == 'o');
	if (!strcmp(key, "data") && rest && *rest && m->n_data < MANIFEST_DATA) {
		m->data[m->n_data++] = arena_strdup(p->arena, rest);
		return 0;
	}
	if (!strcmp(key, "end")) {
		p->ended = number(&rest, UINT32_MAX, &n) && n == p->line && !rest;
		return p->ended ? 0 : wrong(p, "lines are missing");
	}
	return wrong(p, "not understood");
}

static int take_all(struct parser *p, char *text)
{
	int r = 0;

	for (char *next; r == 0 && *text; text = next) {
		char *end = strchr(text, '\n'), *rest, *key;

		p->line++;
		if (!end || p->ended)
			return wrong(p, "breaks off, or goes on behind its end");
		*end = '\0';
		next = end + 1;
		if (p->line == 1) {
			if (strcmp(text, "kenshin-manifest 1") != 0)
				return wrong(p, "no manifest of this kind");
			continue;
		}
		rest = text;
		key = word(&rest);
		r = key ? take(p, key, rest) : wrong(p, "empty");
	}
	return r;
}

static int parse(struct parser *p, char *text)
{
	int r = take_all(p, text);

	if (r < 0)
		return r;
	if (!p->ended || !p->seen_image || !p->seen_head || p->parts != GPT_PARTS ||
	    p->covered != p->m->part[GPT_PARTS - 1].start)
		return wrong(p, "something is missing");
	return 0;
}

int manifest_parse(const char *text, size_t n, struct arena *a, struct manifest *ret,
		   struct err *err)
{
	struct parser p = { .arena = a, .m = ret, .covered = GPT_HEAD, .err = err };
	CLEANUP(cleanup_free) char *copy = NULL;
	struct manifest_file *files;
	int r;

	*ret = (struct manifest){ .version = "", .built = "" };
	if (n > MANIFEST_MAX || memchr(text, '\0', n))
		return err_set(err, ERR_FORMAT, -EUCLEAN, "no manifest");
	copy = xmalloc(n + 1);
	memcpy(copy, text, n);
	copy[n] = '\0';
	r = parse(&p, copy);
	/* The list was grown outside; it lives in the arena like all the rest. */
	files = ret->file;
	ret->file = arena_array(a, ret->n_files, sizeof(*files));
	if (ret->n_files)
		memcpy(ret->file, files, ret->n_files * sizeof(*files));
	free(files);
	if (r < 0)
		*ret = (struct manifest){ .version = "", .built = "" };
	return r;
}

/* A folder may be there when something that may be in it is on the list. */
static bool matches(const char *pattern, const char *path, bool folder)
{
	size_t n = strlen(path);

	if (folder)
		return !strncmp(pattern, path, n) && pattern[n] == '/';
	return fnmatch(pattern, path, FNM_PATHNAME | FNM_NOESCAPE) == 0;
}

bool manifest_allows(const struct manifest *m, const char *path, bool folder)
{
	for (unsigned i = 0; i < m->n_data; i++)
		if (matches(m->data[i], path, folder))
			return true;
	return false;
}

bool manifest_known(const char *path, bool folder)
{
	for (size_t i = 0; i < LEN(data_paths); i++)
		if (matches(data_paths[i], path, folder))
			return true;
	return false;
}
