/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The log: a ring in memory that the kiosk can show. stderr stays empty. English, never
 * translated; never a name, number or content of a client. Must not fail. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/base/util.h"

#define LOG_LINES 512
#define LOG_WIDTH 160

/* scope: room or subject ("disks"). KENSHIN_DEBUG=disks,engine copies these scopes to stderr. */
void log_add(const char *scope, const char *fmt, ...) PRINTF(2, 3);

/* Calls each for every kept line, oldest first. */
void log_each(void (*each)(const char *line, void *arg), void *arg);
size_t log_count(void);
void log_wipe(void);
