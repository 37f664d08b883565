/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S10: the list of programs. A count for the sheet; the programs themselves stand in the record and
 * on the detailed list. */
#include <string.h>

#include "scanners/checks/judging.h"

extern const struct check check_software_inventory;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	size_t n = facts_count(facts, FACT_KIND_SOFTWARE);
	int64_t store = 0, user = 0;

	for (size_t i = 0; i < n; i++) {
		const struct fact_software *f = FACTS_AT(facts, software, SOFTWARE, i);

		store += f->origin && !strcmp(f->origin, "store");
		user += f->scope && !strcmp(f->scope, "user");
	}
	if (!n)
		return judging_unseen(N_("because the list of programs is empty"));
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline =
		    phrase_of(N_("A list of {0} programs was made"), 1, PHRASE_NUMBER((int64_t)n)),
		.evidence =
		    phrase_of(N_("Windows settings: {0} for all users, {1} of single users, "
				 "{2} from the Windows store"),
			      3, PHRASE_NUMBER((int64_t)n - store - user), PHRASE_NUMBER(user),
			      PHRASE_NUMBER(store)),
		.evidence_time = TIME_ABSENT,
	};
}

const struct check check_software_inventory = {
	.id = "software-inventory",
	.row = "S10",
	.question = N_("Which programs are on this PC?"),
	.targets = TARGET_WINDOWS,
	.interview = 2,
	.schemes = "JD1 3-1-1 M12",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_NONE },
	.judge = judge,
};
