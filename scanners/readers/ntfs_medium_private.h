/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of ntfs_medium share. Private to them. */
#pragma once

#include "scanners/readers/ntfs_medium.h"
#include "scanners/readers/volume_ntfs.h"

struct ntfs_medium {
	struct ntfs_source source;
	ntfs_volume *vol;
	/* The file that was read or written last stays open; it is closed before anything else is done
	 * to names, because two that have the same record open write over each other. */
	uint64_t node; /* 0: none */
	ntfs_inode *ni;
	ntfs_attr *na;
	bool changed;
	bool inherits;  /* rights; the volume's table of them is open */
	le32 rights[4]; /* numbers of it that were used last */
	unsigned n_rights;
};

/* errno as a result; what says that the volume is not whole is remembered. */
int medium_error(struct ntfs_medium *m);
/* r, or -EROFS where 0 would go on: the library itself only pretends to write then. */
int medium_writable(const struct ntfs_medium *m, int r);
/* The tables of the file system itself are nobody's. */
bool medium_allowed(uint64_t node);
void medium_stat_of(const ntfs_inode *ni, struct medium_stat *ret);
/* Of something new in a folder, a number of the volume's table of rights; 0: everybody. */
NODISCARD int medium_rights(struct ntfs_medium *m, ntfs_inode *folder, bool for_folder, le32 *ret);
/* What was added to that table is on the medium. */
NODISCARD int medium_rights_close(struct ntfs_medium *m);
/* --- ntfs_medium_held.c: around one change of names --- */
void medium_hold(struct ntfs_medium *m);
/* All of it is on the medium, in an order in which nothing that was there before is lost. name_goes: a name was
 * taken away, none was added. */
NODISCARD int medium_give(struct ntfs_medium *m, bool name_goes);
/* Writes the open file's record and lets go of it. */
NODISCARD int medium_file_close(struct ntfs_medium *m);
NODISCARD int medium_file_sync(struct ntfs_medium *m);
