/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U18: is this USB memory something else as well? One that says it is a keyboard can type commands by
 * itself as soon as it is put in. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_usb_memory_keyboard;

static bool says(const struct facts *facts, const char *use, enum flag beside)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_FACE); i++) {
		const struct fact_usb_face *f = FACTS_AT(facts, usb_face, USB_FACE, i);

		if (f->use && !strcmp(f->use, use) && f->beside == beside)
			return true;
	}
	return false;
}

static struct verdict more(enum answer_kind answer, int weight, const char *headline,
			   const char *evidence)
{
	return saying(&(struct say){
	    .answer = answer,
	    .weight = weight,
	    .headline = headline,
	    .advice = answer == ANSWER_NOTICE ? "usb-memory-more" : "usb-memory-unplug",
	    .evidence = PHRASE(evidence),
	    .at = TIME_ABSENT,
	});
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	if (says(facts, "keyboard", FLAG_NO))
		return more(ANSWER_DANGER, 3, N_("This USB memory says it is a keyboard, too"),
			    N_("The device: it can type by itself"));
	if (says(facts, "keyboard", FLAG_YES))
		return more(ANSWER_CONCERN, 2, N_("A keyboard came with this USB memory"),
			    N_("The plug: a keyboard in it came at the same moment"));
	if (says(facts, "network", FLAG_NO) || says(facts, "network", FLAG_YES))
		return more(ANSWER_CONCERN, 2,
			    N_("This USB memory says it is a network device, too"),
			    N_("The device: a PC could send what it sends through it"));
	if (!says(facts, "storage", FLAG_NO))
		return judging_unseen(N_("because the device did not tell what it is"));
	if (says(facts, "pointer", FLAG_NO) || says(facts, "pointer", FLAG_YES) ||
	    says(facts, "other", FLAG_NO) || says(facts, "other", FLAG_YES))
		return more(ANSWER_NOTICE, 0, N_("This USB memory is something else as well"),
			    N_("The device: neither a keyboard nor a network device"));
	return saying(&(struct say){
	    .answer = ANSWER_OK,
	    .headline = N_("This USB memory says it is a memory and nothing else"),
	    .evidence = PHRASE(N_("The device: what it told when it was put in")),
	    .at = TIME_ABSENT,
	});
}

const struct check check_usb_memory_keyboard = {
	.id = "usb-memory-keyboard",
	.row = "U18",
	.question = N_("Is this USB memory a memory only?"),
	.targets = TARGET_USB_MEMORY,
	.interview = 14,
	.schemes = "JD2 M1",
	.needs = { FACT_KIND_USB_FACE, FACT_KIND_NONE },
	.judge = judge,
};
