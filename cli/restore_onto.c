/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lifted guard, the folder of ours, and the guard again. */
#include "cli/restore_onto.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "core/base/io.h"
#include "core/base/times.h"
#include "core/text/text.h"
#include "scanners/broker/broker.h"

#define FOLDERS_MAX 100u

/* --- before ------------------------------------------------------------------------------------- */
/* The backup's own time: a second try for the same one finds the same folder, and what is there already. */
void restore_onto_name(struct restore_onto *t, int64_t started)
{
	struct str out = STR_INIT(sizeof(t->folder));
	char day[32] = "";
	time_t at = (time_t)started;
	struct tm tm;
	struct phrase p =
	    phrase_of(N_("PC check-up - files of the backup of {0}"), 1, PHRASE_TEXT(day));

	if (started == TIME_ABSENT || !localtime_r(&at, &tm) || tm.tm_year < 80 ||
	    tm.tm_year > 300 || !strftime(day, sizeof(day), "%Y-%m-%d %H%M", &tm))
		p = PHRASE(N_("PC check-up - files of a backup"));
	text_phrase(&out, &p, 0);
	snprintf(t->folder, sizeof(t->folder), "%s", str_c(&out));
	str_done(&out);
}

static int no_room(uint64_t room, uint64_t need, struct err *err)
{
	return err_set(
	    err, ERR_IO, -ENOSPC,
	    "there is room for %llu MB there without using what has to stay free, and up "
	    "to %llu MB are needed",
	    (unsigned long long)(room / 1000000), (unsigned long long)(need / 1000000));
}

int restore_onto_enough(const struct restore_onto *t, const struct restore_sum *s, struct err *err)
{
	uint64_t need = onto_pc_need(s->files, s->folders, s->bytes);

	return t->room < need ? no_room(t->room, need, err) : 0;
}

/* --- the folder --------------------------------------------------------------------------------- */
static int not_made(int code, const char *name, struct err *err)
{
	return err_sys(err, code, "%s", name);
}

/* One that is there is gone into: nothing in it is replaced. What is no folder keeps its name. */
static int our_folder(struct restore_onto *t, int top, struct err *err)
{
	char name[sizeof(t->folder)];
	int fd = -EEXIST;

	snprintf(name, sizeof(name), "%s", t->folder);
	for (unsigned i = 2; i < FOLDERS_MAX; i++) {
		if (mkdirat(top, name, 0755) < 0 && errno != EEXIST)
			return not_made(-errno, name, err);
		fd = openat(top, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		fd = fd < 0 ? -errno : fd;
		if (fd != -ENOTDIR && fd != -ELOOP && fd != -EACCES)
			break;
		snprintf(name, sizeof(name), "%.140s (%u)", t->folder, i);
	}
	if (fd < 0)
		return not_made(fd, name, err);
	snprintf(t->folder, sizeof(t->folder), "%s", name);
	return fd;
}

/* What it was when its owner was asked, it is still: asked once more of who serves it now. */
static int still_enough(const struct restore_onto *t, int top, const struct restore_sum *s,
			struct err *err)
{
	struct statvfs fs;
	uint64_t room, stays = t->free - t->room;

	if (fstatvfs(top, &fs) < 0)
		return err_sys(err, -errno, "the disk");
	room = (uint64_t)fs.f_bavail * fs.f_frsize;
	room = room > stays ? room - stays : 0;
	return room < onto_pc_need(s->files, s->folders, s->bytes)
		   ? no_room(room, onto_pc_need(s->files, s->folders, s->bytes), err)
		   : 0;
}

static int serve(const struct options *o, struct restore_onto *t, struct err *err)
{
	const struct crew_options crew = { .broker = t->broker,
					   .no_sandbox = o->no_sandbox,
					   .weak_ok = o->weak_sandbox };
	bool unclean = false;
	int top, part = broker_write_restore(t->broker, t->part.disk, t->part.sequence,
					     t->part.offset, err);

	if (part < 0)
		return part;
	t->lifted = true;
	top = medium_open(&crew, part, 0, MEDIUM_FOR_RESTORING, &t->served, &unclean, err);
	close(part);
	if (top < 0 && unclean)
		err_set(err, ERR_DENIED, -EUCLEAN, "nothing was changed: %s %s",
			onto_pc_words(ONTO_PC_UNCLEAN), onto_pc_help(ONTO_PC_UNCLEAN));
	return top;
}

int restore_onto_open(const struct options *o, struct restore_onto *t, const struct restore_sum *s,
		      struct err *err)
{
	int top, r, folder = -1;

	t->broker = o->broker_fd;
	top = r = serve(o, t, err);
	if (r >= 0)
		r = still_enough(t, top, s, err);
	if (r >= 0)
		r = folder = our_folder(t, top, err);
	cleanup_close(&top);
	if (r < 0)
		(void)!restore_onto_close(t, folder, NULL);
	return r;
}

/* --- the end ------------------------------------------------------------------------------------ */
static int proven_guarded(const struct restore_onto *t, struct err *err)
{
	bool guarded = false;
	int r = broker_guard(t->broker, t->part.disk, BROKER_GUARD_ASK, &guarded, err);

	if (r == 0 && !guarded)
		r = err_set(err, ERR_IO, -EIO, "%s is not set read-only again", t->part.disk);
	return r;
}

/* A broker that was killed leaves the guard lifted, and the next one that starts sets it: the one behind the
 * socket, where systemd keeps one. What came before stays an error. */
static void wake_next_broker(const struct restore_onto *t)
{
	int sock CLEANUP(cleanup_close) = broker_connect(BROKER_SOCKET, NULL);
	bool guarded;

	if (sock >= 0)
		(void)!broker_guard(sock, t->part.disk, BROKER_GUARD_ASK, &guarded, NULL);
}

int restore_onto_close(struct restore_onto *t, int folder, struct err *err)
{
	struct err later = { 0 };
	int r, q;

	cleanup_close(&folder);
	r = medium_close(&t->served, err);
	if (!t->lifted)
		return r;
	t->lifted = false;
	/* The guard is set again, whatever came before. */
	q = broker_eject(t->broker, t->part.disk, &later);
	if (q == 0)
		q = proven_guarded(t, &later);
	else if (later.kind == ERR_INTERNAL)
		wake_next_broker(t);
	if (r == 0 && q < 0)
		r = err_set(err, later.kind, q, "%s", later.message);
	return r;
}
