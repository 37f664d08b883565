/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Directory entries of exFAT (sections 6 and 7). Only fill.c uses this. */
#pragma once

#include "image-build/exfat/tree.h"

#define DIRENTS_OF_ROOT 3u /* label, bitmap, up-case table */

/* Each writes its entries at `at` and returns the place behind them. now: as in exfat_fill. */
uint8_t *dirents_of_root(uint8_t *at, const char *label, const struct node *bitmap,
			 const struct node *upcase);
uint8_t *dirents_of_child(uint8_t *at, const struct node *n, int64_t now);
