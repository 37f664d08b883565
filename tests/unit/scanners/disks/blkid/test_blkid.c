/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies on a disk: through the worker's own code and the client's checks, on images made
 * here, and on the collected ones when they are there. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "core/base/io.h"
#include "scanners/disks/blkid/blkid_serve.h"
#include "scanners/disks/blkid_client.h"
#include "tests/unit/scanners/disks/disk_image.h"

extern char **environ;

#define SIZE ((size_t)16 << 20)
static uint8_t *img;
static struct arena a;
static struct blkid_answer answer;

static void ask_fd(int fd, uint64_t size, unsigned sector)
{
	int pair[2], status;
	char arg[64];
	struct err err = { 0 };
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	snprintf(arg, sizeof(arg), sector ? "%llu %u" : "%llu", (unsigned long long)size, sector);
	pid_t pid = fork();
	if (pid == 0) {
		close(pair[0]);
		_exit(serve_blkid(pair[1], arg, &fd, 1));
	}
	close(pair[1]);
	int e = blkid_client_read(pair[0], size, 20000, &a, &answer, &err);
	ck_assert_msg(e == 0, "%s", err.message);
	close(pair[0]);
	waitpid(pid, &status, 0);
	ck_assert_int_eq(status, 0);
}

static void ask(unsigned sector)
{
	int fd = memfd_create("disk", MFD_CLOEXEC);
	ck_assert_int_eq(io_write_full(fd, img, SIZE), 0);
	ask_fd(fd, SIZE, sector);
	close(fd);
}

static void begin(void)
{
	img = calloc(1, SIZE);
}

static void end(void)
{
	free(img);
	arena_done(&a);
}

static bool says(const struct phrase *p, const char *what)
{
	return p->id && strstr(p->id, what);
}

START_TEST(gpt_with_everything)
{
	static const struct image_part part[] = {
		{ 2048, 2048, { 0 }, 0, "BitLocker" }, { 4096, 2048, { 0 }, 0, "LUKS" },
		{ 6144, 2048, { 0 }, 0, "swap" },      { 8192, 2048, { 0 }, 0, "ReFS" },
		{ 10240, 2048, { 0 }, 0, "Linux" },    { 12288, 2048, { 0 }, 0, "nothing" },
		{ 14336, 2048, { 0 }, 0, "spaces" },
	};
	struct image_part copy[LEN(part)];
	memcpy(copy, part, sizeof(part));
	for (size_t i = 0; i < LEN(copy); i++)
		memcpy(copy[i].guid, i == 6 ? guid_spaces : guid_data, 16);
	image_gpt(img, SIZE, 512, copy, LEN(copy));
	image_bitlocker(img + 2048 * 512, 4, 0x0800);
	image_luks(img + 4096 * 512, 2);
	image_swap(img + 6144 * 512, 2048 * 512);
	image_refs(img + 8192 * 512);
	image_ext4(img + 10240 * 512);
	ask(0);
	ck_assert_str_eq(answer.table, "gpt");
	ck_assert_uint_eq(answer.n, 7);
	const struct volume_info *v = answer.volume;
	ck_assert_str_eq(v[0].type, "BitLocker");
	ck_assert_int_eq(v[0].state, VOLUME_STATE_LOCKED);
	ck_assert_int_eq(v[0].encrypted, FLAG_YES);
	ck_assert(says(&v[0].reason, "BitLocker"));
	ck_assert_str_eq(v[0].remark.arg[0].text, "A3A2A1A0-A5A4-A7A6-A8A9-AAABACADAEAF");
	ck_assert_str_eq(v[0].partition_label, "BitLocker");
	ck_assert_uint_eq(v[0].offset, 2048 * 512);
	ck_assert_uint_eq(v[0].partition, 1);
	ck_assert_str_eq(v[1].type, "crypto_LUKS");
	ck_assert_int_eq(v[1].state, VOLUME_STATE_LOCKED);
	ck_assert_str_eq(v[2].type, "swap");
	ck_assert_int_eq(v[2].state, VOLUME_STATE_EMPTY);
	ck_assert_str_eq(v[3].type, "ReFS");
	ck_assert_int_eq(v[3].state, VOLUME_STATE_UNSUPPORTED);
	ck_assert_str_eq(v[4].type, "ext4");
	ck_assert_str_eq(v[4].label, "backup");
	ck_assert_int_eq(v[4].state, VOLUME_STATE_READABLE);
	ck_assert_int_eq(v[5].state, VOLUME_STATE_EMPTY);
	ck_assert_int_eq(v[6].state, VOLUME_STATE_UNSUPPORTED);
	ck_assert(says(&v[6].reason, "Storage Spaces"));
	for (size_t i = 0; i < answer.n; i++) /* none is silent about why */
		ck_assert((v[i].state == VOLUME_STATE_READABLE) == !v[i].reason.id);
}
END_TEST

START_TEST(gpt_of_4k_sectors)
{
	struct image_part part = { 256, 256, { 0 }, 0, "4k" };
	memcpy(part.guid, guid_data, 16);
	image_gpt(img, SIZE, 4096, &part, 1);
	image_luks(img + 256 * 4096, 1);
	ask(_i ? 4096 : 0);
	ck_assert_str_eq(answer.table, "gpt");
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_uint_eq(answer.volume[0].offset, 256 * 4096);
	ck_assert_str_eq(answer.volume[0].type, "crypto_LUKS");
}
END_TEST

START_TEST(mbr_with_logical_ldm_and_cut)
{
	const struct image_part part[] = {
		{ .first = 2048, .count = 2048, .mbr = 0x07 },
		{ .first = 4096, .count = 8192, .mbr = 0x05 },
		{ .first = 12288, .count = 2048, .mbr = 0x42 },
		{ .first = 16384, .count = 1u << 20, .mbr = 0x83 },
	};
	const struct image_part logical = { .first = 2048, .count = 2048, .mbr = 0x83 };
	image_mbr(img, part, 4);
	image_mbr(img + 4096 * 512, &logical, 1);
	image_bitlocker(img + 2048 * 512, 4, 0);
	image_ext4(img + 6144 * 512);
	ask(512);
	ck_assert_str_eq(answer.table, "dos");
	ck_assert_uint_eq(answer.n, 4);
	const struct volume_info *v = answer.volume;
	ck_assert(says(&v[0].reason, "set aside")); /* clear key */
	ck_assert_int_eq(v[0].state, VOLUME_STATE_LOCKED);
	ck_assert_uint_eq(v[0].remark.n_args, 0);
	ck_assert(says(&v[1].reason, "dynamic disk"));
	ck_assert_int_eq(v[2].state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&v[2].reason, "beyond the end"));
	ck_assert_uint_eq(v[3].partition, 5);
	ck_assert_str_eq(v[3].type, "ext4");
}
END_TEST

START_TEST(bitlocker_states)
{
	static const struct {
		uint16_t state, protection;
		const char *word;
		enum flag encrypted;
	} rows[] = {
		{ 4, 0x0100, "key was not given", FLAG_YES },
		{ 4, 0, "set aside", FLAG_YES },
		{ 2, 0x0800, "has not finished", FLAG_YES },
		{ 5, 0, "has not finished", FLAG_YES },
		{ 1, 0, "taken off", FLAG_ABSENT },
		{ 99, 0, "key was not given", FLAG_YES },
	};
	image_bitlocker(img, rows[_i].state, rows[_i].protection);
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_uint_eq(answer.volume[0].partition, 0);
	ck_assert_msg(says(&answer.volume[0].reason, rows[_i].word), "%s",
		      answer.volume[0].reason.id);
	ck_assert_int_eq(answer.volume[0].encrypted, rows[_i].encrypted);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_LOCKED);
}
END_TEST

START_TEST(nothing_known)
{
	if (_i == 1) /* a text */
		for (size_t i = 0; i + 6 < SIZE; i += 6)
			memcpy(img + i, "hello\n", 6);
	if (_i == 2) { /* an empty table */
		image_gpt(img, SIZE, 512, NULL, 0);
		ask(0);
		ck_assert_str_eq(answer.table, "gpt");
		ck_assert_uint_eq(answer.n, 0);
		return;
	}
	ask(0);
	ck_assert_str_eq(answer.table, "");
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, _i ? VOLUME_STATE_UNREADABLE : VOLUME_STATE_EMPTY);
	ck_assert(says(&answer.volume[0].reason, _i ? "Something is written" : "No file system"));
}
END_TEST

/* --- a file system whose own first sectors are gone is never told as "nothing there" ----------- */
#define PART_FIRST 2048u
#define PART_COUNT 28672u

static void one_part(const uint8_t *guid)
{
	struct image_part part = { PART_FIRST, PART_COUNT, { 0 }, 0, "data" };
	memcpy(part.guid, guid, 16);
	image_gpt(img, SIZE, 512, &part, 1);
}

static void part_is(enum volume_state state)
{
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, state);
	ck_assert(says(&answer.volume[0].reason,
		       state == VOLUME_STATE_EMPTY ? "No file system" : "Something is written"));
}

/* One byte at each place where a file system may still be seen, and at its edges. */
START_TEST(something_written)
{
	static const struct {
		size_t at;
		enum volume_state state;
	} rows[] = {
		{ 0, VOLUME_STATE_UNREADABLE },
		{ (4 << 20) - 1, VOLUME_STATE_UNREADABLE },
		{ 8 << 20, VOLUME_STATE_UNREADABLE },
		{ (8 << 20) + 1024, VOLUME_STATE_UNREADABLE },
		{ PART_COUNT * 512 / 2, VOLUME_STATE_UNREADABLE },
		{ PART_COUNT * 512 / 32 * 31, VOLUME_STATE_UNREADABLE },
		{ PART_COUNT * 512 - (64 << 10), VOLUME_STATE_UNREADABLE },
		{ PART_COUNT * 512 - 1, VOLUME_STATE_UNREADABLE },
		{ PART_COUNT * 512, VOLUME_STATE_EMPTY },        /* behind the part */
		{ (4 << 20) + (200 << 10), VOLUME_STATE_EMPTY }, /* where nobody looks */
	};
	one_part(guid_data);
	part_is(VOLUME_STATE_EMPTY);
	img[PART_FIRST * 512 + rows[_i].at] = 1;
	part_is(rows[_i].state);
}
END_TEST

START_TEST(never_written)
{
	one_part(guid_data);
	memset(img + PART_FIRST * 512, 0xff, PART_COUNT * 512);
	part_is(VOLUME_STATE_EMPTY);
	img[PART_FIRST * 512 + 1] = 0xfe;
	part_is(VOLUME_STATE_UNREADABLE);
}
END_TEST

/* Some kinds of parts hold bytes, but no files: that is no damage. */
START_TEST(parts_without_files)
{
	static const uint8_t guids[][16] = {
		{ 0x16, 0xe3, 0xc9, 0xe3, 0x5c, 0x0b, 0xb8, 0x4d, 0x81, 0x7d, 0xf9, 0x2d, 0xf0,
		  0x02, 0x15, 0xae }, /* Microsoft reserved */
		{ 0x48, 0x61, 0x68, 0x21, 0x49, 0x64, 0x6f, 0x6e, 0x74, 0x4e, 0x65, 0x65, 0x64,
		  0x45, 0x46, 0x49 }, /* BIOS starter */
		{ 0xde, 0xe2, 0xbf, 0xd3, 0xaf, 0x3d, 0xdf, 0x11, 0xba, 0x40, 0xe3, 0xa5, 0x56,
		  0xd8, 0x95, 0x93 }, /* Rapid Start */
		{ 0x6d, 0xfd, 0x57, 0x06, 0xab, 0xa4, 0xc4, 0x43, 0x84, 0xe5, 0x09, 0x33, 0xc8,
		  0x4b, 0x4f, 0x4f }, /* swap */
	};
	static const uint8_t types[] = { 0x82, 0x84, 0xda, 0x07, 0x0b, 0x83, 0xef };
	const struct image_part old = {
		.first = PART_FIRST,
		.count = PART_COUNT,
		.mbr = types[_i < (int)LEN(guids) ? 0 : _i - (int)LEN(guids)],
	};
	if (_i < (int)LEN(guids))
		one_part(guids[_i]);
	else
		image_mbr(img, &old, 1);
	memset(img + PART_FIRST * 512 + 100, 0x5a, 300);
	const bool no_files = !old.mbr || old.mbr == 0x82 || old.mbr == 0x84 || old.mbr == 0xda;
	part_is(no_files ? VOLUME_STATE_EMPTY : VOLUME_STATE_UNREADABLE);
}
END_TEST

/* The type of the part goes before what lies in it, here as well. */
START_TEST(something_in_storage_spaces)
{
	one_part(guid_spaces);
	img[PART_FIRST * 512] = 1;
	ask(0);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNSUPPORTED);
	ck_assert(says(&answer.volume[0].reason, "Storage Spaces"));
}
END_TEST

/* A table that names nothing is not itself "something"; what lies beside it is. */
START_TEST(something_beside_an_empty_table)
{
	const bool old = _i & 1;
	if (old)
		image_mbr(img, NULL, 0);
	else
		image_gpt(img, SIZE, 512, NULL, 0);
	ask(0);
	ck_assert_str_eq(answer.table, old ? "dos" : "gpt");
	ck_assert_uint_eq(answer.n, 0);
	img[_i < 2 ? 100 << 10 : SIZE - (old ? 1 : 40 << 10)] = 1;
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_uint_eq(answer.volume[0].partition, 0);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
}
END_TEST

/* --- damaged tables: what was there once is never told as "nothing there" ---------------------- */
static void one_linux(uint32_t sector)
{
	struct image_part part = { 256, 2048, { 0 }, 0, "Linux" };
	memcpy(part.guid, guid_data, 16);
	image_gpt(img, SIZE, sector, &part, 1);
	image_ext4(img + (size_t)256 * sector);
}

static void damage(size_t at)
{
	memset(img + at, 0xda, 128);
}

/* Which of its three pieces is damaged: the announcement in the first sector, both headers. */
START_TEST(gpt_damaged)
{
	enum { FIRST = 1, PRIMARY = 2, SECOND = 4 };
	const uint32_t sector = _i & 8 ? 4096 : 512;
	const unsigned what = (unsigned)_i & 7;
	one_linux(sector);
	if (what & FIRST)
		memset(img, 0, 512);
	if (what & PRIMARY)
		damage(sector);
	if (what & SECOND)
		damage(SIZE - sector);
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	const struct volume_info *v = answer.volume;
	if (what == (FIRST | PRIMARY | SECOND)) { /* nothing is left that could tell of a table */
		ck_assert_int_eq(v[0].state, VOLUME_STATE_UNREADABLE);
		ck_assert(says(&v[0].reason, "Something is written"));
	} else if ((what & PRIMARY) && (what & SECOND)) {
		ck_assert_str_eq(answer.table, "");
		ck_assert_uint_eq(v[0].partition, 0);
		ck_assert_int_eq(v[0].state, VOLUME_STATE_UNREADABLE);
		ck_assert(says(&v[0].reason, "list of its parts is damaged"));
	} else {
		ck_assert_str_eq(answer.table, "gpt");
		ck_assert_int_eq(v[0].state, VOLUME_STATE_READABLE);
		ck_assert_str_eq(v[0].type, "ext4");
		ck_assert_uint_eq(v[0].offset, 256 * sector);
		ck_assert(says(&v[0].remark, "list of parts is damaged") ==
			  ((what & (FIRST | PRIMARY)) != 0));
	}
}
END_TEST

/* The signature of a header is enough, wherever it stands, whatever is left of the rest. */
START_TEST(gpt_signature_only)
{
	static const size_t at[] = { 512, 4096, SIZE - 512, SIZE - 4096 };
	memcpy(img + at[_i], "EFI PART", 8);
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&answer.volume[0].reason, "list of its parts is damaged"));
}
END_TEST

/* A whole disk in use beside an old announcement: the file system counts, as before. */
START_TEST(old_announcement)
{
	const struct image_part whole = { .first = 1, .count = SIZE / 512 - 1, .mbr = 0xee };
	image_ext4(img);
	image_mbr(img, &whole, 1);
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_str_eq(answer.volume[0].type, "ext4");
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_READABLE);
	ck_assert_ptr_null(answer.volume[0].remark.id);
}
END_TEST

START_TEST(mbr_damaged)
{
	const struct image_part part[] = {
		{ .first = 2048, .count = 2048, .mbr = 0x07 },
		{ .first = 4096, .count = 2048, .mbr = 0x07 },
	};
	image_mbr(img, part, 2);
	image_ext4(img + 2048 * 512);
	img[446 + 16] = 0xda; /* neither active nor not: libblkid sees no table */
	ask(0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&answer.volume[0].reason, "list of its parts is damaged"));
	memset(img + 446, 0, 64); /* it names nothing any more, but something is there */
	ask(0);
	ck_assert_str_eq(answer.table, "dos");
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&answer.volume[0].reason, "Something is written"));
}
END_TEST

/* Logical parts hang one from the other. 0: whole; 1: the first link is damaged, 2: the second;
 * 3: the second lies beyond the end; 4: it goes round; 5: all of it lies beyond the end. */
START_TEST(chain_damaged)
{
	struct image_part outer[] = {
		{ .first = 2048, .count = 1024, .mbr = 0x83 },
		{ .first = 4096, .count = 16384, .mbr = 0x05 },
	};
	struct image_part first[] = {
		{ .first = 2048, .count = 1024, .mbr = 0x83 },
		{ .first = 8192, .count = 4096, .mbr = 0x05 },
	};
	const struct image_part second = { .first = 2048, .count = 1024, .mbr = 0x83 };
	if (_i == 5)
		outer[1].first = 1u << 20;
	if (_i == 3)
		first[1].first = 1u << 20;
	if (_i == 4)
		first[1].first = 0;
	image_mbr(img, outer, 2);
	image_mbr(img + (size_t)4096 * 512, first, 2);
	image_mbr(img + (size_t)12288 * 512, &second, 1);
	if (_i == 1 || _i == 2)
		img[(_i == 1 ? 4096 : 12288) * 512 + 510] = 0;
	ask(512);
	ck_assert_str_eq(answer.table, "dos");
	const struct volume_info *broken = NULL;
	for (size_t i = 0; i < answer.n; i++)
		if (answer.volume[i].partition == 2)
			broken = &answer.volume[i];
	ck_assert((broken != NULL) == (_i != 0));
	if (!broken) {
		ck_assert_uint_eq(answer.n, 3);
		return;
	}
	ck_assert_int_eq(broken->state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&broken->reason, _i == 5 ? "beyond the end" : "is damaged"));
}
END_TEST

/* A disk that was cut shorter than its table says, as a copy onto a smaller one is. */
START_TEST(gpt_cut)
{
	one_linux(512);
	int fd = memfd_create("disk", MFD_CLOEXEC);
	ck_assert_int_eq(io_write_full(fd, img, SIZE / 2), 0);
	ask_fd(fd, SIZE / 2, 0);
	close(fd);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert(answer.volume[0].reason.id != NULL);
}
END_TEST

START_TEST(tiny_disks)
{
	static const uint64_t sizes[] = { 0, 1, 511, 512, 4096, 40000 };
	image_bitlocker(img, 4, 0);
	int fd = memfd_create("disk", MFD_CLOEXEC);
	ck_assert_int_eq(io_write_full(fd, img, sizes[_i]), 0);
	ask_fd(fd, sizes[_i], 0);
	ck_assert_uint_le(answer.n, 1);
	close(fd);
}
END_TEST

/* A disk that gives nothing back. */
START_TEST(unreadable_disk)
{
	CLEANUP(cleanup_close) int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ask_fd(fd, SIZE, 0);
	ck_assert(says(&answer.reason, "did not give"));
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
}
END_TEST

static int run(char *const *args)
{
	pid_t pid;
	int status = -1;
	if (posix_spawnp(&pid, args[0], NULL, NULL, args, environ) == 0)
		waitpid(pid, &status, 0);
	return status;
}

static int open_copy_without_boot_sector(int from)
{
	int fd = memfd_create("damaged", MFD_CLOEXEC);
	ck_assert_int_eq(io_pread_full(from, img, SIZE, 0), SIZE);
	memset(img, 0, 512);
	ck_assert_int_eq(io_write_full(fd, img, SIZE), 0);
	return fd;
}

START_TEST(real_ntfs)
{
	static char sh[] = "sh", c[] = "-c",
		    script[] = "PATH=$PATH:/sbin:/usr/sbin; f=$(mktemp) && truncate -s 16M $f && "
			       "mkntfs -q -F -T -L '会計 データ' $f >/dev/null 2>&1 && mv $f $0";
	char name[] = "/tmp/kenshin-test-blkid-XXXXXX", *args[] = { sh, c, script, name, NULL };
	close(mkstemp(name));
	if (run(args)) {
		printf("skipped: mkntfs is not installed\n");
		unlink(name);
		return;
	}
	CLEANUP(cleanup_close) int fd = open(name, O_RDONLY | O_CLOEXEC);
	unlink(name);
	ask_fd(fd, SIZE, 0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_str_eq(answer.volume[0].type, "ntfs");
	ck_assert_str_eq(answer.volume[0].label, "会計 データ");
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_READABLE);
	ck_assert_int_eq(blkid_client_reader(answer.volume[0].type), BLKID_READER_NTFS);
	CLEANUP(cleanup_close) int damaged = open_copy_without_boot_sector(fd);
	ask_fd(damaged, SIZE, 0);
	ck_assert_uint_eq(answer.n, 1);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert(says(&answer.volume[0].reason, "Something is written"));
	ck_assert_int_eq(blkid_client_reader("ext4"), BLKID_READER_MOUNT);
	ck_assert_int_eq(blkid_client_reader("ReFS"), BLKID_READER_NONE);
}
END_TEST

/* --- a worker that was taken over ------------------------------------------------------------ */
static int hostile(const struct blkid_head *head, size_t head_size, const struct blkid_volume *v)
{
	int pair[2];
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	ck_assert_int_eq(io_send(pair[1], head, head_size, NULL, 0), 0);
	if (v)
		ck_assert_int_eq(io_send(pair[1], v, sizeof(*v), NULL, 0), 0);
	close(pair[1]);
	int e = blkid_client_read(pair[0], SIZE, 1000, &a, &answer, NULL);
	close(pair[0]);
	return e;
}

START_TEST(hostile_worker)
{
	struct blkid_head h = { .magic = BLKID_WIRE_MAGIC, .n = 1 };
	struct blkid_volume v = { .magic = BLKID_WIRE_MAGIC, .size = 10 }, w;
	ck_assert_int_eq(hostile(&h, sizeof(h) - 1, NULL), -EBADMSG);
	ck_assert_int_eq(hostile(&h, sizeof(h), NULL), -EPIPE); /* says one, sends none */
	h.n = BLKID_VOLUMES_MAX + 1;
	ck_assert_int_eq(hostile(&h, sizeof(h), NULL), -EBADMSG);
	h.n = 1;
	h.state = BLKID_STATES;
	ck_assert_int_eq(hostile(&h, sizeof(h), NULL), -EBADMSG);
	h.state = 0;
	memset(h.table, 'x', sizeof(h.table)); /* not terminated */
	w = v;
	w.verdict = BLKID_VERDICTS;
	ck_assert_int_eq(hostile(&h, sizeof(h), &w), -EBADMSG);
	w = v;
	w.lock = 77;
	ck_assert_int_eq(hostile(&h, sizeof(h), &w), -EBADMSG);
	w = v; /* found nothing but says it has */
	ck_assert_int_eq(hostile(&h, sizeof(h), &w), -EBADMSG);
	w = v; /* beyond the disk: told, and cut */
	w.offset = UINT64_MAX - 3;
	w.verdict = BLKID_VERDICT_FOUND;
	ck_assert_int_eq(hostile(&h, sizeof(h), &w), 0);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert_uint_le(answer.volume[0].offset + answer.volume[0].size, SIZE);
	w = v;
	w.verdict = BLKID_VERDICT_FOUND;
	memset(w.type, 'n', sizeof(w.type));
	memset(w.label, 0xff, sizeof(w.label)); /* no UTF-8, no end */
	ck_assert_int_eq(hostile(&h, sizeof(h), &w), 0);
	ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_UNSUPPORTED);
	ck_assert_uint_eq(strlen(answer.volume[0].type), sizeof(w.type));
	ck_assert_int_eq(answer.volume[0].label[0], '?');
}
END_TEST

START_TEST(bad_arguments)
{
	static const char *const args[] = { "", "x", "12x", "12 3", "12 131072", "-" };
	int fd = 0;
	for (size_t i = 0; i < LEN(args); i++)
		ck_assert_int_eq(serve_blkid(-1, args[i], &fd, 1), 2);
	ck_assert_int_eq(serve_blkid(-1, "512", &fd, 0), 2);
}
END_TEST

START_TEST(collected_bitlocker)
{
	static char sh[] = "sh", c[] = "-c",
		    script[] = "s=${KENSHIN_SAMPLES:-../shared/samples}/windows/bitlocker; "
			       "[ -d $s ] && zcat $s/dev_bitlocker_password.img.gz >$0";
	char name[] = "/tmp/kenshin-test-blkid-XXXXXX", *args[] = { sh, c, script, name, NULL };
	struct stat st;
	int fd = mkstemp(name);
	if (run(args)) {
		printf("skipped: no collected BitLocker image\n");
	} else {
		ck_assert_int_eq(fstat(fd, &st), 0);
		ask_fd(fd, (uint64_t)st.st_size, 0);
		ck_assert_str_eq(answer.volume[0].type, "BitLocker");
		ck_assert_int_eq(answer.volume[0].state, VOLUME_STATE_LOCKED);
		ck_assert(says(&answer.volume[0].reason, "its key was not given"));
	}
	unlink(name);
	close(fd);
}
END_TEST

int main(void)
{
	signal(SIGPIPE, SIG_IGN);
	Suite *s = suite_create("disks");
	TCase *t = tcase_create("blkid");
	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, gpt_with_everything);
	tcase_add_loop_test(t, gpt_of_4k_sectors, 0, 2);
	tcase_add_test(t, mbr_with_logical_ldm_and_cut);
	tcase_add_loop_test(t, bitlocker_states, 0, 6);
	tcase_add_loop_test(t, nothing_known, 0, 3);
	tcase_add_loop_test(t, something_written, 0, 10);
	tcase_add_test(t, never_written);
	tcase_add_loop_test(t, parts_without_files, 0, 11);
	tcase_add_test(t, something_in_storage_spaces);
	tcase_add_loop_test(t, something_beside_an_empty_table, 0, 4);
	tcase_add_loop_test(t, gpt_damaged, 0, 16);
	tcase_add_loop_test(t, gpt_signature_only, 0, 4);
	tcase_add_test(t, old_announcement);
	tcase_add_test(t, mbr_damaged);
	tcase_add_loop_test(t, chain_damaged, 0, 6);
	tcase_add_test(t, gpt_cut);
	tcase_add_loop_test(t, tiny_disks, 0, 6);
	tcase_add_test(t, unreadable_disk);
	tcase_add_test(t, real_ntfs);
	tcase_add_test(t, hostile_worker);
	tcase_add_test(t, bad_arguments);
	tcase_add_test(t, collected_bitlocker);
	suite_add_tcase(s, t);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	int bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? 1 : 0;
}
