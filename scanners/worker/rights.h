/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Giving up root: user, groups, capabilities. Must not decide who may keep what. */
#pragma once

#include "core/base/err.h"

enum rights {
	RIGHTS_NONE,
	RIGHTS_READ_ALL,     /* CAP_DAC_READ_SEARCH, in force */
	RIGHTS_LATER,        /* the same, owned but not in force: a child may take it up */
	RIGHTS_CHROOT,       /* CAP_SYS_CHROOT in force */
	RIGHTS_CHROOT_LATER, /* CAP_SYS_CHROOT in force, the other owned */
};

/* Leaves exactly these capabilities. RIGHTS_READ_ALL quietly gives none when there is none. */
NODISCARD int rights_keep(enum rights rights, struct err *err);

/* Becomes uid/gid for good, without groups, with these rights; proves that there is no way back. */
NODISCARD int rights_become(unsigned uid, unsigned gid, enum rights rights, struct err *err);
