/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words for people: gettext, phrases, dates and sizes in the language on screen, display width,
 * and the escaping of text that comes from a disk. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/base/str.h"
#include "core/model/phrase.h"

#include <libintl.h>

#define _(text) gettext(text)

enum language { LANGUAGE_JA, LANGUAGE_EN };

/* Finds the catalogues (KENSHIN_LOCALEDIR, else beside the program in ../locale (build tree), else the
 * installed place) and chooses: KENSHIN_LANG, else LC_ALL/LC_MESSAGES/LANG; Japanese when none
 * of them says English. Works without any locale generated on the machine. */
void text_init(void);
void text_set_language(enum language lang);
enum language text_language(void);

/* gettext with a context: the screen's id ("S01"). */
const char *text_context(const char *context, const char *text);
#define C_(context, text) text_context(context, text)

/* The phrase in the language on screen, values escaped, appended to out. zone_offset shifts dates. */
void text_phrase(struct str *out, const struct phrase *p, int zone_offset);
char *text_phrase_dup(struct arena *a, const struct phrase *p, int zone_offset);

/* 2026年11月21日 / 21 November 2026; unknown: 不明 / unknown. */
void text_date(struct str *out, int64_t t, int zone_offset);
void text_number(struct str *out, int64_t n); /* 52,310 */
void text_bytes(struct str *out, uint64_t n); /* 18.2 GB, decimal units as on the box */

/* Cells: wide and fullwidth 2, combining 0, box drawing and other ambiguous ones 1. */
int text_width_cp(uint32_t cp);
size_t text_width(const char *s);
/* Bytes of the longest prefix of s that fits into cells; never splits a character. */
size_t text_fit(const char *s, size_t cells);

/* Text from a disk made harmless for a terminal and a PDF: control, bidi and other invisible
 * characters as \xNN or \u{NNNN}, bytes that are no UTF-8 as \xNN. Backslash stays. */
void text_escape(struct str *out, const char *s);
void text_escape_n(struct str *out, const char *s, size_t n);
/* As text_escape(), then cut in the middle with "..." to at most cells. */
void text_escape_cut(struct str *out, const char *s, size_t cells);
