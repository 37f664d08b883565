/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several checks need to come to a verdict: ages, where a value was seen, the making of
 * verdicts. Pure like the checks themselves. */
#pragma once

#include "scanners/checks/check.h"

/* First builds of Windows Vista, 7, 8. */
#define BUILD_VISTA 6000
#define BUILD_7     7600
#define BUILD_8     9200

/* Age of something on the client's PC. days: when the PC was last used, so that a PC that lay in a
 * cupboard is not blamed for it; today: at the visit. Both 0 or more. */
struct age {
	int64_t days, today;
	bool use_known; /* false: days counts from today, because the last use is not known */
	bool future;    /* the date lies after the visit: one of the two clocks is wrong */
};
struct age judging_age(const struct judge_env *env, int64_t at);

/* The visit's clock stands before the day on which a table was made. */
bool judging_clock_wrong(const struct judge_env *env, int64_t table_date);
/* The table is older than 60 days: told on every page that uses it. */
bool judging_table_old(const struct judge_env *env, int64_t table_date);

/* A message id: where the fact was seen, with a word when its value came out of the log. */
const char *judging_where(const struct fact *fact);

/* Evidence: where the fact was seen, when that was written (if known), and what it says (a message
 * id). */
struct phrase judging_evidence(const struct fact *fact, const char *what);

/* sum and a number of a fact, which may be absent (then: 0) or, in a record from elsewhere, anything:
 * stays at the greatest number instead of running over. */
int64_t judging_sum(int64_t sum, int64_t number);

/* A number without thousands separators (builds, ports), in the arena of env. */
struct phrase_arg judging_plain(const struct judge_env *env, int64_t number);

/* COULD NOT LOOK, "because ..." (a message id). */
struct verdict judging_unseen(const char *because);

/* Build number of this Windows, or NUMBER_ABSENT. Never a reason for OK on its own. */
int64_t judging_build(const struct facts *facts);
