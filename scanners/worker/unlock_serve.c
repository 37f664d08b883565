/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The role that opens a BitLocker volume with its password: a disk's descriptor and the password in, the key
 * of the volume and its layout out. It cannot keep either: no path, no other socket, and it ends. */
#include <inttypes.h>
#include <stdio.h>

#include "core/base/io.h"
#include "core/base/secret.h"
#include "scanners/engine/crew.h"
#include "scanners/engine/unlock_wire.h"

struct serving {
	int fd;
	uint64_t offset; /* of the volume on the disk */
	struct wire_unlock_ask ask;
	struct wire_unlock_say say;
};

static bool read_volume(void *arg, void *buf, size_t n, uint64_t offset)
{
	const struct serving *s = arg;

	return io_pread_full(s->fd, buf, n, s->offset + offset) == (ssize_t)n;
}

static int serve(struct serving *s, int sock, uint64_t size)
{
	const struct fve_source from = { read_volume, s, size };
	size_t none;

	if (io_recv(sock, &s->ask, sizeof(s->ask), NULL, 0, &none) != (ssize_t)sizeof(s->ask) ||
	    s->ask.n > sizeof(s->ask.secret))
		return 2;
	s->say.end = fve_open(&from, s->ask.secret, s->ask.n, FVE_ROUNDS, &s->say.volume);
	return io_send(sock, &s->say, sizeof(s->say), NULL, 0) < 0;
}

int serve_unlock(int sock, const char *arg, const int *fds, size_t n_fds)
{
	struct serving *s = secret_new(sizeof(*s), NULL);
	uint64_t size;
	int r = 2;

	if (s && n_fds == 1 && sscanf(arg, "%" SCNu64 " %" SCNu64, &s->offset, &size) == 2 &&
	    s->offset <= (uint64_t)INT64_MAX && size <= (uint64_t)INT64_MAX - s->offset) {
		s->fd = fds[0];
		r = serve(s, sock, size);
	}
	secret_free(s, sizeof(*s));
	secret_wipe_stack();
	return r;
}
