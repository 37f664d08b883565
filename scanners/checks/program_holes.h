/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A program of the list against the table that `kenshin jvn` made. Pure. */
#pragma once

#include "scanners/checks/programs.h"

/* The first hole of JVN that fits name and version; NULL: none, or no table. */
const struct program_hole *program_holes_find(const struct judge_env *env,
					      const struct fact_software *f);

/* JVN's name and that of the list mean the same: what the list adds is a version, a language or a
 * kind of processor. "Lhaplus" is "Lhaplus 1.73", and not "Lhaplus Tools". */
bool program_holes_same(const char *name, const char *listed);
