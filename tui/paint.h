/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Canvas to terminal through ncursesw, and its keys back. The only file with curses in it. Every
 * cell is painted, because some terminals lose the background on erase. No bold, no blink. */
#pragma once

#include "tui/canvas/canvas.h"

/* False when this terminal cannot be used (no TERM, not a terminal). */
bool paint_start(void);
void paint_stop(void);
/* The terminal changed its size or was replaced by another one (dtach): everything is sent anew with
 * the next paint_show(), its modes, too. */
void paint_again(void);
void paint_size(unsigned *ret_rows, unsigned *ret_cols); /* asks the terminal anew */
void paint_show(const struct canvas *c, bool dark);
/* One waiting key as enum key of tui/screens/screen.h, -1 when none waits. typed: letters as they are
 * (KEY_TYPED_). */
int paint_key(bool typed);
