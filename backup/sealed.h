/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One sealed file of a backup on the owner's medium: what is written goes through age, what age gives goes into
 * a shard (shard.h), and gets its name only when age has come to its end and gave exactly as many bytes
 * as these contents have to become. Must not know what is in it. */
#pragma once

#include "backup/age.h"
#include "backup/shard.h"

#define SEALED_RECIPIENTS_MAX 16
#define SEALED_HEAD_MAX       ((size_t)8192)

/* Whom to seal for; texts live as long as the backup. n 0: nothing is sealed, for measuring. */
struct sealed_to {
	const char *recipient[SEALED_RECIPIENTS_MAX];
	size_t n;
};

struct sealed {
	struct shard file; /* file.size: bytes of the sealed file so far */
	struct age_child age;
	uint64_t given;             /* before sealing */
	char head[SEALED_HEAD_MAX]; /* the beginning of what age gave */
	size_t head_n, recipients;
};

/* clang-format off */
#define SEALED_NONE { .file = { .fd = -1 }, .age = { .in = -1, .out = -1, .words = -1 } }
/* clang-format on */

/* name: of the sealed file. As shard_begin(). Not begun: file.fd is -1. */
NODISCARD int sealed_begin(struct sealed *s, int dirfd, const char *name,
			   const struct sealed_to *to, struct err *err);
NODISCARD int sealed_write(struct sealed *s, const void *p, size_t n, struct err *err);
/* As shard_commit(). After an error nothing of it is left. */
NODISCARD int sealed_commit(struct sealed *s, uint8_t sha256[SHA256_DIGEST_SIZE], struct err *err);
void sealed_abort(struct sealed *s); /* harmless after commit */

/* The way back as a stream: ret->out gives what is in fd, from its beginning; age_kill() ends it. Whether all
 * of it came, nobody says but a hash of what it was. */
NODISCARD int sealed_stream(int fd, int key_fd, struct age_child *ret, struct err *err);

/* The way back: what is in the sealed file fd, handed over as it comes. key_fd: a memory file with an
 * age identity. -EACCES: not the right key. An error of take ends it. */
NODISCARD int sealed_open(int fd, int key_fd,
			  int (*take)(void *arg, const void *p, size_t n, struct err *err),
			  void *arg, struct err *err);
