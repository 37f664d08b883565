/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U15: does this USB memory want to start something by itself when it is put in? Windows has not
 * obeyed autorun.inf of memories since 2011; an older one, or one that was told to, does. */
#include "scanners/checks/saying.h"

extern const struct check check_usb_memory_start;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	size_t n = facts_count(facts, FACT_KIND_USB_START);
	bool there = false;

	for (size_t i = 0; i < n; i++)
		there = there || FACTS_AT(facts, usb_start, USB_START, i)->there == FLAG_YES;
	if (there)
		return saying(&(struct say){
		    .answer = ANSWER_DANGER,
		    .weight = 3,
		    .headline = N_("This USB memory starts a program when it is put in"),
		    .advice = "usb-memory-trap",
		    .evidence = PHRASE(
			N_("autorun.inf names a program, and that program is on the memory")),
		    .at = TIME_ABSENT,
		});
	if (n)
		return saying(&(struct say){
		    .answer = ANSWER_CONCERN,
		    .weight = 2,
		    .headline = N_("This USB memory wants to start a program when it is put in"),
		    .advice = "usb-memory-trap",
		    .evidence =
			PHRASE(N_("autorun.inf names a program; it was not found on the memory")),
		    .at = TIME_ABSENT,
		});
	return saying(&(struct say){
	    .answer = ANSWER_OK,
	    .headline = N_("This USB memory starts nothing by itself"),
	    .evidence = PHRASE(N_("The USB memory: no autorun.inf that names a program")),
	    .at = TIME_ABSENT,
	});
}

const struct check check_usb_memory_start = {
	.id = "usb-memory-start",
	.row = "U15",
	.question = N_("Does this USB memory start something by itself?"),
	.targets = TARGET_USB_MEMORY,
	.interview = 14,
	.schemes = "JD2 M1",
	.needs = { FACT_KIND_USB_START, FACT_KIND_NONE },
	.judge = judge,
};
