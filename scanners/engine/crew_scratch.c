/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin-scan-PID-XXXXXX. */
#include "scanners/engine/crew_scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/util.h"

#define PREFIX "kenshin-scan-"

/* Memory first: temporary files of a scan need not see a disk. */
static const char *const places[] = { "/dev/shm", "/tmp", "/var/tmp" };

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	(void)remove(path);
	return 0;
}

void crew_scratch_remove(char *path)
{
	if (path[0])
		nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	path[0] = '\0';
}

static bool of_the_dead(const char *name)
{
	char *end;
	long pid;

	if (strncmp(name, PREFIX, sizeof(PREFIX) - 1))
		return false;
	pid = strtol(name + sizeof(PREFIX) - 1, &end, 10);
	return pid > 0 && *end == '-' && kill((pid_t)pid, 0) < 0 && errno == ESRCH;
}

/* Only what is this user's own: anybody may make a name in these places. */
static void sweep(const char *place)
{
	DIR *d = opendir(place);
	const struct dirent *e;
	struct stat st;

	while (d && (e = readdir(d))) {
		char path[300];

		if (!of_the_dead(e->d_name) ||
		    fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
		    !S_ISDIR(st.st_mode) || st.st_uid != geteuid())
			continue;
		snprintf(path, sizeof(path), "%s/%s", place, e->d_name);
		crew_scratch_remove(path);
	}
	if (d)
		closedir(d);
}

int crew_scratch_make(char *path, size_t size, struct err *err)
{
	int ret = -1;

	for (size_t i = 0; i < LEN(places); i++) {
		sweep(places[i]);
		if (ret >= 0)
			continue;
		snprintf(path, size, "%s/" PREFIX "%ld-XXXXXX", places[i], (long)getpid());
		if (!mkdtemp(path))
			continue;
		ret = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (ret < 0)
			rmdir(path);
	}
	if (ret >= 0)
		return ret;
	path[0] = '\0';
	return err_set(err, ERR_IO, -ENOSPC, "no place for the scan's temporary files");
}
