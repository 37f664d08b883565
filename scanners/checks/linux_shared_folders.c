/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N4 for Linux: can anybody on the network open a shared folder without a password? */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_linux_shared_folders;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("No folder is shared with everybody"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t all = 0, read = 0, written = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SHARE); i++) {
		const struct fact_share *f = FACTS_AT(facts, share, SHARE, i);
		const char *everyone = f->everyone ? f->everyone : "";

		if (f->area && !strcmp(f->area, "printer"))
			continue;
		all++;
		read += !strcmp(everyone, "read");
		written += !strcmp(everyone, "write") || !strcmp(everyone, "full");
	}
	s.evidence =
	    phrase_of(N_("Settings of Samba: {0} shared folder(s); without a password {1} can "
			 "be written, {2} can be read"),
		      3, PHRASE_NUMBER(all), PHRASE_NUMBER(written), PHRASE_NUMBER(read));
	if (written) {
		s.answer = ANSWER_DANGER;
		s.weight = 3;
		s.headline = N_("Anybody on the network can change a shared folder");
		s.advice = "close-linux-shares";
	} else if (read) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.headline = N_("Anybody on the network can read a shared folder");
		s.advice = "close-linux-shares";
	}
	return saying(&s);
}

const struct check check_linux_shared_folders = {
	.id = "linux-shared-folders",
	.row = "N4",
	.question = N_("Can only the right people open the shared folders of this Linux?"),
	.targets = TARGET_LINUX,
	.interview = 13,
	.schemes = "JD4 5C PI 6-4",
	.needs = { FACT_KIND_SHARE, FACT_KIND_NONE },
	.judge = judge,
};
