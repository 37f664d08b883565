/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the disk of this Windows is encrypted. What could be read straight from a part of a disk is
 * not, whatever Windows noted at its last start. A volume by itself or a folder may have been opened
 * with a key by somebody: there Windows' own note of how it started decides, and where there is none
 * nothing is known. A volume that is still locked never gets here (engine/run_locked.c). */
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
		bool plain =
		    in->volume && in->volume->partition > 0 && in->volume->encrypted != FLAG_YES;
		enum flag note = plain ? FLAG_NO : registry_flag(&r, key, "BootStatus");

		f->method = note == FLAG_YES ? "bitlocker" : NULL;
		f->state = note == FLAG_YES ? "unlocked" : note == FLAG_NO ? "none" : NULL;
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
