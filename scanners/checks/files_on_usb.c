/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U10: were the firm's documents opened on USB memories or discs? The users' lists of recent files and
 * the jump lists tell it; drives that Explorer opened tell of folders only, and are counted where
 * their letter is one that Windows gave to a USB memory. Counts and a date only; no name of a file
 * leaves the facts. */
#include <string.h>

#include "scanners/checks/judging.h"

extern const struct check check_files_on_usb;

#define SERIALS_MAX 64u

enum { SHORTCUTS = 1, JUMP_LISTS = 2, FOLDERS = 4 };

struct seen {
	int64_t files, business, memories, folders, named, entries;
	int64_t newest, any; /* of documents; of all */
	unsigned looked;     /* SHORTCUTS ... */
	bool not_kept;       /* some user's Windows keeps no such list */
	const char *serial[SERIALS_MAX];
};

static const char *const lists[] = {
	N_("nothing"),
	N_("shortcuts"),
	N_("jump lists"),
	N_("shortcuts and jump lists"),
	N_("opened folders"),
	N_("shortcuts and opened folders"),
	N_("jump lists and opened folders"),
	N_("shortcuts, jump lists and opened folders"),
};

static const enum fact_kind may[] = { FACT_KIND_RECENT_LIST, FACT_KIND_OPENED_DRIVE,
				      FACT_KIND_USB_VOLUME, FACT_KIND_NONE };

static int64_t believed(const struct judge_env *env, int64_t at)
{
	return at != TIME_ABSENT && judging_age(env, at).future ? TIME_ABSENT : at;
}

static void memory(struct seen *s, const char *serial)
{
	for (int64_t i = 0; serial && i < s->memories; i++)
		if (!strcmp(s->serial[i], serial))
			return;
	if (serial && s->memories < SERIALS_MAX)
		s->serial[s->memories++] = serial;
}

static void files(const struct facts *facts, const struct judge_env *env, struct seen *s)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_RECENT_FILE); i++) {
		const struct fact_recent_file *f = FACTS_AT(facts, recent_file, RECENT_FILE, i);
		int64_t at = believed(env, f->opened);

		s->files++;
		s->any = MAX(s->any, at);
		if (!f->sort || strcmp(f->sort, "business") != 0)
			continue;
		s->business++;
		s->newest = MAX(s->newest, at);
		memory(s, f->volume_serial);
	}
}

/* Windows gave this letter to a USB memory. */
static bool of_memory(const struct facts *facts, const char *letter)
{
	for (size_t i = 0; letter && i < facts_count(facts, FACT_KIND_USB_VOLUME); i++) {
		const struct fact_usb_volume *v = FACTS_AT(facts, usb_volume, USB_VOLUME, i);

		if (v->letter && !strcasecmp(v->letter, letter))
			return true;
	}
	return false;
}

static void drives(const struct facts *facts, const struct judge_env *env, struct seen *s)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_OPENED_DRIVE); i++) {
		const struct fact_opened_drive *d = FACTS_AT(facts, opened_drive, OPENED_DRIVE, i);

		if (!of_memory(facts, d->letter))
			continue;
		if (d->list && !strcmp(d->list, "opened-folders"))
			s->folders = judging_sum(s->folders, d->folders);
		else
			s->named = judging_sum(s->named, d->folders);
		s->any = MAX(s->any, believed(env, d->seen));
	}
	/* The same folders stand in both; the longer list counts. */
	s->folders = MAX(s->folders, s->named);
}

static void lists_seen(const struct facts *facts, struct seen *s)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_RECENT_LIST); i++) {
		const struct fact_recent_list *l = FACTS_AT(facts, recent_list, RECENT_LIST, i);

		s->entries = judging_sum(s->entries, l->entries);
		s->not_kept |= l->kept == FLAG_NO;
		if (!l->list)
			continue;
		if (!strcmp(l->list, "shortcuts"))
			s->looked |= SHORTCUTS;
		else if (!strcmp(l->list, "jump-lists"))
			s->looked |= JUMP_LISTS;
		else if (!strcmp(l->list, "opened-folders"))
			s->looked |= FOLDERS;
	}
}

/* Why "nothing" would not be known; NONE when every place was looked at. */
static struct phrase hidden(const struct facts *facts, const struct seen *s)
{
	static const enum fact_kind places[] = { FACT_KIND_OPENED_DRIVE, FACT_KIND_USB_VOLUME };

	for (size_t i = 0; i < LEN(places); i++) {
		const struct fact_list *l = &facts->by_kind[places[i]];

		if (l->state == FACT_STATE_NOT_COLLECTED)
			return PHRASE(N_("because nobody looked at this part this time"));
		if (l->state != FACT_STATE_COLLECTED)
			return l->reason.id ? l->reason
					    : PHRASE(N_("because this part could not be read"));
	}
	if (s->looked != (SHORTCUTS | JUMP_LISTS | FOLDERS))
		return PHRASE(N_("because not every list of what is opened was there to be read"));
	if (s->not_kept)
		return PHRASE(N_("because Windows was told to keep no lists of what is opened"));
	return PHRASE_NONE;
}

/* Which kinds of list were not there for anybody; when each was for somebody, whether all could be read. */
static struct phrase_arg missed(const struct facts *facts, const struct seen *s)
{
	unsigned not = (SHORTCUTS | JUMP_LISTS | FOLDERS) & ~s->looked;

	if (!not &&(facts_state(facts, FACT_KIND_RECENT_FILE) != FACT_STATE_COLLECTED ||
		    facts_state(facts, FACT_KIND_OPENED_DRIVE) != FACT_STATE_COLLECTED))
		return PHRASE_WORD(N_("a part of them"));
	return PHRASE_WORD(lists[not ]);
}

static struct phrase_arg day(int64_t at)
{
	return at == TIME_ABSENT ? PHRASE_WORD(N_("a day that was not kept")) : PHRASE_DATE(at);
}

static struct verdict documents(const struct facts *facts, const struct seen *s,
				const struct phrase *reason)
{
	return (struct verdict){
		.answer = ANSWER_CONCERN,
		.weight = 1,
		.headline = phrase_of(N_("Documents were opened on USB memories: {0}"), 1,
				      PHRASE_NUMBER(s->business)),
		.evidence =
		    phrase_of(N_("Memories or discs: {0}, the newest file on {1}. Looked at: {2}; "
				 "not looked at: {3}"),
			      4, PHRASE_NUMBER(MAX(s->memories, 1)), day(s->newest),
			      PHRASE_WORD(lists[s->looked]), missed(facts, s)),
		.reason = *reason,
		.evidence_time = s->newest,
		.advice = "usb-carry",
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct seen s = { .newest = TIME_ABSENT, .any = TIME_ABSENT };
	struct phrase reason;
	struct verdict v;

	files(facts, env, &s);
	drives(facts, env, &s);
	lists_seen(facts, &s);
	reason = hidden(facts, &s);
	if (s.business)
		return documents(facts, &s, &reason);
	v = (struct verdict){
		.answer = ANSWER_NOTICE,
		.headline = phrase_of(N_("Files or folders opened on USB memories or discs: {0}"),
				      1, PHRASE_NUMBER(judging_sum(s.files, s.folders))),
		.evidence =
		    phrase_of(N_("None of them a document or a table; the newest on {0}. "
				 "Looked at: {1}; not looked at: {2}"),
			      3, day(s.any), PHRASE_WORD(lists[s.looked]), missed(facts, &s)),
		.reason = reason,
		.evidence_time = s.any,
		.advice = "usb-ledger",
	};
	if (s.files || s.folders)
		return v;
	v.headline = PHRASE(N_("No file on a USB memory was opened lately"));
	v.evidence =
	    phrase_of(N_("{0} entries, none of them on a removable drive. Looked at: {1}; "
			 "not looked at: {2}"),
		      3, PHRASE_NUMBER(s.entries), PHRASE_WORD(lists[s.looked]), missed(facts, &s));
	v.evidence_time = TIME_ABSENT;
	v.advice = NULL;
	v.answer = reason.id ? ANSWER_COULD_NOT_LOOK : ANSWER_OK;
	return v;
}

const struct check check_files_on_usb = {
	.id = "files-on-usb",
	.row = "U10",
	.question = N_("Do the firm's documents stay off USB memories?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 TS M2",
	.needs = { FACT_KIND_RECENT_FILE, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
