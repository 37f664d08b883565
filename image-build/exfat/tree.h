/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A folder of this machine as it will stand in exFAT: names checked and in order, each with the
 * room that it needs. Only fill.c and dirents.c use this. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "image-build/exfat/exfat.h"

struct node {
	char *path; /* from the folder that was given; "" is that folder itself */
	uint16_t *unit;
	uint8_t n_units;
	bool folder;
	uint64_t size; /* bytes; of a folder: its entries, whole clusters once it has a place */
	int64_t mtime;
	uint32_t first, clusters; /* its place; 0 for an empty file */
	struct node *child;       /* the first one */
	struct node *next;        /* brother, in order of names */
};

/* Bytes of the entries that a child takes in its folder. */
static inline uint64_t node_entries_bytes(const struct node *n)
{
	return (uint64_t)EXFAT_ENTRY * (2 + (n->n_units + 14u) / 15u);
}

/* Reads the folder; ret_root is the root, its size the entries of its children. */
NODISCARD int tree_read(struct arena *arena, int folder, struct node **ret_root, struct err *err);
