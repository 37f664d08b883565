/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose keys open what is sealed: chamber.txt, age recipients one a line. Must not open files,
 * must not seal: report/keep does. Layout: docs/data-partition.md. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/base/err.h"

#define RECIPIENTS_MAX      16
#define RECIPIENT_LENGTH    62 /* "age1", 52 digits of the key, 6 of the checksum */
#define RECIPIENTS_FILE_MAX ((size_t)8192)

struct recipients {
	char key[RECIPIENTS_MAX][RECIPIENT_LENGTH + 1];
	unsigned n;
};

/* An X25519 recipient whose bech32 checksum is right. */
bool recipient_valid(const char *text, size_t n);

/* Adds one that is not there yet; false when it is none or there is no room. */
bool recipients_add(struct recipients *r, const char *text, size_t n);

/* The whole file. ERR_FORMAT (which line) for anything that is no recipient, blank or remark;
 * -ENOKEY when there is none at all. On an error ret is empty. */
NODISCARD int recipients_parse(const char *text, size_t n, struct recipients *ret, struct err *err);
