/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `kenshin backup run --medium` onto NTFS: a worker without power serves it, root has no byte of it. Whole and
 * proven, as others read it, too; stopped and gone on with; killed, its worker killed, made read only in
 * the middle: never called finished, what was finished is whole, and Windows is told to look it over. */
/* link: scanners/engine scanners/disks core/record core/text */
#include "tests/unit/scanners/broker/backup_fixture.h"

/* ntfs-3g's own driver, in this test's mount namespace: all parts that have their name are whole. */
static bool parts_whole(void)
{
	char line[900], there[160];
	const char *const argv[] = { "sh", "-eu", "-c", line, NULL };
	char log[160];

	snprintf(there, sizeof(there), "%s/there", folder);
	mkdir(there, 0755);
	snprintf(log, sizeof(log), "%s/log", folder);
	snprintf(line, sizeof(line),
		 "ntfs-3g -o ro %s %s; trap 'umount %s' EXIT; "
		 "find %s -name '*.zip' >%s/names; while read -r f; do unzip -tqq \"$f\"; done "
		 "<%s/names",
		 image, there, there, there, folder, folder);
	return run(argv, log);
}

static bool marked_in_use(void)
{
	return !shell("ntfsinfo -m %s | grep -q 'Volume Flags: 0x0000'", image);
}

static void in_order(void)
{
	ck_assert(shell("ntfsfix -n %s", image));
	ck_assert(!marked_in_use());
	ck_assert(parts_whole());
}

START_TEST(taken_and_proven)
{
	struct backup_told b;

	if (!memory_with("ntfs", 65536))
		return;
	large_client();
	b = backup(sequence, "ntfs", NULL);
	ck_assert_msg(b.state == BACKUP_STATE_PROVEN, "%s", backup_end_name(b.reason));
	ck_assert_uint_eq(b.files, 32);
	ck_assert_uint_eq(b.restored, 20);
	ck_assert_uint_eq(backup_told_permille(&last), 1000);
	in_order();
	/* another one beside it, and one to be gone on with that is whole */
	b = backup(sequence, "ntfs", "--resume");
	ck_assert_int_eq(b.state, BACKUP_STATE_PROVEN);
	in_order();
	forget_memory();
}
END_TEST

START_TEST(full)
{
	struct backup_told b;

	if (!memory_with("ntfs", 16384))
		return;
	large_client();
	b = backup(sequence, "ntfs", NULL);
	ck_assert_str_eq(backup_end_name(b.reason), "no-room");
	ck_assert_int_eq(b.state, BACKUP_STATE_INCOMPLETE);
	in_order();
	forget_memory();
}
END_TEST

START_TEST(stopped_and_gone_on_with)
{
	struct backup_told b = { .state = BACKUP_STATE_PROVEN };

	if (!memory_with("ntfs", 65536))
		return;
	large_client();
	for (moment = 150; b.state == BACKUP_STATE_PROVEN && moment; moment -= 30)
		b = backup_beside(sequence, "ntfs", NULL, stopped);
	ck_assert_str_eq(backup_end_name(b.reason), "stopped");
	in_order();
	b = backup(sequence, "ntfs", b.folder[0] ? "--resume" : NULL);
	ck_assert_msg(b.state == BACKUP_STATE_PROVEN, "%s", backup_end_name(b.reason));
	ck_assert_uint_eq(b.files, 32);
	in_order();
	forget_memory();
}
END_TEST

/* Whatever it was, the disk is guarded again (backup() looks), marked, and refused in words until Windows
 * has looked at it. */
static unsigned cut(void (*beside)(pid_t pid), unsigned ms)
{
	struct backup_told b;
	unsigned marked;

	if (!memory_with("ntfs", 65536))
		return 0;
	moment = ms;
	b = backup_beside(sequence, "ntfs", NULL, beside);
	marked = marked_in_use();
	ck_assert(parts_whole());
	if (marked) {
		ck_assert_int_ne(b.state, BACKUP_STATE_PROVEN);
		b = backup(sequence, "ntfs", NULL);
		ck_assert_str_eq(backup_end_name(b.reason), "unclean");
	}
	forget_memory();
	return marked;
}

/* At n moments, `apart` milliseconds from each other; the quicker the machine, the fewer of the late ones meet it
 * at work, and more of the early ones follow until it was met often enough. */
static void cut_often(void (*beside)(pid_t pid), unsigned n, unsigned apart, unsigned least)
{
	unsigned marked = 0;

	large_client();
	for (unsigned i = 0; i < n || (marked < least && i < 4 * n); i++)
		marked += cut(beside, i < n ? apart * i : apart / 4 * (i % n));
	ck_assert_uint_ge(marked, least);
}

START_TEST(killed_at_many_moments)
{
	cut_often(killed, 12, 30, 5);
}
END_TEST

static void without_its_worker(pid_t pid)
{
	pid_t server = wait_for_server();

	(void)pid;
	if (server)
		kill(server, SIGKILL);
}

/* Nothing hangs on a mount that nobody serves any more. */
START_TEST(its_worker_is_killed)
{
	cut_often(without_its_worker, 8, 45, 4);
}
END_TEST

static void read_only_now(pid_t pid)
{
	(void)pid;
	(void)wait_for_server();
	set_guarded(1);
}

/* As with a disk that was pulled out, or a switch that was moved. */
START_TEST(nothing_more_can_be_written)
{
	cut_often(read_only_now, 8, 45, 4);
}
END_TEST

START_TEST(what_windows_has_not_finished_with)
{
	struct backup_told b;
	uint64_t before;

	if (!memory_with("ntfs", 65536))
		return;
	set_guarded(0);
	/* what ntfsfix does for Windows to look it over: the flag */
	ck_assert(shell("ntfsfix %s", image));
	set_guarded(1);
	ck_assert(marked_in_use());
	client_folder();
	before = sum(image);
	b = backup(sequence, "ntfs", NULL);
	ck_assert_str_eq(backup_end_name(b.reason), "unclean");
	ck_assert_int_eq(b.state, BACKUP_STATE_INCOMPLETE);
	ck_assert_uint_eq(sum(image), before); /* not one byte */
	forget_memory();
}
END_TEST

int main(void)
{
	Suite *s = suite_create("backup-ntfs");
	TCase *t = tcase_create("backup-ntfs");
	int r = backup_begin();

	if (r)
		return r;
	if (access("/dev/fuse", R_OK | W_OK) < 0) {
		puts("skipped: no FUSE here");
		return 77;
	}
	tcase_set_timeout(t, 180);
	tcase_add_test(t, taken_and_proven);
	tcase_add_test(t, full);
	tcase_add_test(t, stopped_and_gone_on_with);
	tcase_add_test(t, killed_at_many_moments);
	tcase_add_test(t, its_worker_is_killed);
	tcase_add_test(t, nothing_more_can_be_written);
	tcase_add_test(t, what_windows_has_not_finished_with);
	return disks_end(s, t);
}
