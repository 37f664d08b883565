/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The broker's own end: what it holds for one caller, and its requests. All of it runs as root:
 * it reads names of sysfs and nothing of what is on a disk. */
#pragma once

#include "scanners/broker/broker.h"
#include "scanners/disks/guard.h"

#define SERVER_MOUNTS_MAX 64

struct server_mount {
	int mount;  /* of fsmount(); closing it lets the mount go; -1: free */
	int loop;   /* our own loop device, read-only */
	dev_t disk; /* what it lies on, 0 for an image */
};

/* The one disk that is writable at the moment, for this caller. */
struct server_write {
	bool open;
	int mount, dir; /* of fsmount(); of its root, or of the part where none is made; -1 */
	int note[2];    /* locked: of the disk, of the part */
	char disk[BROKER_NAME_MAX], part[BROKER_NAME_MAX]; /* kernel names; part may be the disk */
	uint64_t sequence;
};
/* clang-format off */
#define WRITE_NONE { .mount = -1, .dir = -1, .note = { -1, -1 } }
/* clang-format on */

/* The one locked part that is unlocked for this caller. Its key is in how, in locked memory. */
struct server_unlocked {
	struct broker_unlock *how; /* NULL: none */
	char disk[BROKER_NAME_MAX], part[BROKER_NAME_MAX];
	bool mapped; /* at the moment */
	int fd;      /* of the mapping, so that no other broker takes it for left over; -1 */
	dev_t device;
};

/* Zygotes of one caller: a few at a time, some more when they had to be replaced. */
#define SERVER_ZYGOTES_MAX 32

struct server {
	const char *worker_program;
	int zygote[SERVER_ZYGOTES_MAX]; /* pidfds */
	size_t n_zygotes;
	struct guard guard;
	struct server_mount mount[SERVER_MOUNTS_MAX];
	struct server_write write;
	struct server_unlocked unlocked;
	unsigned caller, group; /* whoever asks */
	bool rehearsal;         /* tests: a loop device with ext4 stands in for a USB memory */
};

/* Serves one caller until its socket closes, then lets go of its mounts and of the guards of loop
 * devices. Guards of real disks stay: they are kept until eject or until the disk is pulled out. */
void server_run(struct server *s, int sock);

/* devices.c: names to devices. */
/* -ENODEV unless name is a whole block device in sysfs; its number. */
NODISCARD int device_check(const char *name, dev_t *ret, struct err *err);
/* What sysfs tells of a disk or part ("size", "device/model"): its first line, cut to size, "" when
 * there is none. False when nothing could be read. */
bool device_attribute(const char *name, const char *file, char *buf, size_t size);
/* -EBUSY when this system has it mounted, swaps on it or has stacked something on it. */
NODISCARD int device_free(const char *name, dev_t device, struct err *err);
/* O_RDONLY, and really that device. */
NODISCARD int device_open(const char *name, dev_t device, struct err *err);
NODISCARD int device_list(struct broker_answer *ret, struct err *err);

/* guards.c: what was set read-only here, remembered beyond this process in /run/kenshin. */
NODISCARD int guards_set(struct server *s, const char *name, struct err *err);
NODISCARD int guards_undo(struct server *s, const char *name, struct err *err);
void guards_undo_loops(struct server *s);

/* mounts.c */
/* Returns a directory descriptor. */
NODISCARD int mounts_add(struct server *s, int fd, const struct broker_ask *ask, struct err *err);
/* disk 0: those of images; all: every one. */
void mounts_drop(struct server *s, dev_t disk, bool all);

/* buffers.c: what the kernel keeps in memory of the disks that were read. */
/* From now on a disk may be read for this caller; buffers_end(): not any more. */
NODISCARD int buffers_begin(struct err *err);
void buffers_end(void);
/* Drops it for one disk and its parts and proves it. -EAGAIN: pages stay; -EPERM: some wait to be
 * written, nothing was done; ERR_UNSUPPORTED: it can't be told. */
NODISCARD int buffers_drop(const char *disk, struct err *err);
/* The same for every disk, when nobody reads any; waits up to five seconds for that. *ret_n: how
 * many disks. */
NODISCARD int buffers_forget(struct server *s, uint32_t *ret_n, struct err *err);

/* mapping.c: what is in a locked part, as a device of its own. */
/* -EINVAL unless such a layout can be, within a part of so many sectors. */
NODISCARD int mapping_check(const struct broker_unlock *how, uint64_t sectors, struct err *err);
/* What the kernel is told of segment i; on: the part. size: at least MAPPING_LINE. */
#define MAPPING_LINE 256
void mapping_line(const struct broker_unlock *how, size_t i, dev_t on, char *buf, size_t size);
/* Makes the mapping; one for each broker. Returns a descriptor of it, O_RDONLY, which holds it. */
NODISCARD int mapping_make(const struct broker_unlock *how, dev_t on, bool writable, dev_t *ret,
			   struct err *err);
/* Removes it again, once nobody holds it any more. */
NODISCARD int mapping_drop(struct err *err);
/* Removes what a broker that was killed left. */
void mapping_sweep(void);

/* unlock.c: the owner's locked disk. */
/* Returns a descriptor of what is inside. how: as it came; it is wiped by whoever has it. */
NODISCARD int unlock_begin(struct server *s, const struct broker_ask *ask,
			   const struct broker_unlock *how, uint64_t *ret_size, struct err *err);
/* Makes way for the disk's own guard to be lifted or set: the mapping goes, the key stays. */
NODISCARD int unlock_pause(struct server *s, struct err *err);
/* The node to mount for this part: of the mapping, made anew for writing, when it is unlocked; else the part. */
NODISCARD int unlock_node(struct server *s, const char *part, char ret[BROKER_NAME_MAX],
			  struct err *err);
/* The mapping goes, and the key is wiped. Harmless when there is none. */
NODISCARD int unlock_end(struct server *s, struct err *err);

/* writes.c: what sysfs tells of a disk that may be written to. */
bool writes_may_be_chosen(const struct server *s, const char *name, enum broker_purpose what_for);
uint64_t writes_sequence(const char *disk);
/* The node that begins at ask->offset: a partition of the disk, or the disk itself. */
NODISCARD int writes_find_part(const struct broker_ask *ask, char ret[BROKER_NAME_MAX],
			       struct err *err);
/* fuse.c: a mount whose files a worker serves. Never asked by this process, which would wait for it. */
/* Returns a descriptor of the mount; *ret_fuse: who reads it is asked for the files. */
NODISCARD int fuse_mount(const struct server *s, const struct broker_ask *ask, int *ret_fuse,
			 struct err *err);
/* The part of a disk (a node's name in /dev) that a worker writes onto: nobody else may use it
 * meanwhile. *ret_own: another descriptor of it, O_RDONLY, to sync it at the end. */
NODISCARD int fuse_part(const char *node, int *ret_own, struct err *err);

/* writes.c: the owner's USB memory, writable until the end. */
/* Returns a directory descriptor. */
NODISCARD int writes_begin(struct server *s, const struct broker_ask *ask, struct err *err);
/* On the medium, and guarded again. An error: it may not be. Harmless when none is writable. */
NODISCARD int writes_end(struct server *s, struct err *err);
/* Sets the guard where a broker was killed before it could. */
void writes_sweep(void);
