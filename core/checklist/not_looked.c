/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of what was not looked at: same size, same weight as any result. */
#include "core/checklist/not_looked.h"

#include <string.h>

#include "core/base/util.h"

#define KEPT_FOR_LAST 4

/* Files that the virus check did not read, told by what they are; the reason is then a plain
 * sentence. Reasons as scanners/malware gives them. why NULL: the reason stays. */
static const struct {
	const char *reason, *what, *why;
} kinds_of_files[] = {
	{ N_("because the file is only in the cloud"), N_("Files in the cloud"),
	  N_("not on this PC, only in the cloud") },
	{ N_("because its user has encrypted it"), N_("Files that a user has locked"),
	  N_("could not be opened") },
	{ N_("because it is locked with a password"), N_("Files with a password"),
	  N_("could not be opened") },
	{ N_("because it is larger than {0}"), N_("Large files"), NULL },
	{ N_("because the time was up before it was reached"), N_("The rest of the virus check"),
	  N_("the time was up") },
	{ N_("because the scan was stopped before it was reached"),
	  N_("The rest of the virus check"), N_("stopped before the end") },
};

static void add(struct sheet *s, const char *group, struct phrase what, struct phrase why,
		uint64_t count)
{
	bool last = !strcmp(group, "interview") || !strcmp(group, "eye");

	/* The same from two volumes is one line. */
	for (unsigned i = 0; i < s->n_not_looked; i++)
		if (!strcmp(s->not_looked[i].group, group) &&
		    phrase_equal(&s->not_looked[i].what, &what) &&
		    phrase_equal(&s->not_looked[i].why, &why)) {
			s->not_looked[i].count += count;
			return;
		}

	/* However long the list, what nobody asked and what only the eye can see have their place. */
	if (s->n_not_looked >= SHEET_NOT_LOOKED_MAX - (last ? 0 : KEPT_FOR_LAST)) {
		s->not_looked_more++;
		return;
	}
	s->not_looked[s->n_not_looked++] =
	    (struct sheet_not_looked){ .group = group, .what = what, .why = why, .count = count };
}

static size_t gaps_of(const struct checkup *c, const char *group)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_gaps; i++)
		n += !strcmp(c->gap[i].group, group);
	return n;
}

static void add_gap(struct sheet *s, const struct gap *gap)
{
	struct phrase what = gap->what, why = gap->why;

	for (size_t i = 0; i < LEN(kinds_of_files); i++) {
		if (strcmp(gap->group, "malware") != 0 || !gap->count || !why.id ||
		    strcmp(why.id, kinds_of_files[i].reason) != 0)
			continue;
		what = PHRASE(kinds_of_files[i].what);
		if (kinds_of_files[i].why)
			why = PHRASE(kinds_of_files[i].why);
		break;
	}
	add(s, gap->group, what, why, gap->count);
}

/* A part of the check that ended early stands among the gaps with its number of files. */
static bool gap_says(const struct checkup *c, const struct phrase *why)
{
	for (size_t i = 0; i < c->n_gaps; i++)
		if (!strcmp(c->gap[i].group, "malware") && phrase_equal(&c->gap[i].why, why))
			return true;
	return false;
}

/* Gaps of one group, the most files first: the sheet may have room for the first only. */
static void add_gaps(struct sheet *s, const char *group)
{
	const struct checkup *c = s->checkup;
	bool *taken = arena_array(s->arena, c->n_gaps + 1, sizeof(*taken));

	for (size_t n = gaps_of(c, group); n; n--) {
		const struct gap *most = NULL;

		for (size_t i = 0; i < c->n_gaps; i++)
			if (!taken[i] && !strcmp(c->gap[i].group, group) &&
			    (!most || c->gap[i].count > most->count))
				most = &c->gap[i];
		if (!most)
			return;
		taken[most - c->gap] = true;
		add_gap(s, most);
	}
}

static void add_volumes(struct sheet *s)
{
	const struct disk *d = &s->checkup->disk;

	add_gaps(s, "volume");
	if (gaps_of(s->checkup, "volume"))
		return;
	if (d->reason.id)
		add(s, "volume", PHRASE(N_("The disk")), d->reason, 0);
	for (size_t i = 0; i < d->n_volumes; i++) {
		const struct volume_info *v = &d->volume[i];
		struct phrase what =
		    phrase_of(N_("Part {0} of the disk"), 1, PHRASE_NUMBER((int64_t)i + 1));

		if (v->state == VOLUME_STATE_READABLE || v->state == VOLUME_STATE_EMPTY)
			continue;
		add(s, "volume", what, v->reason.id ? v->reason : PHRASE(N_("could not be read")),
		    0);
	}
}

static void add_virus_check(struct sheet *s)
{
	const struct malware *m = &s->checkup->malware;
	struct phrase why = m->reason.id ? m->reason : PHRASE(N_("not done this time"));

	switch (m->state) {
	case MALWARE_COMPLETE: break;
	case MALWARE_NOT_RUN:
		if (checkup_is_usb_alone(s->checkup) && checkup_usb_scanned(s->checkup))
			break; /* no PC was there to be looked at */
		if (!gaps_of(s->checkup, "malware"))
			add(s, "malware", PHRASE(N_("Viruses")), why, 0);
		break;
	case MALWARE_PARTIAL:
		if (!m->reason.id)
			why = PHRASE(N_("stopped before the end"));
		if (!gap_says(s->checkup, &why))
			add(s, "malware", PHRASE(N_("The rest of the virus check")), why,
			    m->files_total > m->files ? m->files_total - m->files : 0);
		break;
	case MALWARE_FAILED:
		if (!m->reason.id)
			why = PHRASE(N_("it could not be started"));
		add(s, "malware", PHRASE(N_("Viruses")), why, 0);
		break;
	}
	add_gaps(s, "malware");
}

/* A could-not-look headline is "Could not look: {0}" with the check's question as a word; in this
 * list the question alone is enough. */
static struct phrase subject(const struct finding *f)
{
	if (f->headline.n_args == 1 && f->headline.arg[0].type == PHRASE_ARG_WORD)
		return PHRASE(f->headline.arg[0].text);
	return f->headline;
}

static const struct phrase *reason(const struct finding *f)
{
	static const struct phrase unknown = { .id = N_("could not be read") };

	return f->reason.id ? &f->reason : &unknown;
}

/* Findings that could not look, those with the same reason on one line. */
static void add_findings(struct sheet *s)
{
	const struct checkup *c = s->checkup;
	bool *told = arena_array(s->arena, c->n_findings + 1, sizeof(*told));

	for (size_t i = 0; i < c->n_findings; i++) {
		const struct finding *f = &c->finding[i];
		struct phrase what;
		int64_t more = 0;

		if (f->answer != ANSWER_COULD_NOT_LOOK || told[i])
			continue;
		for (size_t k = i + 1; k < c->n_findings; k++)
			if (c->finding[k].answer == ANSWER_COULD_NOT_LOOK && !told[k] &&
			    phrase_equal(reason(f), reason(&c->finding[k]))) {
				told[k] = true;
				more++;
			}
		what = subject(f);
		if (more && !what.n_args)
			what = phrase_of(N_("{0} and {1} more"), 2, PHRASE_WORD(what.id),
					 PHRASE_NUMBER(more));
		add(s, "facts", what, *reason(f), 0);
	}
}

/* An answer stands although one of several places could not be read: that is told, too. */
static void add_parts(struct sheet *s)
{
	const struct checkup *c = s->checkup;

	for (size_t i = 0; i < c->n_findings; i++) {
		const struct finding *f = &c->finding[i];
		bool told = !f->reason.id || f->answer == ANSWER_COULD_NOT_LOOK;

		for (size_t k = 0; k < i && !told; k++)
			told = c->finding[k].answer != ANSWER_COULD_NOT_LOOK &&
			       phrase_equal(&c->finding[k].reason, &f->reason);
		if (!told)
			add(s, "facts", PHRASE(N_("Part of the settings")), f->reason, 0);
	}
}

static void add_interview(struct sheet *s, bool short_interview)
{
	unsigned open = QUESTIONS - s->asked;
	struct phrase what = phrase_of(N_("{0} of the questions"), 1, PHRASE_NUMBER((int64_t)open));

	add_gaps(s, "interview");
	if (gaps_of(s->checkup, "interview") || !open)
		return;
	if (!s->asked)
		add(s, "interview", PHRASE(N_("The questions")), PHRASE(N_("not asked this time")),
		    0);
	else if (short_interview)
		add(s, "interview", what, PHRASE(N_("not asked, because the interview was short")),
		    0);
	else
		add(s, "interview", what, PHRASE(N_("not asked this time")), 0);
}

void not_looked_make(struct sheet *s, bool short_interview)
{
	static const char *const own[] = { "volume",  "malware",   "facts",
					   "consent", "interview", "eye" };
	const struct checkup *c = s->checkup;

	add_volumes(s);
	add_virus_check(s);
	add_gaps(s, "consent");
	add_gaps(s, "facts");
	add_findings(s);
	add_parts(s);
	add_interview(s, short_interview);
	add_gaps(s, "eye");
	for (size_t i = 0; i < c->n_gaps; i++) {
		bool known = false;

		for (size_t k = 0; k < LEN(own); k++)
			known = known || !strcmp(c->gap[i].group, own[k]);
		if (!known)
			add(s, c->gap[i].group, c->gap[i].what, c->gap[i].why, c->gap[i].count);
	}
	if (!gaps_of(c, "eye"))
		add(s, "eye", PHRASE(N_("Router and copier")),
		    PHRASE(N_("cannot be seen from a PC; look at them yourself")), 0);
}
