/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of the printed page, top to bottom. Each draws inside its own height, whatever the
 * texts are. Private to report. */
#pragma once

#include "core/checklist/sheet.h"
#include "report/page.h"

#define SECTION_LEFT  MM(20.0) /* room for two holes */
#define SECTION_WIDTH (PAGE_WIDTH - SECTION_LEFT - MM(15.0))
#define SECTION_RIGHT (SECTION_LEFT + SECTION_WIDTH)

/* Each draws with its top at y and returns the y below it. */
double section_head(struct page *p, const struct sheet *s, double y);
double section_verdict(struct page *p, const struct sheet *s, double y);
double section_actions(struct page *p, const struct sheet *s, double y);
/* Points that section_actions() leaves unused, compared with three boxes. */
double section_actions_spare(const struct sheet *s);
double section_areas(struct page *p, const struct sheet *s, double y, double row_height);
/* One line: what was said of copies of the data beside what the PC shows. Nothing when an action has it. */
bool section_copies_there(const struct sheet *s);
double section_copies(struct page *p, const struct sheet *s, double y);
double section_virus(struct page *p, const struct sheet *s, double y);
/* It needs a line more than usual: signs, and much else to say. */
bool section_virus_long(struct page *p, const struct sheet *s);

/* The backup of this visit; nothing when there was none. lines: how many of not_looked's it takes. */
unsigned section_backup_lines(const struct sheet *s);
double section_backup(struct page *p, const struct sheet *s, double y);

/* Lines that section_not_looked() will use, at most max. */
unsigned section_not_looked_lines(const struct sheet *s, unsigned max);
double section_not_looked(struct page *p, const struct sheet *s, double y, unsigned max);

/* A frame to write in, from y down to the contacts; nothing when there is little room. */
void section_memo(struct page *p, double y, double contacts_bottom);

/* Drawn upwards from the lower edge: y is their bottom. */
void section_contacts(struct page *p, const struct sheet *s, double y);
void section_foot(struct page *p, const struct sheet *s, double y);

/* A heading with its rule. */
double section_heading(struct page *p, double y, const char *text, const char *remark);
