/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two tables. */
#include "backup/plan.h"

#include <string.h>
#include <strings.h>

#include "backup/session.h"
#include "core/base/util.h"

static const struct plan_row rows[] = {
#define FOLDER(targets, place, path, words, known, note)                                           \
	{ targets, PLAN_##place, path, words, PLAN_##known, PLAN_##note },
#include "backup/folders.def"
#undef FOLDER
};

static const struct {
	const char *word, *words;
} left_out[] = {
#define LEFT_OUT(word, words) { word, words },
#include "backup/left_out.def"
#undef LEFT_OUT
};

_Static_assert(LEN(left_out) <= SESSION_REASONS_MAX, "a verdict counts each reason");

static const char *const at_top[] = {
#define MADE_AT_TOP(name) name,
#define MADE_IN_PROFILE(name)
#define MEMORY_FILE(name)
#include "backup/windows_made.def"
#undef MADE_AT_TOP
#undef MADE_IN_PROFILE
};

static const char *const in_profile[] = {
#define MADE_AT_TOP(name)
#define MADE_IN_PROFILE(name) name,
#include "backup/windows_made.def"
#undef MADE_IN_PROFILE
#undef MEMORY_FILE
};

static const char *const memory_files[] = {
#define MADE_IN_PROFILE(name)
#define MEMORY_FILE(name) name,
#include "backup/windows_made.def"
#undef MADE_AT_TOP
#undef MADE_IN_PROFILE
#undef MEMORY_FILE
};

static bool is_one_of(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (plan_matches(names[i], name))
			return true;
	return false;
}

bool plan_made_by_windows(const char *name)
{
	return is_one_of(at_top, LEN(at_top), name);
}

bool plan_made_in_profile(const char *name)
{
	return is_one_of(in_profile, LEN(in_profile), name);
}

bool plan_memory_file(const char *name)
{
	return is_one_of(memory_files, LEN(memory_files), name);
}

const struct plan_row *plan_rows(size_t *ret_n)
{
	*ret_n = LEN(rows);
	return rows;
}

bool plan_matches(const char *wanted, const char *name)
{
	size_t n = strlen(wanted);

	if (n && wanted[n - 1] == '*')
		return !strncasecmp(wanted, name, n - 1);
	return !strcasecmp(wanted, name);
}

bool plan_below(const char *path, const char *of)
{
	size_t n = strlen(of);

	return n == 0 || (!strncasecmp(path, of, n) && (path[n] == '/' || !path[n]));
}

const char *plan_left_out_words(const char *word)
{
	for (size_t i = 0; i < LEN(left_out); i++)
		if (!strcmp(left_out[i].word, word))
			return left_out[i].words;
	return NULL;
}

const char *plan_left_out_word(size_t i)
{
	return i < LEN(left_out) ? left_out[i].word : NULL;
}
