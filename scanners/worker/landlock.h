/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file fence: no path at all, or exactly one directory. Must not need privileges. */
#pragma once

#include "core/base/err.h"

/* Version of the kernel's interface, 0 when it has none. */
int landlock_abi(void);

enum landlock_dir { LANDLOCK_READ, LANDLOCK_SCRATCH };

/* Fences this process in for good. dirfd: the one directory that stays reachable, or -1. Does
 * nothing when abi is 0. PR_SET_NO_NEW_PRIVS must be set. */
NODISCARD int landlock_fence(int abi, int dirfd, enum landlock_dir use, struct err *err);
