/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H10: what belongs into the ledger of PCs: make, firmware, version, day of installation. A list, no
 * judgement; names of people and of the PC are left out. */
#include "scanners/checks/saying.h"

extern const struct check check_pc_ledger;

static const char *or_unknown(const char *text)
{
	return text && *text ? text : "?";
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_computer *c = FACTS_AT(facts, computer, COMPUTER, 0);
	const struct fact_windows_version *w = FACTS_AT(facts, windows_version, WINDOWS_VERSION, 0);
	const struct fact_firmware *b = FACTS_AT(facts, firmware, FIRMWARE, 0);
	struct say s = { ANSWER_OK, 0,           N_("A line for the ledger of PCs is ready"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };

	if (!c || !w)
		return judging_unseen(N_("because this PC does not tell what it is"));
	s.at = w->installed;
	s.evidence = phrase_of(N_("{0}; firmware {1}; {2}; Windows installed on {3}"), 4,
			       PHRASE_TEXT(or_unknown(c->model)),
			       PHRASE_TEXT(or_unknown(b ? b->version : NULL)),
			       PHRASE_TEXT(or_unknown(w->product_name)), PHRASE_DATE(w->installed));
	if (w->installed == TIME_ABSENT)
		s.evidence =
		    phrase_of(N_("{0}; firmware {1}; {2}"), 3, PHRASE_TEXT(or_unknown(c->model)),
			      PHRASE_TEXT(or_unknown(b ? b->version : NULL)),
			      PHRASE_TEXT(or_unknown(w->product_name)));
	return saying(&s);
}

const struct check check_pc_ledger = {
	.id = "pc-ledger",
	.row = "H10",
	.question = N_("What is this PC, for the ledger?"),
	.targets = TARGET_WINDOWS,
	.interview = 0,
	.schemes = "PI 3-1-1",
	.needs = { FACT_KIND_COMPUTER, FACT_KIND_WINDOWS_VERSION, FACT_KIND_FIRMWARE,
		   FACT_KIND_NONE },
	.judge = judge,
};
