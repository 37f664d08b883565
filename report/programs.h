/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of programs, for the detailed text only. The one page has no room for it. */
#pragma once

#include "core/checklist/sheet.h"

#define REPORT_PROGRAMS_MAX 1000 /* lines; how many more there are is told */

#define REPORT_NOTED_MAX 300 /* of what stands in Windows' own notes alone */

/* One line for each program: name, version, maker; the same one from two places once. Nothing when
 * no list was made. Below it, what only Windows' own notes name. */
void report_add_programs(const struct sheet *s, struct str *out);
