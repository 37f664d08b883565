/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules about the writing of discs that hold for the whole machine. */
#include "scanners/probes/usb_policy_common.h"

#define ALWAYS "Microsoft\\Windows\\CurrentVersion"

extern const struct probe probe_optical_policy;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_optical_policy *f = NULL;
	struct registry r;
	hive_key discs;

	if (!registry_open(&r, &probe_optical_policy, in, 0, "SOFTWARE", out))
		return 0;
	discs = registry_find(&r, USB_POLICY_DISCS);
	if (registry_must(&r, ALWAYS))
		f = REGISTRY_FACT(&r, optical_policy, OPTICAL_POLICY, USB_POLICY_DISCS, discs);
	if (f) {
		f->scope = "machine";
		f->deny_all = registry_flag(&r, registry_find(&r, USB_POLICY_PLACE), "Deny_All");
		f->deny_write = registry_flag(&r, discs, "Deny_Write");
		f->no_burning =
		    registry_flag(&r, registry_find(&r, USB_POLICY_EXPLORER), "NoCDBurning");
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_optical_policy = {
	.id = "optical-policy",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_OPTICAL_POLICY, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
