/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S10: the list of programs. A count for the sheet; the programs themselves stand in the record and
 * on the detailed list. What only Windows' own notes name is counted beside it, never in it. */
#include <string.h>

#include "core/model/noted.h"
#include "scanners/checks/judging.h"

extern const struct check check_software_inventory;

/* How many programs only the notes name; *ret_reason: why that is not the whole number. */
static int64_t noted(const struct facts *facts, struct phrase *ret_reason)
{
	int64_t n = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_NOTED_PROGRAM); i++)
		n += noted_first(facts, i);
	if (facts_state(facts, FACT_KIND_NOTED_PROGRAM) == FACT_STATE_NOT_COLLECTED)
		*ret_reason = PHRASE(N_("because nobody looked at this part this time"));
	else if (facts_state(facts, FACT_KIND_NOTED_PROGRAM) != FACT_STATE_COLLECTED)
		*ret_reason = facts->by_kind[FACT_KIND_NOTED_PROGRAM].reason.id
				  ? facts->by_kind[FACT_KIND_NOTED_PROGRAM].reason
				  : PHRASE(N_("because this part could not be read"));
	return n;
}

static struct phrase evidence(bool seen, int64_t machine, int64_t user, int64_t store, int64_t more)
{
	const char *what = N_("Windows settings: {0} for all users, {1} of single users, {2} from "
			      "the Windows store; Windows' own notes (Amcache) name no other");

	if (more)
		what = N_("Windows settings: {0} for all users, {1} of single users, {2} from the "
			  "Windows store; {3} more stand only in Windows' own notes (Amcache): "
			  "installed once, or running without being installed");
	else if (!seen)
		what = N_("Windows settings: {0} for all users, {1} of single users, {2} from the "
			  "Windows store; Windows' own notes (Amcache) could not be looked at");
	return phrase_of(what, more ? 4 : 3, PHRASE_NUMBER(machine), PHRASE_NUMBER(user),
			 PHRASE_NUMBER(store), PHRASE_NUMBER(more));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	size_t n = facts_count(facts, FACT_KIND_SOFTWARE);
	struct phrase unseen = PHRASE_NONE;
	int64_t store = 0, user = 0, more;

	for (size_t i = 0; i < n; i++) {
		const struct fact_software *f = FACTS_AT(facts, software, SOFTWARE, i);

		store += f->origin && !strcmp(f->origin, "store");
		user += f->scope && !strcmp(f->scope, "user");
	}
	if (!n)
		return judging_unseen(N_("because the list of programs is empty"));
	more = noted(facts, &unseen);
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline =
		    phrase_of(N_("A list of {0} programs was made"), 1, PHRASE_NUMBER((int64_t)n)),
		.evidence = evidence(!unseen.id, (int64_t)n - store - user, user, store, more),
		.reason = unseen,
		.evidence_time = TIME_ABSENT,
	};
}

static const enum fact_kind may[] = { FACT_KIND_NOTED_PROGRAM, FACT_KIND_NONE };

const struct check check_software_inventory = {
	.id = "software-inventory",
	.row = "S10",
	.question = N_("Which programs are on this PC?"),
	.targets = TARGET_WINDOWS,
	.interview = 2,
	.schemes = "JD1 3-1-1 M12",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
