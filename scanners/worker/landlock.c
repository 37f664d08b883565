/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Landlock by its raw calls; the rights are masked by what the kernel knows. The numbers are
 * the kernel's own (Documentation/userspace-api/landlock.rst): headers may be older. */
#include "scanners/worker/landlock.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/syscall.h>

#define RIGHTS_ABI1         ((1ULL << 13) - 1)
#define RIGHT_REFER         (1ULL << 13)
#define RIGHT_TRUNCATE      (1ULL << 14)
#define RIGHT_IOCTL_DEV     (1ULL << 15)
#define NET_BIND_CONNECT    3ULL
#define SCOPE_SOCKET_SIGNAL 3ULL

/* As of ABI 6; older kernels accept it as long as what they do not know is zero. */
struct ruleset {
	uint64_t fs, net, scoped;
};

int landlock_abi(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	return abi > 0 ? (int)abi : 0;
}

static uint64_t rights(int abi)
{
	uint64_t all = RIGHTS_ABI1;

	if (abi >= 2)
		all |= RIGHT_REFER;
	if (abi >= 3)
		all |= RIGHT_TRUNCATE;
	if (abi >= 5)
		all |= RIGHT_IOCTL_DEV;
	return all;
}

static uint64_t rights_of(enum landlock_dir use)
{
	uint64_t read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

	if (use == LANDLOCK_READ)
		return read;
	return read | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
	       LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
	       LANDLOCK_ACCESS_FS_REMOVE_DIR | RIGHT_REFER | RIGHT_TRUNCATE;
}

int landlock_fence(int abi, int dirfd, enum landlock_dir use, struct err *err)
{
	struct ruleset set = { .fs = rights(abi) };
	CLEANUP(cleanup_close) int fd = -1;

	if (abi <= 0)
		return 0;
	if (abi >= 4)
		set.net = NET_BIND_CONNECT;
	if (abi >= 6)
		set.scoped = SCOPE_SOCKET_SIGNAL;
	fd = (int)syscall(SYS_landlock_create_ruleset, &set, sizeof(set), 0);
	if (fd < 0)
		return err_sys(err, -errno, "could not make the file fence");
	if (dirfd >= 0) {
		struct landlock_path_beneath_attr rule = {
			.allowed_access = rights_of(use) & set.fs,
			.parent_fd = dirfd,
		};

		if (syscall(SYS_landlock_add_rule, fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) < 0)
			return err_sys(err, -errno,
				       "could not open the file fence for a directory");
	}
	if (syscall(SYS_landlock_restrict_self, fd, 0) < 0)
		return err_sys(err, -errno, "could not put up the file fence");
	return 0;
}
