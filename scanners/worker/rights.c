/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Users and capabilities by the raw calls: no libcap in what is meant to be small. */
#include "scanners/worker/rights.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define BIT(cap) ((uint32_t)1 << (cap))

int rights_keep(enum rights rights, struct err *err)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct caps[2] = { { 0 } };
	uint32_t read_all = BIT(CAP_DAC_READ_SEARCH), root = BIT(CAP_SYS_CHROOT);

	switch (rights) {
	case RIGHTS_NONE: break;
	case RIGHTS_READ_ALL: caps[0].permitted = caps[0].effective = read_all; break;
	case RIGHTS_LATER: caps[0].permitted = read_all; break;
	case RIGHTS_CHROOT: caps[0].permitted = caps[0].effective = root; break;
	case RIGHTS_CHROOT_LATER:
		caps[0].permitted = root | read_all;
		caps[0].effective = root;
		break;
	}
	if (syscall(SYS_capset, &head, caps) == 0)
		return 0;
	/* A plain user has none to keep. */
	if (errno == EPERM && (rights == RIGHTS_READ_ALL || rights == RIGHTS_LATER))
		return rights_keep(RIGHTS_NONE, err);
	return err_sys(err, -errno, "could not give up the capabilities");
}

int rights_become(unsigned uid, unsigned gid, enum rights rights, struct err *err)
{
	uid_t real, effective, saved;
	int r;

	if (prctl(PR_SET_KEEPCAPS, 1) < 0 || setgroups(0, NULL) < 0 ||
	    setresgid(gid, gid, gid) < 0 || setresuid(uid, uid, uid) < 0)
		return err_sys(err, -errno, "could not become user %u", uid);
	r = rights_keep(rights, err);
	if (r < 0)
		return r;
	if (getresuid(&real, &effective, &saved) < 0 || real != uid || effective != uid ||
	    saved != uid || setuid(0) == 0)
		return err_set(err, ERR_INTERNAL, -EPERM, "root was not given up for good");
	return 0;
}
