/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words for people: gettext, phrases, dates and sizes in the language on screen, display width,
 * and the escaping of text that comes from a disk. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/base/str.h"
#include "core/model/phrase.h"

#define _(text) text_get(text)
/* For one or for several, by n: ngettext(N, ...) as gettext has it, so that xgettext knows it. */
#define ngettext(one, several, n) text_plural((one), (several), (n))

enum language { LANGUAGE_JA, LANGUAGE_EN };

/* Finds the catalogue (KENSHIN_LOCALEDIR, else beside the program in ../locale (build tree), else
 * the installed place) and chooses: KENSHIN_LANG, else LC_ALL/LC_MESSAGES/LANG; Japanese when
 * none of them says English. Works without any locale generated on the machine: the catalogue is
 * read by ourselves, see docs/adr/0005-gettext.md. May be called again. */
void text_init(void);
void text_done(void);                       /* frees the catalogue; texts got from it are gone */
void text_set_language(enum language lang); /* at any time; texts got before stay valid */
enum language text_language(void);
/* "ja" and "en", with anything behind it ("en_US.UTF-8"). False for others and NULL. */
bool text_language_from_name(const char *name, enum language *ret);
bool text_has_catalogue(void); /* false: Japanese can't be had, everything shows in English */

/* The text in the language on screen, itself when there is no translation. Never NULL, lives
 * until text_done(). Untranslated text may be hostile only when the caller's was. */
const char *text_get(const char *text) __attribute__((format_arg(1)));
const char *text_plural(const char *one, const char *several, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));

/* gettext with a context: the screen's id ("S01"). */
const char *text_context(const char *context, const char *text) __attribute__((format_arg(2)));
#define C_(context, text) text_context(context, text)

/* The phrase in the language on screen, appended to out. The values and the sentence itself are
 * escaped: both may come out of a worker's record. zone_offset: seconds east of UTC, shifts dates.
 */
void text_phrase(struct str *out, const struct phrase *p, int zone_offset);
char *text_phrase_dup(struct arena *a, const struct phrase *p, int zone_offset);

/* 2026年11月21日 / 21 November 2026; unknown: 不明 / unknown. */
void text_date(struct str *out, int64_t t, int zone_offset);
void text_number(struct str *out, int64_t n); /* 52,310 */
void text_bytes(struct str *out, uint64_t n); /* 18.2 GB, 256 GB; decimal units as on the box */

/* Cells: wide and fullwidth 2, combining 0, box drawing and other ambiguous ones 1. */
int text_width_cp(uint32_t cp);
size_t text_width(const char *s);
/* Bytes of the longest prefix of s that fits into cells; never splits a character. */
size_t text_fit(const char *s, size_t cells);

/* Text from a disk made harmless for a terminal and a PDF: control, bidi and other invisible
 * characters as \xNN or \u{NNNN}, bytes that are no UTF-8 as \xNN. Backslash stays. Marks that
 * combine stay where they belong (up to 4 on a character), as do ideographic variants of names. */
void text_escape(struct str *out, const char *s);
void text_escape_n(struct str *out, const char *s, size_t n);
/* As text_escape(), then cut in the middle with "..." to at most cells. */
void text_escape_cut(struct str *out, const char *s, size_t cells);
