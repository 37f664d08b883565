/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of hives: one spec that holds every kind of value and name, and a dirty one. */
#pragma once

#include "scanners/readers/hive.h"
#include "tests/unit/scanners/readers/fixtures.h"

static const char hives_spec[] = "time=2026-11-20T01:02:03Z\n"
				 "[Microsoft\\Windows NT\\CurrentVersion]\n"
				 "\"CurrentBuild\"=\"26200\"\n"
				 "\"UBR\"=dword:00001a2b\n"
				 "\"Big\"=qword:0000000100000000\n"
				 "\"Expand\"=expand:\"%SystemRoot%\\\\x\"\n"
				 "\"Many\"=multi:\"最初\",\"second\"\n"
				 "\"When\"=filetime:2026-11-19T00:00:00Z\n"
				 "\"Empty\"=\"\"\n"
				 "\"Raw\"=hex:01,02,03\n"
				 "\"Long\"=fill:30000\n"
				 "@=\"既定の値\"\n"
				 "[Software\\見積\\Ünïcode]\n"
				 "written=2020-02-29T12:00:00Z\n"
				 "\"Größe\"=\"a\\ud800b\"\n"
				 "[Enum\\USBSTOR\\Properties\\0064]\n"
				 "@=filetime-prop:2018-03-27T12:11:32Z\n"
				 "[Select]\n"
				 "\"Current\"=dword:2\n"
				 "[ControlSet002\\Control\\Lsa\\JD]\n"
				 "class=\"a88498f8\"\n"
				 "[ControlSet002\\Services]\n"
				 "\"Start\"=dword:4\n";

static inline struct hive *hives_open_made(const char *name, const char *log1)
{
	struct err err = { 0 };
	struct hive *h = NULL;
	struct bytes none = { 0 };
	char text[1024];
	int r = hive_open("TEST", fixtures_load(name), log1 ? fixtures_load(log1) : none, none, &h,
			  &err);

	ck_assert_msg(r == 0, "%s", err_text(&err, text, sizeof(text)));
	return h;
}

static inline void hives_make_dirty(const char *kind)
{
	char newer[4096];

	fixtures_text("a.spec", hives_spec);
	snprintf(newer, sizeof(newer),
		 "%s[Only\\After\\Replay]\n\"v\"=\"new\"\n\"fat\"=fill:90000\n", hives_spec);
	fixtures_text("b.spec", newer);
	fixtures_run(
	    "\"$TOOLS/mkhive\" a.spec d.hive %s d.LOG1 b.spec; \"$TOOLS/mkhive\" b.spec b.hive",
	    kind);
}

static inline uint8_t *hives_writable(struct bytes b)
{
	uint8_t *p = malloc(b.n);

	memcpy(p, b.p, b.n);
	return p;
}

static inline size_t hives_count_keys(struct hive *h, hive_key key)
{
	struct arena a = { 0 };
	hive_key *child;
	size_t n = hive_children(h, key, SIZE_MAX, &a, &child), total = n;

	for (size_t i = 0; i < n; i++)
		total += hives_count_keys(h, child[i]);
	arena_done(&a);
	return total;
}
