/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stick's root part makes the queues (image-build/files/usr/lib/kenshin/printers): one
 * connection is one search, nothing is said to it, and its end is the end of the search. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "core/base/str.h"
#include "report/printer/printer.h"

#define ANSWER_MAX ((size_t)16384)
#define SLICE_MS   250

/* Reads until the end, the time or the ceiling; a search that takes longer just goes on. */
static void read_answer(int fd, int ms, struct str *out)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char buf[1024];

	while (!out->full && ms > 0) {
		int ready = poll(&p, 1, SLICE_MS);
		ssize_t n = ready > 0 ? read(fd, buf, sizeof(buf)) : 0;

		if (ready < 0 || (ready > 0 && n <= 0))
			return;
		if (ready == 0)
			ms -= SLICE_MS;
		str_addn(out, buf, (size_t)n);
	}
}

static void one_line(const char *line, size_t n, struct printer_info ret[PRINTERS_MAX],
		     size_t *ret_n)
{
	static const char unknown[] = "unknown\t";
	struct str text = STR_INIT(ANSWER_MAX);

	if (n <= strlen(unknown) || memcmp(line, unknown, strlen(unknown)) != 0 ||
	    *ret_n >= PRINTERS_MAX)
		return;
	str_addn(&text, line + strlen(unknown), n - strlen(unknown));
	ret[*ret_n] =
	    (struct printer_info){ .way = PRINT_WAY_OTHER, .reason = PRINT_REASON_NO_DRIVER };
	print_text_copy(ret[(*ret_n)++].shown, str_c(&text));
	str_done(&text);
}

int printer_search(const char *socket_path, int ms, struct printer_info ret[PRINTERS_MAX],
		   size_t *ret_n, struct err *err)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	struct str answer = STR_INIT(ANSWER_MAX);
	int fd CLEANUP(cleanup_close) = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || strlen(socket_path) >= sizeof(a.sun_path))
		return err_sys(err, fd < 0 ? -errno : -ENAMETOOLONG, "no socket");
	snprintf(a.sun_path, sizeof(a.sun_path), "%s", socket_path);
	if (connect(fd, (const struct sockaddr *)&a, sizeof(a)) < 0)
		return errno == ENOENT ? 0 : err_sys(err, -errno, "nobody looks for printers");
	read_answer(fd, ms, &answer);
	for (const char *line = str_c(&answer), *end; (end = strchr(line, '\n')); line = end + 1)
		one_line(line, (size_t)(end - line), ret, ret_n);
	str_done(&answer);
	return 0;
}
