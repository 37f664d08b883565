/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What hive.c, hive_key.c and hive_value.c share. Nobody else includes it. */
#pragma once

#include <hivex.h>
#include <stdio.h>

#include "scanners/readers/hive.h"

struct hive {
	hive_h *h;
	struct bytes data; /* the whole file as hivex sees it, for as long as h is open */
	bool damaged;
	struct hive_replay replay;
	char name[64];
};

/* Offsets inside cells, counted from the cell's size word as hivex's handles are. */
enum {
	NK_FLAGS = 0x06,
	NK_WRITTEN = 0x08,
	NK_CLASS = 0x34,
	NK_NAME_SIZE = 0x4c,
	NK_CLASS_SIZE = 0x4e,
	NK_NAME = 0x50,
	VK_NAME_SIZE = 0x06,
	VK_FLAGS = 0x14,
	VK_NAME = 0x18,
	NK_NARROW = 0x20, /* flag: name is Latin-1, not UTF-16 */
	VK_NARROW = 0x01,
};

struct hive_name {
	struct bytes b;
	bool narrow;
};

bool hive_name_at(const struct hive *h, uint64_t cell, bool key, struct hive_name *ret);
bool hive_name_is(const struct hive_name *name, const char *text, size_t n);
const char *hive_name_text(const struct hive_name *name, struct arena *a);
