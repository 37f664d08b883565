/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of a fixed number of cells for the text sheet, and words that text and PDF share. */
#pragma once

#include "core/checklist/sheet.h"
#include "core/text/text.h"

/* Appends text, wrapped to width cells; the first line begins at column `at` (already written),
 * further ones after `indent` spaces. Ends with a newline. Japanese may break anywhere but before
 * closing marks; other scripts at spaces. */
void lines_wrap(struct str *out, const char *text, size_t at, size_t indent, size_t width);

/* Text, then spaces up to width cells (at least one). */
void lines_pad(struct str *out, const char *text, size_t width);

/* Rendered phrase or message id, with a newline, behind a label column. */
void lines_label(struct str *out, const char *label, size_t indent, size_t column,
		 const char *text);

/* 2026年11月21日（令和8年） / 21 November 2026. */
void lines_date(struct str *out, int64_t t, int zone_offset);

/* "15 min  0 yen  owner" */
void lines_step_terms(struct str *out, const struct step *step);

/* "2 files: " for a line that counts files, else nothing. */
void lines_not_looked(struct str *what, struct str *why, const struct sheet *s,
		      const struct sheet_not_looked *n);

/* "First three", or another heading when there are fewer. */
const char *lines_actions_heading(const struct sheet *s);

/* What stands in place of the three actions when there are none. */
const char *lines_nothing_to_do(const struct sheet *s);

/* The headline as a title: without the full stop that some of them end with. */
void lines_title(struct str *out, const struct sheet *s, const struct sheet_action *a);

/* What the records say about an action that came from an answer, beyond its headline. */
void lines_more(struct str *out, const struct sheet *s, const struct sheet_action *a);
/* The answer about copies of the data is one, what the PC shows another: then lines_more() has what it
 * shows, whatever the action's words come from. */
bool lines_about_copies(const struct sheet *s, const struct sheet_action *a);

/* The contact's texts in the language on screen. */
const char *lines_contact(const char *const text[CONTACT_LANGUAGES]);

/* "Tool kenshin 0.1, samples of ..., contacts of ...". */
void lines_foot(struct str *out, const struct sheet *s);
