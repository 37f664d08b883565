/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The scanners' temporary directories, one per worker, below the zygote's scratch directory. */
#pragma once

#include <stdint.h>

/* Makes the worker's directory and goes there. Negative errno when it can't. */
int scratch_enter(int scratch, uint32_t serial);

/* Empties and removes it; what a dead worker left may be anything, but no deeper than 64. */
void scratch_wipe(int scratch, uint32_t serial);
