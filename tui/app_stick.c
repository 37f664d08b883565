/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stick goes and comes: looked for with every tick, told on S17, gone on from by itself. */
#include "core/text/text.h"
#include "tui/app.h"
#include "tui/screens/screen.h"

bool app_stick_here(const struct app *a)
{
	return !a->o.stick || access(a->o.stick, F_OK) == 0;
}

/* Who mounts the stick's data writes "unread" when that came to nothing. */
void app_stick_data(struct app *a)
{
	bool *unread = &a->visit.machine.data_unread, before = *unread;
	char word[8] = "";
	FILE *f = a->o.stick ? fopen(a->o.stick, "re") : NULL;

	if (!f)
		return; /* out: what was known holds */
	*unread = fgets(word, sizeof(word), f) && strncmp(word, "unread", 6) == 0;
	fclose(f);
	if (*unread && !before)
		app_event(a, "data unread");
}

void app_stick_tick(struct app *a)
{
	struct visit *v = &a->visit;
	bool out = !app_stick_here(a);

	app_stick_data(a);
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
