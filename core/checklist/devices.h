/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The USB devices of a check-up, each once, with what every source tells of it: what the printed
 * register is made from. Each date keeps what it is and where it comes from. Pure. */
#pragma once

#include "core/model/checkup.h"
#include "core/model/known_device.h"

enum device_way { DEVICE_WAY_MEMORY, DEVICE_WAY_FAST_DISK, DEVICE_WAY_PHONE };

enum device_date_what {
	DEVICE_DATE_FIRST_SET_UP, /* property 0065 */
	DEVICE_DATE_LOG,          /* oldest section in the log of device set-up */
	DEVICE_DATE_SET_UP,       /* property 0064 */
	DEVICE_DATE_ARRIVAL,      /* property 0066 */
	DEVICE_DATE_REMOVAL,      /* property 0067 */
	DEVICE_DATE_EVENT,        /* newest entry in an event log */
	DEVICE_DATE_OPENED,       /* entry of a user's list of volumes */
	DEVICE_DATE_RECORD,       /* last write of its key: no day of use */
	DEVICE_DATE_KERNEL,       /* newest line in a log of Linux */
	DEVICE_DATES,
};

enum device_whose {
	DEVICE_WHOSE_NOT_SAID,
	DEVICE_WHOSE_COMPANY,
	DEVICE_WHOSE_PRIVATE,
	DEVICE_WHOSE_UNKNOWN, /* asked, and nobody knew */
};

struct device {
	enum device_way way;
	const char *name;         /* never NULL; "" when none was kept */
	const char *serial;       /* NULL: none kept */
	bool own_serial;          /* NO: others of its make look the same */
	int64_t at[DEVICE_DATES]; /* TIME_ABSENT: not told */
	const char *users;        /* "yamada, 経理", or NULL */
	enum device_whose whose;  /* by the firm's register */
	const char *label;        /* ... and what is written on it there, or NULL */
};

struct device_list {
	struct device *device; /* the newest first; those without a date last */
	size_t n;
	bool windows;             /* lists of a Windows are among what was looked at */
	struct phrase linux_logs; /* how far logs of a Linux tell, or nothing */
	struct phrase incomplete; /* why some may be missing, or nothing */
};

/* Everything lives in a; texts also in c and known. known: NULL for none. */
void devices_make(const struct checkup *c, const struct device_register *known, struct arena *a,
		  struct device_list *ret);

/* Message ids: "Last plugged in", where it was read, and of whose it is. */
const char *device_date_word(enum device_date_what what);
const char *device_date_source(enum device_date_what what);
const char *device_way_word(enum device_way way);

/* The newest day on which the device was there; else TIME_ABSENT. */
int64_t device_last_seen(const struct device *d);
