/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A date on which support ends, turned into a verdict: the same thresholds for Windows and Linux. */
#pragma once

#include "scanners/checks/judging.h"

#define SUPPORT_SOON_DAYS 180

enum support {
	SUPPORT_LONG,     /* more than 180 days left */
	SUPPORT_SOON,     /* at most 180 days left */
	SUPPORT_EXTENDED, /* past the end, an extension still runs */
	SUPPORT_OVER,
};

enum support support_of(const struct judge_env *env, int64_t end, int64_t extended_end);
