/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L7: do people's folders lie in OneDrive, and are there files of which this PC has the name alone?
 * What is deleted or locked in a cloud folder is so on all devices: it is no backup. What is not here
 * is in no copy of this PC. */
#include "scanners/checks/saying.h"

extern const struct check check_cloud_folders;

struct counts {
	int64_t users, all; /* with folders in OneDrive; looked at */
	int64_t here, here_bytes, away, away_bytes, folders_away;
	int64_t at;
};

static void count(const struct facts *facts, struct counts *c)
{
	*c = (struct counts){ .at = TIME_ABSENT };
	c->all = (int64_t)facts_count(facts, FACT_KIND_CLOUD_FOLDERS);
	for (size_t i = 0; i < (size_t)c->all; i++) {
		const struct fact_cloud_folders *f =
		    FACTS_AT(facts, cloud_folders, CLOUD_FOLDERS, i);

		c->users += f->folders > 0;
		c->at = MAX(c->at, f->folders > 0 ? f->fact.written : TIME_ABSENT);
	}
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_CLOUD_FILES); i++) {
		const struct fact_cloud_files *f = FACTS_AT(facts, cloud_files, CLOUD_FILES, i);

		c->here = judging_sum(c->here, f->here);
		c->here_bytes = judging_sum(c->here_bytes, f->here_bytes);
		c->away = judging_sum(c->away, f->away);
		c->away_bytes = judging_sum(c->away_bytes, f->away_bytes);
		c->folders_away = judging_sum(c->folders_away, f->folders_away);
	}
}

/* Why not every cloud folder was counted; no id: all were. */
static struct phrase uncounted(const struct facts *facts)
{
	const struct phrase *reason = &facts->by_kind[FACT_KIND_CLOUD_FILES].reason;

	switch (facts_state(facts, FACT_KIND_CLOUD_FILES)) {
	case FACT_STATE_COLLECTED: return PHRASE_NONE;
	case FACT_STATE_PARTIAL:
	case FACT_STATE_FAILED:
		if (reason->id)
			return *reason;
		break;
	case FACT_STATE_NOT_COLLECTED: break;
	}
	return PHRASE(N_("because nobody looked for files that are only in the cloud"));
}

static struct verdict answer(const struct counts *c, struct phrase unseen)
{
	struct say s = { .answer = ANSWER_NOTICE, .at = c->at, .advice = "cloud-second-copy" };
	struct verdict v;

	s.evidence = phrase_of(N_("Windows settings: folders in OneDrive for {0} of {1} user(s)"),
			       2, PHRASE_NUMBER(c->users), PHRASE_NUMBER(c->all));
	if (c->away || c->folders_away) {
		s.advice = "cloud-only-files";
		s.evidence =
		    phrase_of(N_("Cloud folders of the people here: {0} file(s) ({1}) only "
				 "by their names, {2} file(s) ({3}) with their contents"),
			      4, PHRASE_NUMBER(c->away), PHRASE_BYTES(c->away_bytes),
			      PHRASE_NUMBER(c->here), PHRASE_BYTES(c->here_bytes));
		s.headline =
		    N_("Some folders of a cloud store are not wholly on this PC; a copy of "
		       "this PC does not hold what is missing");
	} else if (c->users) {
		s.headline = N_("People's folders lie in OneDrive, which is no backup by itself");
	} else {
		s.answer = ANSWER_OK;
		s.advice = NULL;
		s.headline = N_("People's folders lie on this PC itself");
	}
	v = saying(&s);
	if (c->away)
		v.headline = phrase_of(N_("{0} file(s) are not on this PC; a copy of this PC does "
					  "not hold them"),
				       1, PHRASE_NUMBER(c->away));
	v.reason = unseen;
	return v;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct phrase unseen = uncounted(facts);
	struct counts c;

	count(facts, &c);
	if (!c.all)
		return judging_unseen(N_("because no user's settings were found"));
	/* Folders of this PC itself, and perhaps files that are not in it: nobody knows. */
	if (unseen.id && !c.users && !c.away && !c.folders_away) {
		struct verdict v = judging_unseen(unseen.id);

		v.reason = unseen;
		return v;
	}
	return answer(&c, unseen);
}

static const enum fact_kind may[] = { FACT_KIND_CLOUD_FILES, FACT_KIND_NONE };

const struct check check_cloud_folders = {
	.id = "cloud-folders",
	.row = "L7",
	.question = N_("Do people's folders lie on this PC itself?"),
	.targets = TARGET_WINDOWS,
	.interview = 11,
	.schemes = "JD11 6-B",
	.needs = { FACT_KIND_CLOUD_FOLDERS, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
