/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A part of a PC's own disk, as a place that files of a backup can be brought back to, or why not. Plain
 * records: must not touch a disk. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/client.h"

enum onto_pc_reason {
#define ONTO_PC(name, id, words, what_to_do) ONTO_PC_##name,
#include "core/model/onto_pc.def"
#undef ONTO_PC
	ONTO_PC_REASONS,
};

/* volume: one of disk's. windows: a Windows lies on it. */
enum onto_pc_reason onto_pc_reason_of(const struct disk *disk, const struct volume_info *volume);
/* Bytes of free_bytes that may be filled: what has to stay free is a tenth of the part, and no less than 2 GB
 * where a Windows lies. 0 also where it is not known how much is free. */
uint64_t onto_pc_room(const struct volume_info *volume, bool windows);
/* Bytes that so many files and folders take at most. */
uint64_t onto_pc_need(uint64_t files, uint64_t folders, uint64_t bytes);

const char *onto_pc_name(enum onto_pc_reason r);
/* Message ids: what is so, and what to do. */
const char *onto_pc_words(enum onto_pc_reason r);
const char *onto_pc_help(enum onto_pc_reason r);
