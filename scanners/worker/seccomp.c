/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The filter: architecture, no x32, then the list; no libseccomp. */
#include "scanners/worker/seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#else
#error "no system call lists for this architecture yet"
#endif

#define FILTER_MAX 512
#define X32_BIT    0x40000000u
/* Every CLONE_NEW* of linux/sched.h, the one for time included. */
#define NEW_NAMESPACES 0x7e020080u

struct filter {
	struct sock_filter code[FILTER_MAX];
	unsigned short n;
	bool full;
};

static void emit(struct filter *f, uint16_t code, uint8_t jt, uint8_t jf, uint32_t k)
{
	if (f->n == FILTER_MAX) {
		f->full = true;
		return;
	}
	f->code[f->n++] = (struct sock_filter){ code, jt, jf, k };
}

static void emit_load(struct filter *f, size_t offset)
{
	emit(f, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

static void emit_return(struct filter *f, uint32_t action)
{
	emit(f, BPF_RET | BPF_K, 0, 0, action);
}

/* Low halves of the arguments; both architectures are little-endian. */
static size_t argument(unsigned i)
{
	return offsetof(struct seccomp_data, args) + i * sizeof(uint64_t);
}

/* mmap, mprotect: third argument; clone: first. Any of the bits kills. */
static void emit_unless_bits(struct filter *f, int nr, unsigned arg, uint32_t bits)
{
	emit(f, BPF_JMP | BPF_JEQ | BPF_K, 0, 4, (uint32_t)nr);
	emit_load(f, argument(arg));
	emit(f, BPF_JMP | BPF_JSET | BPF_K, 0, 1, bits);
	emit_return(f, SECCOMP_RET_KILL_PROCESS);
	emit_return(f, SECCOMP_RET_ALLOW);
}

static void emit_fcntl(struct filter *f, int nr)
{
	static const int fine[] = { F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD,    F_SETFD,
				    F_GETFL, F_ADD_SEALS,     F_GET_SEALS };

	emit(f, BPF_JMP | BPF_JEQ | BPF_K, 0, (uint8_t)(2 * LEN(fine) + 2), (uint32_t)nr);
	emit_load(f, argument(1));
	for (size_t i = 0; i < LEN(fine); i++) {
		emit(f, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (uint32_t)fine[i]);
		emit_return(f, SECCOMP_RET_ALLOW);
	}
	emit_return(f, SECCOMP_RET_KILL_PROCESS);
}

static void emit_call(struct filter *f, struct call c)
{
	switch (c.how) {
	case CALL_NOEXEC: emit_unless_bits(f, c.nr, 2, PROT_EXEC); return;
	case CALL_FORK: emit_unless_bits(f, c.nr, 0, NEW_NAMESPACES); return;
	case CALL_FCNTL: emit_fcntl(f, c.nr); return;
	case CALL_REFUSE:
		emit(f, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (uint32_t)c.nr);
		emit_return(f, SECCOMP_RET_ERRNO | EPERM);
		return;
	case CALL_ALLOW: break;
	}
	emit(f, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (uint32_t)c.nr);
	emit_return(f, SECCOMP_RET_ALLOW);
}

static bool named_before(const struct call *const *lists, size_t list, size_t at)
{
	for (size_t l = 0; l <= list; l++)
		for (size_t i = 0; lists[l][i].nr >= 0 && !(l == list && i == at); i++)
			if (lists[l][i].nr == lists[list][at].nr)
				return true;
	return false;
}

int seccomp_install(const struct call *const *lists, size_t n, struct err *err)
{
	struct filter f = { .n = 0 };
	struct sock_fprog program;

	emit_load(&f, offsetof(struct seccomp_data, arch));
	emit(&f, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCH);
	emit_return(&f, SECCOMP_RET_KILL_PROCESS);
	emit_load(&f, offsetof(struct seccomp_data, nr));
	emit(&f, BPF_JMP | BPF_JGE | BPF_K, 0, 1, X32_BIT);
	emit_return(&f, SECCOMP_RET_KILL_PROCESS);
	for (size_t l = 0; l < n; l++)
		for (size_t i = 0; lists[l][i].nr >= 0; i++)
			if (!named_before(lists, l, i))
				emit_call(&f, lists[l][i]);
	emit_return(&f, SECCOMP_RET_KILL_PROCESS);
	if (f.full)
		return err_set(err, ERR_INTERNAL, -E2BIG, "the system call filter is too long");
	program = (struct sock_fprog){ f.n, f.code };
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0)
		return err_sys(err, -errno, "could not install the system call filter");
	return 0;
}

bool seccomp_available(void)
{
	uint32_t action = SECCOMP_RET_KILL_PROCESS;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}
