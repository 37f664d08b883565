/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one way in which a disk becomes writable: a USB memory, for a backup a disk on USB, to bring files back
 * also a PC's own disk, chosen by its owner, for as long as one caller keeps it. The guard is lifted for that disk and
 * that part only; a locked note in /run/kenshin/writable keeps udev's rule from setting it again.
 * Both are logged. At the end, or when the caller goes, what was written is on the medium and the
 * guard is set again; what a broker that was killed left open, the next one closes. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/fs.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <syslog.h>

#include "core/base/io.h"
#include "scanners/broker/server.h"

#define NOTES_DIR "/run/kenshin/writable"
#define NOTE_HEAD "broker "
#define LET_GO_MS 3000 /* the caller's last descriptor may be closed a moment after its word */

/* --- what sysfs tells ------------------------------------------------------------------------ */
static bool number(const char *name, const char *file, uint64_t *ret)
{
	char text[32];

	return device_attribute(name, file, text, sizeof(text)) &&
	       sscanf(text, "%" SCNu64, ret) == 1;
}

/* The number that the kernel gave to this very disk when it was plugged in; 0: it tells none. */
uint64_t writes_sequence(const char *disk)
{
	uint64_t n = 0;

	return number(disk, "diskseq", &n) ? n : 0;
}

/* A backup may go to an outside disk that calls itself fixed, too; files are brought back onto any disk that is
 * one: what is made of several, or of a file, lies elsewhere. */
bool writes_may_be_chosen(const struct server *s, const char *name, enum broker_purpose what_for)
{
	char path[64], target[512], removable[8];
	ssize_t n;

	if (s->rehearsal)
		return strncmp(name, "loop", 4) == 0;
	snprintf(path, sizeof(path), "/sys/block/%s", name);
	n = readlink(path, target, sizeof(target) - 1);
	target[MAX(n, 0)] = '\0';
	if (what_for == BROKER_FOR_RESTORE)
		return n > 0 && !strstr(target, "/devices/virtual/");
	return strstr(target, "/usb") &&
	       (what_for == BROKER_FOR_BACKUP ||
		(device_attribute(name, "removable", removable, 8) && !strcmp(removable, "1")));
}

/* The node that begins there: a partition of the disk, or the disk itself. */
int writes_find_part(const struct broker_ask *ask, char ret[BROKER_NAME_MAX], struct err *err)
{
	char path[64];
	const struct dirent *e;
	bool found = ask->offset == 0;
	DIR *d;

	snprintf(ret, BROKER_NAME_MAX, "%s", ask->name);
	snprintf(path, sizeof(path), "/sys/block/%s", ask->name);
	d = found ? NULL : opendir(path);
	while (d && !found && (e = readdir(d))) {
		uint64_t start, partition;

		if (strncmp(e->d_name, ask->name, strlen(ask->name)) != 0 ||
		    strlen(e->d_name) >= BROKER_NAME_MAX ||
		    !number(e->d_name, "partition", &partition) ||
		    !number(e->d_name, "start", &start))
			continue;
		found = ask->offset % 512 == 0 && start == ask->offset / 512;
		if (found)
			snprintf(ret, BROKER_NAME_MAX, "%.31s", e->d_name);
	}
	if (d)
		closedir(d);
	return found ? 0 : err_set(err, ERR_IO, -ENODEV, "%s has no such part", ask->name);
}

/* --- the notes that udev's rule heeds ---------------------------------------------------------- */
static void note_path(const char *name, char ret[96])
{
	snprintf(ret, 96, NOTES_DIR "/%s", name);
}

/* A descriptor that holds the note's lock; -EBUSY when somebody else has this disk. */
static int note_set(const char *name, uint64_t seq, struct err *err)
{
	CLEANUP(cleanup_close) int fd = -1;
	char path[96], text[64];
	struct stat st;
	int n, r;

	note_path(name, path);
	if ((mkdir("/run/kenshin", 0755) < 0 && errno != EEXIST) ||
	    (mkdir(NOTES_DIR, 0755) < 0 && errno != EEXIST))
		return err_sys(err, -errno, NOTES_DIR);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	/* Two who want this disk at the same time: one of them gets it. */
	if (flock(fd, LOCK_EX | LOCK_NB) < 0 || fstat(fd, &st) < 0)
		return err_set(err, ERR_DENIED, -EBUSY, "%s is written to already", name);
	n = snprintf(text, sizeof(text), NOTE_HEAD "%" PRIu64 "\n", seq);
	r = ftruncate(fd, 0) < 0 ? -errno : io_write_full(fd, text, (size_t)n);
	return r < 0 ? err_sys(err, r, "%s", path) : TAKE_FD(fd);
}

static bool note_exists(const char *name)
{
	char path[96];

	note_path(name, path);
	return access(path, F_OK) == 0;
}

static void note_drop(const char *name, int *fd)
{
	char path[96];

	note_path(name, path);
	if (*fd >= 0) {
		unlink(path);
		close(*fd);
	}
	*fd = -1;
}

/* --- the guard ---------------------------------------------------------------------------------- */
/* Sets or lifts the guard of one node, reads it back, and forgets what was read of it before. */
static int set_guard(const char *name, int on, struct err *err)
{
	CLEANUP(cleanup_close) int fd = -1;
	char path[64];
	int is = -1;

	snprintf(path, sizeof(path), "/dev/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0 || ioctl(fd, BLKROSET, &on) < 0 || ioctl(fd, BLKROGET, &is) < 0)
		return err_sys(err, -errno, "%s", path);
	(void)!ioctl(fd, BLKFLSBUF, 0);
	if (!is == !!on) /* a switch on the memory itself holds whatever we say */
		return err_set(err, ERR_DENIED, -EROFS,
			       on ? "%s does not take the guard" : "%s is write-protected", name);
	return 0;
}

/* Which disk it was, as far as one is told from another by it; no serial number, nothing that lies on
 * it. */
static void log_disk(const struct server_write *w, const char *what, int r)
{
	char maker[64], model[64];
	uint64_t sectors = 0;

	if (!device_attribute(w->disk, "device/vendor", maker, sizeof(maker)))
		maker[0] = '\0';
	if (!device_attribute(w->disk, "device/model", model, sizeof(model)))
		model[0] = '\0';
	for (char *p = maker; *p; p++)
		*p = *p < ' ' || *p > '~' ? '?' : *p;
	for (char *p = model; *p; p++)
		*p = *p < ' ' || *p > '~' ? '?' : *p;
	(void)!number(w->disk, "size", &sectors);
	syslog(r < 0 ? LOG_WARNING : LOG_NOTICE,
	       "%s, part %s (%s %s, %" PRIu64 " MB, disk number %" PRIu64
	       " since the start), as its owner chose: %s%s%s",
	       w->disk, w->part, maker, model, sectors / 2048, w->sequence, what,
	       r < 0 ? " NOT DONE: " : "", r < 0 ? strerror(-r) : "");
}

static int lift(struct server_write *w, struct err *err)
{
	bool apart = strcmp(w->disk, w->part) != 0;
	int r;

	if (note_exists(w->disk) || note_exists(w->part))
		return err_set(err, ERR_DENIED, -EBUSY, "%s is written to already", w->disk);
	r = w->note[0] = note_set(w->disk, w->sequence, err);
	if (r >= 0 && apart)
		r = w->note[1] = note_set(w->part, w->sequence, err);
	if (r >= 0)
		r = set_guard(w->disk, 0, err);
	if (r >= 0 && apart)
		r = set_guard(w->part, 0, err);
	/* Another one may have come under this name meanwhile. */
	if (r >= 0 && writes_sequence(w->disk) != w->sequence)
		r = err_set(err, ERR_IO, -ESTALE, "%s is another disk now", w->disk);
	log_disk(w, "write guard lifted", MIN(r, 0));
	return MIN(r, 0);
}

static int guard_again(struct server_write *w, struct err *err)
{
	bool apart = strcmp(w->disk, w->part) != 0;
	bool here = writes_sequence(w->disk) == w->sequence;
	int r = 0, q = 0;

	if (!here) /* pulled out: what comes under its name later is guarded by udev's rule */
		r = err_set(err, ERR_IO, -ENODEV, "%s was pulled out", w->disk);
	else if (apart)
		r = set_guard(w->part, 1, err);
	if (here)
		q = set_guard(w->disk, 1, r < 0 ? NULL : err);
	r = r < 0 ? r : q;
	log_disk(w, "write guard set again", r);
	note_drop(w->part, &w->note[1]);
	note_drop(w->disk, &w->note[0]);
	return r;
}

/* Of a broker that was killed: its notes are there, but nobody holds their locks. */
void writes_sweep(void)
{
	DIR *d = opendir(NOTES_DIR);
	const struct dirent *e;

	while (d && (e = readdir(d))) {
		CLEANUP(cleanup_close) int fd = -1;
		char path[96], text[64] = "";
		bool ours;

		if (e->d_name[0] == '.' || strlen(e->d_name) >= BROKER_NAME_MAX)
			continue;
		note_path(e->d_name, path);
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
		ours = fd >= 0 && io_pread_full(fd, text, sizeof(text) - 1, 0) > 0 &&
		       strncmp(text, NOTE_HEAD, sizeof(NOTE_HEAD) - 1) == 0;
		if (!ours || flock(fd, LOCK_EX | LOCK_NB) < 0)
			continue;
		syslog(LOG_WARNING, "%s: its write guard was left lifted; set again: %s", e->d_name,
		       set_guard(e->d_name, 1, NULL) < 0 ? "it is gone" : "done");
		unlink(path);
	}
	if (d)
		closedir(d);
}

/* What no kernel parses here: a worker gets the part itself. */
static bool is_served(const char *type)
{
	return !strcmp(type, "ntfs");
}

/* --- the mount ---------------------------------------------------------------------------------- */
static bool writable_type(const struct server *s, const struct broker_ask *ask)
{
	bool backup = ask->guard == BROKER_FOR_BACKUP;
	const char *type = ask->type;

	/* No kernel's driver on a PC's own disk. */
	if (ask->guard == BROKER_FOR_RESTORE)
		return is_served(type);
	return !strcmp(type, "vfat") || !strcmp(type, "exfat") ||
	       ((s->rehearsal || backup) && !strcmp(type, "ext4")) || (backup && is_served(type));
}

/* A FAT that was pulled out has torn the file that was being written: when that file goes, its chain of
 * places ends too early. "remount-ro" would then keep the owner from going on with a backup of which all
 * that is finished is whole; what is lost by "continue" are places that no file has. */
static const char *on_errors(const struct broker_ask *ask)
{
	bool backup = ask->guard == BROKER_FOR_BACKUP;

	return backup && !strcmp(ask->type, "vfat") ? "continue" : "remount-ro";
}

/* A mount that has no place in any tree: only who holds its descriptor comes in. */
static int mount_writable(const struct broker_ask *ask, const char *node, struct err *err)
{
	const char *type = ask->type;
	CLEANUP(cleanup_close) int fs = -1;
	char device[64];
	bool open;
	int fd;

	snprintf(device, sizeof(device), "/dev/%s", node);
	fs = fsopen(type, FSOPEN_CLOEXEC);
	if (fs < 0)
		return err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP, "this kernel has no %s", type);
	open = fsconfig(fs, FSCONFIG_SET_STRING, "source", device, 0) == 0 &&
	       fsconfig(fs, FSCONFIG_SET_STRING, "errors", on_errors(ask), 0) == 0;
	if (open && !strcmp(type, "vfat"))
		open = fsconfig(fs, FSCONFIG_SET_FLAG, "utf8", NULL, 0) == 0;
	if (open && strcmp(type, "ext4") != 0)
		open = fsconfig(fs, FSCONFIG_SET_STRING, "umask", "0000", 0) == 0;
	if (!open || fsconfig(fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0) < 0)
		return err_sys(err, errno == EROFS || errno == EACCES ? -EROFS : -EUCLEAN,
			       "the kernel could not open this %s for writing", type);
	fd = fsmount(fs, FSMOUNT_CLOEXEC,
		     MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC |
			 MOUNT_ATTR_NOSYMFOLLOW);
	return fd < 0 ? err_sys(err, -errno, "could not mount %s", type) : fd;
}

/* ext4 knows owners: the caller's own folder on it. What bears its name and is no folder is not
 * followed. */
static int own_folder(const struct server *s, const struct broker_ask *ask, int dir,
		      struct err *err)
{
	unsigned owner = s->caller ? s->caller : ask->owner;
	int fd;

	if (mkdirat(dir, BROKER_FOLDER, 0755) < 0 && errno != EEXIST)
		return err_sys(err, -errno, BROKER_FOLDER);
	fd = openat(dir, BROKER_FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0 && fchown(fd, owner, (gid_t)-1) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return err_sys(err, -EUCLEAN, BROKER_FOLDER);
}

static int open_for_caller(const struct server *s, const struct broker_ask *ask, int mount,
			   struct err *err)
{
	int dir = openat(mount, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd;

	if (dir < 0)
		return err_sys(err, -errno, "could not open the mount");
	if (ask->guard != BROKER_FOR_BACKUP || strcmp(ask->type, "ext4") != 0)
		return dir;
	fd = own_folder(s, ask, dir, err);
	close(dir);
	return fd;
}

static int check(struct server *s, const struct broker_ask *ask, struct err *err)
{
	dev_t device;
	int r = device_check(ask->name, &device, err);

	if (r < 0)
		return r;
	if (s->write.open)
		return err_set(err, ERR_DENIED, -EBUSY, "one disk is written to already");
	if (!writes_may_be_chosen(s, ask->name, (enum broker_purpose)ask->guard))
		return err_set(err, ERR_DENIED, -EPERM,
			       ask->guard == BROKER_FOR_RESTORE ? "%s is no disk of its own"
								: "%s is no USB memory",
			       ask->name);
	if (ask->guard == BROKER_FOR_RESTORE && s->unlocked.how &&
	    !strcmp(s->unlocked.disk, ask->name))
		return err_set(err, ERR_DENIED, -EPERM, "%s is locked", ask->name);
	if (!writable_type(s, ask))
		return err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP, "%s is not written to",
			       ask->type);
	if (ask->size == 0 || writes_sequence(ask->name) != ask->size)
		return err_set(err, ERR_IO, -ESTALE, "%s is another disk now", ask->name);
	mounts_drop(s, device, false); /* ours, read-only, of the same disk */
	r = unlock_pause(s, err);
	if (r < 0)
		return r;
	return device_free(ask->name, device, err);
}

int writes_begin(struct server *s, const struct broker_ask *ask, struct err *err)
{
	struct server_write *w = &s->write;
	int r = check(s, ask, err), dir = -1;
	char node[BROKER_NAME_MAX];

	if (r < 0)
		return r;
	*w = (struct server_write)WRITE_NONE;
	w->sequence = ask->size;
	snprintf(w->disk, sizeof(w->disk), "%s", ask->name);
	r = writes_find_part(ask, w->part, err);
	if (r < 0)
		return r;
	w->open = true;
	r = lift(w, err);
	if (r == 0)
		r = unlock_node(s, w->part, node, err);
	if (r == 0 && is_served(ask->type)) {
		r = dir = fuse_part(node, &w->dir, err);
	} else if (r == 0) {
		r = w->mount = mount_writable(ask, node, err);
		/* Two: one is the caller's, the other tells at the end whether all could be written. */
		if (r >= 0)
			r = w->dir = openat(r, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (w->mount >= 0 && r < 0)
			r = err_sys(err, -errno, "could not open the mount");
		if (r >= 0)
			r = dir = open_for_caller(s, ask, w->mount, err);
	}
	if (r >= 0)
		return dir;
	if (dir >= 0)
		close(dir);
	(void)!writes_end(s, NULL);
	return r;
}

/* The file system is closed, and so whole, once nobody holds it any more. */
static int wait_closed(const char *name, struct err *err)
{
	dev_t device;
	int r = 0;

	for (int ms = 0; ms <= LET_GO_MS; ms += 50) {
		err_clear(err);
		r = device_check(name, &device, err);
		if (r == 0)
			r = device_free(name, device, err);
		if (r != -EBUSY)
			break;
		(void)poll(NULL, 0, 50);
	}
	return r;
}

int writes_end(struct server *s, struct err *err)
{
	struct server_write *w = &s->write;
	struct err closing = { 0 };
	int r = 0, q;

	if (!w->open)
		return 0;
	if (w->mount >= 0 || w->dir >= 0) {
		if (w->dir >= 0 && (w->mount >= 0 ? syncfs(w->dir) : fsync(w->dir)) < 0)
			r = err_sys(err, -errno, "%s did not take all", w->disk);
		cleanup_close(&w->dir);
		cleanup_close(&w->mount);
		q = unlock_end(s, &closing);
		if (q == 0)
			q = wait_closed(w->disk, &closing);
		if (r == 0 && q < 0)
			r = err_set(err, closing.kind, q, "%s", closing.message);
	}
	(void)!unlock_end(s, NULL);
	q = guard_again(w, r < 0 ? NULL : err);
	*w = (struct server_write)WRITE_NONE;
	return r < 0 ? r : q;
}
