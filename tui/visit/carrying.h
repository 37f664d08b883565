/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sheet onto the owner's USB memory, as the visit sees it: which ones are plugged in, which was
 * chosen, why it did not work. Pure: the app asks `kenshin carry` and tells the answers here. */
#pragma once

#include "core/model/carry.h"

#define CARRY_SHOWN 6

struct carrying {
	bool looking; /* they are being looked for at the moment */
	bool looked;  /* once, at least */
	unsigned n, n_next;
	struct carry_memory memory[CARRY_SHOWN], next[CARRY_SHOWN]; /* next: comes in */
	bool chosen;
	struct carry_memory to;   /* the chosen one: S43 asks about exactly it */
	enum carry_reason reason; /* SAVED_NO: why */
};

struct visit;

/* Saving is wanted: which page it begins with, S42 or, into a folder, S35 at once. */
enum screen_id carrying_begin(struct visit *v);
/* Starts to look; the list of before stays until the new one is whole. */
void carrying_look(struct visit *v);
void carrying_found(struct visit *v, const struct carry_memory *m);
void carrying_looked(struct visit *v);
/* It ended. */
void carrying_done(struct visit *v, const struct carry_status *s);
/* This is the disk that the check was about. */
bool carrying_was_checked(const struct visit *v, const struct carry_memory *m);
