/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin backup media: the owner's disks and USB memories that a backup could go to, or why not. Only
 * what hangs on USB; never the stick. Opened read-only, to ask how much room there is. */
#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>

#include "cli/backup.h"
#include "cli/output.h"
#include "cli/rootless.h"
#include "cli/usb_disk.h"
#include "core/model/carry.h"
#include "core/record/backup.h"
#include "core/text/text.h"
#include "scanners/broker/broker.h"

static void add_line(void *arg, const char *json, size_t n)
{
	str_addn(arg, json, n);
	str_addc(arg, '\n');
}

static bool can_be_written(const struct volume_info *v)
{
	static const char *const types[] = { "vfat", "exfat", "ntfs", "ext4" };

	for (size_t i = 0; i < LEN(types); i++)
		if (!strcmp(v->type, types[i]))
			return v->state == VOLUME_STATE_READABLE;
	return false;
}

/* With its password, which is asked for when it was chosen. */
static bool can_be_unlocked(const struct volume_info *v)
{
	return !strcmp(v->type, "BitLocker") && v->lock &&
	       (!strcmp(v->lock, "locked") || !strcmp(v->lock, "clear-key"));
}

static enum backup_end why_not(const struct disk *d, const struct volume_info *v)
{
	if (d->reason.id)
		return BACKUP_UNREADABLE;
	if (!v || v->state == VOLUME_STATE_EMPTY)
		return BACKUP_EMPTY;
	if (v->state == VOLUME_STATE_LOCKED)
		return can_be_unlocked(v) ? BACKUP_NONE : BACKUP_LOCKED;
	if (v->state == VOLUME_STATE_UNREADABLE)
		return BACKUP_UNREADABLE;
	if (!strcmp(v->type, "ntfs") && (v->dirty == FLAG_YES || v->hibernated == FLAG_YES))
		return BACKUP_UNCLEAN;
	return can_be_written(v) ? BACKUP_NONE : BACKUP_KIND;
}

/* The part that holds most of the disk: a small one beside it is not the owner's to fill (the start
 * partition of a Windows disk is FAT, too). */
static const struct volume_info *largest(const struct disk *d)
{
	const struct volume_info *v = NULL;

	for (size_t i = 0; i < d->n_volumes; i++)
		if (!v || d->volume[i].size > v->size)
			v = &d->volume[i];
	return v;
}

static uint64_t room_of(int broker, const struct disk *d, const struct volume_info *v)
{
	uint64_t size, room = UINT64_MAX;
	bool guarded;
	struct statvfs fs;
	int fd = broker < 0 ? -1 : broker_open(broker, d->name, &size, &guarded, NULL);
	int dir = fd < 0 ? -1 : broker_mount(broker, fd, v->type, v->offset, 0, NULL);

	if (dir >= 0 && fstatvfs(dir, &fs) == 0 && fs.f_blocks)
		room = (uint64_t)fs.f_bavail * fs.f_frsize;
	if (dir >= 0)
		close(dir);
	if (fd >= 0) {
		close(fd);
		(void)!broker_eject(broker, d->name, NULL);
	}
	return room;
}

static void describe(const struct disk *d, int broker, struct backup_told_medium *m)
{
	const struct volume_info *v = largest(d);
	struct carry_target t = { .sequence = usb_disk_sequence(d->name) };

	snprintf(m->name, sizeof(m->name), "%s", d->name);
	carry_text_copy(m->model, d->model);
	carry_text_copy(m->serial, d->serial);
	m->size = d->size;
	m->room = UINT64_MAX;
	if (v) {
		carry_text_copy(m->label, v->label);
		carry_text_copy(m->uuid, v->uuid ? v->uuid : "");
		snprintf(m->type, sizeof(m->type), "%s", v->type);
	}
	m->reason = why_not(d, v);
	if (m->reason == BACKUP_NONE && !t.sequence)
		m->reason = BACKUP_GONE;
	if (m->reason != BACKUP_NONE)
		return;
	/* Of NTFS who looked at its files counted that, too. */
	if (v->state != VOLUME_STATE_LOCKED)
		m->room = strcmp(v->type, "ntfs") ? room_of(broker, d, v) : v->free_bytes;
	snprintf(t.disk, sizeof(t.disk), "%s", d->name);
	snprintf(t.type, sizeof(t.type), "%s", v->type);
	t.offset = v->offset;
	carry_target_print(&t, m->target);
}

static void tell(const struct options *o, struct str *out, const struct backup_told_medium *m)
{
	const struct record_sink sink = { add_line, out };

	if (o->records) {
		record_backup_medium(&sink, m);
		return;
	}
	text_escape(out, m->target[0] ? m->target : m->name);
	str_add(out, "  ");
	text_bytes(out, m->size);
	str_add(out, "  ");
	text_escape(out, m->model);
	str_add(out, "  ");
	text_escape(out, m->label);
	if (m->reason == BACKUP_NONE && m->room != UINT64_MAX) {
		const struct phrase p =
		    phrase_of(N_("{0} free"), 1, PHRASE_BYTES((int64_t)MIN(m->room, INT64_MAX)));

		str_add(out, "  ");
		text_phrase(out, &p, 0);
	}
	if (m->reason != BACKUP_NONE)
		str_addf(out, "  [%s]", _(backup_end_words(m->reason)));
	str_addc(out, '\n');
}

int backup_media(const struct options *given, struct err *err)
{
	struct options own = *given, *o = &own;
	struct run_options run = { .usb_only = true,
				   .no_systems = true,
				   .no_sandbox = o->no_sandbox,
				   .weak_ok = o->weak_sandbox,
				   .source_fd = -1,
				   .tool = "kenshin " KENSHIN_VERSION };
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	struct arena arena = { 0 };
	struct checkup *c = NULL;
	size_t n = 0;
	int r = rootless_begin(o, NULL, &run.source_fd, err);

	run.broker = o->broker_fd;
	if (r == 0)
		r = run_disks(&run, &arena, &c, &n, err);
	for (size_t i = 0; r == 0 && i < n; i++) {
		struct backup_told_medium m = { 0 };

		if (c[i].disk.own_stick || !*c[i].disk.name)
			continue;
		describe(&c[i].disk, o->broker_fd, &m);
		tell(o, &out, &m);
	}
	if (r == 0)
		r = output_print(str_c(&out), out.len, err);
	str_done(&out);
	run_disks_done(c, n);
	arena_done(&arena);
	return r;
}
