/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The visit that the storyboard of the screens tells (75 points), as a check-up in memory, and a
 * Windows whose every finding is good. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/base/util.h"
#include "core/checklist/contacts.h"
#include "core/model/checkup.h"
#include "core/text/text.h"

#define STORY_NOW INT64_C(1795225327) /* 2026-11-21 01:42:07 UTC, 10:42 in Japan */

static inline struct finding *story_finding(struct checkup *c, const char *id, const char *row,
					    unsigned question, enum answer_kind answer, int weight,
					    const char *headline, const char *advice)
{
	struct finding *f = checkup_add_finding(c);

	f->id = id;
	f->row = row;
	f->question = question;
	f->answer = answer;
	f->weight = weight;
	f->headline = PHRASE(headline);
	f->evidence = PHRASE("Windows settings");
	f->advice = advice;
	f->schemes = "";
	return f;
}

static inline void story_windows(struct checkup *c)
{
	struct client_system *s = checkup_add_system(c);
	struct fact_antivirus *a;
	struct fact_last_use *u;
	struct fact_computer *pc;

	s->kind = SYSTEM_WINDOWS;
	s->name = "Windows 11 Home 25H2";
	s->root = "Windows";
	pc = FACTS_ADD(&s->facts, computer, COMPUTER, "SYSTEM");
	pc->name = "SECRET-PC";
	pc->zone_offset = 32400;
	a = FACTS_ADD(&s->facts, antivirus, ANTIVIRUS, "SOFTWARE");
	a->name = "defender";
	a->enabled = FLAG_YES;
	a->definitions = STORY_NOW - TIME_DAY;
	u = FACTS_ADD(&s->facts, last_use, LAST_USE, "SYSTEM");
	u->at = STORY_NOW - 3600;
	facts_note(&s->facts, FACT_KIND_ANTIVIRUS, FACT_STATE_COLLECTED, NULL);
	facts_note(&s->facts, FACT_KIND_LAST_USE, FACT_STATE_COLLECTED, NULL);
	facts_note(&s->facts, FACT_KIND_SOFTWARE, FACT_STATE_COLLECTED, NULL);
	facts_note(&s->facts, FACT_KIND_USB_STORAGE, FACT_STATE_COLLECTED, NULL);
}

static inline void story_usb(struct checkup *c, int64_t last)
{
	struct fact_usb_storage *u =
	    FACTS_ADD(&c->system[0].facts, usb_storage, USB_STORAGE, "SYSTEM");

	u->bus = "usbstor";
	u->serial = "SECRETSERIAL";
	u->friendly_name = "Yamada's private disk";
	u->last_arrival = last;
}

static inline void story_malware(struct checkup *c, uint64_t files, uint64_t not_looked,
				 int64_t days)
{
	c->malware.state = MALWARE_COMPLETE;
	c->malware.files = c->malware.files_total = files;
	c->malware.not_looked = not_looked;
	c->malware.signatures = 8700000;
	c->malware.database_time = STORY_NOW - days * TIME_DAY;
	c->malware.database_version = "27823";
}

static inline void story_init(struct checkup *c)
{
	checkup_init(c);
	c->tool = "kenshin 0.1";
	c->started = c->now = STORY_NOW;
	c->source_kind = "disk";
	c->source_name = "sda";
	c->finished = true;
}

static inline void story_answer(struct checkup *c, unsigned question, enum reply reply)
{
	c->answer[question] = (struct answer){ .question = question, .reply = reply };
}

static inline void story_make(struct checkup *c)
{
	static const unsigned yes[] = { 1, 3, 4, 7, 11, 16, 17, 20, 27 };
	struct phrase locked = PHRASE("because it is locked (BitLocker)");
	struct phrase cloud = PHRASE("because the file is only in the cloud");
	struct phrase consent = PHRASE("because consent was \"no\"");
	struct phrase what;

	story_init(c);
	story_windows(c);
	story_usb(c, time_from_civil(2026, 3, 2) + 3600);
	story_malware(c, 52310, 214, 6);
	for (size_t i = 0; i < LEN(yes); i++)
		story_answer(c, yes[i], REPLY_YES);
	story_answer(c, 5, REPLY_PARTLY);
	story_answer(c, 8, REPLY_NO);
	story_answer(c, 12, REPLY_UNKNOWN);
	story_finding(c, "antivirus", "V1", 4, ANSWER_OK, 0, "Virus protection is on.", NULL);
	what = PHRASE("The second disk");
	checkup_add_gap(c, "volume", &what, &locked, 0);
	what = PHRASE("Files of the cloud");
	checkup_add_gap(c, "malware", &what, &cloud, 214);
	what = PHRASE("Names of documents");
	checkup_add_gap(c, "consent", &what, &consent, 0);
}

/* A Windows without an answer: every finding good but those that the caller adds. */
static inline void story_records(struct checkup *c)
{
	story_init(c);
	story_windows(c);
	story_usb(c, STORY_NOW - 3 * TIME_DAY);
	story_malware(c, 4120, 0, 2);
	story_finding(c, "support-end", "S1", 3, ANSWER_OK, 0, "Support goes on.", NULL);
	story_finding(c, "last-update", "S2", 1, ANSWER_OK, 0, "Updated lately.", NULL);
	story_finding(c, "antivirus", "V1", 4, ANSWER_OK, 0, "Virus protection is on.", NULL);
	story_finding(c, "firewall", "N1", 6, ANSWER_OK, 0, "The firewall is on.", NULL);
	story_finding(c, "usb", "U1", 14, ANSWER_NOTICE, 0, "One disk was attached.", NULL);
	story_finding(c, "uac", "H1", 10, ANSWER_OK, 0, "Windows asks first.", NULL);
}

/* The build's catalogue; LANGUAGE_JA needs it. */
static inline void story_language(enum language lang)
{
	const char *build = getenv("KENSHIN_BUILD");
	char dir[4096];

	snprintf(dir, sizeof(dir), "%s/locale", build ? build : "build");
	setenv("KENSHIN_LOCALEDIR", dir, 0);
	text_init();
	text_set_language(lang);
	if (lang == LANGUAGE_JA && !text_has_catalogue()) {
		fprintf(stderr, "no catalogue in %s (set KENSHIN_BUILD)\n", dir);
		abort();
	}
}

static inline char *story_read(struct arena *a, const char *name, size_t *ret_n)
{
	const char *src = getenv("KENSHIN_SRC");
	char *path = arena_printf(a, "%s/%s", src ? src : ".", name);
	char *text = arena_alloc(a, 1 << 20);
	FILE *f = fopen(path, "rb");

	*ret_n = f ? fread(text, 1, (1 << 20) - 1, f) : 0;
	if (f)
		fclose(f);
	return text;
}

static inline void story_contacts(struct arena *a, struct contacts *ret)
{
	struct err err = { 0 };
	size_t n;
	const char *csv = story_read(a, "signatures/contacts.csv", &n);

	if (!n || contacts_parse(a, csv, n, ret, &err) < 0) {
		fprintf(stderr, "contacts.csv: %s\n", err.message);
		abort();
	}
}

/* A word that no screen and no paper may carry (screens.md 6), or NULL. */
static inline const char *story_forbidden(const char *text)
{
	static const char *const words[] = {
		"安全",           "認定",         "認証",    "取得",   "異常", "危険",
		"感染しています", "失敗しました", "不正な",  "エラー", "safe", "certified",
		"infected",       "failed",       "invalid", "error",
	};

	for (size_t i = 0; i < LEN(words); i++)
		if (strcasestr(text, words[i]))
			return words[i];
	return NULL;
}
