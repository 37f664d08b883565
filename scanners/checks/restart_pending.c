/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S4: do updates wait for a restart? */
#include "scanners/checks/judging.h"

extern const struct check check_restart_pending;

static const char *what_waits(const struct fact_restart_pending *f)
{
	if (f->windows_update == FLAG_YES)
		return N_("an update waits for a restart");
	if (f->component_store == FLAG_YES)
		return N_("a part of Windows waits for a restart");
	if (f->pending_list == FLAG_YES)
		return N_("a list of files to be changed at the next start lies ready");
	if (f->packages != NUMBER_ABSENT && f->packages > 0)
		return N_("updates are to be put in at the next start");
	return NULL;
}

static bool all_seen(const struct fact_restart_pending *f)
{
	return f->windows_update != FLAG_ABSENT && f->component_store != FLAG_ABSENT &&
	       f->pending_list != FLAG_ABSENT && f->packages != NUMBER_ABSENT;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_restart_pending *f = FACTS_AT(facts, restart_pending, RESTART_PENDING, 0);
	const char *waits = f ? what_waits(f) : NULL;

	if (!f || (!waits && !all_seen(f)))
		return judging_unseen(N_("because the notes about restarts were not found"));
	if (waits)
		return (struct verdict){
			.answer = ANSWER_CONCERN,
			.weight = 1,
			.headline = PHRASE(N_("Updates wait for a restart")),
			.evidence = judging_evidence(&f->fact, waits),
			.evidence_time = f->fact.written,
			.advice = "restart-now",
		};
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("No update waits for a restart")),
		.evidence = judging_evidence(&f->fact, N_("no mark of a waiting restart")),
		.evidence_time = f->fact.written,
	};
}

const struct check check_restart_pending = {
	.id = "restart-pending",
	.row = "S4",
	.question = N_("Are updates finished by a restart?"),
	.targets = TARGET_WINDOWS,
	.interview = 1,
	.schemes = "JD1 6-1 4-4-4 M10",
	.needs = { FACT_KIND_RESTART_PENDING, FACT_KIND_NONE },
	.judge = judge,
};
