/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An arena: many small allocations, freed at once. Must not be used for secrets (see
 * sealed memory) nor for sizes that come from a disk without a ceiling. Out of memory ends the
 * process: a worker's death is an answer. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct arena_block;

struct arena {
	struct arena_block *head;
	size_t used;    /* bytes handed out */
	size_t ceiling; /* 0: ARENA_CEILING_DEFAULT; above it the process ends */
};

#define ARENA_CEILING_DEFAULT ((size_t)256 << 20)

/* Zeroed memory, aligned for any type; n may be 0. Never NULL. */
void *arena_alloc(struct arena *a, size_t n);
void *arena_array(struct arena *a, size_t n, size_t size);
char *arena_strdup(struct arena *a, const char *s);            /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n); /* at most n bytes, terminated */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void arena_done(struct arena *a); /* frees all; a is empty and usable afterwards */

/* malloc family that ends the process instead of returning NULL; n must be past a ceiling. */
void *xmalloc(size_t n);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n);
char *xstrdup(const char *s);

/* Grows an array to hold one element more: *cap doubles from 8. Ends the process above max. */
void *xgrow(void *p, size_t n, size_t *cap, size_t size, size_t max);
