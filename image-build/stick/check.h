/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stick against the manifest of its image: each difference by its name. Reads only. */
#pragma once

#include "image-build/stick/manifest.h"

enum difference {
	DIFFERENT, /* "changed: EFI/debian/grub.cfg" */
	MISSING,
	ADDED,
	UNREAD, /* could not be looked at: a difference, too, until it was */
};

struct check {
	const struct manifest *m;
	int fd;
	uint64_t size; /* bytes of the stick */
	void (*each)(void *arg, enum difference what, const char *name);
	void *arg;
	unsigned differences, unread;
};

/* Everything before the data partition, and both partition tables. 0 when all was looked at,
 * whatever was found; ERR_IO otherwise. */
NODISCARD int check_system(struct check *c, struct err *err);
/* Boot sector and partition tables alone; the rest alone. */
NODISCARD int check_tables(struct check *c, struct err *err);
NODISCARD int check_areas(struct check *c, struct err *err);

/* Nothing on the data partition that does not belong there. */
NODISCARD int check_data(struct check *c, struct err *err);

/* Where the data partition is: as the stick's own table says, if that is one of the two that it
 * may have; else from its place in the image up to the end. Bytes. */
NODISCARD int check_data_place(const struct manifest *m, int fd, uint64_t size, uint64_t *ret_at,
			       uint64_t *ret_size, struct err *err);

/* 0: as in the image; 1: grown for a stick of this size; -1: neither. */
int check_shape(const struct manifest *m, const uint8_t head[GPT_HEAD_BYTES], uint64_t size);
