/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done once per zygote: the user, namespaces, an empty root, its own filter. */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include "scanners/worker/landlock.h"
#include "scanners/worker/rights.h"
#include "scanners/worker/sandbox.h"

#define SCRATCH_SIZE "314572800" /* bytes of all scanners' temporary files together */

/* Another program's user would let that program trace and stop our workers. */
static void worker_user(unsigned *ret_uid, unsigned *ret_gid)
{
	const struct passwd *pw = getpwnam(SANDBOX_USER);

	*ret_uid = *ret_gid = SANDBOX_UID;
	if (!pw && getpwuid(SANDBOX_UID))
		pw = getpwnam("nobody");
	if (pw && pw->pw_uid) {
		*ret_uid = pw->pw_uid;
		*ret_gid = pw->pw_gid;
	}
}

/* A tmpfs that is mounted nowhere: only this descriptor leads to it. -1 when it can't be had. */
static int scratch_tmpfs(unsigned uid, unsigned gid)
{
	CLEANUP(cleanup_close) int fs = fsopen("tmpfs", FSOPEN_CLOEXEC);
	char user[16], group[16];

	snprintf(user, sizeof(user), "%u", uid);
	snprintf(group, sizeof(group), "%u", gid);
	if (fs < 0 || fsconfig(fs, FSCONFIG_SET_STRING, "size", SCRATCH_SIZE, 0) < 0 ||
	    fsconfig(fs, FSCONFIG_SET_STRING, "mode", "0700", 0) < 0 ||
	    fsconfig(fs, FSCONFIG_SET_STRING, "uid", user, 0) < 0 ||
	    fsconfig(fs, FSCONFIG_SET_STRING, "gid", group, 0) < 0 ||
	    fsconfig(fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0) < 0)
		return -1;
	return fsmount(fs, FSMOUNT_CLOEXEC,
		       MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
}

static void scratch_own(struct sandbox *s, unsigned uid, unsigned gid)
{
	int fd = scratch_tmpfs(uid, gid);

	if (fd >= 0) {
		if (s->scratch >= 0)
			close(s->scratch);
		s->scratch = fd;
	} else if (s->scratch >= 0 && fchown(s->scratch, uid, gid) < 0) {
		close(s->scratch);
		s->scratch = -1;
	}
}

int sandbox_user(struct sandbox *s, struct err *err)
{
	enum rights keep = s->samples ? RIGHTS_CHROOT : RIGHTS_CHROOT_LATER;
	unsigned uid, gid;
	int r;

	s->walls.landlock_abi = s->off ? 0 : (uint32_t)landlock_abi();
	s->walls.seccomp = !s->off && seccomp_available();
	if (geteuid() != 0 || s->off)
		return 0;
	worker_user(&uid, &gid);
	s->walls.namespaces = unshare(CLONE_NEWNET | CLONE_NEWIPC) == 0;
	if (s->samples)
		scratch_own(s, uid, gid);
	r = rights_become(uid, gid, keep, err);
	s->walls.own_user = r == 0;
	if (r == 0)
		return 0;
	if (!s->weak_ok || getuid() != 0) {
		err->kind = ERR_DENIED;
		return err_while(err, "giving up root");
	}
	err_clear(err);
	return 0;
}

/* A directory that is gone: nothing in it, and nothing can be made in it. */
static int empty_directory(void)
{
	static const char *const places[] = { "/run", "/tmp", "/dev/shm", "/var/tmp" };
	char path[64];

	for (size_t i = 0; i < LEN(places); i++) {
		int fd;

		snprintf(path, sizeof(path), "%s/kenshin-root-XXXXXX", places[i]);
		if (!mkdtemp(path))
			continue;
		fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		rmdir(path);
		if (fd >= 0)
			return fd;
	}
	return -1;
}

/* Into the scratch directory (scanners), or into nothing. Only with the right to. */
static bool empty_root(const struct sandbox *s)
{
	CLEANUP(cleanup_close) int nothing = -1;
	int dir = s->scratch;

	if (!s->walls.own_user)
		return false;
	if (!s->samples)
		dir = nothing = empty_directory();
	return dir >= 0 && fchdir(dir) == 0 && chroot(".") == 0;
}

/* The sum of the mappings so far: what a limit of address space comes on top of. */
static uint64_t own_size(void)
{
	CLEANUP(cleanup_close) int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	char buf[64] = "";

	if (fd < 0 || read(fd, buf, sizeof(buf) - 1) <= 0)
		return (uint64_t)4 << 30;
	return strtoull(buf, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}

static int zygote_filter(const struct sandbox *s, struct err *err)
{
	const struct call *lists[16] = { seccomp_zygote };
	size_t n = 1, n_roles;
	const struct role_spec *roles = role_table(&n_roles);

	if (s->samples)
		lists[n++] = seccomp_samples;
	lists[n++] = seccomp_common;
	/* Neighbours in the table may share a list. */
	for (size_t i = 0; i < n_roles && n < LEN(lists); i++)
		if ((roles[i].role == ROLE_SCANNER) == s->samples && lists[n - 1] != roles[i].calls)
			lists[n++] = roles[i].calls;
	return seccomp_install(lists, n, err);
}

int sandbox_close(struct sandbox *s, struct err *err)
{
	int r;

	s->size = own_size();
	if (s->off)
		return 0;
	s->walls.chroot = empty_root(s);
	r = rights_keep(s->samples ? RIGHTS_NONE : RIGHTS_LATER, err);
	if (r < 0)
		return r;
	if (prctl(PR_SET_DUMPABLE, 0) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return err_sys(err, -errno, "could not refuse new privileges");
	if (!s->walls.seccomp && !s->weak_ok)
		return err_set(err, ERR_DENIED, -EPERM,
			       "this kernel does not let us filter system calls");
	return s->walls.seccomp ? zygote_filter(s, err) : 0;
}
