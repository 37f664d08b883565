/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One package of rpm's database: a header without its magic, as the column "blob" of the table
 * Packages holds it (rpm's docs/manual/format.md; compared with rpm 4.18). Pure, bounded; a worker
 * needs nothing for it. */
#pragma once

#include "core/base/bytes.h"
#include "core/base/err.h"

/* Texts point into the blob and end inside of it; NULL: not there. */
struct rpm_package {
	const char *name, *version, *release, *vendor;
	int64_t installed; /* TIME_ABSENT: not told */
	bool in_menu;      /* it has a file that puts a program into the desktop's menu */
};

/* -EBADMSG: no such header, one that leads outside, or one without a name or version. */
NODISCARD int rpm_header_read(struct bytes blob, struct rpm_package *ret, struct err *err);
