/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads our own marker file; looks at no device. */
#include "scanners/disks/stick.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "core/base/io.h"

#define FILE_MAX 256

static void read_names(const char *file, char buf[FILE_MAX])
{
	CLEANUP(cleanup_close)
	int fd = open(file ? file : STICK_FILE, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	ssize_t n = fd < 0 ? -1 : io_pread_full(fd, buf, FILE_MAX - 1, 0);

	buf[n > 0 ? n : 0] = '\0';
}

bool stick_is(const char *file, const char *name)
{
	char text[FILE_MAX], *at = text, *line;

	read_names(file, text);
	while ((line = strsep(&at, "\n \t")))
		if (*line && strcmp(line, name) == 0)
			return true;
	return false;
}

bool stick_is_device(const char *file, dev_t device)
{
	char path[PATH_MAX], real[PATH_MAX];

	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u", major(device), minor(device));
	if (!realpath(path, real))
		return false;
	for (int i = 0; i < 2; i++) { /* itself, or the disk that it is a partition of */
		char *slash = strrchr(real, '/');

		if (!slash)
			break;
		if (stick_is(file, slash + 1))
			return true;
		*slash = '\0';
	}
	return false;
}
