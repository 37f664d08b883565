/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stick goes and comes: looked for with every tick, told on S17, gone on from by itself. */
#include "core/text/text.h"
#include "tui/app.h"
#include "tui/screens/screen.h"

bool app_stick_here(const struct app *a)
{
	return !a->o.stick || access(a->o.stick, F_OK) == 0;
}

void app_stick_tick(struct app *a)
{
	struct visit *v = &a->visit;
	bool out = !app_stick_here(a);

	if (out != v->stick_out) {
		v->stick_out = out;
		v->stick_left_open = false;
		a->stick_told = false;
		app_event(a, out ? "stick out" : "stick in");
	}
	/* Never over a page that was hidden on purpose: it comes when that is opened again. */
	if (out && !a->stick_told && v->screen != SCREEN_HIDE) {
		a->stick_told = true;
		visit_go(v, SCREEN_S17);
	}
	if (!out && v->screen == SCREEN_S17)
		visit_back(v);
	if (!out && v->screen == SCREEN_S16 && a->number_waits)
		app_erase_number(a, true);
}

void app_stick_look(struct app *a)
{
	app_stick_tick(a);
	if (a->visit.stick_out)
		visit_say(&a->visit, C_("S17", "Not found yet. Please push it in all the way."));
}
