/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Debian's `age` and `age-keygen` as children: bytes by pipes, never a file, no shell, never with root's power
 * (started by root they become nobody). They die with the thread that started them. */
#pragma once

#include <sys/types.h>

#include "core/base/err.h"
#include "core/base/str.h"

#define AGE_KEY_FD 3 /* "-i", "/dev/fd/3" */

struct age_child {
	pid_t pid; /* 0: none */
	int in, out, words;
};

struct age_call {
	const char *program;     /* "age" or "age-keygen" */
	const char *const *argv; /* NULL at the end */
	int in;                  /* its input; -1: a pipe, whose other end is child.in */
	int key_fd;              /* becomes AGE_KEY_FD; -1: none */
};

NODISCARD int age_start(struct age_child *c, const struct age_call *call, struct err *err);
/* Waits for its end, its output having come to one. -EACCES: not the right key. */
NODISCARD int age_wait(struct age_child *c, struct err *err);
/* Ends it at once; harmless when there is none. */
void age_kill(struct age_child *c);

/* A fresh identity, as age-keygen writes it, into text (which the caller wipes); recipient: at
 * least 80 bytes. */
NODISCARD int age_new_key(struct str *text, char *recipient, size_t size, struct err *err);
