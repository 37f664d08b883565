/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N7: services that open a way in and that few need: telnet, FTP, the registry from afar, SNMP. The
 * one for managing PCs from afar (WinRM) is at home on servers. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_listening_services;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("No needless service waits for calls from outside"),
			 NULL,
			 PHRASE(
			     N_("Windows settings: telnet, FTP, remote registry, SNMP and the like "
				"do not start by themselves")),
			 TIME_ABSENT };
	const char *name = NULL;
	int64_t n = 0, common = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SERVICE); i++) {
		const struct fact_service *f = FACTS_AT(facts, service, SERVICE, i);

		if (!f->reason || strcmp(f->reason, "listens") || !f->name)
			continue;
		n++;
		common += !strcasecmp(f->name, "WinRM");
		if (!name || !strcasecmp(name, "WinRM"))
			name = f->name;
		s.at = MAX(s.at, f->fact.written);
	}
	if (!n)
		return saying(&s);
	s.evidence = phrase_of(N_("Windows settings: {0} such service(s) start by themselves, {1} "
				  "among them"),
			       2, PHRASE_NUMBER(n), PHRASE_TEXT(name));
	s.answer = ANSWER_NOTICE;
	s.advice = "ask-managed-from-afar";
	s.headline = N_("A service for managing this PC from afar is on; who uses it?");
	if (n > common) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.advice = "services-off";
		s.headline = N_("A service that few need waits for calls from outside");
	}
	return saying(&s);
}

const struct check check_listening_services = {
	.id = "listening-services",
	.row = "N7",
	.question = N_("Are services off that open a way in for nothing?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD10 4-4-1 4-5-1",
	.needs = { FACT_KIND_SERVICE, FACT_KIND_NONE },
	.judge = judge,
};
