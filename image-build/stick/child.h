/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Debian's own tools as children: minisign, sigtool, age. They get no terminal but the one that is
 * made for a pass phrase, and an empty environment. */
#pragma once

#include "core/base/err.h"
#include "core/base/str.h"

/* Runs argv (argv[0]: a name that is looked for in /usr/bin and /bin, or a path). What it says on
 * both outputs is in out (what is past its ceiling is dropped). Returns the exit code; ERR_UNSUPPORTED
 * -ENOENT when it is not installed. */
NODISCARD int child_run(const char *const *argv, struct str *out, struct err *err);

/* The same on a terminal of its own, on which `answer` is typed at each question (a line that ends
 * with ": "). */
NODISCARD int child_run_answer(const char *const *argv, const char *answer, struct str *out,
			       struct err *err);
