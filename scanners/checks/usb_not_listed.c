/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U4: is every USB memory that was attached one of the firm's own? Told by the serial numbers of the
 * firm's register. A memory without a serial of its own can be any of its make. */
#include "scanners/checks/usb_register.h"

extern const struct check check_usb_not_listed;

/* On a Linux the logs are all that tells; on Windows one place beside others. */
static const enum fact_kind may[] = { FACT_KIND_DEVICE_LOG, FACT_KIND_NONE };

struct tally {
	int64_t n, own, private, strange, nameless;
	const struct fact_usb_storage *any;
};

static void count(const struct facts *facts, const struct device_register *list, struct tally *ret)
{
	*ret = (struct tally){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_USB_STORAGE); i++) {
		const struct fact_usb_storage *f = FACTS_AT(facts, usb_storage, USB_STORAGE, i);
		const struct known_device *known = device_register_find(list, f->serial);

		ret->any = f;
		ret->n++;
		if (f->own_serial != FLAG_YES || !f->serial)
			ret->nameless++;
		else if (!known || known->holder == DEVICE_HOLDER_UNKNOWN)
			ret->strange++;
		else if (known->holder == DEVICE_HOLDER_PRIVATE)
			ret->private ++;
		else
			ret->own++;
	}
}

/* Logs of a Linux lie below its "/"; Windows' own places do not begin so. */
static struct verdict none_attached(const struct facts *facts)
{
	const struct fact_device_log *f = FACTS_AT(facts, device_log, DEVICE_LOG, 0);

	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("No USB memory from elsewhere was attached")),
		.evidence = PHRASE(f && f->fact.source[0] == '/'
				       ? N_("The logs know of no USB memory")
				       : N_("Windows settings: the list of attached devices holds "
					    "none")),
		.evidence_time = TIME_ABSENT,
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct device_register *list = env->devices;
	struct tally t;

	count(facts, list, &t);
	if (!t.n)
		return none_attached(facts);
	if (!list || list->state != DEVICE_REGISTER_READ)
		return usb_register_missing(list);
	if (t.strange || t.private)
		return (struct verdict){
			.answer = ANSWER_CONCERN,
			.weight = 1,
			.headline = phrase_of(N_("USB memories that are not the firm's own: {0}"),
					      1, PHRASE_NUMBER(t.strange + t.private)),
			.evidence =
			    phrase_of(N_("The firm's list: {0} of its own, {1} private, {2} not "
					 "listed, {3} cannot be told apart"),
				      4, PHRASE_NUMBER(t.own), PHRASE_NUMBER(t.private),
				      PHRASE_NUMBER(t.strange), PHRASE_NUMBER(t.nameless)),
			.evidence_time = t.any->fact.written,
			.advice = "usb-strangers",
		};
	if (t.nameless) {
		struct verdict v = judging_unseen(NULL);

		v.reason =
		    phrase_of(N_("because {0} of the attached memories have no serial number of "
				 "their own"),
			      1, PHRASE_NUMBER(t.nameless));
		return v;
	}
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("Every USB memory that was attached is the firm's own")),
		.evidence =
		    phrase_of(N_("The firm's list: all {0} are in it"), 1, PHRASE_NUMBER(t.own)),
		.evidence_time = t.any->fact.written,
	};
}

const struct check check_usb_not_listed = {
	.id = "usb-not-listed",
	.row = "U4",
	.question = N_("Are all attached USB memories the firm's own?"),
	.targets = TARGET_WINDOWS | TARGET_LINUX,
	.interview = 14,
	.schemes = "JD13 JD21 TS M1 M2",
	.needs = { FACT_KIND_USB_STORAGE, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
