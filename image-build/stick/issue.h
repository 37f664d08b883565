/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes one stick, so that half a stick never starts: the table comes last, after everything else
 * was read back. Says nothing: its caller shows how far it is. */
#pragma once

#include "image-build/stick/content.h"
#include "image-build/stick/device.h"
#include "image-build/stick/manifest.h"

enum issue_step { ISSUE_WIPE, ISSUE_WRITE, ISSUE_READ, ISSUE_DONE };

struct issue {
	const struct device *d;
	const struct manifest *m;
	int image;
	const struct content *content; /* NULL: the data partition as in the image, size and all */
	uint32_t serial;
	bool wipe, quick; /* quick: no overwriting where the stick can't be told to forget */
	void (*step)(void *arg, enum issue_step step, unsigned percent);
	void *arg;
};

/* Whether there is room for it. ERR_LIMIT tells how much is missing. */
NODISCARD int issue_fits(const struct manifest *m, uint64_t content, uint64_t size,
			 struct err *err);
NODISCARD int issue_write(const struct issue *i, struct err *err);

/* Where the data partition is, as the stick's own table says. Bytes. */
NODISCARD int issue_data_place(int fd, uint64_t size, uint64_t *ret_at, uint64_t *ret_size,
			       struct err *err);
/* Makes the stick's data partition anew, there. Nothing is written when it does not fit. */
NODISCARD int issue_data(const struct device *d, const struct content *content, uint32_t serial,
			 struct err *err);
