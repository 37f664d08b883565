/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names, words and reckonings of what is told of a backup. */
#include "core/model/backup_told.h"

#include <string.h>

#include "core/base/util.h"
#include "core/model/names.h"
#include "core/model/phrase.h"

static const struct {
	const char *words, *help;
} ends[BACKUP_ENDS] = {
#define BACKUP_END(name, id, words, what_to_do) { words, what_to_do },
#include "core/model/backup_told.def"
#undef BACKUP_END
};

static const char *const end_names[BACKUP_ENDS] = {
#define BACKUP_END(name, id, words, what_to_do) id,
#include "core/model/backup_told.def"
#undef BACKUP_END
};

static const char *const state_names[BACKUP_STATES] = {
	[BACKUP_STATE_NOT] = "not",
	[BACKUP_STATE_INCOMPLETE] = "incomplete",
	[BACKUP_STATE_NOT_PROVEN] = "not-proven",
	[BACKUP_STATE_PROVEN] = "proven",
};

static enum backup_end within(enum backup_end r)
{
	return (size_t)r < BACKUP_ENDS ? r : BACKUP_OTHER;
}

const char *backup_end_name(enum backup_end r)
{
	return end_names[within(r)];
}

bool backup_end_from_name(const char *name, enum backup_end *ret)
{
	size_t i;

	if (!name_find(end_names, BACKUP_ENDS, name, &i))
		return false;
	*ret = (enum backup_end)i;
	return true;
}

const char *backup_end_words(enum backup_end r)
{
	return ends[within(r)].words;
}

const char *backup_end_help(enum backup_end r)
{
	return ends[within(r)].help;
}

static const char *const wish_names[BACKUP_WISHES] = {
	[BACKUP_WISH_USUAL] = "usual",
	[BACKUP_WISH_TAKE] = "take",
	[BACKUP_WISH_LEAVE] = "leave",
};

const char *backup_wish_name(enum backup_wish w)
{
	return wish_names[(size_t)w < BACKUP_WISHES ? w : BACKUP_WISH_LEAVE];
}

bool backup_wish_from_name(const char *name, enum backup_wish *ret)
{
	size_t i;

	if (!name_find(wish_names, BACKUP_WISHES, name, &i))
		return false;
	*ret = (enum backup_wish)i;
	return true;
}

const char *backup_state_name(enum backup_state s)
{
	return state_names[(size_t)s < BACKUP_STATES ? s : BACKUP_STATE_INCOMPLETE];
}

bool backup_state_from_name(const char *name, enum backup_state *ret)
{
	size_t i;

	if (!name_find(state_names, BACKUP_STATES, name, &i))
		return false;
	*ret = (enum backup_state)i;
	return true;
}

bool backup_told_same_medium(const struct backup_told_medium *a, const struct backup_told_medium *b)
{
	/* A disk that tells nothing of itself is never taken for another one. */
	return (a->uuid[0] || a->serial[0]) && a->size == b->size && !strcmp(a->uuid, b->uuid) &&
	       !strcmp(a->serial, b->serial) && !strcmp(a->model, b->model) &&
	       !strcmp(a->type, b->type);
}

#define AROUND_A_FILE  600u /* names and times, twice in the part, once in the list */
#define AROUND_THE_LOT ((uint64_t)16 << 20)

uint64_t backup_told_need(uint64_t files, uint64_t bytes)
{
	uint64_t need;

	if (__builtin_mul_overflow(files, AROUND_A_FILE, &need) ||
	    __builtin_add_overflow(need, bytes, &need) ||
	    __builtin_add_overflow(need, AROUND_THE_LOT, &need))
		return UINT64_MAX;
	return need;
}

/* 0 to 500. Nothing to do is done. */
static unsigned half(uint64_t done, uint64_t total)
{
	done = MIN(done, total);
	while (total > UINT64_MAX / 500) {
		total /= 2;
		done /= 2;
	}
	return total ? (unsigned)(done * 500 / total) : 500;
}

unsigned backup_told_permille(const struct backup_told_progress *p)
{
	unsigned copied = half(p->bytes, p->bytes_total);

	if (!p->reading)
		return copied;
	return 500 + half(p->same_bytes, p->same_total);
}
