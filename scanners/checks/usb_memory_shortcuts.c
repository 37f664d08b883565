/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U16: has a worm put shortcuts in place of what lies on this USB memory? Counts only. */
#include "scanners/checks/saying.h"

extern const struct check check_usb_memory_shortcuts;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	int64_t both = 0, shells = 0, twins = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_SHORTCUT); i++) {
		const struct fact_usb_shortcut *f = FACTS_AT(facts, usb_shortcut, USB_SHORTCUT, i);

		both += f->twin == FLAG_YES && f->shell == FLAG_YES;
		shells += f->shell == FLAG_YES;
		twins += f->twin == FLAG_YES;
	}
	if (both)
		return (struct verdict){
			.answer = ANSWER_DANGER,
			.weight = 3,
			.headline =
			    PHRASE(N_("Shortcuts stand in front of what lies on this USB memory")),
			.evidence = phrase_of(N_("Shortcuts named like the folder or file beside "
						 "them that start commands: {0}"),
					      1, PHRASE_NUMBER(both)),
			.evidence_time = TIME_ABSENT,
			.advice = "usb-memory-trap",
		};
	if (shells || twins)
		return (struct verdict){
			.answer = ANSWER_CONCERN,
			.weight = 2,
			.headline = PHRASE(N_("Some shortcuts on this USB memory are unusual")),
			.evidence = phrase_of(N_("Shortcuts that start commands: {0}; named like "
						 "the folder or file beside them: {1}"),
					      2, PHRASE_NUMBER(shells), PHRASE_NUMBER(twins)),
			.evidence_time = TIME_ABSENT,
			.advice = "usb-memory-trap",
		};
	return saying(&(struct say){
	    .answer = ANSWER_OK,
	    .headline = N_("No shortcut stands in front of what lies on this USB memory"),
	    .evidence = PHRASE(N_("The USB memory: no shortcut that starts commands or has the "
				  "name of what lies beside it")),
	    .at = TIME_ABSENT,
	});
}

const struct check check_usb_memory_shortcuts = {
	.id = "usb-memory-shortcuts",
	.row = "U16",
	.question = N_("Are the shortcuts on this USB memory what they seem to be?"),
	.targets = TARGET_USB_MEMORY,
	.interview = 14,
	.schemes = "JD2 M1",
	.needs = { FACT_KIND_USB_SHORTCUT, FACT_KIND_NONE },
	.judge = judge,
};
