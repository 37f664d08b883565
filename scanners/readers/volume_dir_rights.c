/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who may do what with a file of a mounted directory: ntfs-3g hands Windows' list out as an
 * attribute, the kernel's own driver under another name. ntfs-3g makes a list up where it finds none,
 * which lets in administrators and the system alone: one that says no more than that is taken for
 * none. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/xattr.h>

#include "core/base/io.h"
#include "scanners/readers/security.h"
#include "scanners/readers/volume_dir.h"

static bool made_up(struct bytes list)
{
	static struct security s;
	struct err err = { 0 };

	if (security_parse(list, &s, &err) < 0 || s.everything_open)
		return false; /* whoever asked will see for himself */
	for (size_t i = 0; i < s.n; i++) {
		const char *sid = s.ace[i].sid;

		if (strcmp(sid, SECURITY_ADMINS) != 0 && strcmp(sid, SECURITY_SYSTEM) != 0 &&
		    s.ace[i].allow && security_access(&s, &sid, 1) != SECURITY_NONE)
			return false;
	}
	return true;
}

int dir_rights(struct volume *base, uint64_t id, const char *path, uint8_t *ret, size_t *ret_n,
	       struct err *err)
{
	static const char *const names[] = { "system.ntfs_acl", "system.ntfs_security" };
	int fd CLEANUP(cleanup_close) = dir_open_below(dir_of(base), path, O_RDONLY);
	ssize_t n = -1;

	(void)id;
	if (fd < 0)
		return err_sys(err, fd, "opening a file");
	for (size_t i = 0; i < LEN(names) && n <= 0; i++)
		n = fgetxattr(fd, names[i], ret, VOLUME_RIGHTS_MAX);
	if (n <= 0)
		return err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP,
			       "this folder does not say who may do what in Windows");
	if (made_up(bytes_of(ret, (size_t)n)))
		return err_set(err, ERR_FORMAT, -EBADMSG,
			       "the list of who may do what may have been made up");
	*ret_n = (size_t)n;
	return 0;
}
