/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Some MiB made smaller by libzstd into a frame that stands by itself: several cores can be at one stream, and
 * a hurt frame costs no other. Must not keep anything between two frames: the same bytes give the
 * same frame. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct framer; /* the tables of one thread */

struct framer *framer_new(void);
void framer_free(struct framer *f); /* NULL is fine */

size_t frame_bound(size_t n);
/* n bytes (less than 4 GiB) at p into buf of size frame_bound(n). Returns how many bytes. */
size_t frame_make(struct framer *f, const void *p, size_t n, uint8_t *buf, size_t size);
/* The same of what hardly gets smaller: it is stored. */
size_t frame_store(const void *p, size_t n, uint8_t *buf);
