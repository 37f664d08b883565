/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See list.h. */
#include "scanners/disks/list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/utf.h"
#include "scanners/disks/own_disk.h"

#define ATTRIBUTE_MAX 256

static int open_dir(const char *path, DIR **ret)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	*ret = fdopendir(fd);
	if (*ret)
		return 0;
	int e = -errno;
	close(fd);
	return e;
}

/* One small attribute, without blanks around it and without anything that is no text. Returns
 * false when it is not there. */
static bool attribute(int dir, const char *name, char *buf, size_t size)
{
	buf[0] = '\0';
	CLEANUP(cleanup_close) int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	ssize_t got = io_pread_full(fd, buf, size - 1, 0);
	if (got < 0)
		got = 0;
	size_t n = (size_t)got, from = 0, to = 0;
	while (n > 0 && (unsigned char)buf[n - 1] <= ' ')
		n--;
	while (from < n && (unsigned char)buf[from] <= ' ')
		from++;
	for (; from < n; from++)
		buf[to++] = (unsigned char)buf[from] < ' ' ? ' ' : buf[from];
	buf[to] = '\0';
	if (!utf8_valid(buf, to))
		buf[0] = '\0';
	return buf[0] != '\0';
}

static bool number(int dir, const char *name, uint64_t *ret)
{
	char buf[32], *end;
	if (!attribute(dir, name, buf, sizeof(buf)) || buf[0] < '0' || buf[0] > '9')
		return false;
	errno = 0;
	unsigned long long v = strtoull(buf, &end, 10);
	if (errno || *end)
		return false;
	*ret = v;
	return true;
}

/* The serial number from SCSI page 0x80 (SPC-4, 7.8.18): 4 bytes, then text. */
static bool serial_page(int dir, char *buf, size_t size)
{
	unsigned char page[ATTRIBUTE_MAX];
	CLEANUP(cleanup_close) int fd = openat(dir, "device/vpd_pg80", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t got = io_pread_full(fd, page, sizeof(page), 0);
	if (got < 5)
		return false;
	size_t n = MIN((size_t)got - 4, (size_t)page[3]), to = 0;
	for (size_t i = 0; i < n && to + 1 < size; i++)
		if (page[4 + i] > ' ' && page[4 + i] < 0x7f)
			buf[to++] = (char)page[4 + i];
	buf[to] = '\0';
	return to > 0;
}

/* Up the device tree to the USB device: its serial is what is printed on the stick. */
static bool serial_usb(int dir, char *buf, size_t size)
{
	char up[64] = "device";
	for (int i = 0; i < 8; i++) {
		char name[80];
		snprintf(name, sizeof(name), "%s/idVendor", up);
		if (faccessat(dir, name, F_OK, 0) == 0) {
			snprintf(name, sizeof(name), "%s/serial", up);
			return attribute(dir, name, buf, size);
		}
		size_t n = strlen(up);
		snprintf(up + n, sizeof(up) - n, "/..");
	}
	return false;
}

static const char *transport_of(const char *name, const char *place)
{
	static const struct {
		const char *part, *transport;
	} rows[] = {
		{ "/usb", "usb" },
		{ "/nvme", "nvme" },
		{ "/mmc_host/", "mmc" },
		{ "/ata", "sata" },
		{ "/virtio", "virtio" },
		{ "/virtual/block/loop", "loop" },
		{ "/firewire/", "firewire" },
		{ "/host", "scsi" },
	};
	for (size_t i = 0; i < LEN(rows); i++)
		if (strstr(place, rows[i].part))
			return rows[i].transport;
	return strncmp(name, "loop", 4) == 0 ? "loop" : "";
}

static bool begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* By name: what can't be a client's disk. */
static bool left_out_by_name(const char *name, unsigned flags)
{
	if (name[0] == '.' || begins(name, "ram") || begins(name, "zram") || begins(name, "sr") ||
	    begins(name, "fd"))
		return true;
	if (begins(name, "mmcblk") && (strstr(name, "boot") || strstr(name, "rpmb")))
		return true;
	if ((begins(name, "dm-") || begins(name, "md")) && !(flags & LIST_MAPPED))
		return true;
	return begins(name, "loop") && !(flags & LIST_LOOP);
}

static bool has_entry(int at, const char *name)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	bool found = false;
	for (struct dirent *e; !found && (e = readdir(dir));)
		found = e->d_name[0] != '.';
	closedir(dir);
	return found;
}

/* Something (LVM, RAID, an opened lock) sits on the disk or on one of its partitions. */
static bool has_holders(const struct list_source *from, int dir, const char *name)
{
	struct arena a = { 0 };
	struct list_partition *part;
	size_t n = 0;
	bool held = has_entry(dir, "holders");
	if (!held && list_partitions(from, name, &a, &part, &n, NULL) == 0) {
		for (size_t i = 0; i < n && !held; i++) {
			char path[96];
			snprintf(path, sizeof(path), "%s/holders", part[i].name);
			held = has_entry(dir, path);
		}
	}
	arena_done(&a);
	return held;
}

static const char *model_of(int dir, struct arena *a)
{
	char vendor[ATTRIBUTE_MAX], model[ATTRIBUTE_MAX];
	if (!attribute(dir, "device/model", model, sizeof(model)))
		attribute(dir, "device/name", model, sizeof(model)); /* mmc */
	attribute(dir, "device/vendor", vendor, sizeof(vendor));
	/* "ATA" and "0x1af4" are not names that anybody knows. */
	bool telling =
	    vendor[0] && !begins(vendor, "ATA") && !begins(vendor, "0x") && !begins(model, vendor);
	return telling && model[0] ? arena_printf(a, "%s %s", vendor, model)
				   : arena_strdup(a, model);
}

static const char *serial_of(int dir, const char *transport, struct arena *a)
{
	char buf[ATTRIBUTE_MAX] = "";
	bool found = strcmp(transport, "usb") == 0 && serial_usb(dir, buf, sizeof(buf));
	if (!found)
		found = attribute(dir, "serial", buf, sizeof(buf)) ||
			attribute(dir, "device/serial", buf, sizeof(buf)) ||
			serial_page(dir, buf, sizeof(buf));
	return arena_strdup(a, found ? buf : "");
}

/* Fills ret; false when the device is none that can be offered. */
static bool look_at(const struct list_source *from, const char *name, struct arena *a,
		    struct disk *ret)
{
	char path[PATH_MAX], place[PATH_MAX];
	uint64_t value;
	snprintf(path, sizeof(path), "%s/block/%s", from->sysfs, name);
	CLEANUP(cleanup_close) int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0 || !realpath(path, place))
		return false;
	if (!number(dir, "size", &value) || value == 0 || value > UINT64_MAX / 512)
		return false;
	*ret = (struct disk){ .size = value * 512, .sector_size = 512, .table = "" };
	if (number(dir, "hidden", &value) && value)
		return false;
	if (begins(name, "loop") && faccessat(dir, "loop/backing_file", F_OK, 0) != 0)
		return false;
	if (number(dir, "queue/logical_block_size", &value) && value >= 512 && value <= 65536)
		ret->sector_size = (unsigned)value;
	ret->removable = number(dir, "removable", &value) && value;
	ret->guarded = number(dir, "ro", &value) && value;
	ret->name = arena_strdup(a, name);
	ret->path = arena_printf(a, "%s/%s", from->dev, name);
	ret->transport = transport_of(name, place + MIN(strlen(place), strlen(from->sysfs)));
	ret->model = model_of(dir, a);
	ret->serial = serial_of(dir, ret->transport, a);
	if (has_holders(from, dir, name))
		ret->reason = PHRASE(N_("Something else uses this disk right now (LVM, RAID or an "
					"opened lock)."));
	return true;
}

/* "sdb" before "sdaa", "nvme2n1" before "nvme10n1": a number counts as one letter, and of what
 * differs the shorter comes first. */
static int compare_names(const char *x, const char *y)
{
	while (*x && *x == *y && (*x < '0' || *x > '9')) {
		x++;
		y++;
	}
	if (*x >= '0' && *x <= '9' && *y >= '0' && *y <= '9') {
		char *after_x, *after_y;
		unsigned long long m = strtoull(x, &after_x, 10), n = strtoull(y, &after_y, 10);
		if (m != n)
			return m < n ? -1 : 1;
		return *after_x || *after_y ? compare_names(after_x, after_y) : 0;
	}
	size_t m = strlen(x), n = strlen(y);
	return m != n ? (m < n ? -1 : 1) : strcmp(x, y);
}

static int by_name(const void *x, const void *y)
{
	return compare_names(((const struct disk *)x)->name, ((const struct disk *)y)->name);
}

static struct list_source whole(const struct list_source *from)
{
	struct list_source s = from ? *from : (struct list_source){ 0 };
	s.sysfs = s.sysfs ? s.sysfs : "/sys";
	s.dev = s.dev ? s.dev : "/dev";
	s.mountinfo = s.mountinfo ? s.mountinfo : "/proc/self/mountinfo";
	return s;
}

int list_disks(const struct list_source *from, struct arena *a, struct disk **ret, size_t *ret_n,
	       struct err *err)
{
	struct list_source s = whole(from);
	char path[PATH_MAX];
	DIR *dir;
	size_t n = 0;
	snprintf(path, sizeof(path), "%s/block", s.sysfs);
	int e = open_dir(path, &dir);
	if (e)
		return err_sys(err, e, "the list of disks (%s) can't be opened", path);
	struct disk *disk = arena_array(a, LIST_DISKS_MAX, sizeof(*disk));
	for (struct dirent *d; n < LIST_DISKS_MAX && (d = readdir(dir));)
		if (!left_out_by_name(d->d_name, s.flags) &&
		    (!s.only || !strcmp(s.only, d->d_name)) && look_at(&s, d->d_name, a, &disk[n]))
			n++;
	closedir(dir);
	qsort(disk, n, sizeof(*disk), by_name);
	own_disk_mark(s.sysfs, s.mountinfo, s.stick, disk, n);
	*ret = disk;
	*ret_n = n;
	return 0;
}

static int by_number(const void *x, const void *y)
{
	unsigned m = ((const struct list_partition *)x)->number;
	unsigned n = ((const struct list_partition *)y)->number;
	return m < n ? -1 : m > n;
}

int list_partitions(const struct list_source *from, const char *disk, struct arena *a,
		    struct list_partition **ret, size_t *ret_n, struct err *err)
{
	struct list_source s = whole(from);
	char path[PATH_MAX];
	DIR *dir;
	size_t n = 0;
	snprintf(path, sizeof(path), "%s/block/%s", s.sysfs, disk);
	int e = open_dir(path, &dir);
	if (e)
		return err_sys(err, e, "the partitions of %s can't be listed", disk);
	struct list_partition *part = arena_array(a, LIST_PARTITIONS_MAX, sizeof(*part));
	for (struct dirent *d; n < LIST_PARTITIONS_MAX && (d = readdir(dir));) {
		uint64_t no, start, size;
		if (d->d_name[0] == '.' || strlen(d->d_name) >= sizeof(part->name))
			continue;
		CLEANUP(cleanup_close)
		int sub =
		    openat(dirfd(dir), d->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		if (sub < 0 || !number(sub, "partition", &no) || !number(sub, "start", &start) ||
		    !number(sub, "size", &size) || no > UINT_MAX || start > UINT64_MAX / 512 ||
		    size > UINT64_MAX / 512)
			continue;
		part[n] = (struct list_partition){ .number = (unsigned)no,
						   .offset = start * 512,
						   .size = size * 512 };
		snprintf(part[n++].name, sizeof(part->name), "%.63s", d->d_name);
	}
	closedir(dir);
	qsort(part, n, sizeof(*part), by_number);
	*ret = part;
	*ret_n = n;
	return 0;
}
