/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Times as seconds since 1970 UTC, and their ISO 8601 spelling. Judgement takes "now" as an
 * argument: nothing here asks a clock. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TIME_ABSENT INT64_MIN
#define TIME_DAY    ((int64_t)86400)

/* FILETIME (100 ns since 1601 UTC) to seconds; 0, negative and beyond year 9999: TIME_ABSENT. */
int64_t time_from_filetime(uint64_t filetime);

/* "2026-11-21T10:42:07Z" into buf (>= 24 bytes). Returns buf; "" for TIME_ABSENT. */
const char *time_iso(int64_t t, char *buf, size_t size);

/* Parses what time_iso() writes, and "2026-11-21". False when it is neither. */
bool time_parse_iso(const char *s, int64_t *ret);

/* Civil date of t shifted by offset_seconds (zone of the client's PC). */
void time_civil(int64_t t, int offset_seconds, int *ret_year, int *ret_month, int *ret_day);
int64_t time_from_civil(int year, int month, int day);

/* Whole days from t to now, rounded down; negative when t lies after now. */
int64_t time_days_between(int64_t t, int64_t now);
