/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A folder kenshin-case-PID-XXXXXX in memory. */
#include "tui/work_area.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/io.h"

#define PREFIX "kenshin-case-"

static const char *base(void)
{
	const char *run = getenv("XDG_RUNTIME_DIR");

	if (run && *run && access(run, W_OK) == 0)
		return run;
	return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

int work_area_make(struct work_area *w, struct err *err)
{
	snprintf(w->path, sizeof(w->path), "%s/" PREFIX "%d-XXXXXX", base(), (int)getpid());
	if (!mkdtemp(w->path)) {
		w->path[0] = '\0';
		return err_sys(err, -errno, "no work area");
	}
	return 0;
}

static void overwrite(int folder, const char *name)
{
	int fd CLEANUP(cleanup_close) = openat(folder, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
	static const char zeros[4096];
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return;
	for (off_t at = 0; at < st.st_size; at += (off_t)sizeof(zeros))
		if (pwrite(fd, zeros, sizeof(zeros), at) < 0)
			return;
	(void)!fsync(fd);
}

/* Returns how many entries are left. */
static unsigned clear_folder(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;
	unsigned left = 0;

	while (d && (e = readdir(d))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		overwrite(dirfd(d), e->d_name);
		if (unlinkat(dirfd(d), e->d_name, 0) < 0)
			left++;
	}
	if (d)
		closedir(d);
	if (rmdir(path) < 0 && errno != ENOENT)
		left++;
	return left;
}

unsigned work_area_clear(struct work_area *w)
{
	unsigned left;

	if (!w->path[0])
		return 0;
	left = clear_folder(w->path);
	if (left == 0 && access(w->path, F_OK) == 0)
		left = 1; /* looked again: it must be gone */
	if (left == 0)
		w->path[0] = '\0';
	return left;
}

static bool of_the_dead(const char *name)
{
	char *end;
	long pid;

	if (strncmp(name, PREFIX, sizeof(PREFIX) - 1) != 0)
		return false;
	pid = strtol(name + sizeof(PREFIX) - 1, &end, 10);
	return pid > 0 && *end == '-' && kill((pid_t)pid, 0) < 0 && errno == ESRCH;
}

unsigned work_area_sweep(unsigned *ret_found)
{
	DIR *d = opendir(base());
	struct dirent *e;
	unsigned left = d ? 0 : 1; /* where nobody could look, nothing is confirmed */

	*ret_found = 0;
	while (d) {
		struct work_area w;

		errno = 0;
		e = readdir(d);
		if (!e) {
			left += errno != 0;
			break;
		}
		if (!of_the_dead(e->d_name))
			continue;
		snprintf(w.path, sizeof(w.path), "%s/%.255s", base(), e->d_name);
		(*ret_found)++;
		left += work_area_clear(&w);
	}
	if (d)
		closedir(d);
	return left;
}
