/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One piece of a file made smaller, by ISA-L. The pieces of one file follow each other into one valid deflate
 * stream, each made without the others, so that several cores can be at one file. Must not keep
 * anything between two pieces: the same bytes give the same bytes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct deflater; /* the tables of one thread */

struct deflater *deflater_new(void);
void deflater_free(struct deflater *d); /* NULL is fine */

/* n bytes at p into buf of size deflate_bound(n). last: of its file. Returns how many bytes. */
size_t deflate_piece(struct deflater *d, const void *p, size_t n, bool last, uint8_t *buf,
		     size_t size);
size_t deflate_bound(size_t n);

/* Looks at three places of the first piece of a file: true when it pays to make the file smaller. */
bool deflate_pays(struct deflater *d, const void *p, size_t n);

/* CRC-32 of a zip file; from 0 on. */
uint32_t deflate_crc32(uint32_t crc, const void *p, size_t n);
