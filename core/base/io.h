/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole reads and writes, sealed memory files, and messages with descriptors over a
 * SOCK_SEQPACKET socket. Must not interpret what it carries. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/base/err.h"

/* Reads exactly n bytes unless the end comes first; EINTR is retried. Returns bytes read or
 * negative errno. */
NODISCARD ssize_t io_pread_full(int fd, void *buf, size_t n, uint64_t off);
NODISCARD int io_write_full(int fd, const void *buf, size_t n);

/* A memfd with these bytes, sealed against write, shrink, grow and further seals. Returns the
 * descriptor (close-on-exec) or negative errno. */
NODISCARD int io_sealed_memfd(const char *name, const void *buf, size_t n, struct err *err);
NODISCARD int io_seal(int memfd, struct err *err);

/* Maps a sealed memfd read-only. Refuses what is not a regular memory file with all four seals,
 * and what is larger than ceiling. *ret_p is NULL for an empty one. Undo with io_unmap(). */
NODISCARD int io_map_sealed(int fd, uint64_t ceiling, const uint8_t **ret_p, size_t *ret_n,
			    struct err *err);
void io_unmap(const uint8_t *p, size_t n);

#define IO_MESSAGE_MAX ((size_t)65536)
#define IO_FDS_MAX     8

/* One message (at most IO_MESSAGE_MAX bytes) with n_fds descriptors. -EPIPE when the peer went. */
NODISCARD int io_send(int sock, const void *buf, size_t n, const int *fds, size_t n_fds);

/* Receives one message. Descriptors arrive close-on-exec; more than max_fds are closed and give
 * -EBADMSG, as does a message longer than size. Returns its length, 0 when the peer closed,
 * negative errno otherwise. *ret_n_fds is always set. */
NODISCARD ssize_t io_recv(int sock, void *buf, size_t size, int *fds, size_t max_fds,
			  size_t *ret_n_fds);

/* As io_recv() without descriptors: waits at most ms for one message of exactly size bytes.
 * who stands in the words of the error: "the scanner". ERR_LIMIT when the time is over. */
NODISCARD int io_recv_exact(int sock, void *buf, size_t size, int ms, const char *who,
			    struct err *err);

/* A file that appears under its name only when it is whole: without a name at first (or with a
 * temporary one beside it where the file system knows only that), fsync, rename, fsync of the
 * directory. */
struct io_save {
	int fd; /* write here */
	int dirfd;
	bool unnamed; /* no name yet, so nothing to remove */
	char name[256], temporary[280];
};
NODISCARD int io_save_begin(struct io_save *s, const char *path, struct err *err);
NODISCARD int io_save_commit(struct io_save *s, struct err *err);
void io_save_abort(struct io_save *s); /* removes the temporary; harmless after commit */
