/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Filters of system calls as raw BPF: what is not on a role's list kills the process, because a
 * death is an honest "could not look" where an errno makes libraries go on in silence. The
 * lists are measured (docs/adr/0003-processes.md). Must not know what the roles do. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"

enum call_how {
	CALL_ALLOW,
	CALL_REFUSE, /* EPERM: the library asks, and lives with "no" */
	CALL_NOEXEC, /* mmap, mprotect: not with PROT_EXEC */
	CALL_FCNTL,  /* duplicating, flags and seals only: no owner, no signal, no lease */
	CALL_FORK,   /* clone without any new namespace */
};

struct call {
	int nr; /* below 0: end of the list */
	enum call_how how;
};

extern const struct call seccomp_common[], seccomp_zygote[], seccomp_samples[];
extern const struct call seccomp_ntfs[], seccomp_directory[], seccomp_probe[], seccomp_blkid[],
    seccomp_scanner[], seccomp_jvn[], seccomp_shard[], seccomp_unlock[], seccomp_medium[],
    seccomp_medium_read[], seccomp_selftest[];

/* True when this kernel lets us kill by filter. Needs no privilege, changes nothing. */
bool seccomp_available(void);

/* Installs the union of these lists (the first that names a call decides) for good, on top of
 * what is there. PR_SET_NO_NEW_PRIVS must be set. */
NODISCARD int seccomp_install(const struct call *const *lists, size_t n, struct err *err);
