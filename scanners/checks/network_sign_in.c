/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N5: how strong is signing in over the network? Not set is Windows' own way: strong enough since
 * Vista, weak before; the same with listing names and shared folders without a name. */
#include "scanners/checks/saying.h"

extern const struct check check_network_sign_in;

#define STRONG_FROM 3

/* Since Vista other settings, which are Windows' own way, keep the list from who has no name. */
static enum flag lists_without_name(const struct fact_file_sharing *f, int64_t build)
{
	if (f->restrict_anonymous != NUMBER_ABSENT && f->restrict_anonymous != 0)
		return FLAG_NO;
	if (build == NUMBER_ABSENT)
		return FLAG_ABSENT;
	return build < BUILD_VISTA ? FLAG_YES : FLAG_NO;
}

/* What need not be changed today. */
static struct verdict lesser(struct say *s, const struct fact_file_sharing *f, int64_t build)
{
	enum flag lists = lists_without_name(f, build);
	bool open = f->signing_required != FLAG_YES;

	if (lists == FLAG_YES) {
		s->answer = ANSWER_NOTICE;
		s->advice = "sign-connections";
		s->headline = N_("Visitors without a name can list what this PC shares");
		s->evidence = judging_evidence(
		    &f->fact,
		    open ? N_("names and shared folders are listed for who gives no name; signing "
			      "is not demanded")
			 : N_("names and shared folders are listed for who gives no name"));
	} else if (open) {
		s->answer = ANSWER_NOTICE;
		s->advice = "sign-connections";
		s->headline = N_("Connections to shared folders need not be signed");
		s->evidence = judging_evidence(&f->fact, N_("signing is not demanded"));
	} else if (lists == FLAG_ABSENT) {
		return judging_unseen(N_("because the version of Windows was not found"));
	}
	return saying(s);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_file_sharing *f = FACTS_AT(facts, file_sharing, FILE_SHARING, 0);
	struct say s = { ANSWER_OK, 0,           N_("Signing in over the network is set strongly"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t build = judging_build(facts);
	bool weak;

	if (!f)
		return judging_unseen(N_("because the settings of file sharing were not found"));
	if (f->lm_level == NUMBER_ABSENT && build == NUMBER_ABSENT)
		return judging_unseen(N_("because the version of Windows was not found"));
	weak = f->lm_level == NUMBER_ABSENT ? build < BUILD_VISTA : f->lm_level < STRONG_FROM;
	s.at = f->fact.written;
	s.evidence = judging_evidence(&f->fact, N_("strong answers only, connections are signed, "
						   "nobody without a name"));
	if (weak) {
		s.answer = ANSWER_DANGER;
		s.weight = 2;
		s.advice = "strong-sign-in";
		s.headline = N_("Signing in over the network is set weakly");
		s.evidence = judging_evidence(&f->fact, N_("old, weak answers are let through"));
	} else if (f->everyone_anonymous == FLAG_YES) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.advice = "strong-sign-in";
		s.headline = N_("Visitors without a name count as everybody");
		s.evidence = judging_evidence(&f->fact, N_("who comes without a name gets what "
							   "everybody may have"));
	} else {
		return lesser(&s, f, build);
	}
	return saying(&s);
}

const struct check check_network_sign_in = {
	.id = "network-sign-in",
	.row = "N5",
	.question = N_("Is signing in over the network set strongly?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD10 4-5-1",
	.needs = { FACT_KIND_FILE_SHARING, FACT_KIND_WINDOWS_VERSION, FACT_KIND_NONE },
	.judge = judge,
};
