/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D8: is mail kept on this PC? Information for the talk about copies and about a PC that is given
 * away: it leaves with the disk. A password of Outlook's data files is told, and that it is no lock:
 * what mixes their bytes is the same for everybody. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_local_mail;

struct amount {
	int64_t files, bytes, at;
	int64_t locked, open; /* of Outlook's data files */
};

static void count(const struct facts *facts, struct amount *a)
{
	*a = (struct amount){ .at = TIME_ABSENT };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_MAIL_STORE); i++) {
		const struct fact_mail_store *f = FACTS_AT(facts, mail_store, MAIL_STORE, i);

		a->files = judging_sum(a->files, f->files);
		a->bytes = judging_sum(a->bytes, f->bytes);
		a->at = MAX(a->at, f->fact.written);
	}
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_MAIL_DATA); i++) {
		const struct fact_mail_data *f = FACTS_AT(facts, mail_data, MAIL_DATA, i);

		a->locked +=
		    f->password == FLAG_YES || (f->method && !strcmp(f->method, "protected"));
		a->open += f->password == FLAG_NO;
	}
}

/* Why not each of Outlook's data files could be looked into; no id: each was. */
static struct phrase unseen(const struct facts *facts)
{
	const struct phrase *reason = &facts->by_kind[FACT_KIND_MAIL_DATA].reason;

	switch (facts_state(facts, FACT_KIND_MAIL_DATA)) {
	case FACT_STATE_COLLECTED: return PHRASE_NONE;
	case FACT_STATE_PARTIAL:
	case FACT_STATE_FAILED:
		if (reason->id)
			return *reason;
		break;
	case FACT_STATE_NOT_COLLECTED: break;
	}
	return PHRASE(N_("because a data file of Outlook could not be looked into"));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = {
		ANSWER_NOTICE,    0,           N_("Mail is kept on this PC; is it in the copies?"),
		"mail-in-copies", PHRASE_NONE, TIME_ABSENT
	};
	bool data = facts_count(facts, FACT_KIND_MAIL_DATA) > 0;
	struct phrase why = unseen(facts);
	struct verdict v;
	struct amount a;

	count(facts, &a);
	s.at = a.at;
	if (!facts_count(facts, FACT_KIND_MAIL_STORE) && !data) {
		s.answer = ANSWER_OK;
		s.headline = N_("No mail is kept on this PC");
		s.advice = NULL;
		s.evidence =
		    PHRASE(N_("Folders of Outlook, Thunderbird and Becky!: no mail in them"));
		return saying(&s);
	}
	s.evidence = phrase_of(N_("Folders of mail programs: {0} file(s), {1}"), 2,
			       PHRASE_NUMBER(a.files), PHRASE_BYTES(a.bytes));
	if (a.locked || a.open)
		s.evidence = phrase_of(N_("Folders of mail programs: {0} file(s), {1}; data files "
					  "of Outlook (.pst): {2} with a password, {3} without"),
				       4, PHRASE_NUMBER(a.files), PHRASE_BYTES(a.bytes),
				       PHRASE_NUMBER(a.locked), PHRASE_NUMBER(a.open));
	v = saying(&s);
	v.reason = why;
	return v;
}

static const enum fact_kind may[] = { FACT_KIND_MAIL_DATA, FACT_KIND_NONE };

const struct check check_local_mail = {
	.id = "local-mail",
	.row = "D8",
	.question = N_("Is mail kept on this PC?"),
	.targets = TARGET_WINDOWS,
	.interview = 0,
	.schemes = "PI",
	.needs = { FACT_KIND_MAIL_STORE, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
