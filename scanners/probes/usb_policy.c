/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules that keep USB storage out: group policy, device management, which devices may be set up, the
 * drivers' start mode and the write protection of removable disks. Every one is optional: absent
 * means not set. */
#include "scanners/probes/usb_policy_common.h"

#define POLICY   USB_POLICY_PLACE
#define DISKS    USB_POLICY_DISKS
#define SET_UP   "Policies\\Microsoft\\Windows\\DeviceInstall\\Restrictions"
#define MANAGED  "Microsoft\\PolicyManager\\current\\device\\Storage"
#define MANAGED2 "Microsoft\\PolicyManager\\current\\device\\DeviceInstallation"
#define SERVICES "CurrentControlSet\\Services"
#define PROTECT  "CurrentControlSet\\Control\\StorageDevicePolicies"

extern const struct probe probe_usb_policy;

/* Phones and players have two classes of their own: both must be shut. */
static enum flag phones(struct registry *r)
{
	static const char *const classes[] = {
		POLICY "\\{6AC27878-A6FA-4155-BA85-F98F491D4F33}",
		POLICY "\\{F33FDC04-D1AC-4E8E-9A30-19BBD4B108AE}",
	};
	enum flag all = FLAG_ABSENT;

	for (size_t i = 0; i < LEN(classes); i++) {
		hive_key key = registry_find(r, classes[i]);

		if (!key)
			continue;
		if (registry_flag(r, key, "Deny_Read") != FLAG_YES ||
		    registry_flag(r, key, "Deny_Write") != FLAG_YES)
			return FLAG_NO;
		all = FLAG_YES;
	}
	return all;
}

/* A rule that came by management is a text beginning with "<enabled/>". */
static bool managed_on(struct registry *r, const char *value)
{
	hive_key key = registry_find(r, MANAGED2);
	const char *text = registry_text(r, key, value);

	return registry_flag(r, key, value) == FLAG_YES || (text && strcasestr(text, "<enabled/>"));
}

/* A list that counts is turned on and holds something. */
static bool has_list(struct registry *r, hive_key top, const char *name)
{
	hive_key list = top ? hive_find(r->hive, top, name) : 0;
	const char **value;

	return registry_flag(r, top, name) == FLAG_YES && list &&
	       hive_values(r->hive, list, 1, r->arena, &value) > 0;
}

static void set_up_rules(struct registry *r, struct fact_usb_policy *f)
{
	static const char *const allow[] = { "AllowDeviceIDs", "AllowInstanceIDs",
					     "AllowDeviceClasses" };
	hive_key key = registry_find(r, SET_UP);

	f->new_refused = registry_flag(r, key, "DenyRemovableDevices");
	if (registry_flag(r, key, "DenyUnspecified") == FLAG_YES ||
	    managed_on(r, "PreventInstallationOfDevicesNotDescribedByOtherPolicySettings"))
		f->new_refused = FLAG_YES;
	for (size_t i = 0; i < LEN(allow); i++)
		if (has_list(r, key, allow[i]))
			f->listed = FLAG_YES;
	f->retroactive = registry_flag(r, key, "DenyRemovableDevicesRetroactive");
}

static struct fact_usb_policy *from_software(struct registry *r)
{
	hive_key all = registry_find(r, POLICY), disks = registry_find(r, DISKS);
	struct fact_usb_policy *f = REGISTRY_FACT(r, usb_policy, USB_POLICY, POLICY, all);
	enum flag managed;

	if (!f)
		return NULL;
	f->deny_all = registry_flag(r, all, "Deny_All");
	f->deny_read = registry_flag(r, disks, "Deny_Read");
	f->deny_write = registry_flag(r, disks, "Deny_Write");
	f->deny_execute = registry_flag(r, disks, "Deny_Execute");
	managed = registry_flag(r, registry_find(r, MANAGED), "RemovableDiskDenyWriteAccess");
	if (managed == FLAG_YES)
		f->deny_write = FLAG_YES;
	f->phones_denied = phones(r);
	set_up_rules(r, f);
	return f;
}

static void from_system(struct registry *r, struct fact_usb_policy *f)
{
	if (!f)
		f = REGISTRY_FACT(r, usb_policy, USB_POLICY, SERVICES "\\USBSTOR",
				  registry_find(r, SERVICES "\\USBSTOR"));
	if (!f)
		return;
	registry_also(r, &f->fact);
	f->usbstor_start = registry_number(r, registry_find(r, SERVICES "\\USBSTOR"), "Start");
	f->uaspstor_start = registry_number(r, registry_find(r, SERVICES "\\UASPStor"), "Start");
	f->write_protect = registry_flag(r, registry_find(r, PROTECT), "WriteProtect");
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_usb_policy *f = NULL;
	struct registry r;

	if (registry_open(&r, &probe_usb_policy, in, 0, "SOFTWARE", out)) {
		f = from_software(&r);
		registry_close(&r);
	}
	if (registry_open(&r, &probe_usb_policy, in, 1, "SYSTEM", out)) {
		from_system(&r, f);
		registry_close(&r);
	}
	return 0;
}

const struct probe probe_usb_policy = {
	.id = "usb-policy",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE, WANT_SYSTEM },
	.gives = { FACT_KIND_USB_POLICY, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
