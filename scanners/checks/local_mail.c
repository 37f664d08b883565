/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D8: is mail kept on this PC? Information for the talk about copies and about a PC that is given
 * away: it leaves with the disk. */
#include "scanners/checks/saying.h"

extern const struct check check_local_mail;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("No mail is kept on this PC"),
			 NULL,
			 PHRASE(N_("Folders of Outlook, Thunderbird and Becky!: no mail in them")),
			 TIME_ABSENT };
	int64_t files = 0, bytes = 0;
	size_t n = facts_count(facts, FACT_KIND_MAIL_STORE);

	for (size_t i = 0; i < n; i++) {
		const struct fact_mail_store *f = FACTS_AT(facts, mail_store, MAIL_STORE, i);

		files = judging_sum(files, f->files);
		bytes = judging_sum(bytes, f->bytes);
		s.at = MAX(s.at, f->fact.written);
	}
	if (!n)
		return saying(&s);
	s.answer = ANSWER_NOTICE;
	s.headline = N_("Mail is kept on this PC; is it in the copies?");
	s.evidence = phrase_of(N_("Folders of mail programs: {0} file(s), {1}"), 2,
			       PHRASE_NUMBER(files), PHRASE_BYTES(bytes));
	return saying(&s);
}

const struct check check_local_mail = {
	.id = "local-mail",
	.row = "D8",
	.question = N_("Is mail kept on this PC?"),
	.targets = TARGET_WINDOWS,
	.interview = 0,
	.schemes = "PI",
	.needs = { FACT_KIND_MAIL_STORE, FACT_KIND_NONE },
	.judge = judge,
};
