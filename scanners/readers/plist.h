/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Property lists of macOS, binary (bplist00) and XML, as a tree of values. A binary list may name
 * one value from many places: each place counts, so a small file cannot grow without end. Values
 * that nobody here asks for (data, real numbers) are there, but without their contents.
 * Facts about the format: CFBinaryPList.c and the DTD PropertyList-1.0 of Apple.
 * Needs libexpat for XML; a worker needs nothing beyond the common calls. */
#pragma once

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/err.h"
#include "core/base/times.h"

#define PLIST_SIZE_MAX  ((size_t)16 << 20)
#define PLIST_NODES_MAX 200000u
#define PLIST_DEPTH_MAX 24u
#define PLIST_TEXT_MAX  ((size_t)4096) /* bytes of one text; the rest is left out */

enum plist_type {
	PLIST_DICT,
	PLIST_ARRAY,
	PLIST_TEXT,
	PLIST_NUMBER,
	PLIST_FLAG,
	PLIST_DATE,
	PLIST_OTHER, /* data, a real number: that it is there, no more */
};

struct plist {
	enum plist_type type;
	const char *key;  /* in a dict; else NULL */
	const char *text; /* TEXT */
	int64_t number;   /* NUMBER; FLAG: 0 or 1; DATE: seconds UTC */
	struct plist *child, *next;
};

/* Everything lives in a. NULL: no whole property list (ERR_FORMAT), or one past a ceiling
 * (ERR_LIMIT). */
const struct plist *plist_read(struct bytes file, struct arena *a, struct err *err);

/* Each answers NULL or absent when p is NULL, no dict, without this key, or of another type. */
const struct plist *plist_at(const struct plist *p, const char *key);
const char *plist_text(const struct plist *p, const char *key);
int64_t plist_number(const struct plist *p, const char *key); /* INT64_MIN: absent */
int plist_flag(const struct plist *p, const char *key);       /* -1: absent; a number counts, too */
int64_t plist_date(const struct plist *p, const char *key);   /* TIME_ABSENT */
/* The first text of an array of texts, or the text itself. */
const char *plist_first(const struct plist *p, const char *key);
