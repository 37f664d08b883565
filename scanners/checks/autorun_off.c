/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U6: does a USB memory start programs when it is plugged in? Since Windows 7 it does not, unless
 * somebody weakened the setting. A value for the whole machine beats those of the users. */
#include <string.h>

#include "scanners/checks/judging.h"

extern const struct check check_autorun_off;

/* Bits of NoDriveTypeAutoRun: what Windows itself sets (unknown kinds and network drives), and
 * all kinds. A value that lacks one of the former opens more than Windows does. */
#define AS_SHIPPED 0x91
#define ALL_KINDS  0xff

enum autorun { AUTORUN_NOT_SET, AUTORUN_OFF, AUTORUN_SHIPPED, AUTORUN_OPEN };

static enum autorun autorun_of(const struct fact_autorun *f)
{
	if (f->no_autorun == FLAG_YES)
		return AUTORUN_OFF;
	if (f->no_drive_types == NUMBER_ABSENT)
		return AUTORUN_NOT_SET;
	if ((f->no_drive_types & ALL_KINDS) == ALL_KINDS)
		return AUTORUN_OFF;
	return (f->no_drive_types & AS_SHIPPED) == AS_SHIPPED ? AUTORUN_SHIPPED : AUTORUN_OPEN;
}

static bool is_machine(const struct fact_autorun *f)
{
	return f->scope && !strcmp(f->scope, "machine");
}

/* The worst that is set in a scope; NULL when nothing is. */
static const struct fact_autorun *worst(const struct facts *facts, bool machine, enum autorun *ret)
{
	const struct fact_autorun *found = NULL;

	*ret = AUTORUN_NOT_SET;
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_AUTORUN); i++) {
		const struct fact_autorun *f = FACTS_AT(facts, autorun, AUTORUN, i);
		enum autorun how = autorun_of(f);

		/* A user without a value stands as Windows ships it, beside one with a better. */
		if (!machine && how == AUTORUN_NOT_SET)
			how = AUTORUN_SHIPPED;
		if (is_machine(f) == machine && how > *ret) {
			*ret = how;
			found = f;
		}
	}
	return found;
}

static struct verdict with(enum answer_kind kind, const char *headline,
			   const struct fact_autorun *f, const char *what)
{
	bool act = kind == ANSWER_CONCERN || kind == ANSWER_DANGER;
	struct verdict v = {
		.answer = kind,
		.weight = act ? 1 : 0,
		.headline = PHRASE(headline),
		.evidence = phrase_of(N_("Windows settings: {0}"), 1, PHRASE_WORD(what)),
		.evidence_time = f ? f->fact.written : TIME_ABSENT,
		.advice = act ? "autorun-off" : NULL,
	};

	if (f)
		v.evidence = judging_evidence(&f->fact, what);
	return v;
}

/* The window that asks what to do with a medium is off for the machine, or for every user. */
static bool autoplay_off(const struct facts *facts)
{
	size_t n = facts_count(facts, FACT_KIND_AUTORUN), users = 0, off = 0;

	for (size_t i = 0; i < n; i++) {
		const struct fact_autorun *f = FACTS_AT(facts, autorun, AUTORUN, i);

		if (is_machine(f) && f->autoplay_off == FLAG_YES)
			return true;
		users += !is_machine(f);
		off += !is_machine(f) && f->autoplay_off == FLAG_YES;
	}
	return users && off == users;
}

/* Nothing set, or what Windows ships: it depends on the Windows. */
static struct verdict as_shipped(const struct facts *facts, const struct fact_autorun *f)
{
	int64_t build = judging_build(facts);

	if (build == NUMBER_ABSENT)
		return judging_unseen(N_("because the version of Windows was not found"));
	if (build >= BUILD_7)
		return with(ANSWER_OK, N_("A USB memory starts nothing by itself"), f,
			    autoplay_off(facts)
				? N_("left as Windows ships it, and Windows does not even ask what "
				     "to do with a USB memory")
				: N_("left as Windows ships it: programs on USB memories do not "
				     "start"));
	return with(ANSWER_CONCERN, N_("A USB memory may start programs when it is plugged in"), f,
		    N_("left as this old Windows ships it: programs on USB memories may start"));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	enum autorun how;
	const struct fact_autorun *f = worst(facts, true, &how);

	if (!f)
		f = worst(facts, false, &how);
	switch (how) {
	case AUTORUN_OPEN:
		return with(ANSWER_DANGER,
			    N_("A USB memory may start programs when it is plugged in"), f,
			    N_("automatic start was opened wider than Windows ships it"));
	case AUTORUN_OFF:
		return with(ANSWER_OK, N_("A USB memory starts nothing by itself"), f,
			    N_("automatic start is off for every kind of drive"));
	case AUTORUN_SHIPPED:
	case AUTORUN_NOT_SET: break;
	}
	return as_shipped(facts, f);
}

const struct check check_autorun_off = {
	.id = "autorun-off",
	.row = "U6",
	.question = N_("Do USB memories start nothing by themselves?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD2 4-4-1 M1",
	.needs = { FACT_KIND_AUTORUN, FACT_KIND_WINDOWS_VERSION, FACT_KIND_NONE },
	.judge = judge,
};
