/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One number out of sysfs. */
#include "cli/usb_disk.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>

#include "core/base/io.h"

uint64_t usb_disk_sequence(const char *disk)
{
	char path[96], text[32] = "";
	uint64_t n = 0;
	int fd CLEANUP(cleanup_close) = -1;

	snprintf(path, sizeof(path), "/sys/block/%.40s/diskseq", disk);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || io_pread_full(fd, text, sizeof(text) - 1, 0) <= 0 ||
	    sscanf(text, "%" SCNu64, &n) != 1)
		return 0;
	return n;
}
