/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H5: has something put itself in the way: in front of a program, in place of the desktop, before the
 * sign-in? Honest programs do none of this. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_hijack_traces;

static const struct {
	const char *place, *words;
} places[] = {
	{ "debugger", N_("another program is started in place of one") },
	{ "shell", N_("something else is started with the desktop, or in its place") },
	{ "userinit", N_("something else is started at the sign-in") },
	{ "every-program", N_("something is loaded into every program") },
	{ "sign-in-tool", N_("a tool of the sign-in screen was replaced by another program") },
};

static const char *words_of(const struct fact_hijack *f)
{
	for (size_t i = 0; i < LEN(places); i++)
		if (f->place && !strcmp(f->place, places[i].place))
			return places[i].words;
	return places[0].words;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	size_t n = facts_count(facts, FACT_KIND_HIJACK);
	const struct fact_hijack *f = FACTS_AT(facts, hijack, HIJACK, 0);
	struct say s = {
		ANSWER_OK,
		0,
		N_("Nothing has put itself in the way of programs"),
		NULL,
		PHRASE(N_("Windows settings: as Windows ships them. Tools of the sign-in screen: "
			  "by their own names none is a command line, Explorer, the task "
			  "manager or the like; compared with no other programs")),
		TIME_ABSENT
	};

	if (!n)
		return saying(&s);
	s.answer = ANSWER_DANGER;
	s.weight = 3;
	s.advice = "hijack-found";
	s.headline = N_("Something has put itself in the way of programs");
	s.evidence =
	    phrase_of(N_("{0}: {1} place(s); {2} ({3})"), 4, PHRASE_WORD(judging_where(&f->fact)),
		      PHRASE_NUMBER((int64_t)n), PHRASE_WORD(words_of(f)),
		      PHRASE_TEXT(f->name && *f->name ? f->name : "?"));
	s.at = f->fact.written;
	return saying(&s);
}

const struct check check_hijack_traces = {
	.id = "hijack-traces",
	.row = "H5",
	.question = N_("Is nothing in the way of Windows' own programs?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD24",
	.needs = { FACT_KIND_HIJACK, FACT_KIND_NONE },
	.judge = judge,
};
