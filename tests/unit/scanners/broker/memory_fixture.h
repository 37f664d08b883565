/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A loop device with ext4 that stands in for the owner's USB memory, and a broker that is told so
 * (rehearsal); the shipped one refuses it. Everything below /run/kenshin is the test's own. Needs
 * root, loop devices and mount namespaces. */
#pragma once

#include <inttypes.h>
#include <sched.h>

#include "scanners/broker/server.h"
#include "tests/unit/scanners/broker/disks_fixture.h"

static char image[128], note[96], name[32];
static const char *worker; /* kenshin-worker, where a test needs it */
static struct loop loop;
static uint64_t sequence;
static struct err err;

/* --- a server, and a memory ------------------------------------------------------------------- */
static inline int serve(bool rehearsal, pid_t *ret)
{
	int pair[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	*ret = fork();
	if (*ret == 0) {
		static struct server s;

		close(pair[0]);
		s.rehearsal = rehearsal;
		s.worker_program = worker;
		server_run(&s, pair[1]);
		_exit(0);
	}
	close(pair[1]);
	return pair[0];
}

static inline void over(int sock, pid_t pid)
{
	int status;

	close(sock);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
}

static inline bool guarded(void)
{
	return read_only(&loop);
}

static inline void set_guarded(int on)
{
	ck_assert_int_eq(ioctl(loop.fd, BLKROSET, &on), 0);
}

/* The same with an NTFS that Windows has put away. */
static inline bool ntfs_on(const char *path)
{
	const char *const argv[] = { "mkntfs", "-q", "-F", "-f", "-L", "HD", path, NULL };
	char log[160];

	snprintf(log, sizeof(log), "%s/log", folder);
	return run(argv, log);
}

static inline bool ext4_on(const char *path, unsigned kilobytes)
{
	char size[32], log[160];
	const char *const argv[] = {
		"mke2fs",       "-q", "-t", "ext4", "-E", "root_owner=65534:65534", "-m", "0", "-O",
		"^has_journal", "-F", path, size,   NULL
	};

	snprintf(size, sizeof(size), "%u", kilobytes);
	snprintf(log, sizeof(log), "%s/log", folder);
	return run(argv, log);
}

/* Guarded, as udev's rule leaves every disk on the stick. False: not on this machine. */
static inline bool memory_with(const char *type, unsigned kilobytes)
{
	char path[96], text[32] = "";
	int fd;

	snprintf(image, sizeof(image), "%s/memory.img", folder);
	unlink(image);
	text_file(image, "", 0);
	if (truncate(image, (off_t)kilobytes * 1024) < 0 ||
	    !(strcmp(type, "ntfs") ? ext4_on(image, kilobytes) : ntfs_on(image))) {
		puts("skipped: no mke2fs or mkntfs here");
		return false;
	}
	if (!attach(image, &loop))
		return false;
	snprintf(name, sizeof(name), "%s", name_of(&loop));
	snprintf(note, sizeof(note), "/run/kenshin/writable/%s", name);
	snprintf(path, sizeof(path), "/sys/block/%s/diskseq", name);
	fd = open(path, O_RDONLY);
	if (fd < 0 || read(fd, text, sizeof(text) - 1) <= 0 ||
	    sscanf(text, "%" SCNu64, &sequence) != 1) {
		puts("skipped: this kernel numbers no disks");
		return false;
	}
	close(fd);
	set_guarded(1);
	err = (struct err){ 0 };
	return true;
}

static inline bool memory(unsigned kilobytes)
{
	return memory_with("ext4", kilobytes);
}

static inline void forget_memory(void)
{
	ck_assert_int_eq(loop_detach(&loop, &err), 0);
}

/* /run/kenshin for this test's eyes only. */
static inline bool own_run(void)
{
	if (geteuid() != 0 || unshare(CLONE_NEWNS) < 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    (mkdir("/run/kenshin", 0755) < 0 && errno != EEXIST) ||
	    mount("tmpfs", "/run/kenshin", "tmpfs", 0, "mode=0755") < 0)
		return false;
	return access("/sys/block", R_OK) == 0;
}

/* Before the first test. 0: go on; else the exit code. */
static inline int memory_begin(void)
{
	if (!own_run()) {
		puts("skipped: not root, or no mount namespaces or no /sys here");
		return 77;
	}
	if (!disks_begin() || chmod(folder, 0755) < 0)
		return 1;
	unsetenv("SUDO_UID");
	unsetenv("SUDO_GID");
	return 0;
}
