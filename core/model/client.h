/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The client's machine as found: disks, volumes, systems, users. Plain records; texts live in
 * the arena of whoever fills them. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/model/fact.h"

enum volume_state {
	VOLUME_STATE_READABLE,
	VOLUME_STATE_LOCKED,      /* BitLocker, LUKS: reason says which */
	VOLUME_STATE_UNREADABLE,  /* damaged, or reading failed */
	VOLUME_STATE_UNSUPPORTED, /* recognised, nothing here reads it */
	VOLUME_STATE_EMPTY,       /* nothing is written on it, or it is of a kind without files */
};
const char *volume_state_name(enum volume_state state);
bool volume_state_from_name(const char *name, enum volume_state *ret);

/* A file system or what stands in its place. type: libblkid's name ("ntfs", "BitLocker",
 * "crypto_LUKS", "ext4", ...), "directory" for --root, "" if unknown. */
struct volume_info {
	unsigned partition;    /* number in the table; 0: the whole disk */
	uint64_t offset, size; /* bytes on the disk */
	uint64_t free_bytes;   /* UINT64_MAX: unknown */
	const char *type, *label, *uuid, *partition_label, *partition_type;
	enum volume_state state;
	struct phrase reason; /* for all but READABLE */
	enum flag hibernated, dirty, encrypted;
	/* How a locked one is locked: "locked", "clear-key" (the key lies beside it), "unknown"; NULL
	 * for all others. Known where the disk is looked at, not in records. */
	const char *lock;
	struct phrase remark; /* "read with the mirror of its file table", "" */
};

/* A disk, as shown so that nobody picks the wrong one. */
struct disk {
	const char *name;           /* kernel name: "sda" */
	const char *path;           /* "/dev/sda", or the image's path */
	const char *model, *serial; /* "" when the disk tells none */
	const char *transport;      /* "usb", "sata", "nvme", "mmc", "virtio", "loop", "" */
	uint64_t size;              /* bytes */
	unsigned sector_size;
	bool removable, guarded; /* guarded: BLKROSET in force, read back by BLKROGET */
	bool own_stick;          /* Kenshin's own: never offered */
	const char *table;       /* "gpt", "dos", "" */
	struct volume_info *volume;
	size_t n_volumes;
	struct phrase reason; /* why it could not be looked at, or nothing */
};

/* USB_MEMORY: no system but a memory that was put in to be looked at, one for each of its parts.
 * LOCKED: a part of a disk on which nothing could be read because it is locked; there is no other
 * system on that disk. */
enum system_kind { SYSTEM_WINDOWS, SYSTEM_LINUX, SYSTEM_USB_MEMORY, SYSTEM_MACOS, SYSTEM_LOCKED };
const char *system_kind_name(enum system_kind kind);
bool system_kind_from_name(const char *name, enum system_kind *ret);
/* What a probe or a check is for: bits. */
#define TARGET_WINDOWS (1u << SYSTEM_WINDOWS)
#define TARGET_LINUX   (1u << SYSTEM_LINUX)
#define TARGET_MACOS   (1u << SYSTEM_MACOS)
/* Asked is only what can be answered from outside. */
#define TARGET_LOCKED (1u << SYSTEM_LOCKED)
/* A world of its own: what is asked about a PC is not asked about a memory, nor the other way. */
#define TARGET_USB_MEMORY (1u << SYSTEM_USB_MEMORY)
static inline unsigned system_target(enum system_kind kind)
{
	return 1u << kind;
}

struct client_user {
	const char *name;    /* profile folder's name: PERSONAL */
	const char *profile; /* path on the volume, "Users/yamada" */
};

/* An installed operating system, or a USB memory. root: path of "Windows" or of "/" on its volume. */
struct client_system {
	enum system_kind kind;
	unsigned volume;  /* index in volumes */
	const char *name; /* "Windows 11 Home", filled from facts */
	const char *
	    root; /* "Windows" (any spelling on disk); Linux: "", or its subvolume "@"; macOS: "" */
	struct client_user *user;
	size_t n_users;
	bool users_unseen; /* there may be more: their folders could not all be listed */
	struct facts facts;
};
