/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of questions.def and advice.def, and their names. */
#include "core/checklist/questions.h"

#include <string.h>

#include "core/base/util.h"

static const struct question questions[] = {
#define QUESTION(n, is_short, w, a, question_text, question_why, good_text, mend_text, what,       \
		 action_text, today_text, today_minutes, today_cost, today_who, month_text,        \
		 month_time, month_cost, month_who, self, six, scs_items, measure_items, gloss)    \
	{ .number = (n),                                                                           \
	  .in_short = (is_short),                                                                  \
	  .weight = (w),                                                                           \
	  .area = AREA_##a,                                                                        \
	  .text = question_text,                                                                   \
	  .why = question_why,                                                                     \
	  .good = good_text,                                                                       \
	  .mend = mend_text,                                                                       \
	  .headline = what,                                                                        \
	  .action = action_text,                                                                   \
	  .today = { today_text, (today_minutes), NULL, today_cost, today_who },                   \
	  .month = { month_text, 0, month_time, month_cost, month_who },                           \
	  .self_check = self,                                                                      \
	  .six_rules = six,                                                                        \
	  .scs = scs_items,                                                                        \
	  .measures = measure_items,                                                               \
	  .glossary = gloss },
#include "core/checklist/questions.def"
#undef QUESTION
};
_Static_assert(LEN(questions) == QUESTIONS, "questions.def has a row for each question");

static const struct advice advices[] = {
#define ADVICE(advice_id, what_text, why_text, today_text, today_minutes, today_cost, today_who,   \
	       month_text, month_time, month_cost, month_who, gloss)                               \
	{ .id = advice_id,                                                                         \
	  .what = what_text,                                                                       \
	  .why = why_text,                                                                         \
	  .today = { today_text, (today_minutes), NULL, today_cost, today_who },                   \
	  .month = { month_text, 0, month_time, month_cost, month_who },                           \
	  .glossary = gloss },
#include "core/checklist/advice.def"
#undef ADVICE
};

const struct question *question_get(unsigned number)
{
	return number >= 1 && number <= QUESTIONS ? &questions[number - 1] : NULL;
}

unsigned question_list(bool short_interview, unsigned *ret)
{
	unsigned n = 0;

	for (size_t i = 0; i < LEN(questions); i++)
		if (!short_interview || questions[i].in_short)
			ret[n++] = questions[i].number;
	return n;
}

const char *area_name(enum area area)
{
	static const char *const name[AREAS] = {
		[AREA_BASICS] = N_("Basics of the PC"), [AREA_RIGHTS] = N_("Passwords and rights"),
		[AREA_BACKUP] = N_("Backup of data"),   [AREA_MAIL] = N_("Mail and money"),
		[AREA_DATA] = N_("Important data"),     [AREA_PEOPLE] = N_("People and agreements"),
		[AREA_READY] = N_("Ready for trouble"),
	};

	return (unsigned)area < AREAS ? name[area] : "";
}

const char *reply_word(enum reply reply)
{
	switch (reply) {
	case REPLY_YES: return N_("yes");
	case REPLY_PARTLY: return N_("partly");
	case REPLY_NO: return N_("no");
	case REPLY_UNKNOWN: return N_("do not know");
	case REPLY_NOT_USED: return N_("not used");
	case REPLY_NONE: break;
	}
	return N_("not asked");
}

const struct advice *advice_get(const char *id)
{
	for (size_t i = 0; id && i < LEN(advices); i++)
		if (!strcmp(advices[i].id, id))
			return &advices[i];
	return NULL;
}
