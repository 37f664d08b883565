/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S04's list: the image that was given, or what `kenshin disks --records` tells. */
#include <stdio.h>
#include <sys/stat.h>

#include "core/text/text.h"
#include "tui/app.h"

static bool is_windows_volume(const struct volume_info *vol)
{
	return strcmp(vol->type ? vol->type : "", "ntfs") == 0 && vol->size > (uint64_t)8 << 30;
}

static void summary(struct visit_disk *d, const struct disk *disk)
{
	bool locked = false, readable = false;

	d->state = VOLUME_STATE_EMPTY;
	d->about = PHRASE(N_("nothing that can be read"));
	for (size_t i = 0; i < disk->n_volumes; i++) {
		const struct volume_info *vol = &disk->volume[i];

		locked = locked || vol->state == VOLUME_STATE_LOCKED;
		readable = readable || vol->state == VOLUME_STATE_READABLE;
		d->windows = d->windows || is_windows_volume(vol);
		if (vol->free_bytes != UINT64_MAX && vol->size > (uint64_t)8 << 30)
			d->free_bytes = vol->free_bytes;
		if (vol->hibernated == FLAG_YES || vol->dirty == FLAG_YES)
			d->remark = PHRASE(N_("not fully shut down: the last minutes may be missing "
					      "from the records"));
	}
	if (locked) {
		d->state = VOLUME_STATE_LOCKED;
		d->about = PHRASE(N_("locked, its key is needed"));
	} else if (readable) {
		d->state = VOLUME_STATE_READABLE;
		d->about = d->windows ? PHRASE(N_("may hold Windows")) : PHRASE(N_("data"));
	} else if (disk->reason.id) {
		d->state = VOLUME_STATE_UNREADABLE;
		d->about = disk->reason;
	}
}

static void took_disk(struct app *a, const struct disk *disk)
{
	struct visit *v = &a->visit;
	struct visit_disk *d;
	const char *transport = disk->transport ? disk->transport : "";

	if (disk->own_stick) {
		v->stick_shown = true;
		return;
	}
	if (v->n_disks >= DISKS_SHOWN || strcmp(transport, "loop") == 0)
		return;
	if (a->o.disk && strcmp(a->o.disk, disk->name) != 0 && strcmp(a->o.disk, disk->path) != 0)
		return;
	d = &v->disk[v->n_disks++];
	*d = (struct visit_disk){ .free_bytes = UINT64_MAX };
	d->place = strcmp(transport, "usb") == 0 ? PLACE_USB : PLACE_INSIDE;
	d->path = arena_strdup(&a->arena, disk->path);
	d->model = arena_strdup(&a->arena, disk->model);
	d->serial = arena_strdup(&a->arena, disk->serial);
	d->size = disk->size;
	summary(d, disk);
	d->about = phrase_copy(&a->arena, &d->about);
	v->machine.disks += disk->guarded;
}

static void disk_line(void *arg, const char *text, size_t n)
{
	struct app *a = arg;
	struct checkup c;
	struct err err = { 0 };

	checkup_init(&c);
	if (record_apply(&c, text, n, NULL, &err) == 0 && c.disk.path && *c.disk.path)
		took_disk(a, &c.disk);
	checkup_done(&c);
}

static void listed(struct app *a)
{
	struct visit *v = &a->visit;
	unsigned windows = 0, readable = 0, which = 0;

	v->disks_listed = true;
	v->machine.guard = v->machine.disks > 0 ? STATE_GOOD : v->machine.guard;
	for (unsigned i = 0; i < v->n_disks; i++) {
		readable += v->disk[i].state == VOLUME_STATE_READABLE ||
			    v->disk[i].state == VOLUME_STATE_LOCKED;
		if (v->disk[i].windows) {
			windows++;
			which = i + 1;
		}
	}
	v->cursor[SCREEN_S04] = windows == 1 ? which : 0;
	if (readable == 0 && v->screen == SCREEN_S04)
		visit_go(v, SCREEN_S19);
}

/* A given image is offered as it is: what is on it shows up in the check. */
static void offer_image(struct app *a)
{
	struct visit *v = &a->visit;
	const char *path = a->o.image ? a->o.image : a->o.root;
	const char *slash = strrchr(path, '/');
	struct visit_disk *d = &v->disk[0];
	struct stat st;

	*d = (struct visit_disk){ .free_bytes = UINT64_MAX, .place = PLACE_IMAGE };
	d->path = path;
	d->model = slash && slash[1] ? slash + 1 : path;
	d->serial = "";
	if (stat(path, &st) == 0) {
		d->size = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
		d->state = VOLUME_STATE_READABLE;
		d->about = PHRASE(N_("what is on it shows up in the check"));
	} else {
		d->state = VOLUME_STATE_UNREADABLE;
		d->about = PHRASE(N_("this file cannot be read"));
	}
	d->windows = d->state == VOLUME_STATE_READABLE;
	v->n_disks = 1;
	listed(a);
}

void app_list_disks(struct app *a)
{
	const char *argv[] = { a->o.program, "disks", "--records", NULL, NULL };
	struct err err = { 0 };

	a->visit.n_disks = 0;
	a->visit.disks_listed = false;
	a->visit.machine.disks = 0;
	if (a->o.image || a->o.root) {
		offer_image(a);
		return;
	}
	if (a->o.no_sandbox)
		argv[3] = "--no-sandbox";
	else if (a->o.weak_sandbox)
		argv[3] = "--weak-sandbox";
	child_done(&a->disks);
	if (child_start(&a->disks, argv, &err) < 0)
		listed(a);
}

void app_disks_read(struct app *a)
{
	if (a->disks.pid <= 0)
		return;
	child_read(&a->disks, disk_line, a);
	if (!a->disks.ended)
		return;
	child_done(&a->disks);
	listed(a);
}
