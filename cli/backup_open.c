/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --from of verify and restore. */
#include <errno.h>
#include <fcntl.h>

#include "cli/backup.h"
#include "core/base/io.h"

int backup_open(const char *path, char ret_name[SESSION_NAME_MAX], struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), r;
	struct arena a = { 0 };
	const char **name;
	size_t n = 0;

	*ret_name = '\0';
	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	if (faccessat(fd, MANIFEST_NAME, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return fd;
	r = session_list(fd, &a, &name, &n, err);
	if (r == 0 && !n)
		r = err_set(err, ERR_UNSUPPORTED, -ENOENT, "there is no backup in %s", path);
	if (r == 0) {
		snprintf(ret_name, SESSION_NAME_MAX, "%s", name[n - 1]);
		r = session_open(fd, name[n - 1], err);
	}
	arena_done(&a);
	close(fd);
	return r;
}
