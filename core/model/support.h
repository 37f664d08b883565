/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of the tables of support ends, as the checks see them; signatures/tables.h reads them from
 * their files. Plain records: texts belong to whoever made them. */
#pragma once

#include <stdint.h>

/* End of support of one Windows build line; rows of signatures/windows-builds.csv. */
struct build_row {
	int64_t build;
	const char *product; /* "windows", "windows-server" */
	const char *line;    /* "w" Home/Pro, "e" Enterprise/Education, "lts", "iot-lts", "" any */
	const char *label;   /* "Windows 11 25H2 Home/Pro" */
	int64_t end, extended_end; /* TIME_ABSENT when unknown; extended: paid */
};

/* End of support of one Linux release; rows of signatures/linux-eol.csv. */
struct release_row {
	const char *id;            /* ID of os-release: "debian", "ubuntu", ... */
	const char *version;       /* VERSION_ID, or its part before the point */
	const char *label;         /* "Debian 12" */
	int64_t end, extended_end; /* TIME_ABSENT when unknown */
	const char *extension;     /* "free" for all, "paid", "" none */
};
