/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See support_end.h. The last day itself still counts as supported. */
#include "scanners/checks/support_end.h"

enum support support_of(const struct judge_env *env, int64_t end, int64_t extended_end)
{
	if (env->now < end + TIME_DAY)
		return end - env->now > SUPPORT_SOON_DAYS * TIME_DAY ? SUPPORT_LONG : SUPPORT_SOON;
	if (extended_end != TIME_ABSENT && env->now < extended_end + TIME_DAY)
		return SUPPORT_EXTENDED;
	return SUPPORT_OVER;
}
