/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who may read what is new on an owner's NTFS: what the folder above hands down, as Windows would have it.
 * The volume's own table of rights ($Secure) knows each such set once, by a number. */
#include "scanners/readers/ntfs_medium_private.h"

#include <errno.h>
#include <ntfs-3g/security.h>

void ntfs_medium_inherit(struct ntfs_medium *m)
{
	m->inherits = m->source.writable && m->vol->major_ver >= 3 && ntfs_open_secure(m->vol) == 0;
}

int medium_rights_close(struct ntfs_medium *m)
{
	bool open = m->inherits;

	m->inherits = false;
	errno = 0;
	return open && ntfs_close_secure(m->vol) < 0 ? medium_error(m) : 0;
}

/* The library keeps what it adds to the table until the table is closed: a number that a file bears has to be
 * in it when the file is. */
static int put_down(struct ntfs_medium *m, le32 id)
{
	int r = 0;

	for (size_t i = 0; i < LEN(m->rights); i++)
		if (m->rights[i] == id)
			return 0;
	m->rights[m->n_rights++ % LEN(m->rights)] = id;
	r = medium_rights_close(m);
	if (r == 0)
		ntfs_medium_inherit(m);
	return r;
}

int medium_rights(struct ntfs_medium *m, ntfs_inode *folder, bool for_folder, le32 *ret)
{
	/* Nobody of this system is a user of that one: what is "the owner's" is the administrators'. */
	struct PERMISSIONS_CACHE *none = NULL;
	struct SECURITY_CONTEXT who = { .vol = m->vol, .pseccache = &none };

	*ret = const_cpu_to_le32(0);
	if (!m->inherits)
		return 0;
	*ret = ntfs_inherited_id(&who, folder, for_folder);
	ntfs_destroy_security_context(&who);
	return *ret ? put_down(m, *ret) : 0;
}
