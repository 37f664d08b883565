/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a worker must not get away with, one attempt per process: each has to die of the filter.
 * A worker that is still there afterwards says so, and the run is refused. */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "core/base/io.h"
#include "scanners/worker/roles.h"

static void *page(int protection)
{
	return mmap(NULL, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

/* clang-format off */
static void escape_open_read(void) { (void)!open("/etc/passwd", O_RDONLY); }
static void escape_open_write(void) { (void)!open("/tmp/kenshin-escape", O_WRONLY | O_CREAT, 0600); }
static void escape_unlink(void) { (void)!unlinkat(AT_FDCWD, "/tmp/kenshin-escape", 0); }
static void escape_rename(void) { (void)!renameat(AT_FDCWD, "/tmp/a", AT_FDCWD, "/tmp/b"); }
static void escape_mkdir(void) { (void)!mkdirat(AT_FDCWD, "/tmp/kenshin-escape", 0700); }
static void escape_truncate(void) { (void)!syscall(SYS_truncate, "/tmp/kenshin-escape", 0L); }
static void escape_chmod(void) { (void)!fchmodat(AT_FDCWD, "/tmp", 0777, 0); }
static void escape_socket_inet(void) { (void)!socket(AF_INET, SOCK_STREAM, 0); }
static void escape_socket_unix(void) { (void)!socket(AF_UNIX, SOCK_STREAM, 0); }
static void escape_connect(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = 80 };

	(void)!connect(3, (const struct sockaddr *)&to, sizeof(to));
}
static void escape_exec(void)
{
	char *argv[] = { NULL };

	execve("/bin/true", argv, argv);
}
static void escape_fork(void) { (void)!syscall(SYS_clone, SIGCHLD, 0L, 0L, 0L, 0L); }
static void escape_kill(void) { (void)!syscall(SYS_kill, 1, 0); }
static void escape_ptrace(void) { (void)!syscall(SYS_ptrace, 16 /* PTRACE_ATTACH */, 1, 0L, 0L); }
static void escape_ioctl(void) { (void)!syscall(SYS_ioctl, 0, 0x5401 /* TCGETS */, NULL); }
static void escape_map_exec(void) { (void)page(PROT_READ | PROT_EXEC); }
static void escape_protect_exec(void)
{
	(void)!mprotect(page(PROT_READ | PROT_WRITE), 4096, PROT_READ | PROT_EXEC);
}
static void escape_namespace(void) { (void)!syscall(SYS_unshare, CLONE_NEWUSER); }
static void escape_mount(void) { (void)!syscall(SYS_mount, "none", "/", "tmpfs", 0L, NULL); }
static void escape_chroot(void) { (void)!syscall(SYS_chroot, "/"); }
static void escape_setuid(void) { (void)!syscall(SYS_setuid, 0); }
static void escape_prctl(void) { (void)!prctl(PR_SET_DUMPABLE, 1); }
static void escape_io_uring(void) { (void)!syscall(425 /* io_uring_setup */, 1, NULL); }
static void escape_bpf(void) { (void)!syscall(SYS_bpf, 0, NULL, 0L); }
static void escape_memory_of_other(void) { (void)!syscall(SYS_process_vm_readv, 1, NULL, 0L, NULL, 0L, 0L); }
static void escape_signal_owner(void) { (void)!fcntl(3, F_SETOWN, 1); }
static void escape_landlock(void) { (void)!syscall(SYS_landlock_create_ruleset, NULL, 0L, 1L); }
#ifdef __x86_64__
static void escape_x32(void) { (void)!syscall(0x40000000L + 1, 1, "", 0L); }
static void escape_32_bit(void)
{
	/* getpid as a 32-bit program would ask for it: another table of numbers. */
	__asm__ volatile("int $0x80" : : "a"(20) : "memory");
}
#else
static void escape_x32(void) { raise(SIGSYS); }
static void escape_32_bit(void) { raise(SIGSYS); }
#endif
/* clang-format on */

static const struct {
	const char *name;
	void (*run)(void);
} escapes[] = {
#define ESCAPE(name, id) { id, escape_##name },
#include "scanners/engine/escapes.def"
#undef ESCAPE
};

/* "fds": tells which of 0 to 15 are open, as a string of '0' and '1'. Others must not return. */
int serve_selftest(int sock, const char *arg, const int *fds, size_t n_fds)
{
	char open_ones[17] = "";

	(void)fds;
	(void)n_fds;
	if (!strcmp(arg, "fds")) {
		for (int i = 0; i < 16; i++)
			open_ones[i] = fcntl(i, F_GETFD) < 0 ? '0' : '1';
		return io_send(sock, open_ones, 16, NULL, 0) < 0;
	}
	if (!strcmp(arg, "hang"))
		for (;;)
			(void)!syscall(SYS_futex, open_ones, FUTEX_WAIT, 0, NULL, NULL, 0);
	if (!strcmp(arg, "crash")) {
		volatile uintptr_t nowhere = 8;

		*(volatile int *)nowhere = 1;
	}
	for (size_t i = 0; i < LEN(escapes); i++)
		if (!strcmp(escapes[i].name, arg)) {
			escapes[i].run();
			return 3;
		}
	return 4;
}
