/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a file system of a stick in a process without power, because root parses nothing that a
 * stranger may have written: another user, no new rights, no files, no other call than reading the
 * stick and writing to its pipe. What it tells is believed no further than it is checked here. */
#pragma once

#include "image-build/exfat/source.h"

enum apart_kind { APART_FAT, APART_EXFAT };

struct apart {
	enum apart_kind kind;
	int fd; /* of the stick or image, opened for reading only */
	uint64_t at, size;
	/* Whose content is asked for; runs on both sides. NULL: of every file. */
	bool (*wanted)(const struct fs_file *f);
	fs_each *each; /* here, not there */
	fs_take *take; /* the content of the file that each() got last */
	void *arg;
	uint32_t serial; /* filled: of an exFAT file system */
};

/* ERR_FORMAT, ERR_LIMIT: the file system is not as it should be. ERR_IO: the stick can't be read.
 * ERR_INTERNAL: the reader died, nothing is known. */
NODISCARD int apart_walk(struct apart *a, struct err *err);
