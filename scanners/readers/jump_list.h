/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jump lists: what a program offers to open again. Windows keeps its own in a compound file
 * (*.automaticDestinations-ms: a shortcut in each stream, and the stream DestList with the day of the
 * last opening), what a program lists by itself one shortcut after the other
 * (*.customDestinations-ms, no days). Facts about the formats: Joachim Metz, "Jump lists format". */
#pragma once

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/err.h"
#include "core/base/times.h"
#include "scanners/readers/lnk.h"

#define JUMP_ENTRIES_MAX 8192u

/* opened: seconds UTC, or TIME_ABSENT. l and its texts live in the arena. */
typedef void (*jump_fn)(void *arg, const struct lnk *l, int64_t opened);

struct jump_seen {
	unsigned entries; /* shortcuts that were taken apart */
	unsigned unread;  /* ... that could not be */
};

/* Both add to *ret. -EBADMSG: this is no such list, or so damaged that none of its entries is known. */
NODISCARD int jump_automatic(struct bytes file, struct arena *a, jump_fn each, void *arg,
			     struct jump_seen *ret, struct err *err);
NODISCARD int jump_custom(struct bytes file, struct arena *a, jump_fn each, void *arg,
			  struct jump_seen *ret, struct err *err);
