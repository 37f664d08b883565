/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owner's USB memories in a visit. */
#include "tui/visit/visit.h"

enum screen_id carrying_begin(struct visit *v)
{
	if (!v->able.usb_save) {
		v->saved = SAVED_RUNNING;
		v->want |= WANT_SAVE;
		return SCREEN_S35;
	}
	if (v->saved == SAVED_RUNNING)
		return SCREEN_S35;
	v->carrying.chosen = false;
	v->want |= WANT_MEMORIES;
	return SCREEN_S42;
}

void carrying_look(struct visit *v)
{
	v->carrying.looking = true;
	v->carrying.n_next = 0;
}

void carrying_found(struct visit *v, const struct carry_memory *m)
{
	struct carrying *c = &v->carrying;

	if (c->looking && c->n_next < CARRY_SHOWN)
		c->next[c->n_next++] = *m;
}

void carrying_looked(struct visit *v)
{
	struct carrying *c = &v->carrying;

	c->looking = false;
	c->looked = true;
	c->n = c->n_next;
	memcpy(c->memory, c->next, sizeof(c->memory));
	if (v->cursor[SCREEN_S42] < c->n && c->memory[v->cursor[SCREEN_S42]].reason == CARRY_NONE)
		return;
	v->cursor[SCREEN_S42] = 0; /* `>` on the first that can be chosen */
	for (unsigned i = c->n; i-- > 0;)
		if (c->memory[i].reason == CARRY_NONE)
			v->cursor[SCREEN_S42] = i;
}

void carrying_done(struct visit *v, const struct carry_status *s)
{
	v->saved = s->saved ? SAVED_YES : SAVED_NO;
	v->carrying.reason = s->reason;
	v->cursor[SCREEN_S35] = s->saved ? 0 : 1;
}

bool carrying_was_checked(const struct visit *v, const struct carry_memory *m)
{
	const char *path = v->chosen >= 0 ? v->disk[v->chosen].path : NULL;
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash && strcmp(slash + 1, m->name) == 0;
}
