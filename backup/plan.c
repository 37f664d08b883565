/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two tables. */
#include "backup/plan.h"

#include <string.h>
#include <strings.h>

#include "backup/session.h"
#include "core/base/util.h"

static const struct plan_row rows[] = {
#define FOLDER(targets, place, path, words) { targets, PLAN_##place, path, words },
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
