/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and words of what becomes of a sheet on the owner's USB memory. */
#include "core/model/carry.h"

#include <inttypes.h>

#include "core/base/str.h"
#include "core/base/utf.h"
#include "core/model/names.h"

static const struct {
	const char *words, *help;
} reasons[CARRY_REASONS] = {
#define CARRY(name, id, words, what_to_do) { words, what_to_do },
#include "core/model/carry.def"
#undef CARRY
};

static const char *const reason_names[CARRY_REASONS] = {
#define CARRY(name, id, words, what_to_do) id,
#include "core/model/carry.def"
#undef CARRY
};

const char *carry_reason_name(enum carry_reason r)
{
	return reason_names[(size_t)r < CARRY_REASONS ? r : CARRY_OTHER];
}

bool carry_reason_from_name(const char *name, enum carry_reason *ret)
{
	size_t i;

	if (!name_find(reason_names, CARRY_REASONS, name, &i))
		return false;
	*ret = (enum carry_reason)i;
	return true;
}

const char *carry_reason_words(enum carry_reason r)
{
	return reasons[(size_t)r < CARRY_REASONS ? r : CARRY_OTHER].words;
}

const char *carry_reason_help(enum carry_reason r)
{
	return reasons[(size_t)r < CARRY_REASONS ? r : CARRY_OTHER].help;
}

void carry_text_copy(char buf[CARRY_TEXT_MAX + 1], const char *text)
{
	utf8_cut(buf, CARRY_TEXT_MAX + 1, text);
}

/* The text up to the next colon, or to the end. */
static bool word(const char **at, char *buf, size_t size)
{
	size_t n = strcspn(*at, ":");

	if (n == 0 || n >= size)
		return false;
	memcpy(buf, *at, n);
	buf[n] = '\0';
	*at += n + ((*at)[n] == ':');
	return true;
}

static bool number(const char **at, uint64_t *ret)
{
	char buf[24];
	uint64_t n = 0;

	if (!word(at, buf, sizeof(buf)))
		return false;
	for (const char *p = buf; *p; p++) {
		if (*p < '0' || *p > '9' || n > (UINT64_MAX - 9) / 10)
			return false;
		n = n * 10 + (uint64_t)(*p - '0');
	}
	*ret = n;
	return true;
}

bool carry_target_parse(const char *text, struct carry_target *ret)
{
	struct carry_target t = { 0 };

	if (!word(&text, t.disk, sizeof(t.disk)) || !number(&text, &t.sequence) ||
	    !number(&text, &t.offset) || !word(&text, t.type, sizeof(t.type)) || *text)
		return false;
	*ret = t;
	return true;
}

void carry_target_print(const struct carry_target *t, char buf[CARRY_TARGET_MAX + 1])
{
	struct str s = STR_INIT(CARRY_TARGET_MAX);

	str_addf(&s, "%s:%" PRIu64 ":%" PRIu64 ":%s", t->disk, t->sequence, t->offset, t->type);
	memcpy(buf, str_c(&s), s.len + 1);
	str_done(&s);
}
