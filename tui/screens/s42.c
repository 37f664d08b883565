/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S42: onto which USB memory of the owner. Only what hangs on USB and can be carried away is shown,
 * never the stick; choosing writes nothing yet. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

void s42_draw(const struct visit *v, struct page *p)
{
	const struct carrying *c = &v->carrying;

	screen_title(v, p, 6, C_("S42", "Your USB memory"));
	body_blank(&p->body);
	body_heading(&p->body, c->n > 0 ? C_("S42", "Onto which USB memory?")
					: C_("S42", "Please put in your USB memory"));
	body_blank(&p->body);
	screen_memories(v, p, true,
			C_("S42", "Choosing writes nothing yet: the next page asks once more."));
	body_text(&p->body, 2, C_("S42", "The check-up stick stays where it is."));
	screen_script(p, C_("S42", "\"Do you have a USB memory with you? What is on it stays.\""));
	screen_keys(p, "n");
	page_key(p, "1-6", C_("key", "choose"));
	screen_keys(p, "b12");
}

bool s42_key(struct visit *v, int key)
{
	struct carrying *c = &v->carrying;
	struct choice choice[CARRY_SHOWN] = { { 0 } };
	const struct carry_memory *m;
	int chosen;

	for (unsigned i = 0; i < c->n; i++)
		choice[i].digit = (int)i + 1;
	if (c->n == 0 && key == KEY_ENTER_) {
		v->want |= WANT_MEMORIES;
		return true;
	}
	chosen = screen_choose(v, choice, c->n, key);
	if (chosen < 1 || (unsigned)chosen > c->n)
		return chosen != CHOSE_NOTHING;
	m = &c->memory[chosen - 1];
	if (m->reason != CARRY_NONE) {
		visit_say(v, _(carry_reason_help(m->reason)));
		return true;
	}
	c->to = *m;
	c->chosen = true;
	visit_go(v, SCREEN_S43);
	return true;
}
