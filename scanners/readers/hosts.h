/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hosts file: an address and names on each line, "#" begins a remark. Pure. */
#pragma once

#include "core/base/bytes.h"

#define HOSTS_NAME_MAX 256

enum hosts_kind {
	HOSTS_OWN,       /* this PC itself: localhost */
	HOSTS_BLOCKED,   /* a name led to nowhere */
	HOSTS_LOCAL,     /* to an address of this network */
	HOSTS_ELSEWHERE, /* to any other address */
	HOSTS_MAKER,     /* a name of Microsoft's or of a virus protection's, wherever to */
	HOSTS_KINDS,
};

struct hosts {
	struct bytes file;
	size_t at, end; /* end: of the line at hand */
	char address[HOSTS_NAME_MAX];
};
void hosts_begin(struct hosts *h, struct bytes file);
/* The next name (HOSTS_NAME_MAX bytes) and its kind; false at the end. What is no line of a hosts
 * file is passed over, as Windows does. */
bool hosts_next(struct hosts *h, char *ret_name, enum hosts_kind *ret_kind);
