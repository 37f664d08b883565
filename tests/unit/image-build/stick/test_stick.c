/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin-stick's parts without a stick: SHA-256 by its published examples, the partition table,
 * the manifest, what may be on the data partition, and which devices may be written to. */
/* link: image-build/stick */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "image-build/stick/check.h"
#include "image-build/stick/device.h"
#include "image-build/stick/fence.h"
#include "image-build/stick/gpt.h"
#include "image-build/stick/manifest.h"
#include "image-build/stick/sha256.h"
#include "tests/unit/image-build/stick/table.h"
#include "tests/unit/suite.h"

static struct err err;
static struct arena arena;
static char dir[64];

static void begin(void)
{
	err = (struct err){ 0 };
	arena = (struct arena){ 0 };
	snprintf(dir, sizeof(dir), "/tmp/kenshin-stick-test-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static int remove_one(const char *path, const struct stat *st, int what, struct FTW *w)
{
	(void)st, (void)what, (void)w;
	return remove(path);
}

static void end(void)
{
	arena_done(&arena);
	nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static const char *hashed(const void *p, size_t n, size_t step)
{
	static char hex[SHA256_HEX];
	struct sha256 s;

	sha256_begin(&s);
	for (size_t at = 0; at < n; at += step)
		sha256_add(&s, (const char *)p + at, MIN(step, n - at));
	sha256_end(&s, hex);
	return hex;
}

START_TEST(sha256_of_the_standard)
{
	static const char two[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	static const char of_two[] =
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
	char *a = malloc(1000000);

	ck_assert_str_eq(hashed("", 0, 1),
			 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	ck_assert_str_eq(hashed("abc", 3, 3),
			 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	for (size_t step = 1; step < 60; step++)
		ck_assert_str_eq(hashed(two, 56, step), of_two);
	memset(a, 'a', 1000000);
	ck_assert_str_eq(hashed(a, 1000000, 4093),
			 "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	free(a);
}
END_TEST

START_TEST(table_grows_and_shrinks_to_what_it_was)
{
	uint8_t head[GPT_HEAD_BYTES], copy[GPT_HEAD_BYTES], tail[GPT_TAIL_BYTES];
	struct gpt g;

	table_make(head);
	ck_assert_int_eq(gpt_parse(head, &g, &err), 0);
	ck_assert_uint_eq(g.total, TABLE_TOTAL);
	ck_assert_str_eq(g.part[3].name, "kenshin-data");
	memcpy(copy, head, sizeof(head));
	gpt_fit(copy, 1000000, gpt_grown_last(1000000));
	ck_assert_int_eq(gpt_parse(copy, &g, &err), 0);
	ck_assert_uint_eq(g.total, 1000000);
	ck_assert_uint_eq((g.part[3].start + g.part[3].sectors) % 2048, 0);
	ck_assert_uint_le(g.part[3].start + g.part[3].sectors, 1000000 - GPT_TAIL);
	gpt_fit(copy, TABLE_TOTAL, TABLE_DATA_LAST);
	ck_assert_int_eq(memcmp(copy, head, sizeof(head)), 0);
	gpt_tail(head, tail);
	ck_assert_int_eq(memcmp(tail, head + 1024, 16384), 0);
	ck_assert_int_eq(memcmp(tail + 16384, "EFI PART", 8), 0);
}
END_TEST

START_TEST(another_table_is_refused)
{
	uint8_t head[GPT_HEAD_BYTES];
	struct gpt g;

	for (size_t at = 512; at < sizeof(head); at += at < 1024 ? 1 : 61) {
		if (at >= 512 + 92 && at < 1024)
			continue; /* behind the header: check_shape() sees it */
		table_make(head);
		head[at] ^= 0x10;
		ck_assert_msg(gpt_parse(head, &g, &err) < 0, "byte %zu", at);
	}
	table_make(head);
	gpt_fit(head, TABLE_TOTAL, TABLE_TOTAL); /* past the end, with right checksums */
	ck_assert_int_lt(gpt_parse(head, &g, &err), 0);
	gpt_fit(head, TABLE_TOTAL, 5);
	ck_assert_int_lt(gpt_parse(head, &g, &err), 0);
}
END_TEST

/* --- manifest --- */

static const char good[] =
    "kenshin-manifest 1\nversion 0.1\nbuilt 2026-11-22\n"
    "image 20480000 " TABLE_HASH "\nhead " TABLE_HASH "\n"
    "part 1 2048 2048 kenshin-bios\npart 2 4096 2048 kenshin-efi\n"
    "part 3 6144 2048 kenshin-root\npart 4 8192 30720 kenshin-data\n"
    "area 34 2014 " TABLE_HASH " between\narea 2048 6144 " TABLE_HASH " kenshin-bios\n"
    "folder EFI\nfile 5 " TABLE_HASH " EFI/a name.cfg\ndata results/*.age\nend 15\n";

static int parse(const char *text, struct manifest *m)
{
	err = (struct err){ 0 };
	return manifest_parse(text, strlen(text), &arena, m, &err);
}

/* The good one with the first `from` replaced. */
static int parse_with(const char *from, const char *to)
{
	const char *at = strstr(good, from);
	struct manifest m;

	ck_assert_ptr_nonnull(at);
	return parse(
	    arena_printf(&arena, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from)), &m);
}

START_TEST(manifest_is_read)
{
	struct manifest m;
	char words[400];

	ck_assert_msg(parse(good, &m) == 0, "%s", err_text(&err, words, sizeof(words)));
	ck_assert_str_eq(m.version, "0.1");
	ck_assert_uint_eq(m.n_areas, 2);
	ck_assert_uint_eq(m.n_files, 2);
	ck_assert(m.file[0].folder);
	ck_assert_str_eq(m.file[1].path, "EFI/a name.cfg");
	ck_assert(manifest_allows(&m, "results/x.age", false));
	ck_assert(manifest_allows(&m, "results", true));
	ck_assert(!manifest_allows(&m, "results", false));
	ck_assert(!manifest_allows(&m, "results/a/x.age", false));
	ck_assert(!manifest_allows(&m, "res", true));
}
END_TEST

START_TEST(manifest_that_leaves_something_out_is_refused)
{
	struct manifest m;

	ck_assert_int_lt(parse_with("end 15\n", ""), 0);
	ck_assert_int_lt(parse_with("end 15", "end 16"), 0);
	ck_assert_int_lt(parse_with("end 15\n", "end 15\nversion 2\n"), 0);
	ck_assert_int_lt(parse_with("area 34 2014", "area 35 2013"), 0);
	ck_assert_int_lt(parse_with("area 2048 6144", "area 2048 6143"), 0);
	ck_assert_int_lt(parse_with("area 2048 6144", "area 2048 61440000000"), 0);
	ck_assert_int_lt(parse_with("part 2 4096", "part 2 3000"), 0);
	ck_assert_int_lt(parse_with("part 4 8192 30720", "part 4 8192 3072000"), 0);
	ck_assert_int_lt(parse_with("kenshin-manifest 1", "kenshin-manifest 2"), 0);
	ck_assert_int_lt(parse_with("head ", "tail "), 0);
	ck_assert_int_lt(parse_with("image 20480000", "image 20480001"), 0);
	ck_assert_int_lt(parse_with("folder EFI", "folder "), 0);
	ck_assert_int_lt(parse("", &m), 0);
	ck_assert_uint_eq(m.n_files, 0);
	ck_assert_int_lt(manifest_parse("kenshin\0x", 9, &arena, &m, &err), 0);
}
END_TEST

START_TEST(only_what_belongs_on_the_data_partition)
{
	static const char *const ours[] = {
		"README.txt",
		"signatures/daily.cvd",
		"signatures/kenshin-test.ndb",
		"signatures/main.cld",
		"kenshin/chamber.txt",
		"kenshin/tally-aside-12.csv",
		"kenshin/loan.json",
		"kenshin/issued.txt",
		"signatures/kenshin-test.hdb",
		"kenshin/.x.part",
		"kenshin/loan-key.age",
		"signatures/a.hsb",
		"results/0123456789abcdef0123456789abcdef.age",
	};
	static const char *const others[] = {
		"autorun.inf",        "signatures/setup.exe", "results/x.age", "kenshin/evil.sh",
		"signatures/a/b.cvd", "EFI/BOOT/BOOTX64.EFI", "README.txt/x",  "",
	};

	for (size_t i = 0; i < LEN(ours); i++)
		ck_assert_msg(manifest_known(ours[i], false), "%s", ours[i]);
	for (size_t i = 0; i < LEN(others); i++)
		ck_assert_msg(!manifest_known(others[i], false), "%s", others[i]);
	ck_assert(manifest_known("kenshin", true));
	ck_assert(!manifest_known("EFI", true));
}
END_TEST

/* --- devices, with a sysfs of our own --- */

static void put(const char *path, const char *text)
{
	char full[400], *slash;
	FILE *f;

	snprintf(full, sizeof(full), "%s/%s", dir, path);
	for (slash = strchr(full + strlen(dir) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(full, 0700);
		*slash = '/';
	}
	f = fopen(full, "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

static void disk(const char *name, const char *where, const char *number, const char *removable)
{
	char path[200], link[300], to[300];

	snprintf(path, sizeof(path), "devices/%s/block/%s/dev", where, name);
	put(path, number);
	snprintf(path, sizeof(path), "devices/%s/block/%s/removable", where, name);
	put(path, removable);
	snprintf(path, sizeof(path), "devices/%s/block/%s/size", where, name);
	put(path, "1000000\n");
	snprintf(path, sizeof(path), "devices/%s/block/%s/device/model", where, name);
	put(path, "Ultra           \n");
	snprintf(path, sizeof(path), "dev/block/x");
	put(path, "");
	snprintf(link, sizeof(link), "%s/dev/block/%s", dir, number);
	snprintf(to, sizeof(to), "../../devices/%s/block/%s", where, name);
	ck_assert_int_eq(symlink(to, link), 0);
}

static const char *why(const char *number)
{
	static char mounts[100], swaps[100];
	struct device_source from = { dir, mounts, swaps };
	static struct device d;

	snprintf(mounts, sizeof(mounts), "%s/mountinfo", dir);
	snprintf(swaps, sizeof(swaps), "%s/swaps", dir);
	err = (struct err){ 0 };
	d = (struct device){ 0 };
	return device_may(&from, number, &d, &err) == 0 ? d.model : err.message;
}

START_TEST(only_sticks_that_nobody_uses)
{
	put("mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n30 1 8:33 / /mnt rw - vfat x rw\n");
	put("swaps", "Filename Type Size Used Priority\n/dev/sdd2 partition 1 0 -2\n");
	disk("sda", "pci0/ata1", "8:0", "0");
	disk("sdb", "pci0/usb1/1-1", "8:16", "0");
	disk("sdc", "pci0/usb1/1-2", "8:32", "1");
	put("devices/pci0/usb1/1-2/block/sdc/sdc1/dev", "8:33\n");
	put("devices/pci0/usb1/1-2/block/sdc/sdc1/partition", "1\n");
	disk("sdd", "pci0/usb1/1-3", "8:48", "1");
	put("devices/pci0/usb1/1-3/block/sdd/sdd2/dev", "8:50\n");
	put("devices/pci0/usb1/1-3/block/sdd/sdd2/partition", "2\n");
	disk("sde", "pci0/usb1/1-4", "8:64", "1");
	put("devices/pci0/usb1/1-4/block/sde/holders/dm-0", "");
	disk("sdf", "pci0/usb1/1-5", "8:80", "1");
	put("devices/pci0/usb1/1-5/block/sdf/ro", "1\n");
	disk("mmcblk0", "pci0/sdhci", "179:0", "1");
	ck_assert_str_eq(why("8:16"), "Ultra");
	ck_assert_str_eq(why("179:0"), "Ultra");
	ck_assert_ptr_nonnull(strstr(why("8:0"), "not on USB"));
	ck_assert_ptr_nonnull(strstr(why("8:32"), "mounted"));
	ck_assert_ptr_nonnull(strstr(why("8:48"), "in use"));
	ck_assert_ptr_nonnull(strstr(why("8:64"), "in use"));
	ck_assert_ptr_nonnull(strstr(why("8:80"), "write-protected"));
	ck_assert_ptr_nonnull(strstr(why("9:9"), "sysfs"));
	put("devices/pci0/usb1/1-1/block/sdb/size", "0\n");
	ck_assert_ptr_nonnull(strstr(why("8:16"), "nothing is plugged in"));
	/* What can't be asked is taken as used. */
	put("devices/pci0/usb1/1-1/block/sdb/size", "1000\n");
	remove(arena_printf(&arena, "%s/mountinfo", dir));
	ck_assert_ptr_nonnull(strstr(why("8:16"), "in use"));
}
END_TEST

/* --- the reader's fence --- */

static int behind_the_fence(int what)
{
	int ends[2], in, out, status;
	pid_t pid;

	ck_assert_int_eq(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		if (fence_close(ends[0], ends[1], &in, &out) < 0)
			_exit(9);
		if (what == 1 && open("/etc/passwd", O_RDONLY) >= 0)
			_exit(8);
		if (what == 2 && fork() >= 0)
			_exit(8);
		if (what == 3 && mmap(NULL, 4096, PROT_READ | PROT_EXEC,
				      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
			_exit(8);
		_exit(write(out, "x", 1) == 1 ? 0 : 7);
	}
	waitpid(pid, &status, 0);
	close(ends[0]);
	close(ends[1]);
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

START_TEST(the_reader_has_no_power)
{
	ck_assert_int_eq(behind_the_fence(0), 0);
#ifndef __SANITIZE_ADDRESS__ /* whose own calls the filter would kill: there is none then */
	for (int what = 1; what <= 3; what++)
		ck_assert_int_eq(behind_the_fence(what), -SIGSYS);
#endif
}
END_TEST

int main(void)
{
	Suite *s = suite_create("stick");
	TCase *t = tcase_create("stick");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, sha256_of_the_standard);
	tcase_add_test(t, table_grows_and_shrinks_to_what_it_was);
	tcase_add_test(t, another_table_is_refused);
	tcase_add_test(t, manifest_is_read);
	tcase_add_test(t, manifest_that_leaves_something_out_is_refused);
	tcase_add_test(t, only_what_belongs_on_the_data_partition);
	tcase_add_test(t, only_sticks_that_nobody_uses);
	tcase_add_test(t, the_reader_has_no_power);
	return suite_result(s, t);
}
