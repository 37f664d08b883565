/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder in memory in which a running case is kept, so that the next kiosk can go on when this
 * one falls: `case` (what was said, where we are) and `records` (the check's lines as they come), `backup` (likewise of a backup), `usb` (the
 * records of USB memories that were looked at).
 * docs/adr/0006-session.md. Must not know what a case is. */
#pragma once

#include "core/base/err.h"
#include "core/base/str.h"

#define SESSION_CASE    "case"
#define SESSION_RECORDS "records"
#define SESSION_USB     "usb"
#define SESSION_BACKUP  "backup"
#define SESSION_SIGNS   "signs"  /* the case, for the backup: what the check saw of viruses */
#define SESSION_CHOICE  "choice" /* of folders, for a backup that is gone on with */
#define SESSION_MAX     ((size_t)128 << 10)

/* folder/name into buf. */
const char *session_path(const char *folder, const char *name, char *buf, size_t size);
/* The case as it was written last, malloc'ed; NULL when there is none, or none that is whole. */
char *session_load(const char *folder, size_t *ret_n);
/* Under a temporary name, then renamed: always the old one or the new one. */
NODISCARD int session_write(const char *folder, const struct str *text, struct err *err);
