/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the machine's and a user's AutoRun settings have in common. Must not judge. */
#pragma once

#include "scanners/probes/registry.h"

#define AUTORUN_EXPLORER "Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer"
#define AUTORUN_AUTOPLAY "Microsoft\\Windows\\CurrentVersion\\Explorer\\AutoplayHandlers"

/* Adds the fact of one scope. explorer, autoplay: paths of the two keys in this hive. NULL when
 * the ceiling is reached. */
struct fact_autorun *autorun_add(struct registry *r, const char *scope, const char *explorer,
				 const char *autoplay);
