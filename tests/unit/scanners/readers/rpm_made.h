/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A header of rpm's database made by hand, for its test and its fuzz target: good or odd in one
 * number. Whole databases are made by tests/fixtures/tools/mkrpmdb.py. */
#pragma once

#include <stdint.h>
#include <string.h>

#define RPM_MADE_MAX 1024

struct rpm_made {
	uint32_t tag, type, offset, count;
};

static const char rpm_made_store[] = "C\0gimp\0"
				     "3.0\0"
				     "1.fc42\0"
				     "Fedora Project\0"
				     "/usr/bin/\0/usr/share/applications/\0"
				     "\x69\x1e\x64\x40"; /* 1763599424, and a NUL of C's own */

#define RPM_MADE_N    7
#define RPM_MADE_SIZE (sizeof(rpm_made_store) - 1)

/* NAME, VERSION, RELEASE, VENDOR, DIRNAMES, INSTALLTIME, and one that is not asked for. */
static inline void rpm_made_entries(struct rpm_made e[RPM_MADE_N])
{
	static const struct rpm_made good[RPM_MADE_N] = {
		{ 1000, 6, 2, 1 },
		{ 1001, 6, 7, 1 },
		{ 1002, 6, 11, 1 },
		{ 1011, 6, 18, 1 },
		{ 1118, 8, 33, 2 },
		{ 100, 8, 0, 1 },
		{ 1008, 4, RPM_MADE_SIZE - 4, 1 },
	};

	memcpy(e, good, sizeof(good));
}

static inline void rpm_made_number(uint8_t *to, uint32_t v)
{
	for (unsigned i = 0; i < 4; i++)
		to[i] = (uint8_t)(v >> (24 - 8 * i));
}

/* How many bytes it has. */
static inline size_t rpm_made(uint8_t to[RPM_MADE_MAX], const struct rpm_made e[RPM_MADE_N])
{
	rpm_made_number(to, RPM_MADE_N);
	rpm_made_number(to + 4, RPM_MADE_SIZE);
	for (size_t i = 0; i < RPM_MADE_N; i++) {
		rpm_made_number(to + 8 + 16 * i, e[i].tag);
		rpm_made_number(to + 12 + 16 * i, e[i].type);
		rpm_made_number(to + 16 + 16 * i, e[i].offset);
		rpm_made_number(to + 20 + 16 * i, e[i].count);
	}
	memcpy(to + 8 + sizeof(*e) * RPM_MADE_N, rpm_made_store, RPM_MADE_SIZE);
	return 8 + sizeof(*e) * RPM_MADE_N + RPM_MADE_SIZE;
}
