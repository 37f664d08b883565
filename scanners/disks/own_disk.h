/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which listed disk this very system runs from: it may be neither offered nor guarded. Reads
 * the table of mounts, sysfs and our own marker file only. */
#pragma once

#include "core/model/client.h"

/* Sets own_stick on every disk that holds "/" or the live medium, straight or through a layer
 * (dm, md, a loop file is not followed: the live medium is mounted beside it), on what is below a
 * verity device (the stick's root), and on the disk that the marker file `stick` names (see
 * stick.h; NULL: the one of this system). */
void own_disk_mark(const char *sysfs, const char *mountinfo, const char *stick, struct disk *disk,
		   size_t n);
