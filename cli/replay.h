/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What judge and report share: a saved check-up, answers, maybe judged again, to its faces. */
#pragma once

#include <stdbool.h>

#include "cli/options.h"

/* o->operand is the saved file. Returns the exit code. */
int replay(const struct options *given, bool judge);
