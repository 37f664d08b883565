/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owner's USB memories as choices (S29, S42). */
#include "core/text/text.h"
#include "tui/screens/screen.h"

/* What tells two equal ones apart: the last four of the number, and the name its owner gave it. */
static const char *which(struct page *p, const struct carry_memory *m)
{
	size_t n = strlen(m->serial);
	const char *number = "", *name = "";

	if (n > 0)
		number = screen_fill(p, C_("S04", "number ends {0}"), 1,
				     screen_escape(p, m->serial + (n > 4 ? n - 4 : 0), 16));
	if (m->label[0])
		name =
		    screen_fill(p, C_("S42", "its name: {0}"), 1, screen_escape(p, m->label, 24));
	return page_printf(p, "%s%s%s", number, *number && *name ? "   " : "", name);
}

static void memory(const struct visit *v, struct page *p, unsigned i, bool selected, bool to_write)
{
	const struct carry_memory *m = &v->carrying.memory[i];
	const struct choice c = { (int)i + 1,
				  page_printf(p, "%s  %s", screen_bytes(p, m->size),
					      screen_escape(p, m->model, 24)),
				  NULL, to_write && m->reason != CARRY_NONE };
	const char *words = which(p, m);

	screen_choices(p, &c, 1, selected && !c.off ? 0 : 1, 0);
	if (*words)
		body_text(&p->body, 7, words);
	if (c.off)
		body_text(&p->body, 7, _(carry_reason_words(m->reason)));
	if (carrying_was_checked(v, m))
		body_text(&p->body, 7, C_("S42", "This is the one that was checked."));
}

void screen_memories(const struct visit *v, struct page *p, bool to_write, const char *then)
{
	const struct carrying *c = &v->carrying;

	for (unsigned i = 0; i < c->n; i++)
		memory(v, p, i, v->cursor[v->screen] == i, to_write);
	if (c->n > 0)
		body_blank(&p->body);
	if (c->looking && c->n == 0)
		body_text(&p->body, 2, C_("S42", "Looking for it. This takes a few seconds."));
	else if (c->n == 0)
		body_text(&p->body, 2, C_("S42", "It shows up here by itself."));
	else
		body_text(&p->body, 2, then);
}
