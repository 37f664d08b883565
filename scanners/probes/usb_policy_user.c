/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules about removable storage and the writing of discs that hold for one user. */
#include "scanners/probes/usb_policy_common.h"

#define OWN "Software\\"

extern const struct probe probe_usb_policy_user;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;
	struct fact_usb_policy_user *f;
	struct fact_optical_policy *o;
	struct registry r;
	hive_key all, disks, discs;

	if (!registry_open(&r, &probe_usb_policy_user, in, 0, "HKCU", out))
		return 0;
	all = registry_find(&r, OWN USB_POLICY_PLACE);
	disks = registry_find(&r, OWN USB_POLICY_DISKS);
	discs = registry_find(&r, OWN USB_POLICY_DISCS);
	f = REGISTRY_FACT(&r, usb_policy_user, USB_POLICY_USER, OWN USB_POLICY_PLACE, all);
	if (f) {
		f->user = user;
		f->deny_all = registry_flag(&r, all, "Deny_All");
		f->deny_read = registry_flag(&r, disks, "Deny_Read");
		f->deny_write = registry_flag(&r, disks, "Deny_Write");
		f->deny_execute = registry_flag(&r, disks, "Deny_Execute");
	}
	o = REGISTRY_FACT(&r, optical_policy, OPTICAL_POLICY, OWN USB_POLICY_DISCS, discs);
	if (o) {
		o->scope = "user";
		o->user = user;
		o->deny_all = registry_flag(&r, all, "Deny_All");
		o->deny_write = registry_flag(&r, discs, "Deny_Write");
		o->no_burning =
		    registry_flag(&r, registry_find(&r, OWN USB_POLICY_EXPLORER), "NoCDBurning");
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_usb_policy_user = {
	.id = "usb-policy-user",
	.targets = TARGET_WINDOWS,
	.files = { WANT_USER },
	.gives = { FACT_KIND_USB_POLICY_USER, FACT_KIND_OPTICAL_POLICY, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
