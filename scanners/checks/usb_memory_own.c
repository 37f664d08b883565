/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U14: is this USB memory one of the firm's own? Told by the serial number of the firm's register. */
#include "scanners/checks/saying.h"
#include "scanners/checks/usb_register.h"

extern const struct check check_usb_memory_own;

static struct verdict stranger(const char *evidence)
{
	return saying(&(struct say){
	    .answer = ANSWER_CONCERN,
	    .weight = 1,
	    .headline = N_("This USB memory is not one of the firm's own"),
	    .advice = "usb-strangers",
	    .evidence = PHRASE(evidence),
	    .at = TIME_ABSENT,
	});
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_usb_memory *f = FACTS_AT(facts, usb_memory, USB_MEMORY, 0);
	const struct device_register *list = env->devices;
	const struct known_device *known;

	if (!list || list->state != DEVICE_REGISTER_READ)
		return usb_register_missing(list);
	if (!f || !f->serial)
		return judging_unseen(
		    N_("because the USB memory tells no serial number of its own"));
	known = device_register_find(list, f->serial);
	if (!known || known->holder == DEVICE_HOLDER_UNKNOWN)
		return stranger(N_("The firm's list: this memory is not in it"));
	if (known->holder == DEVICE_HOLDER_PRIVATE)
		return stranger(N_("The firm's list: this memory is a private one"));
	return saying(&(struct say){
	    .answer = ANSWER_OK,
	    .headline = N_("This USB memory is one of the firm's own"),
	    .evidence = PHRASE(N_("The firm's list: this memory is in it")),
	    .at = TIME_ABSENT,
	});
}

const struct check check_usb_memory_own = {
	.id = "usb-memory-own",
	.row = "U14",
	.question = N_("Is this USB memory one of the firm's own?"),
	.targets = TARGET_USB_MEMORY,
	.interview = 14,
	.schemes = "JD13 JD21 TS M1 M2",
	.needs = { FACT_KIND_USB_MEMORY, FACT_KIND_NONE },
	.judge = judge,
};
