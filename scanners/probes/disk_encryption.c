/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the disk of this Windows is encrypted. Windows' own note of how it started is asked,
 * not only the volume: an opened volume, its image and its mounted directory must all give the
 * same answer. A volume that is still locked never gets here: its state is the volume's. */
#include "scanners/probes/registry.h"

#define STATUS "CurrentControlSet\\Control\\BitLockerStatus"

extern const struct probe probe_disk_encryption;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_disk_encryption *f;
	struct registry r;
	hive_key key;

	if (!registry_open(&r, &probe_disk_encryption, in, 0, "SYSTEM", out))
		return 0;
	key = registry_find(&r, STATUS);
	f = REGISTRY_FACT(&r, disk_encryption, DISK_ENCRYPTION, STATUS, key);
	if (f) {
		bool on = registry_flag(&r, key, "BootStatus") == FLAG_YES ||
			  (in->volume && in->volume->encrypted == FLAG_YES);

		f->method = on ? "bitlocker" : NULL;
		f->state = on ? "unlocked" : "none";
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_disk_encryption = {
	.id = "disk-encryption",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM },
	.gives = { FACT_KIND_DISK_ENCRYPTION, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
