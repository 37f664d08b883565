/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as Linux writes them into its logs, and the zone that its /etc/localtime says. Pure. */
#pragma once

#include "core/base/bytes.h"
#include "core/base/times.h"

/* Seconds east of UTC out of a TZif file's last line ("JST-9"), without its summer time; 0 when
 * it is none. */
int linux_zone(struct bytes localtime_file);

/* The date at the beginning of a line: "2026-11-20T06:12:33+09:00" (any fraction, "+0900", "Z"),
 * "2026-11-20  06:12:33" (local), or "Nov 20 06:12:33" (local, the newest year in which it does not
 * lie after `latest`). TIME_ABSENT: there is none. *ret_end: where it ends. */
int64_t linux_date(const char *line, int zone, int64_t latest, const char **ret_end);
