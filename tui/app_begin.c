/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kiosk looks at before its first page: this PC, the stick's own data, what an earlier kiosk left. */
#include <stdio.h>
#include <sys/stat.h>

#include "core/text/text.h"
#include "signatures/usb_register.h"
#include "tui/app.h"

const char *app_samples(struct app *a)
{
	static char path[4200];
	struct stat st;

	if (a->o.signatures || !a->o.data)
		return a->o.signatures;
	snprintf(path, sizeof(path), "%s/signatures", a->o.data);
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? path : NULL;
}

static bool read_contacts(struct app *a, const char *path)
{
	struct err err = { 0 };
	char *text;
	size_t n;
	FILE *f = path ? fopen(path, "re") : NULL;

	if (!f)
		return false;
	text = xmalloc(CONTACTS_FILE_MAX);
	n = fread(text, 1, CONTACTS_FILE_MAX, f);
	fclose(f);
	if (contacts_parse(&a->kept_arena, text, n, &a->contacts, &err) == 0)
		a->visit.contacts = &a->contacts;
	free(text);
	return a->visit.contacts != NULL;
}

/* The chamber's own list on the stick goes before the one that came with the programs. */
static void load_contacts(struct app *a)
{
	char path[4200];

	snprintf(path, sizeof(path), "%s/kenshin/contacts.csv", a->o.data ? a->o.data : "");
	if (!a->o.data || !read_contacts(a, path))
		(void)read_contacts(a, a->o.contacts);
}

/* The firm's own list of USB devices, when it brought one. One that cannot be understood is told by the
 * check itself; S44 then begins with nothing. */
static void load_register(struct app *a)
{
	struct err err = { 0 };
	char path[4200];

	a->visit.known = NULL;
	if (!a->o.data)
		return;
	snprintf(path, sizeof(path), "%s/kenshin/usb-register.csv", a->o.data);
	if (usb_register_load(&a->kept_arena, path, &a->known, &err) == 0 &&
	    a->known.state == DEVICE_REGISTER_READ)
		a->visit.known = &a->known;
}

void app_prepare(struct app *a)
{
	struct visit *v = &a->visit;
	unsigned found;

	visit_init(v);
	v->practice = a->o.practice;
	v->text_size = a->o.text_size;
	v->cursor[SCREEN_S01] = a->o.specialist; /* 0 or 1: "something odd is happening" */
	v->today = a->o.now;
	app_tell_time(a);
	v->machine.sample = a->o.image || a->o.root;
	v->machine.guard = v->machine.sample ? STATE_GOOD : STATE_NA;
	machine_look(&v->machine, app_samples(a), v->today);
	v->machine.left_stays = work_area_sweep(&found) > 0;
	v->machine.left_before = found > 0;
	v->able.folder = a->o.out != NULL;
	v->able.folder_name = a->o.out;
	load_contacts(a);
	load_register(a);
	app_print_begin(a);
	app_carry_begin(a);
	app_usb_begin(a);
	app_backup_begin(a);
	app_keep_begin(a);
	app_session_begin(a);
	app_stick_data(a);
}
