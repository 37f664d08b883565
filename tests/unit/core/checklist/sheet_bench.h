/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A check-up, the sheet that is made of it, and what the sheet says in English. */
#pragma once

#include "core/checklist/sheet.h"
#include "tests/unit/report/story.h"
#include "tests/unit/suite.h"

static struct checkup c;
static struct sheet s;
static struct arena arena;

static inline void begin(void)
{
	story_language(LANGUAGE_EN);
	arena = (struct arena){ 0 };
	story_init(&c);
}

static inline void end(void)
{
	arena_done(&arena);
	checkup_done(&c);
}

static inline void make(void)
{
	sheet_make(&c, &(struct sheet_options){ .short_interview = true }, &arena, &s);
}

static inline const char *said(const struct phrase *p)
{
	return p->id ? text_phrase_dup(&arena, p, s.zone_offset) : "";
}

static inline const char *sentence(void)
{
	struct str out = STR_INIT(4096);
	char *copy;

	sheet_sentence(&s, &out);
	copy = arena_strdup(&arena, str_c(&out));
	str_done(&out);
	return copy;
}

static inline void hit(const char *folder, const char *signature)
{
	struct hit *h = checkup_add_hit(&c.malware);

	h->path = "Users/yamada/secret-plan.zip";
	h->folder = folder;
	h->signature = signature;
}
