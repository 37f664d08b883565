/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines about viruses. Signs are counted, nothing is decided; files that were not read are
 * named at once, and old samples end the talk. */
#include "core/checklist/not_looked.h"

#include <string.h>
#include <strings.h>

#include "core/base/util.h"

static void add(struct sheet *s, struct phrase line)
{
	if (line.id && s->n_virus < SHEET_VIRUS_LINES)
		s->virus[s->n_virus++] = line;
}

static struct phrase signs(uint64_t n)
{
	if (n == 1)
		return PHRASE(N_("1 sign showed up. Nothing is decided before it is looked into."));
	return phrase_of(N_("{0} signs showed up. Nothing is decided before they are looked into."),
			 1, PHRASE_NUMBER((int64_t)n));
}

static struct phrase no_sign(const struct malware *m, int64_t days)
{
	if (!m->files)
		return PHRASE(N_("No file was read, so nothing is said about viruses."));
	if (days < 0)
		return PHRASE(N_("The date of the samples is not known, so nothing is said about "
				 "viruses."));
	if (days > 90)
		return phrase_of(N_("The samples are {0} days old: too old to say anything about "
				    "viruses."),
				 1, PHRASE_NUMBER(days));
	if (m->files == 1)
		return phrase_of(N_("We read 1 file; no sign of a virus showed (samples are {0} "
				    "days old)."),
				 1, PHRASE_NUMBER(days));
	if (days == 1)
		return phrase_of(N_("We read {0} files; no sign of a virus showed (samples are 1 "
				    "day old)."),
				 1, PHRASE_NUMBER((int64_t)m->files));
	return phrase_of(N_("We read {0} files; no sign of a virus showed (samples are {1} days "
			    "old)."),
			 2, PHRASE_NUMBER((int64_t)m->files), PHRASE_NUMBER(days));
}

/* Beside a sign, "no sign" would make no sense. */
static struct phrase not_read(uint64_t n, bool signs)
{
	if (signs && !n)
		return PHRASE_NONE;
	if (signs && n == 1)
		return PHRASE(N_("1 file was not read; about it we say nothing."));
	if (signs)
		return phrase_of(N_("{0} files were not read; about these we say nothing."), 1,
				 PHRASE_NUMBER((int64_t)n));
	if (!n)
		return PHRASE(N_("\"No sign\" does not mean \"nothing there\"."));
	if (n == 1)
		return PHRASE(
		    N_("1 file was not read. \"No sign\" does not mean \"nothing there\"."));
	return phrase_of(
	    N_("{0} files were not read. \"No sign\" does not mean \"nothing there\"."), 1,
	    PHRASE_NUMBER((int64_t)n));
}

/* On a USB memory folders tell nobody anything. */
static bool same_kind(const struct hit *a, const struct hit *b, bool usb)
{
	return (usb || !strcmp(a->folder ? a->folder : "", b->folder ? b->folder : "")) &&
	       !strcmp(a->signature ? a->signature : "", b->signature ? b->signature : "");
}

/* Folders that every PC has get their name in the language on screen; a name that somebody made
 * up may be personal: it is not told. */
static struct phrase_arg folder_arg(const char *folder)
{
	static const char *const known[] = { N_("Downloads"), N_("Documents"), N_("Desktop"),
					     N_("Pictures"),  N_("Music"),     N_("Videos"),
					     N_("AppData"),   N_("Windows"),   N_("Program Files"),
					     N_("Public"),    N_("OneDrive"),  N_("Temp") };

	for (size_t i = 0; folder && i < LEN(known); i++)
		if (!strcasecmp(folder, known[i]))
			return PHRASE_WORD(known[i]);
	return PHRASE_WORD(N_("another folder"));
}

/* Signs by folder and name, never by file name: the sheet lies on desks. */
static void add_hits(struct sheet *s, const struct malware *m, bool usb)
{
	for (size_t i = 0; i < m->n_hits && s->n_virus < SHEET_VIRUS_LINES; i++) {
		const struct hit *h = &m->hit[i];
		bool told = false;
		int64_t n = 0;

		for (size_t k = 0; k < i; k++)
			told = told || same_kind(&m->hit[k], h, usb);
		for (size_t k = i; k < m->n_hits; k++)
			n += same_kind(&m->hit[k], h, usb);
		if (!told)
			add(s,
			    phrase_of(
				n == 1 ? N_("In {0}: {1}, 1 file") : N_("In {0}: {1}, {2} files"),
				3, usb ? PHRASE_WORD(N_("the USB memory")) : folder_arg(h->folder),
				PHRASE_TEXT(h->signature ? h->signature : ""), PHRASE_NUMBER(n)));
	}
}

/* What the files were held against. */
static void add_samples(struct sheet *s, const struct malware *m)
{
	if (m->signatures && m->database_time != TIME_ABSENT)
		add(s, phrase_of(N_("Compared with {0} samples of {1}."), 2,
				 PHRASE_NUMBER((int64_t)m->signatures),
				 PHRASE_DATE(m->database_time)));
}

/* How far to trust the lines above: age of the samples, an early end. */
static void add_limits(struct sheet *s)
{
	const struct malware *m = &s->checkup->malware;
	int64_t days = grade_samples_days(m, s->checkup->now);

	if (m->state == MALWARE_PARTIAL)
		add(s,
		    phrase_of(N_("The virus check was stopped before its end: {0} of {1} files."),
			      2, PHRASE_NUMBER((int64_t)m->files),
			      PHRASE_NUMBER((int64_t)m->files_total)));
	switch (grade_samples_age(m, s->checkup->now)) {
	case SAMPLES_AGEING:
		add(s, phrase_of(N_("The samples are {0} days old; new viruses may be missed."), 1,
				 PHRASE_NUMBER(days)));
		break;
	case SAMPLES_OLD:
		add(s, phrase_of(N_("The samples are {0} days old; the grade goes no higher than "
				    "\"nearly there\"."),
				 1, PHRASE_NUMBER(days)));
		break;
	case SAMPLES_FRESH:
	case SAMPLES_USELESS: break;
	}
}

/* The USB memories that were put in during the visit; a check-up of one alone has no such line. */
static void add_usb(struct sheet *s)
{
	const struct malware *m = &s->checkup->usb;

	if (!checkup_usb_scanned(s->checkup))
		return;
	if (m->hits_total == 1)
		add(s, PHRASE(N_("USB memory: 1 sign showed up.")));
	else if (m->hits_total)
		add(s, phrase_of(N_("USB memory: {0} signs showed up."), 1,
				 PHRASE_NUMBER((int64_t)m->hits_total)));
	else if (m->state == MALWARE_NOT_RUN || m->state == MALWARE_FAILED || !m->files)
		add(s, PHRASE(N_("USB memory: viruses were not looked for.")));
	else if (grade_samples_age(m, s->checkup->now) == SAMPLES_USELESS)
		add(s, PHRASE(N_("USB memory: the samples are too old to say anything.")));
	else if (m->state == MALWARE_PARTIAL || m->not_looked)
		add(s, phrase_of(N_("USB memory: no sign in the {0} files that were read; not all "
				    "were."),
				 1, PHRASE_NUMBER((int64_t)m->files)));
	else
		add(s, phrase_of(N_("USB memory: no sign showed in {0} files."), 1,
				 PHRASE_NUMBER((int64_t)m->files)));
}

/* There was no PC to look at in this visit: then nobody missed its virus check. */
static bool only_usb(const struct checkup *c)
{
	return checkup_is_usb_alone(c) && checkup_usb_scanned(c) &&
	       c->malware.state == MALWARE_NOT_RUN && !c->malware.reason.id;
}

/* About the source: the PC, or a USB memory that was looked at alone. */
static void add_source(struct sheet *s)
{
	const struct malware *m = &s->checkup->malware;

	if (m->hits_total)
		add(s, signs(m->hits_total));
	switch (m->state) {
	case MALWARE_NOT_RUN:
		if (!m->hits_total)
			add(s, PHRASE(N_("Viruses were not looked for this time.")));
		add(s, m->reason);
		return;
	case MALWARE_FAILED:
		add(s, PHRASE(N_("We could not look for viruses.")));
		add(s, m->reason);
		return;
	case MALWARE_COMPLETE:
	case MALWARE_PARTIAL: break;
	}
	if (!m->hits_total)
		add(s, no_sign(m, grade_samples_days(m, s->checkup->now)));
	add(s, not_read(m->not_looked, m->hits_total));
	add_limits(s);
}

void virus_make(struct sheet *s)
{
	const struct checkup *c = s->checkup;
	bool looked = c->malware.state == MALWARE_COMPLETE || c->malware.state == MALWARE_PARTIAL;

	if (!only_usb(c))
		add_source(s);
	add_usb(s);
	s->virus_hits_at = s->n_virus;
	/* Where both have signs, those of the PC need the room; the memory's are counted above. */
	if (looked)
		add_hits(s, &c->malware, false);
	if (s->n_virus == s->virus_hits_at)
		add_hits(s, &c->usb, true);
	s->n_virus_hits = s->n_virus - s->virus_hits_at;
	if (looked)
		add_samples(s, &c->malware);
	else if (only_usb(c))
		add_samples(s, &c->usb);
}
