/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See own_disk.h. Facts: proc(5), mountinfo; sysfs dev/block/MAJOR:MINOR leads to the device. */
#include "scanners/disks/own_disk.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "core/base/util.h"
#include "scanners/disks/stick.h"

static const char *const own_places[] = {
	"/",
	"/run/live/medium",
	"/run/live/persistence",
	"/lib/live/mount/medium",
};

static void mark_name(struct disk *disk, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(disk[i].name, name) == 0)
			disk[i].own_stick = true;
}

/* The device at place (".../block/sda/sda1") and those that it is made of. */
static void mark_place(const char *place, struct disk *disk, size_t n, int depth)
{
	char path[PATH_MAX], below[PATH_MAX];
	snprintf(path, sizeof(path), "%s/slaves", place);
	DIR *dir = depth > 0 ? opendir(path) : NULL;
	for (struct dirent *d; dir && (d = readdir(dir));) {
		snprintf(path, sizeof(path), "%s/slaves/%.200s", place, d->d_name);
		if (d->d_name[0] != '.' && realpath(path, below))
			mark_place(below, disk, n, depth - 1);
	}
	if (dir)
		closedir(dir);
	char copy[PATH_MAX];
	snprintf(copy, sizeof(copy), "%s", place);
	for (int i = 0; i < 2; i++) { /* itself, or the disk that it is a partition of */
		char *slash = strrchr(copy, '/');
		if (!slash)
			return;
		mark_name(disk, n, slash + 1);
		*slash = '\0';
	}
}

static bool is_own_place(const char *mount_point)
{
	for (size_t i = 0; i < LEN(own_places); i++)
		if (strcmp(mount_point, own_places[i]) == 0)
			return true;
	return false;
}

/* The device that a mount line names; its number tells nothing on btrfs. */
static void mark_source(const char *line, struct disk *disk, size_t n)
{
	const char *tail = strstr(line, " - ");
	char source[512];
	if (!tail || sscanf(tail, " - %*s %511s", source) != 1 || strncmp(source, "/dev/", 5) != 0)
		return;
	char real[PATH_MAX];
	const char *name = strrchr(realpath(source, real) ? real : source, '/') + 1;
	mark_name(disk, n, name);
	for (size_t i = 0; i < n; i++) { /* sda1, nvme0n1p2: a partition of it */
		size_t len = strlen(disk[i].name);
		bool digit = len && disk[i].name[len - 1] >= '0' && disk[i].name[len - 1] <= '9';
		const char *rest = name + len;
		if (strncmp(name, disk[i].name, len) != 0 || (digit && *rest++ != 'p'))
			continue;
		if (*rest && strspn(rest, "0123456789") == strlen(rest))
			disk[i].own_stick = true;
	}
}

/* On the stick "/" is an overlay, which names no device: what is below it is a checked (verity)
 * partition, or a loop file in memory that was copied from one. Only this system itself opens
 * such a device: a client's is never set up. */
static void mark_verity(const char *sysfs, struct disk *disk, size_t n)
{
	char path[PATH_MAX], place[PATH_MAX], uuid[64] = "";
	snprintf(path, sizeof(path), "%s/block", sysfs);
	DIR *dir = opendir(path);
	for (struct dirent *d; dir && (d = readdir(dir));) {
		if (strncmp(d->d_name, "dm-", 3) != 0)
			continue;
		snprintf(path, sizeof(path), "%s/block/%.200s/dm/uuid", sysfs, d->d_name);
		FILE *f = fopen(path, "re");
		if (!f || !fgets(uuid, sizeof(uuid), f))
			uuid[0] = '\0';
		if (f)
			fclose(f);
		snprintf(path, sizeof(path), "%s/block/%.200s", sysfs, d->d_name);
		if (strncmp(uuid, "CRYPT-VERITY-", 13) == 0 && realpath(path, place))
			mark_place(place, disk, n, 4);
	}
	if (dir)
		closedir(dir);
}

void own_disk_mark(const char *sysfs, const char *mountinfo, const char *stick, struct disk *disk,
		   size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (stick_is(stick, disk[i].name))
			disk[i].own_stick = true;
	mark_verity(sysfs, disk, n);
	FILE *f = fopen(mountinfo, "re");
	char *line = NULL;
	size_t cap = 0;
	if (!f)
		return;
	while (getline(&line, &cap, f) >= 0) {
		unsigned major, minor;
		char mount_point[512], path[PATH_MAX], place[PATH_MAX];
		if (sscanf(line, "%*u %*u %u:%u %*s %511s", &major, &minor, mount_point) != 3 ||
		    !is_own_place(mount_point))
			continue;
		mark_source(line, disk, n);
		snprintf(path, sizeof(path), "%s/dev/block/%u:%u", sysfs, major, minor);
		if (realpath(path, place))
			mark_place(place, disk, n, 4);
	}
	free(line);
	fclose(f);
}
