/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of JVN iPedia that a user downloaded: VULDEF XML (MyJVN getVulnDetailInfo, the data feed
 * jvndb_detail) and the JSON of the newer interface. Gives one row for each range of versions that
 * it understands and counts the rest. Runs in a worker without power; must not judge.
 * Form: https://github.com/MyJVN/np (docs/getVulnDetailInfo_api_hnd.md, _oka.md). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/base/bytes.h"
#include "core/base/err.h"

#define JVN_XML_MAX      ((size_t)256 << 20) /* bytes of one file */
#define JVN_JSON_MAX     ((size_t)32 << 20)
#define JVN_ELEMENTS_MAX 20000000u
#define JVN_ROWS_MAX     50000u
#define JVN_TEXT_MAX     160 /* bytes of one text, with its end */
#define JVN_VERSION_MAX  40

/* Texts are UTF-8 on one line. from "": from the first version on. included: `upto` has the hole
 * itself. */
struct jvn_row {
	char name[JVN_TEXT_MAX], maker[JVN_TEXT_MAX];
	char from[JVN_VERSION_MAX], upto[JVN_VERSION_MAX];
	bool included;
	char hole[32]; /* "JVNDB-2017-000123" */
};

struct jvn_count {
	unsigned holes;  /* entries of the file */
	unsigned rows;   /* ranges given out */
	unsigned unread; /* ranges in words that are not understood */
	bool full;       /* there were more rows than JVN_ROWS_MAX */
	char newest[11]; /* day of the newest entry, "2025-04-30"; "" when none is told */
};

struct jvn_handler {
	void *arg;
	void (*row)(void *arg, const struct jvn_row *row);
};

/* -EBADMSG when it is neither, or broken (nothing of it may be used then), -EFBIG past a ceiling. */
NODISCARD int jvn_read(struct bytes file, const struct jvn_handler *handler, struct jvn_count *ret,
		       struct err *err);

/* "1.73 およびそれ以前", "Ver.1.4.2より前のバージョン", "2.1.0 以上 2.1.3 未満", "before 1.74": false
 * when the words are not understood wholly. Fills from, upto, included of ret. */
bool jvn_versions(const char *words, struct jvn_row *ret);
