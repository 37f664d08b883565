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

/* Zeros over all of it, read back. False when something else is there. */
static bool overwrite(int folder, const char *name)
{
	int fd CLEANUP(cleanup_close) =
	    openat(folder, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	static const char zeros[4096];
	char back[sizeof(zeros)];
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return true; /* a link, a socket: there is nothing in it */
	for (off_t at = 0; at < st.st_size; at += (off_t)sizeof(zeros))
		if (pwrite(fd, zeros, sizeof(zeros), at) < 0)
			return false;
	if (fsync(fd) < 0)
		return false;
	for (off_t at = 0; at < st.st_size; at += (off_t)sizeof(zeros))
		if (pread(fd, back, sizeof(back), at) <= 0 ||
		    memcmp(back, zeros, sizeof(back)) != 0)
			return false;
	return true;
}

static unsigned empty_at(int at, unsigned depth, unsigned *found);

/* Returns how many things stay. */
static unsigned remove_one(int folder, const char *name, unsigned depth, unsigned *found)
{
	int below = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	unsigned left;

	(*found)++;
	if (below < 0) {
		left = !overwrite(folder, name);
		return unlinkat(folder, name, 0) < 0 ? 1 : left;
	}
	left = depth > 0 ? empty_at(below, depth - 1, found) : 1;
	return unlinkat(folder, name, AT_REMOVEDIR) < 0 ? left + 1 : left;
}

/* Takes the descriptor. */
static unsigned empty_at(int at, unsigned depth, unsigned *found)
{
	DIR *d = fdopendir(at);
	struct dirent *e;
	unsigned left = 0;

	if (!d) {
		close(at);
		return 1;
	}
	while ((e = readdir(d)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			left += remove_one(dirfd(d), e->d_name, depth, found);
	closedir(d);
	return left;
}

unsigned work_area_empty(const char *folder, const char *first, unsigned *ret_found)
{
	int at CLEANUP(cleanup_close) = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	unsigned left = 0, again = 0;

	*ret_found = 0;
	if (at < 0)
		return errno == ENOENT ? 0 : 1;
	if (first && faccessat(at, first, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		left += remove_one(at, first, 0, ret_found);
	left += empty_at(openat(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), 3, ret_found);
	(void)!empty_at(openat(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), 0, &again);
	return left + again; /* looked again: nothing may be there */
}

/* Returns how many entries are left. */
static unsigned clear_folder(const char *path)
{
	unsigned found, left = work_area_empty(path, NULL, &found);

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
