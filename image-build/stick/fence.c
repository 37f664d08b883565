/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fence around the reader of sticks: user, limits, system calls. */
#include "image-build/stick/fence.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/base/util.h"

/* In Debian's reserved range, given to nobody; the same as the workers' on the stick. */
#define NOBODY 65033u
#define MEMORY ((rlim_t)512 << 20)
#define CPU    600u /* seconds: a whole stick of samples is taken out in far less */

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#else
#error "no system call list for this architecture yet"
#endif

/* ASan's own work needs more memory and more calls. */
#ifdef __SANITIZE_ADDRESS__
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define KILL        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
#define ALLOW       BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define CALL(name)  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), ALLOW

static int filter(void)
{
	static const struct sock_filter code[] = {
		LOAD(arch),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
		KILL,
		LOAD(nr),
		CALL(read),
		CALL(pread64),
		CALL(write),
		CALL(munmap),
		CALL(mremap),
		CALL(brk),
		CALL(madvise),
		CALL(futex),
		CALL(rt_sigreturn),
		CALL(exit),
		CALL(exit_group),
		/* Memory, but none that can run. */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 1, 0),
		KILL,
		LOAD(args[2]),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),
		KILL,
		ALLOW,
	};
	struct sock_fprog program = { (unsigned short)LEN(code),
				      (struct sock_filter *)(uintptr_t)code };

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0 ? -errno : 0;
}

static int limit(int what, rlim_t to)
{
	struct rlimit l = { to, to };

	return setrlimit(what, &l) < 0 ? -errno : 0;
}

static int give_up_root(void)
{
	if (geteuid() != 0)
		return 0;
	/* In a user namespace of its own this number may not exist: such a root is a plain user. */
	if (setgroups(0, NULL) < 0 && errno != EPERM)
		return -errno;
	if (setresgid(NOBODY, NOBODY, NOBODY) < 0)
		return errno == EINVAL ? 0 : -errno;
	if (getgroups(0, NULL) > 0 || setresuid(NOBODY, NOBODY, NOBODY) < 0)
		return -EPERM;
	return setuid(0) == 0 ? -EPERM : 0;
}

int fence_close(int in, int out, int *ret_in, int *ret_out)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), r;

	/* Above the places that are about to be filled. */
	in = fcntl(in, F_DUPFD, 10);
	out = fcntl(out, F_DUPFD, 10);
	if (null < 0 || in < 0 || out < 0)
		return -EMFILE;
	for (int fd = 0; fd <= 2; fd++)
		if (dup2(null, fd) < 0)
			return -errno;
	*ret_in = dup2(in, 3);
	*ret_out = dup2(out, 4);
	if (*ret_in != 3 || *ret_out != 4 || syscall(SYS_close_range, 5u, ~0u, 0u) < 0)
		return -errno;
	signal(SIGPIPE, SIG_IGN);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || prctl(PR_SET_DUMPABLE, 0) < 0)
		return -errno;
	r = give_up_root();
	if (r == 0)
		r = limit(RLIMIT_CORE, 0);
	if (r == 0)
		r = limit(RLIMIT_CPU, CPU);
	if (r == 0)
		r = limit(RLIMIT_FSIZE, 0);
	if (r == 0)
		r = limit(RLIMIT_NOFILE, 5);
	if (r == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		r = -errno;
	if (r == 0 && !SANITIZED)
		r = limit(RLIMIT_AS, MEMORY);
	return r == 0 && !SANITIZED ? filter() : r;
}
