/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H2: can the disk be read by whoever takes it out? A laptop gets lost and stolen, so it must be
 * encrypted; for a PC that stays where it is this is something to talk about. */
#include <string.h>

#include "scanners/checks/judging.h"

extern const struct check check_disk_encryption;

enum lock { LOCK_ON, LOCK_UNKNOWN, LOCK_CLEAR_KEY, LOCK_NONE }; /* from best to worst */

static enum lock lock_of(const struct fact_disk_encryption *f)
{
	if (f->state && !strcmp(f->state, "none"))
		return LOCK_NONE;
	if (f->state && !strcmp(f->state, "clear-key"))
		return LOCK_CLEAR_KEY;
	if (f->state && (!strcmp(f->state, "locked") || !strcmp(f->state, "unlocked")))
		return LOCK_ON;
	return LOCK_UNKNOWN;
}

static const struct fact_disk_encryption *worst(const struct facts *facts)
{
	const struct fact_disk_encryption *found = NULL;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_DISK_ENCRYPTION); i++) {
		const struct fact_disk_encryption *f =
		    FACTS_AT(facts, disk_encryption, DISK_ENCRYPTION, i);

		if (!found || lock_of(f) > lock_of(found))
			found = f;
	}
	return found;
}

/* True only when the PC says so. */
static bool is_laptop(const struct facts *facts)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_COMPUTER); i++) {
		const struct fact_computer *f = FACTS_AT(facts, computer, COMPUTER, i);

		if (f->chassis && !strcmp(f->chassis, "laptop"))
			return true;
	}
	return false;
}

static const char *method_name(const struct fact_disk_encryption *f)
{
	if (f->method && !strcmp(f->method, "bitlocker"))
		return "BitLocker";
	return f->method && !strcmp(f->method, "luks") ? "LUKS" : "?";
}

static struct verdict on(const struct fact_disk_encryption *f)
{
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("The disk is encrypted")),
		.evidence = phrase_of(N_("Volume and start-up records: locked with {0}"), 1,
				      PHRASE_TEXT(method_name(f))),
		.evidence_time = TIME_ABSENT,
	};
}

static struct verdict suspended(const struct fact_disk_encryption *f)
{
	return (struct verdict){
		.answer = ANSWER_CONCERN,
		.weight = 2,
		.headline = PHRASE(N_("The disk has a lock, but the key lies beside it")),
		.evidence = phrase_of(N_("Volume and start-up records: {0} is suspended"), 1,
				      PHRASE_TEXT(method_name(f))),
		.evidence_time = TIME_ABSENT,
		.advice = "resume-encryption",
	};
}

static struct verdict off(bool laptop)
{
	struct verdict v = {
		.answer = laptop ? ANSWER_DANGER : ANSWER_NOTICE,
		.weight = 2,
		.headline =
		    PHRASE(N_("The disk is not encrypted; where is this PC kept at night?")),
		.evidence = PHRASE(N_("Volume and start-up records: not locked")),
		.evidence_time = TIME_ABSENT,
		.advice = "encrypt-disk",
	};

	if (laptop) {
		v.headline = PHRASE(N_("The disk of this laptop can be read by whoever takes it"));
		v.evidence =
		    PHRASE(N_("Volume and start-up records: not locked; the PC is a laptop"));
	}
	return v;
}

/* Milder only because nobody could see that it is a laptop: that is told. */
static struct verdict off_or_unsure(const struct facts *facts)
{
	enum fact_state state = facts_state(facts, FACT_KIND_COMPUTER);
	struct verdict v = off(is_laptop(facts));

	if (v.answer == ANSWER_NOTICE &&
	    (state == FACT_STATE_FAILED || state == FACT_STATE_PARTIAL))
		v.reason = facts->by_kind[FACT_KIND_COMPUTER].reason;
	return v;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_disk_encryption *f = worst(facts);

	if (!f)
		return judging_unseen(N_("because the volume itself was not looked at"));
	switch (lock_of(f)) {
	case LOCK_ON: return on(f);
	case LOCK_CLEAR_KEY: return suspended(f);
	case LOCK_NONE: return off_or_unsure(facts);
	case LOCK_UNKNOWN: break;
	}
	return judging_unseen(N_("because it could not be told whether the volume is locked"));
}

const struct check check_disk_encryption = {
	.id = "disk-encryption",
	.row = "H2",
	.question = N_("Is the disk unreadable for a thief?"),
	.targets = TARGET_WINDOWS | TARGET_LINUX | TARGET_MACOS | TARGET_LOCKED,
	.interview = 15,
	.schemes = "JD13 JD16 PI M2 M8",
	.needs = { FACT_KIND_DISK_ENCRYPTION, FACT_KIND_NONE },
	.judge = judge,
};
