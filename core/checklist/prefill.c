/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Findings and facts become a suggested answer. The checks judge; this only gathers what they
 * say about one question, and never suggests "yes" where the records see but a part of what is
 * asked. */
#include "core/checklist/prefill.h"

#include <string.h>
#include <strings.h>

#include "core/base/util.h"
#include "core/checklist/backup_said.h"

#define OUTSIDE_DISK_FRESH_DAYS 35 /* an outside disk seen this lately may hold a backup */
#define SAY_MONTHS_FROM_DAYS    60
#define DAYS_PER_MONTH          30

/* Questions that the records can answer with yes. For the others a good record shows only a part
 * of the matter (a rule, a habit, a lock after ten minutes, the NAS, the router): no suggestion
 * then. */
static bool may_suggest_yes(unsigned question)
{
	static const unsigned char fit[] = { 1, 2, 3, 4, 6, 9, 15, 20, 29 };

	for (size_t i = 0; i < LEN(fit); i++)
		if (fit[i] == question)
			return true;
	return false;
}

static enum reply reply_for(enum answer_kind worst)
{
	switch (worst) {
	case ANSWER_OK:
	case ANSWER_NOTICE: return REPLY_YES;
	case ANSWER_CONCERN: return REPLY_PARTLY;
	case ANSWER_DANGER: return REPLY_NO;
	case ANSWER_NOT_APPLICABLE:
	case ANSWER_COULD_NOT_LOOK:
	case ANSWER_KINDS: break;
	}
	return REPLY_NONE;
}

static void add_line(struct prefill *p, struct phrase line)
{
	if (p->n_lines < PREFILL_LINES && line.id)
		p->line[p->n_lines++] = line;
}

/* What lies on a USB memory is no answer about how the firm goes about them. */
static bool about_pc(const struct checkup *c, const struct finding *f)
{
	return f->system >= c->n_systems || c->system[f->system].kind != SYSTEM_USB_MEMORY;
}

/* The next finding about the question, worst first; NULL at the end. *rank and *at: where to go
 * on. */
static const struct finding *next_worst(const struct checkup *c, unsigned question, int *rank,
					size_t *at)
{
	for (; *rank >= 0; (*rank)--, *at = 0)
		for (; *at < c->n_findings; (*at)++) {
			const struct finding *f = &c->finding[*at];

			if (f->question == question && about_pc(c, f) &&
			    f->answer != ANSWER_NOT_APPLICABLE &&
			    answer_kind_rank(f->answer) == *rank) {
				(*at)++;
				return f;
			}
		}
	return NULL;
}

/* Of copies the day says more than the headline. */
static struct phrase line_of(const struct checkup *c, const struct finding *f)
{
	struct backup_said said;

	if (strcmp(f->id, "backup-traces") != 0)
		return f->headline;
	backup_said_make(c, REPLY_NONE, REPLY_NONE, &said);
	return said.shows.id ? said.shows : f->headline;
}

static void from_findings(const struct checkup *c, unsigned question, struct prefill *p)
{
	int rank = answer_kind_rank(ANSWER_DANGER);
	size_t at = 0;
	const struct finding *f = next_worst(c, question, &rank, &at);

	if (!f)
		return;
	p->suggested = reply_for(f->answer);
	p->seen = f->evidence;
	for (; f && p->n_lines < PREFILL_LINES; f = next_worst(c, question, &rank, &at))
		add_line(p, line_of(c, f));
}

int64_t prefill_last_use(const struct checkup *c)
{
	int64_t newest = TIME_ABSENT;

	for (size_t s = 0; s < c->n_systems; s++)
		for (size_t i = 0; i < facts_count(&c->system[s].facts, FACT_KIND_LAST_USE); i++)
			newest =
			    MAX(newest, FACTS_AT(&c->system[s].facts, last_use, LAST_USE, i)->at);
	return newest;
}

/* Antivirus: when all is well, say it with the date of its samples and of the last use. */
static void antivirus(const struct checkup *c, struct prefill *p)
{
	int64_t used = prefill_last_use(c);
	struct prefill said = { .suggested = p->suggested, .seen = p->seen };

	if (p->suggested != REPLY_YES)
		return;
	for (size_t s = 0; s < c->n_systems && !said.n_lines; s++)
		for (size_t i = 0; i < facts_count(&c->system[s].facts, FACT_KIND_ANTIVIRUS); i++) {
			const struct fact_antivirus *a =
			    FACTS_AT(&c->system[s].facts, antivirus, ANTIVIRUS, i);

			if (a->enabled != FLAG_YES || a->definitions == TIME_ABSENT || !a->name ||
			    strcmp(a->name, "defender") != 0)
				continue;
			add_line(&said,
				 phrase_of(N_("Windows virus protection is on. Its samples were "
					      "of {0}."),
					   1, PHRASE_DATE(a->definitions)));
			break;
		}
	if (!said.n_lines)
		return;
	if (used != TIME_ABSENT)
		add_line(&said,
			 phrase_of(N_("This PC was last used on {0}."), 1, PHRASE_DATE(used)));
	*p = said;
}

static int64_t storage_time(const struct fact_usb_storage *u)
{
	int64_t t = MAX(u->last_arrival, u->last_removal);

	if (t == TIME_ABSENT)
		t = MAX(u->installed, u->first_installed);
	return t != TIME_ABSENT ? t : u->key_written;
}

int64_t prefill_outside_disk(const struct checkup *c)
{
	int64_t newest = TIME_ABSENT;
	bool whole = c->n_systems > 0;
	size_t n = 0;

	for (size_t s = 0; s < c->n_systems; s++) {
		const struct facts *facts = &c->system[s].facts;

		if (c->system[s].kind != SYSTEM_WINDOWS)
			continue;
		whole &= facts_state(facts, FACT_KIND_USB_STORAGE) == FACT_STATE_COLLECTED;
		for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_STORAGE); i++, n++)
			newest =
			    MAX(newest, storage_time(FACTS_AT(facts, usb_storage, USB_STORAGE, i)));
	}
	return !whole || (n && newest == TIME_ABSENT) ? PREFILL_NOT_READ : newest;
}

/* Backup: the records show only when an outside disk was last there. */
static void backup(const struct checkup *c, struct prefill *p)
{
	int64_t newest = TIME_ABSENT, days;
	int64_t used = prefill_last_use(c);
	bool looked = false, whole = true;
	size_t n = 0;

	for (size_t s = 0; s < c->n_systems; s++) {
		const struct facts *facts = &c->system[s].facts;
		enum fact_state state = facts_state(facts, FACT_KIND_USB_STORAGE);

		if (c->system[s].kind != SYSTEM_WINDOWS)
			continue;
		looked = looked || state == FACT_STATE_COLLECTED || state == FACT_STATE_PARTIAL;
		whole = whole && state == FACT_STATE_COLLECTED;
		for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_STORAGE); i++, n++)
			newest =
			    MAX(newest, storage_time(FACTS_AT(facts, usb_storage, USB_STORAGE, i)));
	}
	if (!looked || (n && newest == TIME_ABSENT))
		return;
	if (!n) {
		if (whole) {
			add_line(p, PHRASE(N_("The records show no outside disk.")));
			p->suggested = REPLY_PARTLY;
		}
		return;
	}
	p->seen =
	    phrase_of(N_("Records of connections; the last is of {0}"), 1, PHRASE_DATE(newest));
	days = time_days_between(newest, c->now);
	if (days < SAY_MONTHS_FROM_DAYS) {
		add_line(p, phrase_of(N_("An outside disk was last attached on {0}."), 1,
				      PHRASE_DATE(newest)));
	} else {
		int64_t months = days / DAYS_PER_MONTH;

		add_line(p, phrase_of(N_("An outside disk was last attached on {0} ({1} months "
					 "ago)."),
				      2, PHRASE_DATE(newest), PHRASE_NUMBER(months)));
		p->what = phrase_of(N_("No outside disk has been attached for {0} months."), 1,
				    PHRASE_NUMBER(months));
		p->why = phrase_of(N_("Work cannot go on from a backup that is {0} months old."), 1,
				   PHRASE_NUMBER(months));
	}
	if (time_days_between(newest, used != TIME_ABSENT ? used : c->now) >
	    OUTSIDE_DISK_FRESH_DAYS)
		p->suggested = REPLY_PARTLY;
}

/* Programs for using a PC from elsewhere, as they name themselves in the list of software. */
static const char *const remote_tools[] = {
	"teamviewer",     "anydesk",  "ultravnc",      "realvnc",
	"vnc server",     "tightvnc", "splashtop",     "rustdesk",
	"supremo",        "logmein",  "ultraviewer",   "chrome remote desktop",
	"aeroadmin",      "ammyy",    "screenconnect", "connectwise control",
	"iperius remote",
};

static const char *remote_tool(const struct facts *facts)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SOFTWARE); i++) {
		const char *name = FACTS_AT(facts, software, SOFTWARE, i)->name;

		for (size_t t = 0; name && t < LEN(remote_tools); t++)
			if (strcasestr(name, remote_tools[t]))
				return name;
	}
	return NULL;
}

/* Remote access: without the list of software nobody can say that no such tool is left. */
static void remote_access(const struct checkup *c, struct prefill *p)
{
	for (size_t s = 0; s < c->n_systems; s++) {
		const struct facts *facts = &c->system[s].facts;
		const char *tool = remote_tool(facts);

		if (tool) {
			struct phrase line =
			    phrase_of(N_("A remote tool is installed: {0}."), 1, PHRASE_TEXT(tool));

			if (p->n_lines == PREFILL_LINES)
				p->n_lines--;
			add_line(p, line);
			if (p->suggested != REPLY_NO)
				p->suggested = REPLY_PARTLY;
			return;
		}
		if (facts_state(facts, FACT_KIND_SOFTWARE) != FACT_STATE_COLLECTED &&
		    p->suggested == REPLY_YES)
			p->suggested = REPLY_NONE;
	}
}

/* A sign is no answer to what was asked, but "yes" would say more than the records. */
static void signs(const struct checkup *c, struct prefill *p)
{
	if (!c->malware.hits_total)
		return;
	if (p->n_lines == PREFILL_LINES)
		p->n_lines--;
	add_line(p, c->malware.hits_total == 1
			? PHRASE(N_("A sign of a virus showed up in one file."))
			: phrase_of(N_("Signs of viruses showed up in {0} files."), 1,
				    PHRASE_NUMBER((int64_t)c->malware.hits_total)));
	if (p->suggested != REPLY_NO)
		p->suggested = REPLY_PARTLY;
}

void prefill(const struct checkup *c, unsigned question, struct prefill *ret)
{
	*ret = (struct prefill){ .suggested = REPLY_NONE };
	if (question < 1 || question > QUESTIONS)
		return;
	from_findings(c, question, ret);
	if (ret->suggested == REPLY_YES && !may_suggest_yes(question))
		ret->suggested = REPLY_NONE;
	switch (question) {
	case 4:
		antivirus(c, ret);
		signs(c, ret);
		break;
	case 6: remote_access(c, ret); break;
	case 11:
		/* An outside disk may hold a copy made by hand, of which no record tells. */
		if (ret->suggested != REPLY_YES)
			backup(c, ret);
		break;
	case 12:
		if (ret->suggested == REPLY_NONE)
			ret->suggested = backup_said_tried(c);
		break;
	case 16: signs(c, ret); break;
	default: break;
	}
}

bool answer_reconcile(struct answer *a, enum reply reply, enum reply suggested)
{
	a->suggested = suggested;
	a->contradiction =
	    reply == REPLY_YES && (suggested == REPLY_PARTLY || suggested == REPLY_NO);
	a->reply = a->contradiction ? REPLY_PARTLY : reply;
	return a->contradiction;
}

enum reply answer_said(const struct answer *a)
{
	return a->contradiction ? REPLY_YES : a->reply;
}
