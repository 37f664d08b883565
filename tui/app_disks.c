/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S04's list: what `kenshin disks --records` tells about this machine's disks or the image that was
 * given, so that a disk is chosen by what is on it. */
#include <poll.h>
#include <string.h>

#include "core/text/text.h"
#include "tui/app.h"

#define NAME_CELLS 22 /* beside the number of users there is room for no more */
/* The broker waits up to five seconds for whoever still reads. */
#define FORGET_MS      8000
#define FORGET_LOOK_MS 20

static bool left_open(const struct checkup *c)
{
	for (size_t i = 0; i < c->disk.n_volumes; i++)
		if (c->disk.volume[i].hibernated == FLAG_YES || c->disk.volume[i].dirty == FLAG_YES)
			return true;
	for (size_t i = 0; i < c->n_systems; i++) {
		const struct fact_shutdown_state *f =
		    FACTS_AT(&c->system[i].facts, shutdown_state, SHUTDOWN_STATE, 0);

		if (f && (f->hibernated == FLAG_YES || f->hive_log_pending == FLAG_YES))
			return true;
	}
	return false;
}

/* Not put together, what a person would choose by: the first Windows, else the first system. */
static const struct client_system *main_system(const struct checkup *c)
{
	for (size_t i = 0; i < c->n_systems; i++)
		if (c->system[i].kind == SYSTEM_WINDOWS)
			return &c->system[i];
	return c->n_systems ? &c->system[0] : NULL;
}

/* "Windows 11 Home, 2 users". The name is a text from the disk: escaped when shown, but cut here. */
static struct phrase about_system(struct app *a, const struct checkup *c,
				  const struct client_system *s)
{
	const struct fact_windows_version *w =
	    FACTS_AT(&s->facts, windows_version, WINDOWS_VERSION, 0);
	struct phrase_arg name =
	    PHRASE_TEXT(arena_strdup(&a->arena, w && w->product_name ? w->product_name : s->name));
	struct str cut = STR_INIT(256);

	if (text_width(name.text) > NAME_CELLS) {
		text_escape_cut(&cut, name.text, NAME_CELLS);
		name.text = arena_strdup(&a->arena, str_c(&cut));
	}
	str_done(&cut);
	if (c->n_systems > 1)
		return phrase_of(N_("{0}, and {1} more"), 2, name,
				 PHRASE_NUMBER((int64_t)c->n_systems - 1));
	return phrase_of(s->n_users == 1 ? N_("{0}, 1 user") : N_("{0}, {1} users"), 2, name,
			 PHRASE_NUMBER((int64_t)s->n_users));
}

/* A disk without a system that could be seen. */
static void about_volumes(struct visit_disk *d, const struct disk *disk)
{
	const struct volume_info *locked = NULL, *readable = NULL, *largest = NULL;
	struct phrase reason = disk->reason;

	for (size_t i = 0; i < disk->n_volumes; i++) {
		const struct volume_info *v = &disk->volume[i];

		if (v->state == VOLUME_STATE_LOCKED && !locked)
			locked = v;
		if (v->state == VOLUME_STATE_READABLE && (!readable || v->size > readable->size))
			readable = v;
		if (v->state != VOLUME_STATE_EMPTY && (!largest || v->size > largest->size))
			largest = v;
	}
	/* What is in the greatest part decides what the disk is for. */
	if (!reason.id && largest && largest != readable)
		reason = largest->reason;
	d->state = locked      ? VOLUME_STATE_LOCKED
		   : readable  ? VOLUME_STATE_READABLE
		   : reason.id ? VOLUME_STATE_UNREADABLE
			       : VOLUME_STATE_EMPTY;
	if (locked)
		d->about = strcmp(locked->type, "BitLocker") == 0
			       ? PHRASE(N_("locked with BitLocker"))
			       : PHRASE(N_("locked, its key is needed"));
	else if (reason.id) /* never "data only" then */
		d->about = reason;
	else
		d->about =
		    readable ? PHRASE(N_("data only")) : PHRASE(N_("nothing that can be read"));
	d->untold = readable && reason.id;
	if (readable && !locked)
		d->free_bytes = readable->free_bytes;
}

static void summary(struct app *a, struct visit_disk *d, const struct checkup *c)
{
	const struct client_system *s = main_system(c);

	if (s) {
		d->state = VOLUME_STATE_READABLE;
		d->windows = s->kind == SYSTEM_WINDOWS;
		d->about = about_system(a, c, s);
		if (s->volume < c->disk.n_volumes)
			d->free_bytes = c->disk.volume[s->volume].free_bytes;
	} else {
		about_volumes(d, &c->disk);
	}
	if (left_open(c))
		d->remark = PHRASE(N_("not fully shut down: the last minutes may be missing "
				      "from the records"));
}

static void took_disk(struct app *a, const struct checkup *c)
{
	const struct disk *disk = &c->disk;
	struct visit *v = &a->visit;
	struct visit_disk *d;
	const char *transport = disk->transport ? disk->transport : "";
	const char *given = a->o.image ? a->o.image : a->o.root;
	bool refused = v->consent[0] == TICK_NO;

	if (disk->own_stick && !given) {
		v->stick_shown = true;
		return;
	}
	if (v->n_disks >= DISKS_SHOWN || (strcmp(transport, "loop") == 0 && !given && !a->o.disk))
		return;
	if (a->o.disk && strcmp(a->o.disk, disk->name) != 0 && strcmp(a->o.disk, disk->path) != 0)
		return;
	d = &v->disk[v->n_disks++];
	*d = (struct visit_disk){ .free_bytes = UINT64_MAX };
	d->place = given ? PLACE_IMAGE : strcmp(transport, "usb") == 0 ? PLACE_USB : PLACE_INSIDE;
	d->path = given ? given : arena_strdup(&a->arena, disk->path);
	d->model = arena_strdup(&a->arena, given ? disk->name : disk->model);
	d->serial = arena_strdup(&a->arena, disk->serial);
	d->size = disk->size;
	summary(a, d, c);
	if (refused && d->state == VOLUME_STATE_READABLE) {
		d->about = PHRASE(N_("not looked into, as wished"));
		d->untold = true;
	}
	d->about = phrase_copy(&a->arena, &d->about);
	v->machine.disks += disk->guarded;
}

/* The disk that the lines so far were about is whole. */
static void disk_done(struct app *a)
{
	if (a->listing.disk.path && *a->listing.disk.path)
		took_disk(a, &a->listing);
	checkup_done(&a->listing);
	checkup_init(&a->listing);
}

/* A disk, then its systems and their facts. */
static void disk_line(void *arg, const char *text, size_t n)
{
	struct app *a = arg;
	struct arena scratch = { 0 };
	struct disk next;
	struct err err = { 0 };

	if (record_parse_disk(&scratch, text, n, &next, &err) == 0)
		disk_done(a);
	(void)!record_apply(&a->listing, text, n, NULL, &err);
	arena_done(&scratch);
}

static void listed(struct app *a)
{
	struct visit *v = &a->visit;
	unsigned windows = 0, readable = 0, which = 0, untold = 0;

	v->disks_listed = true;
	for (unsigned i = 0; a->checked && i < v->n_disks; i++)
		if (strcmp(v->disk[i].path, a->checked) == 0)
			v->chosen = (int)i; /* its place in the list may be another one now */
	if (!v->machine.stick)              /* there S01 asks the kernel itself */
		v->machine.guard = v->machine.disks > 0 ? STATE_GOOD : v->machine.guard;
	for (unsigned i = 0; i < v->n_disks; i++) {
		readable += v->disk[i].state == VOLUME_STATE_READABLE ||
			    v->disk[i].state == VOLUME_STATE_LOCKED;
		untold += v->disk[i].untold;
		if (v->disk[i].windows) {
			windows++;
			which = i + 1;
		}
	}
	v->cursor[SCREEN_S04] = windows == 1 && untold == 0 ? which : 0;
	if (readable == 0 && v->screen == SCREEN_S04)
		visit_go(v, SCREEN_S19);
}

/* A given image of which nothing was told stays in sight. */
static void offer_image(struct app *a)
{
	struct visit_disk *d = &a->visit.disk[0];
	const char *path = a->o.image ? a->o.image : a->o.root;
	const char *slash = strrchr(path, '/');

	*d = (struct visit_disk){ .free_bytes = UINT64_MAX,
				  .place = PLACE_IMAGE,
				  .path = path,
				  .model = slash && slash[1] ? slash + 1 : path,
				  .serial = "",
				  .state = VOLUME_STATE_UNREADABLE,
				  .about = PHRASE(N_("this file cannot be read")) };
	a->visit.n_disks = 1;
}

static void listing_ends(struct app *a)
{
	disk_done(a);
	if (a->visit.n_disks == 0 && (a->o.image || a->o.root))
		offer_image(a);
	listed(a);
	app_event(a, "disks listed");
}

void app_list_disks(struct app *a)
{
	const char *argv[9] = { a->o.program, "disks", "--records" };
	size_t n = 3;
	struct err err = { 0 };

	a->visit.n_disks = 0;
	a->visit.disks_listed = false;
	a->visit.machine.disks = 0;
	if (a->o.image || a->o.root) {
		argv[n++] = a->o.image ? "--image" : "--root";
		argv[n++] = a->o.image ? a->o.image : a->o.root;
	}
	if (a->visit.consent[0] == TICK_NO)
		argv[n++] = "--no-systems";
	if (a->o.no_sandbox)
		argv[n++] = "--no-sandbox";
	else if (a->o.weak_sandbox)
		argv[n++] = "--weak-sandbox";
	child_done(&a->disks);
	checkup_done(&a->listing);
	checkup_init(&a->listing);
	if (child_start(&a->disks, argv, &err) < 0)
		listing_ends(a);
}

void app_disks_read(struct app *a)
{
	/* A case that is gone on with comes to its list of disks without one. */
	if (a->visit.screen == SCREEN_S04 && !a->visit.disks_listed && a->disks.pid <= 0)
		a->visit.want |= WANT_LIST_DISKS;
	if (a->disks.pid <= 0)
		return;
	child_read(&a->disks, disk_line, a);
	if (!a->disks.ended)
		return;
	child_done(&a->disks);
	listing_ends(a);
}

static void no_line(void *arg, const char *text, size_t n)
{
	(void)arg;
	(void)text;
	(void)n;
}

/* Waited for: what stands on S16 is proven before it is shown. */
enum proof app_disks_forget(struct app *a)
{
	const char *argv[] = { a->o.program, "disks", "--forget", NULL };
	struct child c;
	struct err err = { 0 };
	bool done;

	if (a->o.image || a->o.root)
		return PROOF_NONE;
	if (child_start(&c, argv, &err) < 0)
		return PROOF_OPEN;
	for (int i = 0; i < FORGET_MS / FORGET_LOOK_MS && !c.ended; i++) {
		child_read(&c, no_line, NULL);
		if (!c.ended)
			poll(NULL, 0, FORGET_LOOK_MS);
	}
	done = child_exited(&c, 0);
	child_done(&c);
	return done ? PROOF_DONE : PROOF_OPEN;
}
