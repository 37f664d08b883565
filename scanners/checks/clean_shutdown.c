/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H11: was Windows shut down completely? If not, the last minutes may be missing from the disk and
 * so from every other answer. Never a fault of the owner: fast startup is how Windows is shipped. */
#include "scanners/checks/judging.h"

extern const struct check check_clean_shutdown;

static struct verdict notice(const char *headline, const char *what,
			     const struct fact_shutdown_state *f)
{
	return (struct verdict){
		.answer = ANSWER_NOTICE,
		.headline = PHRASE(headline),
		.evidence = PHRASE(what),
		.evidence_time = f->fact.written,
		.advice = "shut-down-fully",
	};
}

/* One fact may come from the disk's hibernation file, another from the settings. */
static struct fact_shutdown_state together(const struct facts *facts)
{
	struct fact_shutdown_state all = { .fact.written = TIME_ABSENT };

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SHUTDOWN_STATE); i++) {
		const struct fact_shutdown_state *f =
		    FACTS_AT(facts, shutdown_state, SHUTDOWN_STATE, i);

		all.hibernated = MAX(all.hibernated, f->hibernated);
		all.fast_startup = MAX(all.fast_startup, f->fast_startup);
		all.hive_log_pending = MAX(all.hive_log_pending, f->hive_log_pending);
		all.volume_dirty = MAX(all.volume_dirty, f->volume_dirty);
		all.fact.written = MAX(all.fact.written, f->fact.written);
	}
	return all;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct fact_shutdown_state f = together(facts);

	if (f.hibernated == FLAG_YES)
		return notice(
		    N_("Windows was not shut down completely"),
		    N_("Hibernation file: Windows is asleep in it; the last minutes may be "
		       "missing from the records"),
		    &f);
	if (f.hive_log_pending == FLAG_YES)
		return notice(
		    N_("Windows was not shut down completely"),
		    N_("Windows settings: their newest values stood only in their log and "
		       "were brought back from it"),
		    &f);
	if (f.volume_dirty == FLAG_YES)
		return notice(N_("Windows was not shut down completely"),
			      N_("Volume: marked as still in use; the last minutes may be missing "
				 "from the records"),
			      &f);
	if (f.hibernated == FLAG_ABSENT || f.hive_log_pending == FLAG_ABSENT)
		return judging_unseen(
		    N_("because the traces of the last shutdown were not all found"));
	if (f.fast_startup == FLAG_YES)
		return notice(N_("Windows was shut down this time, but usually only sleeps"),
			      N_("Windows settings: fast startup is on"), &f);
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("Windows was shut down completely")),
		.evidence = PHRASE(N_("Hibernation file and settings: nothing was left open")),
		.evidence_time = f.fact.written,
	};
}

const struct check check_clean_shutdown = {
	.id = "clean-shutdown",
	.row = "H11",
	.question = N_("Was Windows shut down completely?"),
	.targets = TARGET_WINDOWS,
	.interview = 0,
	.schemes = "",
	.needs = { FACT_KIND_SHUTDOWN_STATE, FACT_KIND_NONE },
	.judge = judge,
};
