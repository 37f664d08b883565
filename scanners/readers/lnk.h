/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A shortcut (.lnk): which file it leads to, on what kind of drive that lay, and what it gives to it.
 * Facts about the format: Microsoft, [MS-SHLLINK]. Only the drive, its number and name, the path and the
 * arguments are read; no other part is taken apart. A worker needs nothing for it. */
#pragma once

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/err.h"
#include "core/base/times.h"

enum lnk_drive {
	LNK_DRIVE_NONE, /* leads to something that is no file on a drive, or tells none */
	LNK_DRIVE_UNKNOWN,
	LNK_DRIVE_REMOVABLE,
	LNK_DRIVE_FIXED,
	LNK_DRIVE_NETWORK,
	LNK_DRIVE_OPTICAL,
	LNK_DRIVE_MEMORY,
};

struct lnk {
	enum lnk_drive drive;
	uint32_t volume_serial; /* 0 when none is told */
	const char *label;      /* of the volume, arena; NULL for none */
	const char *path;       /* "E:\\見積\\A.xlsx", arena; NULL for none */
	int64_t target_written; /* of the file it leads to, UTC */
	uint64_t target_size;   /* its lower 32 bits */
	bool folder;
	const char *arguments; /* arena; NULL for none. There may be a password among them. */
	bool arguments_lost;   /* there are some, and they lie outside of the shortcut */
};

#define LNK_PATH_MAX ((size_t)1024) /* characters of a path or label */

/* -EBADMSG when this is no shortcut, or one whose parts lie outside of it. */
NODISCARD int lnk_read(struct bytes file, struct arena *a, struct lnk *ret, struct err *err);
