/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Never onto what is being backed up. */
#include "cli/backup_target.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <time.h>

#include "cli/rootless.h"
#include "cli/usb_disk.h"
#include "core/model/backup_told.h"
#include "scanners/broker/broker.h"

/* FAT: 4 GiB less one byte, and room for what stands around the contents in a shard. */
#define FAT_FILE_MAX (((uint64_t)4 << 30) - ((uint64_t)96 << 20))

static int zone_of(int64_t now)
{
	time_t t = (time_t)now;
	struct tm tm;

	return localtime_r(&t, &tm) ? (int)tm.tm_gmtoff : 0;
}

/* True when dirfd or a folder above it is `root`. */
static bool is_inside(int dirfd, const struct stat *root)
{
	int fd = openat(dirfd, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct stat st, above;
	bool inside = false;

	for (unsigned i = 0; fd >= 0 && !inside && i < 1000 && fstat(fd, &st) == 0; i++) {
		int up = openat(fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);

		inside = st.st_dev == root->st_dev && st.st_ino == root->st_ino;
		close(fd);
		fd = up;
		if (up >= 0 && fstat(up, &above) == 0 && above.st_dev == st.st_dev &&
		    above.st_ino == st.st_ino)
			break;
	}
	if (fd >= 0)
		close(fd);
	return inside;
}

/* The whole disk that a device number is a part of, by the kernel's own tree. */
static bool same_disk(dev_t on, const char *disk)
{
	char path[96], target[512];
	const char *name = strrchr(disk, '/');
	ssize_t n;

	name = name ? name + 1 : disk;
	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u", major(on), minor(on));
	n = readlink(path, target, sizeof(target) - 1);
	if (n <= 0)
		return false;
	target[n] = '\0';
	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u/../%.40s", major(on), minor(on), name);
	return !strcmp(strrchr(target, '/') ? strrchr(target, '/') + 1 : target, name) ||
	       faccessat(AT_FDCWD, path, F_OK, 0) == 0;
}

static int refuse(struct err *err)
{
	return err_set(err, ERR_DENIED, -EPERM,
		       "the backup would lie on what is backed up; choose another disk");
}

static int look_where(const struct backup_target *t, const struct options *o, struct err *err)
{
	struct stat to, source;

	if (fstat(t->dirfd, &to) < 0)
		return err_sys(err, -errno, "%s", o->to);
	if (o->root && stat(o->root, &source) == 0 && is_inside(t->dirfd, &source))
		return refuse(err);
	if (o->disk && same_disk(to.st_dev, o->disk))
		return refuse(err);
	if (o->image && stat(o->image, &source) == 0 && S_ISBLK(source.st_mode) &&
	    source.st_rdev == to.st_dev)
		return refuse(err);
	return 0;
}

/* "sda" for a part of it as for itself; "" for what is no disk. n: at least 2. */
static void disk_of(dev_t on, char *ret, size_t n)
{
	char path[96], target[512], *name;
	ssize_t length;

	*ret = '\0';
	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u", major(on), minor(on));
	length = readlink(path, target, sizeof(target) - 1);
	if (length <= 0)
		return;
	target[length] = '\0';
	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u/partition", major(on), minor(on));
	name = strrchr(target, '/');
	if (name && faccessat(AT_FDCWD, path, F_OK, 0) == 0) {
		*name = '\0';
		name = strrchr(target, '/');
	}
	snprintf(ret, n, "%.60s", name ? name + 1 : target);
}

bool backup_target_apart(const struct backup_target *t, const struct options *o, int dirfd)
{
	char ours[64], its[64];
	struct stat here, there, source;

	if (fstat(dirfd, &here) < 0 || fstat(t->dirfd, &there) < 0 || here.st_dev == there.st_dev)
		return false;
	if (o->root && stat(o->root, &source) == 0 && is_inside(dirfd, &source))
		return false;
	if (o->disk && same_disk(here.st_dev, o->disk))
		return false;
	disk_of(here.st_dev, its, sizeof(its));
	disk_of(there.st_dev, ours, sizeof(ours));
	return !*its || strcmp(its, ours) != 0;
}

/* Root is given up soon: what is made now goes to the user that stays. */
static int hand_over(const struct backup_target *t, struct err *err)
{
	static const char *const lists[] = { MANIFEST_NAME, MANIFEST_NAME ".new", SESSION_README };
	unsigned uid, gid;

	rootless_user(&uid, &gid);
	if (fchown(t->session, uid, gid) < 0)
		return err_sys(err, -errno, "%s", t->name);
	for (size_t i = 0; i < LEN(lists); i++)
		if (fchownat(t->session, lists[i], uid, gid, AT_SYMLINK_NOFOLLOW) < 0 &&
		    errno != ENOENT)
			return err_sys(err, -errno, "%s", lists[i]);
	return 0;
}

int backup_target_open(struct backup_target *t, const struct options *o, int64_t now, int *ret_zone,
		       uint64_t *ret_file_max, struct err *err)
{
	struct statfs fs;
	int r;

	*t = (struct backup_target){
		.dirfd = -1, .session = -1, .now = now, .zone = zone_of(now), .broker = -1
	};
	t->served = (struct medium)MEDIUM_NONE;
	*ret_zone = t->zone;
	*ret_file_max = 0;
	if (!o->to)
		return 0;
	t->dirfd = open(o->to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (t->dirfd < 0 || fstatfs(t->dirfd, &fs) < 0)
		return err_sys(err, -errno, "%s", o->to);
	if (fs.f_type == MSDOS_SUPER_MAGIC)
		*ret_file_max = FAT_FILE_MAX;
	r = look_where(t, o, err);
	if (r == 0 && geteuid() == 0) {
		r = backup_target_session(t, o, err);
		if (r == 0)
			r = hand_over(t, err);
	}
	return r;
}

/* The newest by its name. Whether it was cut, and of which source it is, its list says: to be read when
 * root is given up. */
static int newest(struct backup_target *t, struct err *err)
{
	struct arena a = { 0 };
	const char **name;
	size_t n = 0;
	int r = session_list(t->dirfd, &a, &name, &n, err);

	if (r == 0 && n == 0)
		r = err_set(err, ERR_UNSUPPORTED, -ENOENT, "no backup that was cut lies there");
	if (r == 0) {
		snprintf(t->name, sizeof(t->name), "%s", name[n - 1]);
		t->session = session_open(t->dirfd, t->name, err);
		r = MIN(t->session, 0);
	}
	arena_done(&a);
	return r;
}

int backup_target_session(struct backup_target *t, const struct options *o, struct err *err)
{
	if (t->session >= 0)
		return 0;
	if (o->resume)
		return newest(t, err);
	t->session = session_create(t->dirfd, t->now, t->zone, t->name, err);
	return t->session < 0 ? t->session : 0;
}

/* --- a disk of the owner's ---------------------------------------------------------------------- */
/* On ext4 the root folder is root's: there the broker made this one, ours. */
static int own_folder(int dirfd, const char *type, struct err *err)
{
	int fd = dirfd;

	if (strcmp(type, "ext4") != 0)
		return dirfd;
	fd = openat(dirfd, BROKER_FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		fd = err_sys(err, -errno, BROKER_FOLDER);
	close(dirfd);
	return fd;
}

static bool is_served(const struct backup_target *t)
{
	return !strcmp(t->medium.type, "ntfs");
}

/* disk: taken. Its part at offset, as a folder. */
static int serve(struct backup_target *t, int disk, uint64_t offset, enum medium_use use,
		 struct err *err)
{
	int dir = medium_open(&t->crew, disk, offset, use, &t->served, &t->unclean, err);

	close(disk);
	return dir;
}

int backup_target_medium(struct backup_target *t, const struct options *o, uint64_t *ret_file_max,
			 struct err *err)
{
	const char *disk = o->disk ? strrchr(o->disk, '/') : NULL;
	unsigned uid, gid;

	t->by_broker = true;
	t->broker = o->broker_fd;
	if (!carry_target_parse(o->medium, &t->medium))
		return err_set(err, ERR_FORMAT, -EINVAL, "%s: not as kenshin backup media gives it",
			       o->medium);
	disk = disk ? disk + 1 : o->disk;
	if (disk && !strcmp(disk, t->medium.disk))
		return refuse(err);
	if (t->broker < 0)
		return err_set(err, ERR_INTERNAL, -ECONNREFUSED,
			       "nobody is there who may lift the write guard");
	if (backup_unlock_needed(&t->medium)) {
		int r = backup_unlock_begin(&t->lock, o, &t->medium, err);

		t->used = true;
		if (r < 0)
			return r;
	}
	if (!strcmp(t->medium.type, "vfat"))
		*ret_file_max = FAT_FILE_MAX;
	rootless_user(&uid, &gid);
	t->dirfd = broker_write_backup(t->broker, t->medium.disk, t->medium.sequence,
				       t->medium.type, t->medium.offset, uid, err);
	t->lifted = t->dirfd >= 0;
	t->used = t->used || t->lifted;
	t->crew = (struct crew_options){ .broker = t->broker,
					 .no_sandbox = o->no_sandbox,
					 .weak_ok = o->weak_sandbox };
	if (t->lifted && is_served(t))
		t->dirfd = serve(t, t->dirfd, 0, MEDIUM_FOR_WRITING, err);
	return MIN(t->dirfd, 0);
}

bool backup_target_gone(const struct backup_target *t)
{
	return t->by_broker && usb_disk_sequence(t->medium.disk) != t->medium.sequence;
}

#define GOING_MS 3000
#define LOOK_MS  50

bool backup_target_went(const struct backup_target *t, int code)
{
	static const int pulled[] = { EIO, EROFS, ENXIO, ENODEV };
	bool any = false;

	for (size_t i = 0; i < LEN(pulled); i++)
		any = any || code == -pulled[i];
	any = any && t->by_broker && usb_disk_has_plug(t->medium.disk);
	for (int ms = 0; any && ms < GOING_MS && !backup_target_gone(t); ms += LOOK_MS)
		(void)poll(NULL, 0, LOOK_MS);
	return backup_target_gone(t);
}

static int open_to_read(struct backup_target *t, struct err *err)
{
	uint64_t size, offset = t->lock.how ? 0 : t->medium.offset;
	bool guarded = false;
	int dir, fd = broker_open(t->broker, t->medium.disk, &size, &guarded, err);

	if (fd < 0)
		return fd;
	if (!guarded) {
		close(fd);
		return err_set(err, ERR_IO, -EIO, "%s is not set read-only", t->medium.disk);
	}
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	if (t->lock.how) {
		close(fd);
		fd = backup_unlock_again(&t->lock, t->broker, err);
		if (fd < 0)
			return fd;
	}
	if (is_served(t)) {
		t->dirfd = serve(t, fd, offset, MEDIUM_FOR_READING, err);
	} else {
		dir = broker_mount(t->broker, fd, t->medium.type, offset, 0, err);
		close(fd);
		t->dirfd = dir < 0 ? dir : own_folder(dir, t->medium.type, err);
	}
	if (t->dirfd >= 0)
		t->session = session_open(t->dirfd, t->name, err);
	return t->dirfd < 0 ? t->dirfd : MIN(t->session, 0);
}

int backup_target_settle(struct backup_target *t, struct err *err)
{
	int r, q;

	if (!t->by_broker || !t->lifted)
		return 0;
	cleanup_close(&t->session);
	cleanup_close(&t->dirfd);
	t->session = t->dirfd = -1;
	t->lifted = false;
	r = medium_close(&t->served, err);
	/* The guard is set again, whatever came before. */
	q = broker_eject(t->broker, t->medium.disk, r < 0 ? NULL : err);
	r = r < 0 ? r : q;
	return r < 0 ? r : open_to_read(t, err);
}

static bool room_of(const struct backup_target *t, uint64_t *ret)
{
	struct statvfs fs;

	if (t->dirfd < 0 || fstatvfs(t->dirfd, &fs) < 0 || !fs.f_blocks)
		return false;
	*ret = (uint64_t)fs.f_bavail * fs.f_frsize;
	return true;
}

/* Nothing is made smaller in this reckoning: what is packed already does not get smaller. */
int backup_target_enough(const struct backup_target *t, uint64_t files, uint64_t bytes,
			 struct err *err)
{
	uint64_t need = backup_told_need(files, bytes), room;

	if (!room_of(t, &room) || room >= need)
		return 0;
	return err_set(err, ERR_IO, -ENOSPC,
		       "there is room for %llu MB there, and up to %llu MB are needed",
		       (unsigned long long)(room / 1000000), (unsigned long long)(need / 1000000));
}

void backup_target_done(struct backup_target *t)
{
	cleanup_close(&t->session);
	cleanup_close(&t->dirfd);
	t->session = t->dirfd = -1;
	(void)!medium_close(&t->served, NULL);
	if (t->used)
		(void)!broker_eject(t->broker, t->medium.disk, NULL);
	backup_unlock_done(&t->lock);
	t->lifted = t->used = false;
}
