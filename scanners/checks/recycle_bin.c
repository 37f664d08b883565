/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D7: does the recycle bin hold files? What was thrown away can be taken out again by anybody, also
 * after the PC was given away. Files that were really deleted are not looked for here. */
#include "scanners/checks/saying.h"

extern const struct check check_recycle_bin;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_recycle_bin *f = FACTS_AT(facts, recycle_bin, RECYCLE_BIN, 0);
	struct say s = { ANSWER_OK,
			 0,
			 N_("The recycle bin is empty"),
			 NULL,
			 PHRASE(N_("Recycle bins of this disk: no files in them")),
			 TIME_ABSENT };

	if (!f)
		return saying(&s);
	s.answer = ANSWER_NOTICE;
	s.advice = "empty-bin";
	s.headline = N_("The recycle bin holds files; empty it before the PC goes");
	s.evidence = phrase_of(N_("Recycle bins of this disk: {0} file(s), {1}"), 2,
			       PHRASE_NUMBER(MAX(f->files, (int64_t)0)),
			       PHRASE_BYTES(MAX(f->bytes, (int64_t)0)));
	s.at = f->fact.written;
	return saying(&s);
}

const struct check check_recycle_bin = {
	.id = "recycle-bin",
	.row = "D7",
	.question = N_("Is the recycle bin empty?"),
	.targets = TARGET_WINDOWS,
	.interview = 22,
	.schemes = "JD18 MN",
	.needs = { FACT_KIND_RECYCLE_BIN, FACT_KIND_NONE },
	.judge = judge,
};
