/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells an onlooker (a boot test, a serial line) which page is shown and what has come to an end:
 * one line each, to a file, a FIFO or a device. Never waits, never tells anything of a client. */
#pragma once

#include <stdbool.h>

struct stage {
	const char *path; /* NULL: nobody looks on */
	int fd;           /* -1: not open (a FIFO nobody reads yet is tried again) */
	bool torn;        /* a part of a line went out: the next one begins with a line end */
	char page[64];    /* the page told last */
};

void stage_begin(struct stage *s, const char *path);
void stage_end(struct stage *s);
/* "kenshin: page S01 ja 0", when it is another page than the one told last; question: "kenshin: page
 * S07 ja 0 q5" for the fifth of the interview, 0: none is asked. */
void stage_page(struct stage *s, const char *id, const char *lang, unsigned text_size,
		unsigned question);
/* "kenshin: check done". What is told: disks listed; check running, done, partial, lost; sheet ready;
 * memories N (so many of the owner's USB memories); saved yes, no; printed yes, no; kept yes, no;
 * let go yes, no (what the kernel keeps in memory of the disks); erased yes, no; stick out, in; data
 * unread; end. */
void stage_event(struct stage *s, const char *event);
