/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers out of sysfs. */
#include "cli/usb_disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/io.h"

/* part: "" for the disk itself. */
static bool number(const char *disk, const char *part, const char *file, uint64_t *ret)
{
	char path[192], text[32] = "";
	int fd CLEANUP(cleanup_close) = -1;

	snprintf(path, sizeof(path), "/sys/block/%.40s/%.40s/%s", disk, part, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd >= 0 && io_pread_full(fd, text, sizeof(text) - 1, 0) > 0 &&
	       sscanf(text, "%" SCNu64, ret) == 1;
}

uint64_t usb_disk_sequence(const char *disk)
{
	uint64_t n = 0;

	return number(disk, "", "diskseq", &n) ? n : 0;
}

bool usb_disk_has_plug(const char *disk)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/block/%.40s/device", disk);
	return faccessat(AT_FDCWD, path, F_OK, 0) == 0;
}

uint64_t usb_disk_part_size(const char *disk, uint64_t offset)
{
	uint64_t start, sectors = 0;
	const struct dirent *e;
	char path[64];
	DIR *d;

	if (offset == 0)
		return number(disk, "", "size", &sectors) ? sectors * 512 : 0;
	snprintf(path, sizeof(path), "/sys/block/%.40s", disk);
	d = opendir(path);
	while (d && !sectors && (e = readdir(d)))
		if (!strncmp(e->d_name, disk, strlen(disk)) &&
		    (!number(disk, e->d_name, "start", &start) || start != offset / 512 ||
		     !number(disk, e->d_name, "size", &sectors)))
			sectors = 0;
	if (d)
		closedir(d);
	return sectors * 512;
}
