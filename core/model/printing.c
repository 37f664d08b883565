/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and words of what printers tell. */
#include "core/model/printing.h"

#include "core/base/utf.h"
#include "core/model/names.h"

static const struct {
	const char *words, *help;
} reasons[PRINT_REASONS] = {
#define PRINT_REASON(name, id, words, what_to_do) { words, what_to_do },
#include "core/model/printing.def"
#undef PRINT_REASON
};

static const char *const reason_names[PRINT_REASONS] = {
#define PRINT_REASON(name, id, words, what_to_do) id,
#include "core/model/printing.def"
#undef PRINT_REASON
};

NAMES(print_way, enum print_way, "ipp", "usb", "other")
NAMES(print_state, enum print_state, "sending", "waiting", "printed", "handed-over", "not-printed",
      "taken-back")

const char *print_reason_name(enum print_reason r)
{
	return reason_names[(size_t)r < PRINT_REASONS ? r : PRINT_REASON_OTHER];
}

bool print_reason_from_name(const char *name, enum print_reason *ret)
{
	size_t i;

	if (!name_find(reason_names, PRINT_REASONS, name, &i))
		return false;
	*ret = (enum print_reason)i;
	return true;
}

const char *print_reason_words(enum print_reason r)
{
	return reasons[(size_t)r < PRINT_REASONS ? r : PRINT_REASON_OTHER].words;
}

const char *print_reason_help(enum print_reason r)
{
	return reasons[(size_t)r < PRINT_REASONS ? r : PRINT_REASON_OTHER].help;
}

void print_text_copy(char buf[PRINT_TEXT_MAX + 1], const char *text)
{
	utf8_cut(buf, PRINT_TEXT_MAX + 1, text);
}

bool print_state_final(enum print_state s)
{
	return s != PRINT_STATE_SENDING && s != PRINT_STATE_WAITING;
}
