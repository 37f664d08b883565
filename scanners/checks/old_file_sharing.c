/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N3: does this PC still speak the first version of Windows' file sharing (SMBv1)? Not set is
 * Windows' own way, and that changed with build 16299 (version 1709): before, it was on. */
#include "scanners/checks/saying.h"

extern const struct check check_old_file_sharing;

#define BUILD_WITHOUT  16299
#define START_DISABLED 4

static struct verdict on(const struct fact_file_sharing *f, const char *what)
{
	struct say s = { ANSWER_DANGER,
			 2,
			 N_("An old, weak way of sharing files is on"),
			 "old-sharing-off",
			 judging_evidence(&f->fact, what),
			 f->fact.written };

	return saying(&s);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_file_sharing *f = FACTS_AT(facts, file_sharing, FILE_SHARING, 0);
	struct say s = { ANSWER_OK, 0,           N_("The old, weak way of sharing files is off"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t build = judging_build(facts);

	if (!f)
		return judging_unseen(N_("because the settings of file sharing were not found"));
	if (f->old_server == FLAG_YES)
		return on(f, N_("the first version (SMBv1) is turned on"));
	if (build == NUMBER_ABSENT)
		return judging_unseen(N_("because the version of Windows was not found"));
	if (f->old_server == FLAG_ABSENT && build < BUILD_WITHOUT)
		return on(f, N_("the first version (SMBv1) is on, as this older Windows ships it"));
	if (f->old_client_start != NUMBER_ABSENT && f->old_client_start < START_DISABLED)
		return on(f, N_("the part that joins others by the first version (SMBv1) is on"));
	s.at = f->fact.written;
	s.evidence = judging_evidence(
	    &f->fact, f->old_server == FLAG_NO ? N_("the first version (SMBv1) is turned off")
					       : N_("the first version (SMBv1) is not there, as "
						    "Windows ships it"));
	return saying(&s);
}

const struct check check_old_file_sharing = {
	.id = "old-file-sharing",
	.row = "N3",
	.question = N_("Is the old, weak way of sharing files off?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD1 6-4 4-5-1",
	.needs = { FACT_KIND_FILE_SHARING, FACT_KIND_WINDOWS_VERSION, FACT_KIND_NONE },
	.judge = judge,
};
