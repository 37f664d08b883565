/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which system calls each role may make: measured with the libraries of Debian 12 and 13, one
 * list per role, kept as short as the role works with. */
#include <sys/syscall.h>

#include "scanners/worker/seccomp.h"

/* clang-format off */
#define END { -1, CALL_ALLOW }
/* clang-format on */

/* glibc's first malloc asks for random bytes, its qsort for the size of memory; where the
 * kernel's clock page cannot be used, asking for the time is a call. */
const struct call seccomp_common[] = {
	{ SYS_read, CALL_ALLOW },
	{ SYS_write, CALL_ALLOW },
	{ SYS_mmap, CALL_NOEXEC },
	{ SYS_mprotect, CALL_NOEXEC },
	{ SYS_munmap, CALL_ALLOW },
	{ SYS_mremap, CALL_ALLOW },
	{ SYS_brk, CALL_ALLOW },
	{ SYS_madvise, CALL_ALLOW },
	{ SYS_futex, CALL_ALLOW },
	{ SYS_getrandom, CALL_ALLOW },
	{ SYS_clock_gettime, CALL_ALLOW },
	{ SYS_gettimeofday, CALL_ALLOW },
#ifdef SYS_time
	{ SYS_time, CALL_ALLOW },
#endif
	{ SYS_exit, CALL_ALLOW },
	{ SYS_exit_group, CALL_ALLOW },
	{ SYS_rt_sigreturn, CALL_ALLOW },
	{ SYS_sysinfo, CALL_ALLOW },
	{ SYS_sendmsg, CALL_ALLOW },
	{ SYS_recvmsg, CALL_ALLOW },
	{ SYS_close, CALL_ALLOW },
	{ SYS_fcntl, CALL_FCNTL },
	{ SYS_newfstatat, CALL_ALLOW },
	{ SYS_fstat, CALL_ALLOW },
	{ SYS_lseek, CALL_ALLOW },
#ifdef __SANITIZE_ADDRESS__
	{ SYS_sigaltstack, CALL_ALLOW },
	{ SYS_sched_yield, CALL_ALLOW },
	{ SYS_getpid, CALL_ALLOW },
	{ SYS_gettid, CALL_ALLOW },
	{ SYS_rt_sigprocmask, CALL_ALLOW },
#endif
	END,
};

const struct call seccomp_ntfs[] = {
	{ SYS_pread64, CALL_ALLOW },
	{ SYS_memfd_create, CALL_ALLOW },
	{ SYS_ftruncate, CALL_ALLOW },
	END,
};

/* openat2 goes nowhere but below the one directory: RESOLVE_IN_ROOT, and Landlock behind it. */
const struct call seccomp_directory[] = {
	{ SYS_pread64, CALL_ALLOW },    { SYS_memfd_create, CALL_ALLOW },
	{ SYS_ftruncate, CALL_ALLOW },  { SYS_openat2, CALL_ALLOW },
	{ SYS_getdents64, CALL_ALLOW }, { SYS_statx, CALL_ALLOW },
	{ SYS_fstatfs, CALL_ALLOW },    { SYS_readlinkat, CALL_ALLOW },
	{ SYS_fgetxattr, CALL_ALLOW },  END,
};

/* hivex wants a file: it gets a memory file that the probe makes itself (open_shim.c). */
const struct call seccomp_probe[] = {
	{ SYS_mlock, CALL_ALLOW }, /* stored passwords (sam_vault.c) */
	{ SYS_munlock, CALL_ALLOW },
	{ SYS_pread64, CALL_ALLOW },
	{ SYS_memfd_create, CALL_ALLOW },
	{ SYS_ftruncate, CALL_ALLOW },
	END,
};

const struct call seccomp_jvn[] = {
	{ SYS_pread64, CALL_ALLOW },
	END,
};

/* libarchive reads through our own pread(). */
const struct call seccomp_shard[] = {
	{ SYS_pread64, CALL_ALLOW },
	END,
};

/* A password and a key that are never swapped out. */
const struct call seccomp_unlock[] = {
	{ SYS_mlock, CALL_ALLOW },
	{ SYS_munlock, CALL_ALLOW },
	{ SYS_pread64, CALL_ALLOW },
	END,
};

/* The kernel asks for files through one descriptor, the parent for the end through another; a request
 * that takes too long ends the worker. */
const struct call seccomp_medium_read[] = {
	{ SYS_pread64, CALL_ALLOW },
#ifdef SYS_poll
	{ SYS_poll, CALL_ALLOW },
#endif
	{ SYS_ppoll, CALL_ALLOW },   { SYS_writev, CALL_ALLOW }, { SYS_setitimer, CALL_ALLOW }, END,
};

/* The only role that can write to a disk: to the part that its owner chose, and to nothing else. */
const struct call seccomp_medium[] = {
	{ SYS_pread64, CALL_ALLOW },   { SYS_pwrite64, CALL_ALLOW },
	{ SYS_fdatasync, CALL_ALLOW },
#ifdef SYS_poll
	{ SYS_poll, CALL_ALLOW },
#endif
	{ SYS_ppoll, CALL_ALLOW },     { SYS_writev, CALL_ALLOW },
	{ SYS_setitimer, CALL_ALLOW }, END,
};

/* On a block device libblkid looks for sysfs and asks CD-ROM ioctls; told "no", it gives the
 * same answer from the bytes alone. */
const struct call seccomp_blkid[] = {
	{ SYS_pread64, CALL_ALLOW },
	{ SYS_fadvise64, CALL_ALLOW },
	{ SYS_openat, CALL_REFUSE },
	{ SYS_ioctl, CALL_REFUSE },
	{ SYS_readlinkat, CALL_REFUSE },
	{ SYS_faccessat, CALL_REFUSE },
#ifdef SYS_readlink
	{ SYS_readlink, CALL_REFUSE },
	{ SYS_access, CALL_REFUSE },
#endif
	END,
};

/* Temporary files only: Landlock leaves one directory. */
const struct call seccomp_scanner[] = {
	{ SYS_pread64, CALL_ALLOW },
	{ SYS_openat, CALL_ALLOW },
	{ SYS_mkdirat, CALL_ALLOW },
	{ SYS_unlinkat, CALL_ALLOW },
	{ SYS_getdents64, CALL_ALLOW },
	{ SYS_fchmodat, CALL_ALLOW },
	{ SYS_ftruncate, CALL_ALLOW },
	{ SYS_fchmod, CALL_ALLOW },
	{ SYS_faccessat, CALL_ALLOW },
	{ SYS_poll, CALL_ALLOW },
	{ SYS_memfd_create, CALL_ALLOW },
#ifdef SYS_mkdir
	{ SYS_mkdir, CALL_ALLOW },
	{ SYS_rmdir, CALL_ALLOW },
	{ SYS_unlink, CALL_ALLOW },
	{ SYS_chmod, CALL_ALLOW },
	{ SYS_access, CALL_ALLOW },
#endif
	END,
};

const struct call seccomp_selftest[] = {
	END,
};

/* The zygote forks, waits, kills, and its children build their walls below this filter. */
const struct call seccomp_zygote[] = {
	{ SYS_clone, CALL_FORK },
	{ SYS_wait4, CALL_ALLOW },
	{ SYS_kill, CALL_ALLOW },
	{ SYS_getpid, CALL_ALLOW },
	{ SYS_getppid, CALL_ALLOW },
	{ SYS_set_robust_list, CALL_ALLOW },
	{ SYS_rt_sigprocmask, CALL_ALLOW },
	{ SYS_rt_sigaction, CALL_ALLOW },
	{ SYS_ppoll, CALL_ALLOW },
#ifdef SYS_poll
	{ SYS_poll, CALL_ALLOW },
	{ SYS_dup2, CALL_ALLOW },
#endif
	{ SYS_dup3, CALL_ALLOW },
	{ SYS_close_range, CALL_ALLOW },
	{ SYS_prctl, CALL_ALLOW },
	{ SYS_prlimit64, CALL_ALLOW },
	{ SYS_seccomp, CALL_ALLOW },
	{ SYS_capset, CALL_ALLOW },
	{ SYS_landlock_create_ruleset, CALL_ALLOW },
	{ SYS_landlock_add_rule, CALL_ALLOW },
	{ SYS_landlock_restrict_self, CALL_ALLOW },
	END,
};

/* ... and the one with the samples makes and empties its scanners' directories. */
const struct call seccomp_samples[] = {
	{ SYS_openat, CALL_ALLOW },     { SYS_mkdirat, CALL_ALLOW }, { SYS_unlinkat, CALL_ALLOW },
	{ SYS_getdents64, CALL_ALLOW }, { SYS_fchdir, CALL_ALLOW },  END,
};
