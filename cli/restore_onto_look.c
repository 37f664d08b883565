/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A PC's disks and their parts, looked at read-only, and whether files can be brought back onto one. */
#include <errno.h>
#include <string.h>

#include "cli/backup.h"
#include "cli/output.h"
#include "cli/restore_onto.h"
#include "cli/rootless.h"
#include "cli/usb_disk.h"
#include "core/text/text.h"
#include "scanners/engine/run.h"

static struct run_options looking(const struct options *o, const char *disk)
{
	return (struct run_options){ .disk = disk,
				     .no_sandbox = o->no_sandbox,
				     .weak_ok = o->weak_sandbox,
				     .broker = o->broker_fd,
				     .source_fd = -1,
				     .tool = "kenshin " KENSHIN_VERSION };
}

static bool has_windows(const struct checkup *c, size_t volume)
{
	for (size_t i = 0; i < c->n_systems; i++)
		if (c->system[i].volume == volume &&
		    (system_target(c->system[i].kind) & TARGET_WINDOWS))
			return true;
	return false;
}

static void describe(struct restore_onto *t, const struct checkup *c, size_t volume)
{
	const struct disk *d = &c->disk;
	const struct volume_info *v = &d->volume[volume];

	carry_text_copy(t->model, d->model ? d->model : "");
	carry_text_copy(t->serial, d->serial ? d->serial : "");
	carry_text_copy(t->label, v->label ? v->label : "");
	t->disk_size = d->size;
	t->size = v->size;
	t->free = v->free_bytes;
	t->number = v->partition;
	t->windows = has_windows(c, volume);
	t->room = onto_pc_room(v, t->windows);
}

/* A disk that was not looked at to its end may hide what stands against it. */
static enum onto_pc_reason reason_of(const struct disk *d, const struct volume_info *v)
{
	enum onto_pc_reason r = onto_pc_reason_of(d, v);

	return r == ONTO_PC_NONE && d->reason.id ? ONTO_PC_UNREADABLE : r;
}

/* --- one ---------------------------------------------------------------------------------------- */
static int refuse(enum onto_pc_reason why, struct err *err)
{
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	int r;

	str_addf(&out, "%s\n%s\n", _(onto_pc_words(why)), _(onto_pc_help(why)));
	r = output_print(str_c(&out), out.len, err);
	str_done(&out);
	return r < 0 ? r
		     : err_set(err, ERR_DENIED, -EPERM, "nothing was changed: %s",
			       onto_pc_words(why));
}

static int look(struct restore_onto *t, const struct checkup *c, struct err *err)
{
	for (size_t i = 0; i < c->disk.n_volumes; i++) {
		const struct volume_info *v = &c->disk.volume[i];
		enum onto_pc_reason why = reason_of(&c->disk, v);

		if (v->offset != t->part.offset)
			continue;
		describe(t, c, i);
		return why == ONTO_PC_NONE ? 0 : refuse(why, err);
	}
	if (c->disk.own_stick)
		return refuse(ONTO_PC_OWN, err);
	return c->disk.reason.id
		   ? refuse(ONTO_PC_UNREADABLE, err)
		   : err_set(err, ERR_IO, -ENODEV, "%s has no such part", t->part.disk);
}

int restore_onto_look(const struct options *o, struct restore_onto *t, struct err *err)
{
	struct run_options run;
	struct arena a = { 0 };
	struct checkup *c = NULL;
	size_t n = 0;
	int r;

	if (!carry_target_parse(o->to_pc, &t->part))
		return err_set(err, ERR_FORMAT, -EINVAL, "%s: not as kenshin backup parts gives it",
			       o->to_pc);
	if (o->broker_fd < 0)
		return err_set(err, ERR_DENIED, -EPERM,
			       "only root, and the kiosk, can have the write guard lifted");
	if (!t->part.sequence || usb_disk_sequence(t->part.disk) != t->part.sequence)
		return err_set(err, ERR_IO, -ESTALE, "%s is another disk now", t->part.disk);
	run = looking(o, t->part.disk);
	r = run_disks(&run, &a, &c, &n, err);
	if (r == 0)
		r = n ? look(t, c, err)
		      : err_set(err, ERR_IO, -ENODEV, "%s: no such disk", t->part.disk);
	run_disks_done(c, n);
	arena_done(&a);
	return r;
}

/* --- all ---------------------------------------------------------------------------------------- */
static void words(struct str *out, const char *text)
{
	if (text && *text) {
		str_add(out, "  ");
		text_escape(out, text);
	}
}

static void tell_part(struct str *out, const struct checkup *c, size_t volume)
{
	const struct disk *d = &c->disk;
	const struct volume_info *v = &d->volume[volume];
	struct carry_target t = { .sequence = usb_disk_sequence(d->name), .offset = v->offset };
	enum onto_pc_reason why = reason_of(d, v);
	char target[CARRY_TARGET_MAX + 1] = "";

	snprintf(t.disk, sizeof(t.disk), "%s", d->name);
	snprintf(t.type, sizeof(t.type), "%s", v->type);
	if (why == ONTO_PC_NONE && !t.sequence)
		why = ONTO_PC_UNREADABLE;
	if (why == ONTO_PC_NONE && !onto_pc_room(v, has_windows(c, volume)))
		why = ONTO_PC_NO_ROOM;
	if (why == ONTO_PC_NONE)
		carry_target_print(&t, target);
	text_escape(out, *target ? target : d->name);
	str_add(out, "  ");
	text_bytes(out, v->size);
	words(out, d->model);
	words(out, v->label);
	for (size_t i = 0; i < c->n_systems; i++)
		if (c->system[i].volume == volume)
			words(out, c->system[i].name);
	if (why == ONTO_PC_NONE) {
		const struct phrase p =
		    phrase_of(N_("{0} free"), 1, PHRASE_BYTES((int64_t)v->free_bytes));

		str_add(out, "  ");
		text_phrase(out, &p, 0);
	} else {
		str_addf(out, "  [%s]", _(onto_pc_words(why)));
	}
	str_addc(out, '\n');
}

static void tell_disk(struct str *out, const struct checkup *c)
{
	if (c->disk.own_stick)
		return;
	for (size_t i = 0; i < c->disk.n_volumes; i++)
		tell_part(out, c, i);
	if (c->disk.n_volumes)
		return;
	text_escape(out, c->disk.name);
	words(out, c->disk.model);
	str_addf(out, "  [%s]\n",
		 _(onto_pc_words(c->disk.reason.id ? ONTO_PC_UNREADABLE : ONTO_PC_KIND)));
}

int backup_parts(const struct options *given, struct err *err)
{
	struct options o = *given;
	struct run_options run;
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	struct arena a = { 0 };
	struct checkup *c = NULL;
	size_t n = 0;
	int r = rootless_begin(&o, NULL, &(int){ -1 }, err);

	run = looking(&o, o.disk && !strncmp(o.disk, "/dev/", 5) ? o.disk + 5 : o.disk);
	if (r == 0)
		r = run_disks(&run, &a, &c, &n, err);
	for (size_t i = 0; r == 0 && i < n; i++)
		tell_disk(&out, &c[i]);
	if (r == 0 && o.disk && !n)
		r = err_set(err, ERR_IO, -ENODEV, "%s: no such disk", o.disk);
	if (r == 0)
		r = output_print(str_c(&out), out.len, err);
	run_disks_done(c, n);
	arena_done(&a);
	str_done(&out);
	return r;
}
