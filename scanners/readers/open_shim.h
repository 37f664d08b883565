/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An open() of our own that hands a descriptor to a library that only takes a path: hivex. The
 * spelling "\1fd:N" gives a duplicate of descriptor N; everything else goes to the kernel as it
 * came. A worker therefore needs no openat, no /proc and no path at all (docs/adr/0003).
 * And an mmap() of our own, so that such a library maps what is in memory already, without a copy.
 *
 * A program has one open(). Another room that wants to know of refused opens (the malware guard)
 * defines `void open_watch(int error)`, and its own open(), if it needs one where this room is
 * not linked, as weak. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Writes the spelling of fd into buf (>= 24 bytes); also pulls the shim into the program. */
const char *open_shim_path(int fd, char *buf, size_t size);

/* The next file that is opened by that spelling and mapped whole gives p, n bytes, which whoever maps
 * it may unmap. */
void open_shim_lend(void *p, size_t n);
/* Ends the offer. True: nobody took it, and p is still the caller's. */
bool open_shim_lent(void);

/* Called with errno when an open() fails; may be missing. */
void open_watch(int error) __attribute__((weak));
