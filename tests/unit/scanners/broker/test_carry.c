/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `kenshin carry` with a broker that takes a loop device for a USB memory. */
/* link: scanners/engine scanners/disks core/record core/text */
#include "core/record/carry.h"
#include "tests/unit/scanners/broker/memory_fixture.h"

static char kenshin_program[PATH_MAX + 32];

/* Runs it; what its line says. */
static struct carry_status carry(uint64_t number, const char *type)
{
	char sheet[160], target[CARRY_TARGET_MAX + 1], fd_text[16], out[160], line[4096] = "";
	struct carry_target t = { .sequence = number };
	const char *const argv[] = { kenshin_program, "carry",  sheet,     "--to",
				     target,          "--case", "0412-07", "--records",
				     "--broker-fd",   fd_text,  NULL };
	struct carry_memory m;
	struct carry_status s = { false, CARRY_REASONS };
	enum carry_record kind;
	pid_t pid;
	int sock = serve(true, &pid), copy = dup(sock), fd; /* a copy outlives the exec */
	bool good;

	snprintf(t.disk, sizeof(t.disk), "%s", name);
	snprintf(t.type, sizeof(t.type), "%s", type);
	carry_target_print(&t, target);
	snprintf(sheet, sizeof(sheet), "%s/sheet", folder);
	snprintf(out, sizeof(out), "%s/out", folder);
	snprintf(fd_text, sizeof(fd_text), "%d", copy);
	good = run(argv, out);
	close(copy);
	over(sock, pid);
	fd = open(out, O_RDONLY);
	ck_assert_int_gt(read(fd, line, sizeof(line) - 1), 0);
	close(fd);
	line[strcspn(line, "\n")] = '\0';
	ck_assert_msg(record_parse_carry(line, strlen(line), &m, &s, &kind, &err) == 0, "%s", line);
	ck_assert_int_eq(kind, CARRY_RECORD_STATUS);
	ck_assert_int_eq(s.saved, good);
	return s;
}

static void sheet_files(size_t pdf)
{
	char path[160], *bytes = xcalloc(1, pdf);

	snprintf(path, sizeof(path), "%s/sheet.pdf", folder);
	memset(bytes, 'p', pdf);
	text_file(path, bytes, pdf);
	free(bytes);
	snprintf(path, sizeof(path), "%s/sheet.txt", folder);
	text_file(path, "a sheet as text\n", 16);
}

static bool lies_there(const char *file, off_t size)
{
	pid_t pid;
	int sock = serve(true, &pid), fd = open(image, O_RDONLY);
	int dir = broker_mount(sock, fd, "ext4", 0, 0, &err);
	struct stat st;
	bool there;

	ck_assert_int_ge(dir, 0);
	there = fstatat(dir, file, &st, AT_SYMLINK_NOFOLLOW) == 0 && st.st_size == size;
	close(fd);
	close(dir);
	over(sock, pid);
	return there;
}

START_TEST(carried)
{
	struct carry_status s;

	if (!memory(8192))
		return;
	sheet_files(200000);
	s = carry(sequence, "ext4");
	ck_assert_msg(s.saved && s.reason == CARRY_NONE, "%s", carry_reason_name(s.reason));
	ck_assert(guarded() && access(note, F_OK) < 0);
	ck_assert(lies_there("kenshin-0412-07.pdf", 200000));
	ck_assert(lies_there("kenshin-0412-07.txt", 16));
	s = carry(sequence, "ext4"); /* once more: takes the place of its own older one */
	ck_assert(s.saved);
	forget_memory();
}
END_TEST

START_TEST(not_carried)
{
	struct carry_status s;

	if (!memory(1024))
		return;
	sheet_files(4 << 20);
	s = carry(sequence, "ext4");
	ck_assert(!s.saved);
	ck_assert_str_eq(carry_reason_name(s.reason), "no-room");
	ck_assert(guarded() && access(note, F_OK) < 0);
	ck_assert(!lies_there("kenshin-0412-07.pdf", 4 << 20));
	s = carry(sequence + 1, "ext4");
	ck_assert_str_eq(carry_reason_name(s.reason), "gone");
	s = carry(sequence, "ntfs");
	ck_assert_str_eq(carry_reason_name(s.reason), "kind");
	s = carry(sequence, "vfat");
	ck_assert(!s.saved && (s.reason == CARRY_UNREADABLE || s.reason == CARRY_KIND));
	ck_assert(guarded());
	forget_memory();
}
END_TEST

int main(void)
{
	Suite *s = suite_create("carry");
	TCase *t = tcase_create("carry");
	int r = memory_begin();

	if (r)
		return r;
	find_worker_program(kenshin_program, sizeof(kenshin_program));
	snprintf(strrchr(kenshin_program, '/'), 32, "/kenshin");
	tcase_set_timeout(t, 60);
	tcase_add_test(t, carried);
	tcase_add_test(t, not_carried);
	return disks_end(s, t);
}
