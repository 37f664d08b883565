/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin-broker is the only program of ours with root. It has ten requests of fixed size, over
 * SOCK_SEQPACKET: list, open read-only, write guard, mount read-only, spawn the workers' parent,
 * unlock with a key that a worker found, eject, write onto the owner's USB memory, drop what the
 * kernel keeps of the disks, a mount that a worker without power serves. It links no parser and looks at no
 * byte of a client's disk.
 * This header is the protocol and the caller's end of it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

#define BROKER_NAME_MAX 32
#define BROKER_LIST_MAX 64
#define BROKER_SOCKET   "/run/kenshin/broker.sock"

enum broker_op {
	BROKER_LIST = 1, /* names of block devices, from sysfs */
	BROKER_OPEN,     /* name: sets the guard, then a descriptor O_RDONLY of the whole disk */
	BROKER_GUARD,    /* name, guard: asks, sets or undoes */
	BROKER_MOUNT, /* descriptor of a disk or image, type, offset, size: a directory descriptor */
	BROKER_SPAWN, /* descriptor of the control socket of a new kenshin-worker */
	BROKER_UNLOCK, /* as BROKER_WRITE, and a struct broker_unlock: a descriptor of what is inside */
	BROKER_EJECT, /* name: forgets mounts, undoes the guard that was set here */
	BROKER_WRITE, /* name, type, offset, size: the disk's sequence number; a directory descriptor */
	BROKER_FORGET, /* drops what the kernel keeps in memory of all disks, and proves it */
	BROKER_SERVE, /* guard: 1 for writing; descriptors of a mount and of who serves its files */
	BROKER_OPS,
};

enum broker_guard { BROKER_GUARD_ASK, BROKER_GUARD_SET, BROKER_GUARD_UNDO };

/* BROKER_WRITE, in guard: what it is for. */
enum broker_purpose { BROKER_FOR_CARRYING, BROKER_FOR_BACKUP, BROKER_FOR_RESTORE };

/* On a medium of which the root folder is root's, the one that a backup is written into. */
#define BROKER_FOLDER "PC-backup"

struct broker_ask {
	uint32_t op, guard;
	uint32_t owner, group;      /* BROKER_WRITE, BROKER_SERVE by root: who it is for */
	char name[BROKER_NAME_MAX]; /* kernel name: "sda"; '!' as in sysfs stays */
	char type[16];              /* file system */
	uint64_t offset, size;
};

#define BROKER_SECTOR       512u
#define BROKER_SEGMENTS_MAX 12u
#define BROKER_KEY_MAX      64u

enum broker_cipher {
	BROKER_AES_XTS,          /* keys of 32 and 64 bytes */
	BROKER_AES_CBC,          /* 16 and 32 */
	BROKER_AES_CBC_ELEPHANT, /* 32 and 64 */
	BROKER_CIPHERS,
};

/* In sectors. from: where it lies in the part, which is also what its encryption begins to count at. */
struct broker_segment {
	uint64_t start, length, from;
	uint32_t zero, spare; /* zero: nothing of the part, read as zeros */
};

/* How what is in a locked part is read and written. A secret: in locked memory, wiped afterwards. */
struct broker_unlock {
	uint32_t cipher, key_n, n, spare;
	uint8_t key[BROKER_KEY_MAX];
	struct broker_segment segment[BROKER_SEGMENTS_MAX]; /* in order, without gaps, from 0 on */
};

struct broker_answer {
	uint32_t op;
	int32_t code; /* 0 or negative errno */
	uint32_t kind, n;
	uint32_t guarded, spare;
	uint64_t size; /* OPEN: bytes of the disk */
	char words[200];
	char name[BROKER_LIST_MAX][BROKER_NAME_MAX];
};

/* Starts one as a child of this process, which must be root. program NULL: kenshin-broker beside
 * this program. It ends when the socket closes. Returns the socket. */
NODISCARD int broker_start(const char *program, struct err *err);
/* Connects to the one that systemd keeps. Returns the socket. */
NODISCARD int broker_connect(const char *path, struct err *err);

NODISCARD int broker_list(int sock, char (*ret)[BROKER_NAME_MAX], size_t max, size_t *ret_n,
			  struct err *err);
/* Refuses (-EBUSY) a disk that this system itself uses. Returns the descriptor. */
NODISCARD int broker_open(int sock, const char *disk, uint64_t *ret_size, bool *ret_guarded,
			  struct err *err);
NODISCARD int broker_guard(int sock, const char *disk, enum broker_guard what, bool *ret_guarded,
			   struct err *err);
/* fd: disk or image, opened O_RDONLY. type: ext2 ext3 ext4 xfs btrfs vfat exfat hfsplus. size 0: to the end.
 * Returns a directory descriptor; the mount has no place in any tree and goes when the broker has
 * ejected it (or ended) and the last descriptor is closed. */
NODISCARD int broker_mount(int sock, int fd, const char *type, uint64_t offset, uint64_t size,
			   struct err *err);
/* Starts kenshin-worker with control as its socket, to give up root at once. */
NODISCARD int broker_spawn(int sock, int control, struct err *err);
/* name: a disk, or "" for all mounts of images. */
NODISCARD int broker_eject(int sock, const char *disk, struct err *err);
/* Lifts the write guard of one USB memory and mounts its part at offset, vfat or exfat, for writing,
 * until broker_eject() or the end of the socket. sequence: /sys/block/DISK/diskseq when its owner
 * chose it. -ESTALE, -ENODEV: it is out, or another one; -EPERM: no USB memory; -EROFS: it has a
 * switch of its own; -EBUSY: the stick, or in use; -EOPNOTSUPP: another type; else it could not be
 * mounted. Returns a directory descriptor: close it before broker_eject(), which tells whether all
 * is on the medium and the guard is set again. */
NODISCARD int broker_write(int sock, const char *disk, uint64_t sequence, const char *type,
			   uint64_t offset, struct err *err);
/* The same for a backup: any disk on USB, and ext4, too, where the descriptor is of BROKER_FOLDER,
 * made if it is not there, and given to the caller's user (when that is root: to owner). Of ntfs it is
 * the part itself, O_RDWR, for a worker (medium_open()): nothing here knows that file system. */
NODISCARD int broker_write_backup(int sock, const char *disk, uint64_t sequence, const char *type,
				  uint64_t offset, unsigned owner, struct err *err);
/* The same for files of a backup that its owner wants back on the PC's own disk (adr/0046): any real disk that
 * this system does not use, ntfs alone. Returns the part itself, O_RDWR, for a worker (medium_open()).
 * Whoever asks has the owner's word for it. -EPERM: no disk of its own (LVM, RAID, a loop), or it is
 * unlocked at the moment. */
NODISCARD int broker_write_restore(int sock, const char *disk, uint64_t sequence, uint64_t offset,
				   struct err *err);
/* Unlocks the part at offset of one disk on USB with what a worker found (engine/unlock_ask.h): its write guard is
 * set, and what is inside can be read through the descriptor that is returned, O_RDONLY. Until
 * broker_eject(), broker_write_backup() of that part, with the type of what is inside, means what is
 * inside; close the descriptor before that. Errors as there; -EINVAL: such a layout cannot be;
 * ERR_UNSUPPORTED: this kernel has no device mapper. The broker keeps the key until broker_eject(). */
NODISCARD int broker_unlock(int sock, const char *disk, uint64_t sequence, uint64_t offset,
			    const struct broker_unlock *how, uint64_t *ret_size, struct err *err);
/* A FUSE mount with no place in any tree, that only this user can enter (when the caller is root: owner
 * and group). ret: descriptors of the mount and of /dev/fuse; both are the caller's. No disk is
 * touched. -EOPNOTSUPP: this kernel has no FUSE. */
NODISCARD int broker_serve(int sock, bool writable, unsigned owner, unsigned group, int ret[2],
			   struct err *err);
/* At the end of a case, when nobody reads any more: drops what the kernel keeps in memory of each
 * disk that this system does not use itself, proven by the kernel's own count. Never writes.
 * *ret_n: how many disks. -EAGAIN: one is still read, or pages stay; ERR_UNSUPPORTED: this kernel
 * does not tell, and nothing was done. */
NODISCARD int broker_forget(int sock, unsigned *ret_n, struct err *err);
