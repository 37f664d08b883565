/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U17: are there programs on this USB memory that look like a document or a folder? Counts only. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_usb_memory_programs;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	int64_t dressed = 0, seldom = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_PROGRAM); i++) {
		const struct fact_usb_program *f = FACTS_AT(facts, usb_program, USB_PROGRAM, i);

		if (f->dress && !strcmp(f->dress, "seldom"))
			seldom++;
		else
			dressed++;
	}
	if (dressed)
		return (struct verdict){
			.answer = ANSWER_DANGER,
			.weight = 3,
			.headline = PHRASE(
			    N_("Programs on this USB memory look like documents or folders")),
			.evidence = phrase_of(N_("Programs with the name of a document or of the "
						 "folder beside them: {0}"),
					      1, PHRASE_NUMBER(dressed)),
			.evidence_time = TIME_ABSENT,
			.advice = "usb-memory-trap",
		};
	if (seldom)
		return (struct verdict){
			.answer = ANSWER_CONCERN,
			.weight = 1,
			.headline = PHRASE(N_("Files on this USB memory start as programs, though "
					      "few would think so")),
			.evidence = phrase_of(N_("Files with endings such as .scr, .pif, .vbs or "
						 ".js: {0}"),
					      1, PHRASE_NUMBER(seldom)),
			.evidence_time = TIME_ABSENT,
			.advice = "usb-memory-trap",
		};
	return saying(&(struct say){
	    .answer = ANSWER_OK,
	    .headline = N_("No program on this USB memory looks like a document"),
	    .evidence = PHRASE(N_("The USB memory: the names of all files")),
	    .at = TIME_ABSENT,
	});
}

const struct check check_usb_memory_programs = {
	.id = "usb-memory-programs",
	.row = "U17",
	.question = N_("Do programs on this USB memory look like documents?"),
	.targets = TARGET_USB_MEMORY,
	.interview = 14,
	.schemes = "JD2 JD6 M1",
	.needs = { FACT_KIND_USB_PROGRAM, FACT_KIND_NONE },
	.judge = judge,
};
