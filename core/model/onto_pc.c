/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which part of a PC's disk can take files, by what a look at it told. Unknown is no. */
#include "core/model/onto_pc.h"

#include <string.h>
#include <strings.h>

#include "core/base/util.h"
#include "core/model/phrase.h"

#define LEAST_FREE ((uint64_t)2000000000)
#define PER_FILE   4096u /* bytes that a file takes beside its own, at most */

static const struct {
	const char *name, *words, *help;
} reasons[ONTO_PC_REASONS] = {
#define ONTO_PC(name, id, words, what_to_do) { id, words, what_to_do },
#include "core/model/onto_pc.def"
#undef ONTO_PC
};

static size_t within(enum onto_pc_reason r)
{
	return (size_t)r < ONTO_PC_REASONS ? (size_t)r : ONTO_PC_UNREADABLE;
}

const char *onto_pc_name(enum onto_pc_reason r)
{
	return reasons[within(r)].name;
}

const char *onto_pc_words(enum onto_pc_reason r)
{
	return reasons[within(r)].words;
}

const char *onto_pc_help(enum onto_pc_reason r)
{
	return reasons[within(r)].help;
}

/* Where the table of parts says that a part is Windows' own: started from, and for repairs. */
static bool is_spare(const struct volume_info *v)
{
	static const char *const types[] = {
		"0x27", "de94bba4-06d1-4d40-a16a-bfd50179d6ac", /* repairs */
		"0xef", "c12a7328-f81f-11d2-ba4b-00a0c93ec93b", /* EFI's */
	};

	for (size_t i = 0; v->partition_type && i < LEN(types); i++)
		if (!strcasecmp(v->partition_type, types[i]))
			return true;
	return false;
}

enum onto_pc_reason onto_pc_reason_of(const struct disk *disk, const struct volume_info *v)
{
	if (disk->own_stick)
		return ONTO_PC_OWN;
	if (v->state == VOLUME_STATE_LOCKED)
		return ONTO_PC_LOCKED;
	if (is_spare(v))
		return ONTO_PC_SPARE;
	if (v->state == VOLUME_STATE_UNSUPPORTED || v->state == VOLUME_STATE_EMPTY ||
	    strcmp(v->type, "ntfs") != 0)
		return ONTO_PC_KIND;
	if (v->state != VOLUME_STATE_READABLE)
		return ONTO_PC_UNREADABLE;
	if (v->hibernated == FLAG_YES)
		return ONTO_PC_ASLEEP;
	if (v->dirty == FLAG_YES)
		return ONTO_PC_UNCLEAN;
	return v->dirty == FLAG_NO ? ONTO_PC_NONE : ONTO_PC_UNREADABLE;
}

uint64_t onto_pc_room(const struct volume_info *v, bool windows)
{
	uint64_t stays = MAX(v->size / 10, windows ? LEAST_FREE : 0);

	return v->free_bytes == UINT64_MAX || v->free_bytes <= stays ? 0 : v->free_bytes - stays;
}

uint64_t onto_pc_need(uint64_t files, uint64_t folders, uint64_t bytes)
{
	uint64_t n, more;

	if (__builtin_add_overflow(files, folders, &n) ||
	    __builtin_mul_overflow(n, PER_FILE, &more) || __builtin_add_overflow(bytes, more, &n) ||
	    __builtin_add_overflow(n, 16 * PER_FILE, &n))
		return UINT64_MAX;
	return n;
}
