/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules that keep USB storage out: group policy, device management, the drivers' start mode and
 * the write protection of removable disks. Every one is optional: absent means not set. */
#include "scanners/probes/registry.h"

#define POLICY   "Policies\\Microsoft\\Windows\\RemovableStorageDevices"
#define DISKS    POLICY "\\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}"
#define MANAGED  "Microsoft\\PolicyManager\\current\\device\\Storage"
#define SERVICES "CurrentControlSet\\Services"
#define PROTECT  "CurrentControlSet\\Control\\StorageDevicePolicies"

extern const struct probe probe_usb_policy;

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
