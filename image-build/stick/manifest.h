/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an image has in it, as text that is signed beside the image: enough to tell of a stick
 * whether it is still as it was issued, and to name what is not. docs/release.md has the format.
 * Parsing is pure; manifest_make() reads the image. */
#pragma once

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/str.h"
#include "image-build/stick/gpt.h"
#include "image-build/stick/sha256.h"

#define MANIFEST_MAX   ((size_t)1 << 20)
#define MANIFEST_AREAS 16u
#define MANIFEST_FILES 4096u
#define MANIFEST_DATA  128u

struct manifest_area { /* sectors before the data partition; together they leave no gap */
	uint64_t start, sectors;
	char sha256[SHA256_HEX];
	const char *name; /* of its partition; "between" for what lies between */
};

struct manifest_file { /* on the EFI partition */
	const char *path;
	bool folder;
	uint64_t size;
	char sha256[SHA256_HEX];
};

struct manifest {
	const char *version, *built; /* "" when not told */
	uint64_t sectors;            /* of the image */
	char image[SHA256_HEX];
	char head[SHA256_HEX]; /* its first 34 sectors */
	struct gpt_part part[GPT_PARTS];
	struct manifest_area area[MANIFEST_AREAS];
	unsigned n_areas;
	struct manifest_file *file;
	unsigned n_files;
	const char *data[MANIFEST_DATA]; /* patterns of paths that may be on the data partition */
	unsigned n_data;
};

/* Texts live in the arena. ERR_FORMAT, with the line, for anything that is not as written by us:
 * areas with gaps, a last line that does not count right. */
NODISCARD int manifest_parse(const char *text, size_t n, struct arena *a, struct manifest *ret,
			     struct err *err);

/* The manifest of an image that is open as fd. built: a day such as 2026-11-22, or "". */
NODISCARD int manifest_make(int fd, const char *version, const char *built, struct str *out,
			    struct err *err);

/* May this path be on the data partition? */
bool manifest_allows(const struct manifest *m, const char *path, bool folder);
/* The same with the list that this very program has. */
bool manifest_known(const char *path, bool folder);

/* SHA-256 of n bytes of fd at off. */
NODISCARD int manifest_hash(int fd, uint64_t off, uint64_t n, char ret[SHA256_HEX],
			    struct err *err);
