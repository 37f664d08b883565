/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See antivirus_dates.h. Where the places are described:
 *   Kaspersky, F-Secure, Norton, Symantec  GLPI Agent (glpi-project/glpi-agent), AntiVirus.pm:
 *       KasperskyLab\protected\*\Data LastSuccessfulUpdate, seconds since 1970 UTC;
 *       F-Secure\Ultralight\Updates\aquarius\* file_set_visible_version, "2026-11-19_03";
 *       definfo.dat in Definitions\SDSDefs or VirusDefs, CurDefs=20261119.003
 *   Sophos       AutoUpdate\UpdateStatus LastUpdateTime, seconds since 1970 UTC (queries for Sophos
 *                Live Discover, monitoring plug-ins)
 *   Bitdefender  update_statistics.xml, UpdateStatistics/Antivirus/Update succtime, the same
 *   Avast, AVG   defs\aswdefs.ini, Latest=26111903, two digits each of year, month, day, hour (the
 *                same plug-ins)
 * Some tell the day of the samples, some the last time at which asking for new ones went well. */
#include "scanners/probes/antivirus_dates.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/antivirus_makers.h"
#include "scanners/readers/xml.h"

#define CHILDREN_MAX ((size_t)200)
#define YEAR_2000    ((int64_t)946684800)
#define YEAR_2200    ((int64_t)7258118400)

/* --- keys -------------------------------------------------------------------------------------- */
static const struct place {
	const char *maker, *key;
	const char
	    *below; /* of each key below: "" the key itself, else this one below it; NULL: key */
	const char *value;
	bool seconds;
} places[] = {
	{ "Sophos", "Sophos\\AutoUpdate\\UpdateStatus", NULL, "LastUpdateTime", true },
	{ "F-Secure", "F-Secure\\Ultralight\\Updates\\aquarius", "", "file_set_visible_version",
	  false },
	{ "WithSecure", "F-Secure\\Ultralight\\Updates\\aquarius", "", "file_set_visible_version",
	  false },
	{ "Kaspersky", "KasperskyLab\\protected", "Data", "LastSuccessfulUpdate", true },
};

static int64_t in_seconds(int64_t n)
{
	return n >= YEAR_2000 && n < YEAR_2200 && n != UINT32_MAX ? n : TIME_ABSENT;
}

static int64_t value_of(struct registry *r, hive_key key, const struct place *p)
{
	int64_t at = TIME_ABSENT;
	const char *text;

	if (p->seconds)
		return in_seconds(registry_number(r, key, p->value));
	text = registry_text(r, key, p->value);
	return text && antivirus_parse_date(text, false, &at) ? at : TIME_ABSENT;
}

static int64_t at_place(struct registry *r, hive_key key, const struct place *p)
{
	int64_t newest = TIME_ABSENT;
	hive_key *child;
	size_t n;

	if (!key || !p->below)
		return value_of(r, key, p);
	n = hive_children(r->hive, key, CHILDREN_MAX, r->arena, &child);
	for (size_t i = 0; i < n; i++) {
		hive_key at = *p->below ? hive_find(r->hive, child[i], p->below) : child[i];

		newest = MAX(newest, value_of(r, at, p));
	}
	return newest;
}

int64_t antivirus_dates_key(struct registry *r, const char *maker)
{
	int64_t newest = TIME_ABSENT;

	for (size_t i = 0; i < LEN(places); i++) {
		const struct place *p = &places[i];
		const char *other = arena_printf(r->arena, "Wow6432Node\\%s", p->key);

		if (strcmp(p->maker, maker) != 0)
			continue;
		newest = MAX(newest, at_place(r, registry_find(r, p->key), p));
		newest = MAX(newest, at_place(r, registry_find(r, other), p));
	}
	return newest;
}

/* --- files ------------------------------------------------------------------------------------- */
static int64_t digits(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n && n <= 12 && !text[n] ? strtoll(text, NULL, 10) : NUMBER_ABSENT;
}

#define BITDEFENDER_UPDATE "UpdateStatistics/Antivirus/Update"

static void on_open(void *arg, const char *path, const char *const *attribute)
{
	int64_t *at = arg;

	if (strcmp(path, BITDEFENDER_UPDATE) != 0)
		return;
	for (; attribute && attribute[0] && attribute[1]; attribute += 2)
		if (!strcmp(attribute[0], "succtime"))
			*at = MAX(*at, in_seconds(digits(attribute[1])));
}

static void on_close(void *arg, const char *path, const char *text)
{
	int64_t *at = arg;

	if (!strcmp(path, BITDEFENDER_UPDATE "/succtime"))
		*at = MAX(*at, in_seconds(digits(text)));
}

/* A file that breaks off: what came before is true all the same. */
static int64_t bitdefender(const struct probe_blob *blob)
{
	int64_t at = TIME_ABSENT;
	struct xml_handler handler = { &at, on_open, on_close };
	struct err err = { 0 };

	if (xml_walk(blob->data, &handler, &err) < 0)
		err_clear(&err);
	return at;
}

/* The value behind a name at the beginning of a line, up to the line's end; NULL: none. */
static const char *line_of(struct arena *a, struct bytes file, const char *name)
{
	const char *text = arena_strndup(a, (const char *)file.p, file.n), *s = text;
	size_t n = strlen(name);

	for (; s; s = strchr(s, '\n')) {
		s += *s == '\n';
		if (!strncasecmp(s, name, n))
			return arena_strndup(a, s + n, strcspn(s + n, "\r\n"));
	}
	return NULL;
}

static int64_t avast(const struct probe_blob *blob)
{
	struct arena a = { 0 };
	const char *text = line_of(&a, blob->data, "Latest=");
	int64_t at = TIME_ABSENT;

	if (text && strspn(text, "0123456789") == 8 && !text[8]) {
		const char *day = arena_printf(&a, "20%.6s", text);

		if (!antivirus_parse_date(day, false, &at))
			at = TIME_ABSENT;
	}
	arena_done(&a);
	return at;
}

static int64_t norton(const struct probe_blob *blob)
{
	int64_t newest = TIME_ABSENT;
	struct probe_packed file;
	struct arena a = { 0 };
	size_t pos = 0;

	while (probe_pack_next(blob->data, &pos, &a, &file)) {
		const char *text;
		int64_t at;

		if (file.state != PROBE_PACK_WHOLE ||
		    (!strcasestr(file.name, "/SDSDefs/") && !strcasestr(file.name, "/VirusDefs/")))
			continue;
		text = line_of(&a, file.data, "CurDefs=");
		if (text && antivirus_parse_date(text, false, &at))
			newest = MAX(newest, at);
	}
	arena_done(&a);
	return newest;
}

/* As in ANTIVIRUS_DATES_FILES. */
static const struct {
	const char *maker;
	int64_t (*read)(const struct probe_blob *blob);
} files[] = {
	{ "Bitdefender", bitdefender },
	{ "Bitdefender", bitdefender },
	{ "Bitdefender", bitdefender },
	{ "Avast", avast },
	{ "AVG", avast },
	{ "Norton", norton },
	{ "Symantec Endpoint Protection", norton },
};

int64_t antivirus_dates_file(const struct probe_input *in, size_t first, const char *maker)
{
	int64_t newest = TIME_ABSENT;

	for (size_t i = 0; i < LEN(files) && first + i < in->n_blobs; i++) {
		const struct probe_blob *blob = &in->blob[first + i];

		if (blob->state == PROBE_BLOB_PRESENT && !strcmp(files[i].maker, maker))
			newest = MAX(newest, files[i].read(blob));
	}
	return newest;
}
