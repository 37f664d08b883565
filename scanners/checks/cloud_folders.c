/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L7: do people's folders lie in OneDrive? What is deleted or locked there is so on all devices: it is
 * no backup. */
#include "scanners/checks/saying.h"

extern const struct check check_cloud_folders;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("People's folders lie on this PC itself"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t users = 0, all = (int64_t)facts_count(facts, FACT_KIND_CLOUD_FOLDERS);

	for (size_t i = 0; i < (size_t)all; i++) {
		const struct fact_cloud_folders *f =
		    FACTS_AT(facts, cloud_folders, CLOUD_FOLDERS, i);

		users += f->folders > 0;
		s.at = MAX(s.at, f->folders > 0 ? f->fact.written : TIME_ABSENT);
	}
	if (!all)
		return judging_unseen(N_("because no user's settings were found"));
	s.evidence = phrase_of(N_("Windows settings: folders in OneDrive for {0} of {1} user(s)"),
			       2, PHRASE_NUMBER(users), PHRASE_NUMBER(all));
	if (users) {
		s.answer = ANSWER_NOTICE;
		s.headline = N_("People's folders lie in OneDrive, which is no backup by itself");
	}
	return saying(&s);
}

const struct check check_cloud_folders = {
	.id = "cloud-folders",
	.row = "L7",
	.question = N_("Do people's folders lie on this PC itself?"),
	.targets = TARGET_WINDOWS,
	.interview = 11,
	.schemes = "JD11 6-B",
	.needs = { FACT_KIND_CLOUD_FOLDERS, FACT_KIND_NONE },
	.judge = judge,
};
