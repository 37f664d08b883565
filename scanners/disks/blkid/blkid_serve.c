/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See blkid_serve.h. */
#include "scanners/disks/blkid/blkid_serve.h"

#include <blkid.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/util.h"
#include "scanners/disks/blkid/bitlocker.h"
#include "scanners/disks/blkid/table.h"

/* Beginning and end of a file system are all that libblkid looks at; what it calls small is
 * below 1440 KiB. */
#define FIRST_BYTES 4096

/* What a table takes at most at the beginning, and with its copy at the end; the old kind has none. */
#define TABLE_ROOM 32768u
#define TABLE_OLD  512u

/* Where a part seems to be empty: this often over all of it so many bytes. */
#define SPOTS 32u
#define SPOT  8192u

/* Whoever names a smaller source means no disk. */
#define DISK_MIN 65536u

struct part {
	int fd;
	uint64_t offset, size;
};

static void put(char *field, size_t size, const char *value)
{
	snprintf(field, size, "%s", value ? value : "");
}

static bool part_read(void *arg, void *buf, size_t n, uint64_t off)
{
	const struct part *p = arg;
	if (off > p->size || n > p->size - off)
		return false;
	return io_pread_full(p->fd, buf, n, p->offset + off) == (ssize_t)n;
}

static const char *value(blkid_probe pr, const char *name)
{
	const char *data = NULL;
	return blkid_probe_lookup_value(pr, name, &data, NULL) == 0 ? data : "";
}

static blkid_probe probe_of(int fd, uint64_t offset, uint64_t size)
{
	blkid_probe pr = blkid_new_probe();
	if (!pr)
		return NULL;
	if (size > INT64_MAX || offset > INT64_MAX ||
	    blkid_probe_set_device(pr, fd, (blkid_loff_t)offset, (blkid_loff_t)size)) {
		blkid_free_probe(pr);
		return NULL;
	}
	return pr;
}

/* What lies in one part; v's offset and size are set, and lie on the disk. */
static void look_at_part(int fd, struct blkid_volume *v)
{
	struct part p = { fd, v->offset, v->size };
	uint8_t first[FIRST_BYTES];
	v->verdict = BLKID_VERDICT_NOTHING;
	if (io_pread_full(fd, first, MIN(sizeof(first), v->size), v->offset) < 0) {
		v->verdict = BLKID_VERDICT_UNREADABLE;
		return;
	}
	const struct bitlocker_source from = { part_read, &p };
	if (bitlocker_look(&from, v)) {
		v->verdict = BLKID_VERDICT_FOUND;
		return;
	}
	blkid_probe pr = probe_of(fd, v->offset, v->size);
	if (!pr)
		return;
	blkid_probe_enable_superblocks(pr, 1);
	blkid_probe_set_superblocks_flags(pr, BLKID_SUBLKS_LABEL | BLKID_SUBLKS_UUID |
						  BLKID_SUBLKS_TYPE | BLKID_SUBLKS_USAGE);
	switch (blkid_do_safeprobe(pr)) {
	case 0:
		put(v->type, sizeof(v->type), value(pr, "TYPE"));
		put(v->label, sizeof(v->label), value(pr, "LABEL"));
		put(v->uuid, sizeof(v->uuid), value(pr, "UUID"));
		v->verdict = v->type[0] ? BLKID_VERDICT_FOUND : BLKID_VERDICT_NOTHING;
		break;
	case -2: v->verdict = BLKID_VERDICT_AMBIVALENT; break;
	case 1: break;
	default: v->verdict = BLKID_VERDICT_UNREADABLE;
	}
	blkid_free_probe(pr);
}

/* 1 when all of it is zero, or all ones as a memory that nobody has written to, or beyond the end;
 * 0 when not; below that the disk refused. */
static int is_blank(int fd, uint64_t off, uint64_t end)
{
	uint8_t b[FIRST_BYTES];

	while (off < end) {
		ssize_t n = io_pread_full(fd, b, MIN(sizeof(b), end - off), off);

		if (n < 0)
			return (int)n;
		if (n == 0)
			break;
		if ((b[0] != 0 && b[0] != 0xff) || memcmp(b, b + 1, (size_t)n - 1) != 0)
			return 0;
		off += (uint64_t)n;
	}
	return 1;
}

/* What libblkid knows nothing about is not empty for that: one damaged sector hides a file system.
 * Looked at is where they keep what describes them and the copies of it (the beginning; ext2-4 with
 * blocks of 1, 2 and 4 KiB and btrfs further on; XFS in quarters; NTFS in its last sector), and
 * spots in between, because what lost its beginning still has its files. table: its kind when v is a
 * disk with one, which is not itself "something". */
static void look_for_anything(int fd, struct blkid_volume *v, const char *table)
{
	static const uint64_t kib = 1024, mib = 1024 * kib;
	const bool none = !table[0], old = strcmp(table, "dos") == 0;
	const uint64_t skip = none ? 0 : old ? TABLE_OLD : TABLE_ROOM;
	const uint64_t copy = none || old ? 0 : TABLE_ROOM, tail = 64 * kib;
	const uint64_t end = v->size > copy ? v->size - copy : 0;
	const struct {
		uint64_t from, size;
	} places[] = {
		{ skip, 4 * mib },  { MAX(end > tail ? end - tail : 0, skip), tail },
		{ 8 * mib, SPOT },  { 32 * mib, SPOT },
		{ 64 * mib, SPOT }, { 128 * mib, SPOT },
	};
	int blank = 1;

	for (size_t i = 0; i < LEN(places) + SPOTS && blank == 1; i++) {
		uint64_t nth = i < LEN(places) ? 0 : i - LEN(places);
		uint64_t from =
		    i < LEN(places) ? places[i].from : MAX(end / SPOTS * nth / 4096 * 4096, skip);
		uint64_t size = i < LEN(places) ? places[i].size : SPOT;

		blank = is_blank(fd, v->offset + from, v->offset + MIN(from + size, end));
	}
	v->verdict = blank < 0    ? BLKID_VERDICT_UNREADABLE
		     : blank == 0 ? BLKID_VERDICT_SOMETHING
				  : BLKID_VERDICT_NOTHING;
}

static void take_partition(int fd, uint64_t disk_size, blkid_partition par, struct blkid_volume *v)
{
	uint64_t start = (uint64_t)blkid_partition_get_start(par);
	uint64_t sectors = (uint64_t)blkid_partition_get_size(par);
	*v = (struct blkid_volume){ .magic = BLKID_WIRE_MAGIC };
	v->partition = (uint32_t)blkid_partition_get_partno(par);
	v->offset = start <= UINT64_MAX / 512 ? start * 512 : UINT64_MAX;
	v->size = sectors <= UINT64_MAX / 512 ? sectors * 512 : UINT64_MAX;
	put(v->partition_label, sizeof(v->partition_label), blkid_partition_get_name(par));
	put(v->partition_type, sizeof(v->partition_type), blkid_partition_get_type_string(par));
	if (!v->partition_type[0])
		snprintf(v->partition_type, sizeof(v->partition_type), "0x%02x",
			 (unsigned)blkid_partition_get_type(par));
	if (v->size && v->offset <= disk_size && v->size <= disk_size - v->offset) {
		look_at_part(fd, v);
		if (v->verdict == BLKID_VERDICT_NOTHING)
			look_for_anything(fd, v, "");
	}
}

/* A table of the old kind names its logical parts one in the other: where the chain breaks, the rest
 * is out of sight. */
static void take_chain(int fd, uint64_t disk_size, unsigned sector, blkid_partition par,
		       struct blkid_volume *v, size_t *n)
{
	struct part disk = { fd, 0, disk_size };
	const struct table_source from = { part_read, &disk, disk_size };
	uint64_t start = (uint64_t)blkid_partition_get_start(par);

	if (start <= disk_size / 512 && !table_chain_broken(&from, start * 512, sector))
		return;
	take_partition(fd, disk_size, par, &v[*n]);
	v[*n].type[0] = v[*n].label[0] = v[*n].uuid[0] = '\0';
	v[(*n)++].verdict = BLKID_VERDICT_NO_TABLE;
}

/* How to look for a table. */
struct manner {
	unsigned sector;
	bool force; /* a GPT also where the first sector does not announce one */
};

/* Parts by the disk's table; 0 when there is no table. */
static size_t look_at_table(int fd, uint64_t size, struct manner how, struct blkid_head *head,
			    struct blkid_volume *v)
{
	size_t n = 0;
	blkid_probe pr = probe_of(fd, 0, size);
	if (!pr)
		return 0;
	blkid_probe_set_sectorsize(pr, how.sector);
	blkid_probe_enable_superblocks(pr, 0);
	blkid_probe_enable_partitions(pr, 1);
	blkid_probe_set_partitions_flags(pr, BLKID_PARTS_ENTRY_DETAILS |
						 (how.force ? BLKID_PARTS_FORCE_GPT : 0));
	blkid_partlist list = blkid_probe_get_partitions(pr);
	blkid_parttable table = list ? blkid_partlist_get_table(list) : NULL;
	int count = list ? blkid_partlist_numof_partitions(list) : 0;
	if (table) {
		put(head->table, sizeof(head->table), blkid_parttable_get_type(table));
		/* libblkid takes the second copy when the first one does not hold together. */
		if (how.force || (strcmp(head->table, "gpt") == 0 &&
				  blkid_parttable_get_offset(table) > (blkid_loff_t)how.sector))
			head->state = BLKID_STATE_DAMAGED;
	}
	for (int i = 0; i < count && n < BLKID_VOLUMES_MAX; i++) {
		blkid_partition par = blkid_partlist_get_partition(list, i);
		if (par && blkid_partition_is_extended(par))
			take_chain(fd, size, how.sector, par, v, &n);
		else if (par)
			take_partition(fd, size, par, &v[n++]);
	}
	blkid_free_probe(pr);
	return n;
}

/* By the size of sector that was told, else by those in use; force only where nothing else is. */
static size_t look_at_tables(int fd, uint64_t size, unsigned sector, bool force,
			     struct blkid_head *head, struct blkid_volume *v)
{
	size_t n = 0;
	for (int forced = 0; n == 0 && !head->table[0] && forced <= (force ? 1 : 0); forced++) {
		struct manner how = { sector ? sector : 512, forced != 0 };
		n = look_at_table(fd, size, how, head, v);
		how.sector = 4096;
		if (n == 0 && sector == 0)
			n = look_at_table(fd, size, how, head, v);
	}
	return n;
}

/* Half of a RAID shows a table too, which must not be taken for the truth; and the places that BitLocker To Go
 * keeps in its first sector lie where a table would be. */
static bool whole_disk(const char *type)
{
	return strstr(type, "raid_member") || !strcmp(type, "BitLocker");
}

void blkid_serve_look(int fd, uint64_t size, unsigned sector, struct blkid_head *head,
		      struct blkid_volume *v)
{
	*head = (struct blkid_head){ .magic = BLKID_WIRE_MAGIC };
	struct blkid_volume disk = { .magic = BLKID_WIRE_MAGIC, .size = size };
	struct part whole = { fd, 0, size };
	const struct table_source from = { part_read, &whole, size };
	look_at_part(fd, &disk);
	bool nothing = disk.verdict == BLKID_VERDICT_NOTHING;
	size_t n = 0;
	if (disk.verdict != BLKID_VERDICT_FOUND || !whole_disk(disk.type))
		n = look_at_tables(fd, size, sector, nothing, head, v);
	if (disk.verdict == BLKID_VERDICT_UNREADABLE)
		head->state = BLKID_STATE_UNREADABLE;
	if (nothing && !head->table[0] && table_traces(&from))
		disk.verdict = BLKID_VERDICT_NO_TABLE;
	else if (nothing && n == 0 && size >= DISK_MIN)
		look_for_anything(fd, &disk, head->table);
	if (n == 0 && (disk.verdict != BLKID_VERDICT_NOTHING || !head->table[0]))
		v[n++] = disk;
	head->n = (uint32_t)n;
}

int serve_blkid(int sock, const char *arg, const int *fds, size_t n_fds)
{
	static struct blkid_volume v[BLKID_VOLUMES_MAX];
	struct blkid_head head;
	char *end;
	errno = 0;
	unsigned long long size = strtoull(arg, &end, 10);
	unsigned long sector = *end == ' ' ? strtoul(end, &end, 10) : 0;
	if (n_fds != 1 || errno || end == arg || *end || sector > 65536 || (sector & (sector - 1)))
		return 2;
	blkid_serve_look(fds[0], size, (unsigned)sector, &head, v);
	if (io_send(sock, &head, sizeof(head), NULL, 0))
		return 1;
	for (size_t i = 0; i < head.n; i++)
		if (io_send(sock, &v[i], sizeof(v[i]), NULL, 0))
			return 1;
	return 0;
}
