/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin carry: the owner's USB memories, and a sheet (PDF and text) onto one of them. The broker
 * lifts the write guard for that one memory and sets it again; after that the files are read from
 * it once more, and only when they are the same it is called saved. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/rootless.h"
#include "cli/usb_disk.h"
#include "core/base/io.h"
#include "core/base/log.h"
#include "core/record/carry.h"
#include "core/text/text.h"
#include "scanners/broker/broker.h"
#include "scanners/engine/run.h"

#define LINES_MAX ((size_t)1 << 20)
#define SHEET_MAX ((size_t)64 << 20)

static void add_line(void *arg, const char *json, size_t n)
{
	str_addn(arg, json, n);
	str_addc(arg, '\n');
}

/* --- which ones there are -------------------------------------------------------------------- */

static bool can_be_written(const struct volume_info *v)
{
	return v->state == VOLUME_STATE_READABLE &&
	       (!strcmp(v->type, "vfat") || !strcmp(v->type, "exfat"));
}

static enum carry_reason why_not(const struct disk *d, const struct volume_info *largest)
{
	if (d->reason.id)
		return CARRY_UNREADABLE;
	if (!largest || largest->state == VOLUME_STATE_EMPTY)
		return CARRY_EMPTY;
	return largest->state == VOLUME_STATE_LOCKED       ? CARRY_LOCKED
	       : largest->state == VOLUME_STATE_UNREADABLE ? CARRY_UNREADABLE
							   : CARRY_KIND;
}

/* The largest part that can be written to, or why there is none. */
static void describe(const struct disk *d, uint64_t seq, struct carry_memory *m)
{
	const struct volume_info *best = NULL, *largest = NULL;
	struct carry_target t = { .sequence = seq };

	snprintf(m->name, sizeof(m->name), "%s", d->name);
	carry_text_copy(m->model, d->model);
	carry_text_copy(m->serial, d->serial);
	m->size = d->size;
	for (size_t i = 0; i < d->n_volumes; i++) {
		const struct volume_info *v = &d->volume[i];

		if (!largest || v->size > largest->size)
			largest = v;
		if (can_be_written(v) && (!best || v->size > best->size))
			best = v;
	}
	largest = best ? best : largest;
	if (largest) {
		carry_text_copy(m->label, largest->label);
		snprintf(m->type, sizeof(m->type), "%s", largest->type);
	}
	if (!d->removable)
		m->reason = CARRY_FIXED;
	else if (!best || seq == 0 || seq != usb_disk_sequence(d->name))
		m->reason = best ? CARRY_GONE : why_not(d, largest);
	if (m->reason != CARRY_NONE)
		return;
	snprintf(t.disk, sizeof(t.disk), "%s", d->name);
	snprintf(t.type, sizeof(t.type), "%s", best->type);
	t.offset = best->offset;
	carry_target_print(&t, m->target);
}

static void add_memory(const struct options *o, struct str *out, const struct carry_memory *m)
{
	const struct record_sink sink = { add_line, out };

	if (o->records) {
		record_carry_memory(&sink, m);
		return;
	}
	text_escape(out, m->target[0] ? m->target : m->name);
	str_add(out, "  ");
	text_bytes(out, m->size);
	str_add(out, "  ");
	text_escape(out, m->model);
	str_add(out, "  ");
	text_escape(out, m->label);
	if (m->reason != CARRY_NONE)
		str_addf(out, "  [%s]", _(carry_reason_words(m->reason)));
	str_addc(out, '\n');
}

static int list(const struct options *given)
{
	struct options own = *given, *o = &own;
	struct run_options run = { .usb_only = true,
				   .no_systems = true,
				   .no_sandbox = o->no_sandbox,
				   .weak_ok = o->weak_sandbox,
				   .source_fd = -1,
				   .tool = "kenshin " KENSHIN_VERSION };
	struct str out = STR_INIT(LINES_MAX);
	struct arena arena = { 0 };
	struct err err = { 0 };
	struct checkup *c = NULL;
	size_t n = 0;
	int r = rootless_begin(o, NULL, &run.source_fd, &err);

	run.broker = o->broker_fd;
	if (r == 0)
		r = run_disks(&run, &arena, &c, &n, &err);
	for (size_t i = 0; r == 0 && i < n; i++) {
		struct carry_memory m = { 0 };

		if (c[i].disk.own_stick || !*c[i].disk.name)
			continue;
		describe(&c[i].disk, usb_disk_sequence(c[i].disk.name), &m);
		add_memory(o, &out, &m);
	}
	if (r == 0)
		r = output_print(str_c(&out), out.len, &err);
	str_done(&out);
	run_disks_done(c, n);
	arena_done(&arena);
	return r < 0 ? command_fail(o, &err) : EXIT_RAN;
}

/* --- onto one of them ------------------------------------------------------------------------ */
struct part {
	const char *suffix;
	char *bytes;
	size_t n;
	char name[96]; /* on the memory */
};

struct carrying {
	struct part part[2];
	struct carry_target to;
	int broker;
};

static int read_part(const char *sheet, struct part *p, struct err *err)
{
	char path[4200];
	struct stat st;
	int fd CLEANUP(cleanup_close) = -1;

	snprintf(path, sizeof(path), "%s%s", sheet, p->suffix);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0 || fstat(fd, &st) < 0)
		return err_sys(err, -errno, "%s", path);
	if (!S_ISREG(st.st_mode) || st.st_size <= 0 || (uint64_t)st.st_size > SHEET_MAX)
		return err_set(err, ERR_FORMAT, -EBADMSG, "%s is no sheet", path);
	p->n = (size_t)st.st_size;
	p->bytes = xmalloc(p->n);
	return io_pread_full(fd, p->bytes, p->n, 0) == st.st_size
		   ? 0
		   : err_set(err, ERR_IO, -EIO, "%s could not be read", path);
}

/* What the memory was asked to do and did not. */
static enum carry_reason reason_of(const struct carrying *c, int code, enum carry_reason otherwise)
{
	if (c->to.sequence != usb_disk_sequence(c->to.disk))
		return CARRY_GONE;
	switch (-code) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG: return CARRY_NO_ROOM;
	case EROFS: return otherwise == CARRY_OTHER ? CARRY_UNREADABLE : CARRY_SWITCH;
	case ESTALE:
	case ENODEV:
	case ENXIO:
	case ENOMEDIUM:
	case ESHUTDOWN: return CARRY_GONE;
	case EPERM: return CARRY_FIXED;
	case EBUSY: return CARRY_BUSY;
	case EOPNOTSUPP: return CARRY_KIND;
	case EPIPE:
	case ETIMEDOUT:
	case ECONNREFUSED: return CARRY_NO_HELPER;
	default: return otherwise;
	}
}

static int write_part(int dir, const struct part *p, struct err *err)
{
	struct io_save save;
	char path[160];
	int r;

	snprintf(path, sizeof(path), "/proc/self/fd/%d/%s", dir, p->name);
	r = io_save_begin(&save, path, err);
	if (r < 0)
		return r;
	r = io_write_full(save.fd, p->bytes, p->n);
	if (r == 0)
		return io_save_commit(&save, err);
	io_save_abort(&save);
	return err_sys(err, r, "%s", p->name);
}

/* Both files, then all of it on the medium and the guard set again. */
static enum carry_reason write_all(const struct carrying *c, struct err *err)
{
	int r = 0, dir = broker_write(c->broker, c->to.disk, c->to.sequence, c->to.type,
				      c->to.offset, err);
	enum carry_reason why;

	if (dir < 0)
		return reason_of(c, dir, CARRY_UNREADABLE);
	for (size_t i = 0; r == 0 && i < LEN(c->part); i++)
		r = write_part(dir, &c->part[i], err);
	close(dir);
	why = r < 0 ? reason_of(c, r, CARRY_OTHER) : CARRY_NONE;
	r = broker_eject(c->broker, c->to.disk, why == CARRY_NONE ? err : NULL);
	if (why == CARRY_NONE && r < 0)
		why = reason_of(c, r, CARRY_OTHER);
	return why;
}

static bool same(int dir, const struct part *p)
{
	int fd CLEANUP(cleanup_close) = openat(dir, p->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char *have CLEANUP(cleanup_free) = xmalloc(p->n);
	struct stat st;

	return fd >= 0 && fstat(fd, &st) == 0 && st.st_size == (off_t)p->n &&
	       io_pread_full(fd, have, p->n, 0) == (ssize_t)p->n &&
	       memcmp(have, p->bytes, p->n) == 0;
}

/* From the medium, read-only: as whoever plugs it in next will find it. */
static enum carry_reason read_back(const struct carrying *c, struct err *err)
{
	bool guarded = false, good = true;
	uint64_t size;
	int dir, fd = broker_open(c->broker, c->to.disk, &size, &guarded, err);

	if (fd < 0)
		return reason_of(c, fd, CARRY_NOT_READ_BACK);
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	dir = broker_mount(c->broker, fd, c->to.type, c->to.offset, 0, err);
	close(fd);
	if (dir < 0)
		return reason_of(c, dir, CARRY_NOT_READ_BACK);
	for (size_t i = 0; i < LEN(c->part); i++)
		good = same(dir, &c->part[i]) && good;
	close(dir);
	(void)!broker_eject(c->broker, c->to.disk, NULL);
	if (!guarded)
		return CARRY_NOT_READ_BACK;
	return good ? CARRY_NONE : reason_of(c, -EIO, CARRY_NOT_SAME);
}

static int tell(const struct options *o, enum carry_reason why, const struct err *err)
{
	const struct carry_status status = { why == CARRY_NONE, why };
	struct str out = STR_INIT(LINES_MAX);
	const struct record_sink sink = { add_line, &out };
	struct err printing = { 0 };
	char words[300];
	int r;

	if (err->message[0])
		log_add("carry", "%s", err_text(err, words, sizeof(words)));
	if (o->records)
		record_carry(&sink, &status);
	else if (status.saved)
		str_addf(&out, "%s\n", _("Saved, read back, the same."));
	else
		str_addf(&out, "%s %s\n", _(carry_reason_words(why)), _(carry_reason_help(why)));
	r = output_print(str_c(&out), out.len, &printing);
	str_done(&out);
	return r < 0 ? command_fail(o, &printing) : status.saved ? EXIT_RAN : EXIT_COULD_NOT;
}

static int carry(const struct options *given)
{
	struct options own = *given, *o = &own;
	struct carrying c = { .part = { { .suffix = ".pdf" }, { .suffix = ".txt" } } };
	enum carry_reason why = CARRY_NO_HELPER;
	struct err err = { 0 };
	int source = -1, r = 0, code;

	if (!carry_target_parse(o->to, &c.to))
		return command_usage(o, "--to %s: not as kenshin carry --list gives it", o->to);
	for (size_t i = 0; r == 0 && i < LEN(c.part); i++) {
		snprintf(c.part[i].name, sizeof(c.part[i].name), "kenshin%s%.40s%s",
			 o->case_number ? "-" : "", o->case_number ? o->case_number : "",
			 c.part[i].suffix);
		r = read_part(o->operand, &c.part[i], &err);
	}
	if (r == 0)
		r = rootless_begin(o, NULL, &source, &err);
	c.broker = o->broker_fd;
	if (r == 0 && c.broker >= 0)
		why = write_all(&c, &err);
	if (r == 0 && why == CARRY_NONE)
		why = read_back(&c, &err);
	code = r < 0 ? command_fail(o, &err) : tell(o, why, &err);
	for (size_t i = 0; i < LEN(c.part); i++) {
		if (c.part[i].bytes)
			explicit_bzero(c.part[i].bytes, c.part[i].n);
		free(c.part[i].bytes);
	}
	return code;
}

/* It becomes a part of a file's name. */
static bool plain(const char *number)
{
	return *number && strlen(number) <= 40 &&
	       strspn(number, "0123456789-abcdefghijklmnopqrstuvwxyz") == strlen(number);
}

int cmd_carry(const struct options *o)
{
	if (o->list + (o->operand != NULL) != 1)
		return command_usage(o, "one of SHEET and --list is needed");
	if (o->list)
		return list(o);
	if (!o->to)
		return command_usage(o, "--to TARGET is needed; see kenshin carry --list");
	if (o->case_number && !plain(o->case_number))
		return command_usage(o, "--case %s: digits, small letters and dashes only",
				     o->case_number);
	return carry(o);
}
