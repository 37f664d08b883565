/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a device is a stick that may be written, and its raw bytes. */
#include "image-build/stick/device.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "core/base/io.h"

#define SECTOR 512u

static int denied(struct err *err, const char *name, const char *why)
{
	return err_set(err, ERR_DENIED, -EPERM, "%s: %s", name, why);
}

/* The first line of a small file, without its end. False when it is not there. */
static bool read_line(const char *dir, const char *name, char *ret, size_t size)
{
	char path[PATH_MAX];
	FILE *f;
	bool good;

	*ret = '\0';
	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >= (int)sizeof(path))
		return false;
	f = fopen(path, "re");
	if (!f)
		return false;
	good = fgets(ret, (int)size, f) != NULL;
	fclose(f);
	ret[strcspn(ret, "\n")] = '\0';
	for (size_t n = strlen(ret); n && ret[n - 1] == ' '; n--)
		ret[n - 1] = '\0';
	return good;
}

static bool has(const char *dir, const char *name)
{
	char path[PATH_MAX];

	return snprintf(path, sizeof(path), "%s/%s", dir, name) < (int)sizeof(path) &&
	       access(path, F_OK) == 0;
}

static bool folder_has_anything(const char *dir, const char *name)
{
	char path[PATH_MAX];
	struct dirent *e;
	bool found = false;
	DIR *d;

	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >= (int)sizeof(path))
		return true;
	d = opendir(path);
	while (d && !found && (e = readdir(d)))
		found = e->d_name[0] != '.';
	if (d)
		closedir(d);
	return found;
}

/* A line of the table of mounts names the device's number as its third word. */
static bool number_in_mounts(const char *mountinfo, const char *number)
{
	char line[4096], third[64];
	FILE *f = fopen(mountinfo, "re");
	bool found = !f; /* what can't be asked is taken as used */

	while (f && !found && fgets(line, sizeof(line), f))
		found = sscanf(line, "%*s %*s %63s", third) == 1 && !strcmp(third, number);
	if (f)
		fclose(f);
	return found;
}

static bool name_in_swaps(const char *swaps, const char *name)
{
	char line[4096], path[200], want[80];
	FILE *f = fopen(swaps, "re");
	bool found = false;

	snprintf(want, sizeof(want), "/dev/%s", name);
	while (f && !found && fgets(line, sizeof(line), f))
		found = sscanf(line, "%199s", path) == 1 && !strcmp(path, want);
	if (f)
		fclose(f);
	return found;
}

struct asked {
	char mountinfo[200], swaps[200];
};

static bool in_use(const struct asked *by, const char *dir, const char *name)
{
	char number[64];

	return !read_line(dir, "dev", number, sizeof(number)) ||
	       number_in_mounts(by->mountinfo, number) || name_in_swaps(by->swaps, name) ||
	       folder_has_anything(dir, "holders");
}

/* The disk or one of its partitions is mounted, swapped to, or has something built upon it. */
static bool disk_in_use(const struct asked *by, const char *dir, const char *name)
{
	struct dirent *e;
	bool used = in_use(by, dir, name);
	DIR *d = opendir(dir);

	while (d && !used && (e = readdir(d))) {
		char part[PATH_MAX];

		if (e->d_name[0] == '.' || !has(dir, e->d_name) ||
		    snprintf(part, sizeof(part), "%s/%s", dir, e->d_name) >= (int)sizeof(part))
			continue;
		if (has(part, "partition"))
			used = in_use(by, part, e->d_name);
	}
	if (d)
		closedir(d);
	return used;
}

int device_may(const struct device_source *from, const char *number, struct device *ret,
	       struct err *err)
{
	const char *sysfs = from->sysfs ? from->sysfs : "/sys", *last;
	struct asked by;
	char link[PATH_MAX], dir[PATH_MAX], word[64], vendor[64], model[64];

	snprintf(by.mountinfo, sizeof(by.mountinfo), "%s",
		 from->mountinfo ? from->mountinfo : "/proc/self/mountinfo");
	snprintf(by.swaps, sizeof(by.swaps), "%s", from->swaps ? from->swaps : "/proc/swaps");
	if (snprintf(link, sizeof(link), "%s/dev/block/%s", sysfs, number) >= (int)sizeof(link) ||
	    !realpath(link, dir))
		return denied(err, number, "sysfs knows nothing about it");
	last = strrchr(dir, '/') + 1;
	snprintf(ret->name, sizeof(ret->name), "%s", last);
	if (has(dir, "partition"))
		return denied(err, ret->name, "a partition, not a whole stick");
	if (!strstr(dir, "/usb") &&
	    (!read_line(dir, "removable", word, sizeof(word)) || strcmp(word, "1") != 0))
		return denied(err, ret->name, "not on USB, and can't be unplugged");
	if (read_line(dir, "ro", word, sizeof(word)) && !strcmp(word, "1"))
		return denied(err, ret->name, "write-protected");
	if (read_line(dir, "queue/logical_block_size", word, sizeof(word)) && strcmp(word, "512"))
		return denied(err, ret->name, "its sectors are not of 512 bytes");
	if (!read_line(dir, "size", word, sizeof(word)))
		return denied(err, ret->name, "of unknown size");
	ret->size = strtoull(word, NULL, 10) * SECTOR;
	if (!ret->size)
		return denied(err, ret->name, "nothing is plugged in");
	if (disk_in_use(&by, dir, ret->name))
		return denied(err, ret->name, "mounted or otherwise in use on this PC");
	read_line(dir, "device/vendor", vendor, sizeof(vendor));
	read_line(dir, "device/model", model, sizeof(model));
	snprintf(ret->model, sizeof(ret->model), "%s%s%s", vendor, *vendor ? " " : "", model);
	return 0;
}

int device_look(const struct device_source *from, const char *path, bool file, struct device *ret,
		struct err *err)
{
	const char *slash = strrchr(path, '/');
	char number[32];
	struct stat st;

	*ret = (struct device){ .path = path, .file = file };
	if (stat(path, &st) < 0)
		return err_sys(err, -errno, "%s", path);
	if (file) {
		if (!S_ISREG(st.st_mode))
			return denied(err, path, "not a plain file");
		snprintf(ret->name, sizeof(ret->name), "%s", slash ? slash + 1 : path);
		ret->size = (uint64_t)st.st_size / SECTOR * SECTOR;
		return 0;
	}
	if (!S_ISBLK(st.st_mode))
		return denied(err, path, "no device (for a plain file: --file)");
	snprintf(number, sizeof(number), "%u:%u", major(st.st_rdev), minor(st.st_rdev));
	return device_may(from, number, ret, err);
}

int device_open(const struct device *d, bool write, struct err *err)
{
	int exclusive = d->file ? 0 : O_EXCL;
	CLEANUP(cleanup_close)
	int fd = open(d->path, (write ? O_RDWR | exclusive : O_RDONLY) | O_CLOEXEC | O_NOCTTY);
	uint64_t size = 0;
	struct stat st;

	if (fd < 0)
		return err_sys(err, -errno, "%s", d->path);
	if (fstat(fd, &st) < 0 || (d->file ? !S_ISREG(st.st_mode) : !S_ISBLK(st.st_mode)))
		return denied(err, d->path, "is another thing now");
	if (!d->file && (ioctl(fd, BLKGETSIZE64, &size) < 0 || size / SECTOR * SECTOR != d->size))
		return denied(err, d->path, "is another stick now");
	return TAKE_FD(fd);
}

int device_flush(const struct device *d, int fd, struct err *err)
{
	if (fsync(fd) < 0)
		return err_sys(err, -errno, "%s: could not write all", d->name);
	if (!d->file && ioctl(fd, BLKFLSBUF, 0) < 0)
		return err_sys(err, -errno, "%s: could not write all", d->name);
	if (d->file)
		posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	return 0;
}

int device_forget(const struct device *d, int fd, uint64_t off, uint64_t n)
{
	uint64_t range[2] = { off, n };
	int r = d->file ? fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)off,
				    (off_t)n)
			: ioctl(fd, BLKDISCARD, range);

	return r < 0 ? -EOPNOTSUPP : 0;
}

void device_reread(const struct device *d, int fd)
{
	if (!d->file && ioctl(fd, BLKRRPART) < 0)
		return; /* plugged out and in again it is known anyway */
}
