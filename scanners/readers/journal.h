/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of systemd's journal, as far as lines of the kernel about USB devices are wanted: a walk
 * over the objects of a file in the order in which they lie there. A line lies before every entry
 * that has it, so one pass over the bytes is enough, nothing is looked up in the file's own tables,
 * and no chain of its offsets is followed: a file cannot lead the walk round.
 * Only entries that the kernel itself wrote count (_TRANSPORT=kernel; journald sets it, no program
 * can). Packed fields are told by their size and never unpacked: journald packs what is long, and
 * these lines are short. Needs nothing of a worker beyond the common calls.
 * Facts about the format: systemd.io/JOURNAL_FILE_FORMAT. */
#pragma once

#include "core/base/bytes.h"
#include "core/base/times.h"

#define JOURNAL_HEADER   ((size_t)272) /* all that is looked at of the first bytes */
#define JOURNAL_LINE_MAX ((size_t)512)

enum journal_kind { JOURNAL_GOOD, JOURNAL_NONE, JOURNAL_UNKNOWN }; /* UNKNOWN: a newer format */

struct journal_head {
	uint64_t first, last; /* offsets of the first and the last object */
	bool compact;
	int64_t begins, ends; /* oldest and newest entry; TIME_ABSENT: there is none */
};
enum journal_kind journal_head(struct bytes file, struct journal_head *ret);

/* A line of the kernel that may be about a USB device. Valid during the call. */
typedef void (*journal_fn)(void *arg, const char *line, int64_t when);

struct journal;
struct journal *journal_new(const struct journal_head *head, journal_fn each, void *arg);
void journal_free(struct journal *j);

/* Walks over the bytes that begin at offset journal_next(). 0: go on there; 1: the end was reached;
 * -EIO: damaged, or the bytes ended too early; -EFBIG: more lines than anybody has. Whoever feeds
 * gives at least 64 KiB or all up to the end of the file, and no bytes at its end. An end beyond
 * the file's own means that its last object is cut off. */
int journal_feed(struct journal *j, struct bytes piece);
uint64_t journal_next(const struct journal *j);
/* Fields that are packed and may have been such lines. */
size_t journal_unclear(const struct journal *j);
