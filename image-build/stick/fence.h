/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gives up all power in a fresh process that is about to parse a stranger's bytes. */
#pragma once

/* Keeps only these two descriptors, under the numbers that it returns; another user when this is
 * root; small limits; after that any system call but reading, writing, memory and exit kills.
 * Negative errno when that can't be had: then nothing must be parsed. */
int fence_close(int in, int out, int *ret_in, int *ret_out);
