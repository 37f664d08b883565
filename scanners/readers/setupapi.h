/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The log in which Windows notes the setting up of devices (INF\setupapi.dev.log and its turned
 * over parts, setupapi.upgrade.log after a feature update). Times in it are local. Facts about the
 * format: Microsoft, "SetupAPI Text Logs", and real logs. A worker needs nothing for it. */
#pragma once

#include "scanners/readers/cp932.h"

struct setupapi {
	struct text_file file;
	struct arena *arena;
	char line[TEXT_BUF];
	char title[TEXT_BUF]; /* of the section that has begun, "" for none */
};

/* A section about a device. */
struct setupapi_section {
	const char *device; /* "USBSTOR\\Disk&Ven_A&Prod_B&Rev_1\\SERIAL&0", arena */
	int64_t local;      /* seconds, as if the PC's clock had shown UTC; TIME_ABSENT: unknown */
};

/* s is large: not for the stack. */
void setupapi_open(struct setupapi *s, struct bytes log, struct arena *a);
/* Next section about a device whose id begins with one of the (NULL-ended) prefixes, without regard
 * to case. Whatever its end. */
bool setupapi_next(struct setupapi *s, const char *const *prefix, struct setupapi_section *ret);
/* Time of the next line of any section or start of Windows, for the age of a log. */
bool setupapi_time(struct setupapi *s, int64_t *ret_local);
