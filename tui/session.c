/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One file, with a first and a last line that show it whole. */
#include "tui/session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/arena.h"
#include "core/base/io.h"

#define FIRST "kenshin-case 1 " KENSHIN_VERSION "\n"
#define LAST  "end\n"

const char *session_path(const char *folder, const char *name, char *buf, size_t size)
{
	snprintf(buf, size, "%s/%s", folder, name);
	return buf;
}

static bool whole(const char *p, size_t n)
{
	return n >= sizeof(FIRST) - 1 + sizeof(LAST) - 1 &&
	       memcmp(p, FIRST, sizeof(FIRST) - 1) == 0 &&
	       memcmp(p + n - (sizeof(LAST) - 1), LAST, sizeof(LAST) - 1) == 0;
}

char *session_load(const char *folder, size_t *ret_n)
{
	char path[4200];
	int fd CLEANUP(cleanup_close) = open(session_path(folder, SESSION_CASE, path, sizeof(path)),
					     O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	size_t skip = sizeof(FIRST) - 1;
	char *p;

	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size <= 0 ||
	    (size_t)st.st_size > SESSION_MAX)
		return NULL;
	p = xcalloc(1, (size_t)st.st_size + 1);
	if (io_pread_full(fd, p, (size_t)st.st_size, 0) != st.st_size ||
	    !whole(p, (size_t)st.st_size)) {
		free(p);
		return NULL;
	}
	*ret_n = (size_t)st.st_size - skip - (sizeof(LAST) - 1);
	memmove(p, p + skip, *ret_n);
	p[*ret_n] = '\0';
	return p;
}

int session_write(const char *folder, const struct str *text, struct err *err)
{
	char path[4200];
	struct io_save save;
	int r;

	if (text->full)
		return err_set(err, ERR_LIMIT, -EFBIG, "too much for a case");
	r = io_save_begin(&save, session_path(folder, SESSION_CASE, path, sizeof(path)), err);
	if (r < 0)
		return r;
	r = io_write_full(save.fd, FIRST, sizeof(FIRST) - 1);
	if (r == 0)
		r = io_write_full(save.fd, str_c(text), text->len);
	if (r == 0)
		r = io_write_full(save.fd, LAST, sizeof(LAST) - 1);
	if (r == 0)
		return io_save_commit(&save, err);
	io_save_abort(&save);
	return err_sys(err, r, "%s", path);
}
