/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See events_updates.h. */
#include "scanners/probes/events_updates.h"

#include <string.h>

#define NAME_MAX_BYTES 100

/* Definitions and platform of Defender and its forerunners, the malware removal tool. */
static const char *const definitions[] = { "KB2267602", "KB915597",  "KB2310138", "KB4052623",
					   "KB890830",  "KB2461484", "KB5007651" };
static const char *const others[] = { "Office",        "Excel",      "Outlook",     "PowerPoint",
				      "SharePoint",    "Visio",      "Project",     "Access",
				      "Visual Studio", "SQL Server", "Silverlight", "Skype" };

/* "KB" and digits; NULL when there are none. */
static const char *find_kb(struct arena *a, const char *title)
{
	for (const char *s = strstr(title, "KB"); s; s = strstr(s + 1, "KB")) {
		size_t n = strspn(s + 2, "0123456789");

		if (n >= 5 && n <= 8)
			return arena_strndup(a, s, n + 2);
	}
	return NULL;
}

static bool holds_any(const char *title, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(title, list[i]))
			return true;
	return false;
}

bool events_update_of_windows(const char *title)
{
	struct arena a = { 0 };
	bool kb = find_kb(&a, title) != NULL;

	arena_done(&a);
	return kb && !holds_any(title, definitions, LEN(definitions)) &&
	       !holds_any(title, others, LEN(others));
}

/* Whole letters only, at most NAME_MAX_BYTES. */
static const char *cut(struct arena *a, const char *title)
{
	size_t n = strlen(title);

	if (n <= NAME_MAX_BYTES)
		return title;
	n = NAME_MAX_BYTES;
	while (n && ((unsigned char)title[n] & 0xc0) == 0x80)
		n--;
	return arena_strndup(a, title, n);
}

static struct events_update *find(struct events_updates *u, const char *title)
{
	const char *kb = find_kb(u->arena, title), *name = kb ? kb : cut(u->arena, title);
	struct events_update *x;

	for (size_t i = 0; i < u->n; i++)
		if (!strcmp(u->update[i].name, name))
			return &u->update[i];
	if (u->n == EVENTS_UPDATES_MAX) {
		u->full = true;
		return NULL;
	}
	x = &u->update[u->n++];
	*x = (struct events_update){
		.name = name,
		.windows = events_update_of_windows(title) ? FLAG_YES : FLAG_NO,
		.last_installed = TIME_ABSENT,
		.first_failed = TIME_ABSENT,
		.last_failed = TIME_ABSENT,
	};
	return x;
}

void events_updates_note(struct events_updates *u, const char *title, bool done, int64_t at,
			 const char *code)
{
	struct events_update *x = title ? find(u, title) : NULL;

	if (!x)
		return;
	if (done) {
		x->installed++;
		x->last_installed = MAX(x->last_installed, at);
		return;
	}
	x->failed++;
	if (at >= x->last_failed && code)
		x->code = code;
	x->last_failed = MAX(x->last_failed, at);
	x->first_failed = x->first_failed == TIME_ABSENT ? at : MIN(x->first_failed, at);
}

void events_updates_agent(struct events_updates *u, const struct evtx_event *event, bool done)
{
	const char *code = done ? NULL : evtx_data(u->arena, event->xml, "errorCode");

	if (!events_from(event, "Microsoft-Windows-WindowsUpdateClient"))
		return;
	events_updates_note(u, evtx_data(u->arena, event->xml, "updateTitle"), done, event->written,
			    code && strlen(code) < 20 ? code : NULL);
}

/* 5112 is "installed"; the package is a KB number for updates. */
void events_updates_package(struct events_updates *u, const struct evtx_event *event)
{
	const char *name = evtx_element(u->arena, event->xml, "PackageIdentifier");
	const char *state = evtx_element(u->arena, event->xml, "IntendedPackageState");
	const char *words = evtx_element(u->arena, event->xml, "IntendedPackageStateTextized");
	const char *error = evtx_element(u->arena, event->xml, "ErrorCode");

	if (!events_from(event, "Microsoft-Windows-Servicing") || !name ||
	    !find_kb(u->arena, name) ||
	    !((state && !strcmp(state, "5112")) || (words && !strcmp(words, "Installed"))))
		return;
	if (!error || events_number(error) == 0)
		events_updates_note(u, name, true, event->written, NULL);
}

void events_updates_facts(const struct events_updates *u, struct facts *out, const char *source,
			  const char *log)
{
	for (size_t i = 0; i < u->n; i++) {
		const struct events_update *x = &u->update[i];
		struct fact_update_event *f = FACTS_ADD(out, update_event, UPDATE_EVENT, source);

		if (!f)
			return;
		f->log = log;
		f->update = x->name;
		f->windows = x->windows;
		f->installed = x->installed;
		f->failed = x->failed;
		f->last_installed = x->last_installed;
		f->first_failed = x->first_failed;
		f->last_failed = x->last_failed;
		f->code = x->code;
	}
}

void events_updates_add(struct events_updates *u, struct events *e, const char *log)
{
	events_note(e, FACT_KIND_UPDATE_EVENT);
	if (u->full)
		events_full(e, FACT_KIND_UPDATE_EVENT);
	events_updates_facts(u, e->facts, e->name, log);
}
