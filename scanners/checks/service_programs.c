/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H6: do services run programs from folders where anybody may write? Who replaces such a program owns
 * the PC. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_service_programs;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("The programs of services lie where they belong"),
			 NULL,
			 PHRASE(N_("Windows settings: no service runs a program from a person's, a "
				   "temporary or a public folder")),
			 TIME_ABSENT };
	const char *name = NULL;
	int64_t n = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SERVICE); i++) {
		const struct fact_service *f = FACTS_AT(facts, service, SERVICE, i);

		if (!f->area || (strcmp(f->area, "user") && strcmp(f->area, "temporary") &&
				 strcmp(f->area, "public")))
			continue;
		n++;
		name = f->name && *f->name ? f->name : "?";
		s.at = MAX(s.at, f->fact.written);
	}
	if (!n)
		return saying(&s);
	s.answer = ANSWER_DANGER;
	s.weight = 3;
	s.advice = "look-at-service";
	s.headline = N_("A service runs a program from where anybody may write");
	s.evidence = phrase_of(N_("Windows settings: {0} service(s), {1} among them"), 2,
			       PHRASE_NUMBER(n), PHRASE_TEXT(name));
	return saying(&s);
}

const struct check check_service_programs = {
	.id = "service-programs",
	.row = "H6",
	.question = N_("Do services run only programs that are well kept?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD24",
	.needs = { FACT_KIND_SERVICE, FACT_KIND_NONE },
	.judge = judge,
};
