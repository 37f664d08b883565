/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where in memory ISA-L's stream may lie, so that the same bytes are packed the same way each time.
 *
 * ISA-L's levels 1 and 2 (igzip_icf_body_h1_gr_bt.asm, .write_first_byte; 2.30 and 2.31) put the
 * third byte of a piece into their table under the CRC-32C of bits 16 to 47 of the *address* of the
 * stream, where that of the piece's bytes was meant. What comes out is right, but one of some
 * hundred small files is a few bytes longer or shorter under another address: in each run, and in
 * each thread. The low 15 bits of that CRC are used. So the stream goes where they are zero. */
#pragma once

#include <stddef.h>

/* n zero bytes at such a place; wherever there is room when there is none for the search: then
 * two backups of the same files may differ in how small they got, and in nothing else. */
void *deflate_place_new(size_t n);
void deflate_place_free(void *p, size_t n); /* NULL is fine; n as it was */
