/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See blkid_client.h. */
#include "scanners/disks/blkid_client.h"

#include <errno.h>

#include "core/base/io.h"
#include "core/base/utf.h"

struct type_row {
	const char *type;
	enum blkid_reader reader;
	enum volume_state state;
	enum flag encrypted;
	const char *reason;
};

static const struct type_row type_rows[] = {
	{ "ntfs", BLKID_READER_NTFS, VOLUME_STATE_READABLE, FLAG_NO, NULL },
	{ "vfat", BLKID_READER_MOUNT, VOLUME_STATE_READABLE, FLAG_NO, NULL },
	{ "exfat", BLKID_READER_MOUNT, VOLUME_STATE_READABLE, FLAG_NO, NULL },
	{ "ext2", BLKID_READER_MOUNT, VOLUME_STATE_READABLE, FLAG_NO, NULL },
	{ "ext3", BLKID_READER_MOUNT, VOLUME_STATE_READABLE, FLAG_NO, NULL },
	{ "ext4", BLKID_READER_MOUNT, VOLUME_STATE_READABLE, FLAG_NO, NULL },
	{ "xfs", BLKID_READER_MOUNT, VOLUME_STATE_READABLE, FLAG_NO, NULL },
	{ "btrfs", BLKID_READER_MOUNT, VOLUME_STATE_READABLE, FLAG_NO, NULL },
	{ "crypto_LUKS", BLKID_READER_NONE, VOLUME_STATE_LOCKED, FLAG_YES,
	  N_("It is locked with LUKS, and its key was not given.") },
	{ "LVM2_member", BLKID_READER_NONE, VOLUME_STATE_UNSUPPORTED, FLAG_ABSENT,
	  N_("It is a part of an LVM group, which is not put together here.") },
	{ "LVM1_member", BLKID_READER_NONE, VOLUME_STATE_UNSUPPORTED, FLAG_ABSENT,
	  N_("It is a part of an LVM group, which is not put together here.") },
	{ "linux_raid_member", BLKID_READER_NONE, VOLUME_STATE_UNSUPPORTED, FLAG_ABSENT,
	  N_("Several disks work as one here (RAID), and they are not put together.") },
	{ "isw_raid_member", BLKID_READER_NONE, VOLUME_STATE_UNSUPPORTED, FLAG_ABSENT,
	  N_("Several disks work as one here (RAID), and they are not put together.") },
	{ "ddf_raid_member", BLKID_READER_NONE, VOLUME_STATE_UNSUPPORTED, FLAG_ABSENT,
	  N_("Several disks work as one here (RAID), and they are not put together.") },
	{ "zfs_member", BLKID_READER_NONE, VOLUME_STATE_UNSUPPORTED, FLAG_ABSENT,
	  N_("Nothing here reads this kind of file system ({0}).") },
	{ "apfs", BLKID_READER_NONE, VOLUME_STATE_UNSUPPORTED, FLAG_ABSENT,
	  N_("It was made by a Mac; nothing here reads this kind ({0}).") },
	{ "hfsplus", BLKID_READER_MOUNT, VOLUME_STATE_READABLE, FLAG_NO, NULL },
	{ "hfs", BLKID_READER_NONE, VOLUME_STATE_UNSUPPORTED, FLAG_ABSENT,
	  N_("It was made by a Mac; nothing here reads this kind ({0}).") },
	{ "swap", BLKID_READER_NONE, VOLUME_STATE_EMPTY, FLAG_ABSENT,
	  N_("It is room for the memory to grow into; it holds no files.") },
	{ "swsuspend", BLKID_READER_NONE, VOLUME_STATE_EMPTY, FLAG_ABSENT,
	  N_("It holds the memory of a sleeping Linux, not files.") },
};

/* Partition types that tell more than what lies at their beginning. */
static const struct {
	const char *guid, *type, *reason;
} partition_rows[] = {
	{ "e75caf8f-f680-4cee-afa3-b001e56efc2d", "storage_spaces",
	  N_("Several disks work as one here (Storage Spaces), which nothing here reads.") },
	{ "af9b60a0-1431-4f62-bc68-3311714a69ad", "ldm",
	  N_("It is a dynamic disk of Windows, which is not put together here.") },
	{ "5808c8aa-7e8f-42e0-85d2-e1e90434cfb3", "ldm",
	  N_("It is a dynamic disk of Windows, which is not put together here.") },
	{ "0x42", "ldm", N_("It is a dynamic disk of Windows, which is not put together here.") },
};

/* Partition types that hold no files, whatever is written there. */
static const char *const types_without_files[] = {
	"e3c9e316-0b5c-4db8-817d-f92df00215ae", /* Microsoft reserved */
	"21686148-6449-6e6f-744e-656564454649", /* the starter of a BIOS */
	"d3bfe2de-3daf-11df-ba40-e3a556d89593", /* the memory of a sleeping PC (Rapid Start) */
	"0657fd6d-a4ab-43c4-84e5-0933c84b4f4f", /* swap of Linux, which may have a new key each day */
	"0x82",                                 /* the same */
	"0x84",                                 /* the memory of a sleeping PC */
	"0xda",                                 /* "no file system" */
};

static const struct type_row *row_of(const char *type)
{
	for (size_t i = 0; i < LEN(type_rows); i++)
		if (strcmp(type_rows[i].type, type) == 0)
			return &type_rows[i];
	return NULL;
}

enum blkid_reader blkid_client_reader(const char *type)
{
	const struct type_row *row = row_of(type);
	return row ? row->reader : BLKID_READER_NONE;
}

/* A text of the worker: within its field, valid UTF-8 (each byte that is none becomes '?'). */
static const char *text(struct arena *a, const char *field, size_t size)
{
	size_t n = strnlen(field, size);
	char *s = arena_strndup(a, field, n);
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t used = utf8_next(s + i, n - i, &cp);
		if (used == 0 || (cp >= 0xd800 && cp <= 0xdfff)) {
			s[i] = '?';
			used = 1;
		}
		i += used;
	}
	return s;
}

static void state_of_bitlocker(const struct blkid_volume *wire, struct arena *a,
			       struct volume_info *v)
{
	static const char *const reasons[BLKID_LOCKS] = {
		[BLKID_LOCK_UNKNOWN] =
		    N_("It is locked with BitLocker, and its key was not given."),
		[BLKID_LOCK_LOCKED] = N_("It is locked with BitLocker, and its key was not given."),
		[BLKID_LOCK_CLEAR_KEY] = N_("BitLocker is only set aside here (its key lies beside "
					    "the lock), but this program does not open it yet."),
		[BLKID_LOCK_CHANGING] = N_("BitLocker was being put on or taken off and has not "
					   "finished."),
		[BLKID_LOCK_DECRYPTED] = N_("BitLocker was taken off, but its traces still stand "
					    "in the way of reading."),
		[BLKID_LOCK_VISTA] = N_("It is locked with the first form of BitLocker (Windows "
					"Vista), and its key was not given."),
	};
	v->state = VOLUME_STATE_LOCKED;
	v->lock = wire->lock == BLKID_LOCK_LOCKED || wire->lock == BLKID_LOCK_VISTA ? "locked"
		  : wire->lock == BLKID_LOCK_CLEAR_KEY                              ? "clear-key"
										    : "unknown";
	v->encrypted = wire->lock == BLKID_LOCK_DECRYPTED ? FLAG_ABSENT : FLAG_YES;
	v->reason = PHRASE(reasons[wire->lock]);
	if (wire->key_id[0])
		v->remark = phrase_of(N_("Key ID: {0}"), 1,
				      PHRASE_TEXT(text(a, wire->key_id, sizeof(wire->key_id))));
}

static void state_of_type(const struct blkid_volume *wire, struct arena *a, struct volume_info *v)
{
	const struct type_row *row = row_of(v->type);
	if (strcmp(v->type, "BitLocker") == 0) {
		state_of_bitlocker(wire, a, v);
	} else if (row) {
		v->state = row->state;
		if (row->state == VOLUME_STATE_LOCKED)
			v->lock = "locked";
		v->encrypted = row->encrypted;
		if (row->reason)
			v->reason = strstr(row->reason, "{0}")
					? phrase_of(row->reason, 1, PHRASE_TEXT(v->type))
					: PHRASE(row->reason);
	} else {
		v->state = VOLUME_STATE_UNSUPPORTED;
		v->reason = phrase_of(N_("Nothing here reads this kind of file system ({0})."), 1,
				      PHRASE_TEXT(v->type));
	}
}

static bool state_of_partition(struct volume_info *v)
{
	for (size_t i = 0; i < LEN(partition_rows); i++) {
		if (strcmp(v->partition_type, partition_rows[i].guid) != 0)
			continue;
		v->type = partition_rows[i].type;
		v->state = VOLUME_STATE_UNSUPPORTED;
		v->reason = PHRASE(partition_rows[i].reason);
		return true;
	}
	return false;
}

/* Bytes that mean nothing here. */
static void state_of_bytes(struct volume_info *v)
{
	v->state = VOLUME_STATE_UNREADABLE;
	v->reason = PHRASE(N_("Something is written on it, but no file system known here was "
			      "found; it may be damaged."));
	for (size_t i = 0; i < LEN(types_without_files); i++) {
		if (strcmp(v->partition_type, types_without_files[i]) != 0)
			continue;
		v->state = VOLUME_STATE_EMPTY;
		v->reason = PHRASE(N_("No file system is on it."));
	}
}

bool blkid_client_volume(const struct blkid_volume *wire, uint64_t disk_size, struct arena *a,
			 struct volume_info *ret)
{
	if (wire->magic != BLKID_WIRE_MAGIC || wire->verdict >= BLKID_VERDICTS ||
	    wire->lock >= BLKID_LOCKS || wire->partition > 1000000)
		return false;
	*ret = (struct volume_info){
		.partition = wire->partition,
		.offset = wire->offset,
		.size = wire->size,
		.free_bytes = UINT64_MAX,
		.type = text(a, wire->type, sizeof(wire->type)),
		.label = text(a, wire->label, sizeof(wire->label)),
		.uuid = text(a, wire->uuid, sizeof(wire->uuid)),
		.partition_label = text(a, wire->partition_label, sizeof(wire->partition_label)),
		.partition_type = text(a, wire->partition_type, sizeof(wire->partition_type)),
	};
	if (wire->size == 0 || wire->offset > disk_size || wire->size > disk_size - wire->offset) {
		/* A table may well name such a part: the disk was cut, or is another's copy. */
		ret->offset = MIN(wire->offset, disk_size);
		ret->size = MIN(wire->size, disk_size - ret->offset);
		ret->state = VOLUME_STATE_UNREADABLE;
		ret->reason = PHRASE(N_("Its place in the table lies beyond the end of the disk."));
		return true;
	}
	switch ((enum blkid_verdict)wire->verdict) {
	case BLKID_VERDICT_FOUND:
		if (!state_of_partition(ret))
			state_of_type(wire, a, ret);
		return ret->type[0] != '\0';
	case BLKID_VERDICT_NOTHING:
	case BLKID_VERDICTS:
		ret->state = VOLUME_STATE_EMPTY;
		if (!state_of_partition(ret))
			ret->reason = PHRASE(N_("No file system is on it."));
		return true;
	case BLKID_VERDICT_SOMETHING:
		if (!state_of_partition(ret))
			state_of_bytes(ret);
		return true;
	case BLKID_VERDICT_AMBIVALENT:
		ret->state = VOLUME_STATE_UNSUPPORTED;
		ret->reason = PHRASE(N_("Traces of several file systems lie in the same place, and "
					"which of them counts cannot be told."));
		return true;
	case BLKID_VERDICT_UNREADABLE:
		ret->state = VOLUME_STATE_UNREADABLE;
		ret->reason = PHRASE(N_("The disk did not give the bytes at its beginning."));
		return true;
	case BLKID_VERDICT_NO_TABLE:
		ret->state = VOLUME_STATE_UNREADABLE;
		ret->reason = PHRASE(N_("The list of its parts is damaged and could not be read."));
		return true;
	}
	return false;
}

static int receive(int sock, void *buf, size_t size, int ms, struct err *err)
{
	return io_recv_exact(sock, buf, size, ms, "the disk's worker", err);
}

int blkid_client_read(int sock, uint64_t size, int ms, struct arena *a, struct blkid_answer *ret,
		      struct err *err)
{
	struct blkid_head head;
	struct blkid_volume wire;
	int e = receive(sock, &head, sizeof(head), ms, err);
	if (e)
		return e;
	if (head.magic != BLKID_WIRE_MAGIC || head.n > BLKID_VOLUMES_MAX ||
	    head.state >= BLKID_STATES)
		return err_set(err, ERR_INTERNAL, -EBADMSG, "the disk's worker talked nonsense");
	*ret = (struct blkid_answer){ .table = text(a, head.table, sizeof(head.table)) };
	if (head.state == BLKID_STATE_UNREADABLE)
		ret->reason = PHRASE(N_("The disk did not give the bytes at its beginning."));
	ret->volume = arena_array(a, head.n + 1, sizeof(*ret->volume));
	for (; ret->n < head.n; ret->n++) {
		struct volume_info *v = &ret->volume[ret->n];

		e = receive(sock, &wire, sizeof(wire), ms, err);
		if (e)
			return e;
		if (!blkid_client_volume(&wire, size, a, v))
			return err_set(err, ERR_INTERNAL, -EBADMSG,
				       "the disk's worker talked nonsense");
		if (head.state == BLKID_STATE_DAMAGED && v->state == VOLUME_STATE_READABLE)
			v->remark = PHRASE(N_("the disk's list of parts is damaged, but enough of "
					      "it was left to read it"));
	}
	return 0;
}
