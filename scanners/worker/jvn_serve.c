/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The role that reads a JVN file: descriptor in, rows out. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "scanners/engine/crew.h"
#include "scanners/engine/jvn_wire.h"

static void send_row(void *arg, const struct jvn_row *row)
{
	struct wire_jvn_row m = { .op = JVN_ROW, .row = *row };

	if (io_send(*(int *)arg, &m, sizeof(m), NULL, 0) < 0)
		_exit(0); /* nobody listens any more */
}

/* The whole file into memory; its ceiling is the larger of the two forms'. */
static int take_file(int fd, uint8_t **ret, size_t *ret_n, struct err *err)
{
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) < 0)
		return err_sys(err, -errno, "the file cannot be looked at");
	if (!S_ISREG(st.st_mode) || st.st_size <= 0)
		return err_set(err, ERR_FORMAT, -EBADMSG, "the file is empty, or is no file");
	if ((uint64_t)st.st_size > JVN_XML_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "the file is too large");
	*ret = malloc((size_t)st.st_size);
	if (!*ret)
		return err_set(err, ERR_LIMIT, -ENOMEM, "the file is too large");
	n = io_pread_full(fd, *ret, (size_t)st.st_size, 0);
	if (n < 0)
		return err_sys(err, (int)n, "the file cannot be read");
	*ret_n = (size_t)n;
	return 0;
}

int serve_jvn(int sock, const char *arg UNUSED, const int *fds, size_t n_fds)
{
	const struct jvn_handler handler = { &sock, send_row };
	struct wire_jvn_end end = { .op = JVN_END };
	struct err err = { 0 };
	uint8_t *data = NULL;
	size_t n = 0;

	if (n_fds != 1)
		return 2;
	if (take_file(fds[0], &data, &n, &err) == 0)
		(void)!jvn_read((struct bytes){ data, n }, &handler, &end.count, &err);
	free(data);
	end.kind = (uint32_t)err.kind;
	end.code = err.code;
	snprintf(end.words, sizeof(end.words), "%s", err.message);
	return io_send(sock, &end, sizeof(end), NULL, 0) < 0;
}
