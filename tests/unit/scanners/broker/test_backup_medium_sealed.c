/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `kenshin backup run --medium --sealed`, cut in the middle and gone on with without its key: what was finished
 * stays as it is, the whole opens with the key, and another key is refused in words. */
/* link: scanners/engine scanners/disks core/record core/text */
#include "tests/unit/scanners/broker/backup_fixture.h"

#define PARTS "$(ls PC-backup*/????.tar.zst.age PC-backup/PC-backup*/????.tar.zst.age 2>/dev/null)"

static char sealed[300], resumed[320], other[320];

static bool new_key(const char *name_of_key, char *ret, size_t size, const char *more)
{
	char line[160], path[160];
	FILE *f;

	snprintf(line, sizeof(line), "%s/%s", folder, name_of_key);
	if (!shell("k=%s; rm -f $k; age-keygen -o $k 2>/dev/null; age-keygen -y $k >$k.pub", line))
		return false;
	snprintf(path, sizeof(path), "%s/%s.pub", folder, name_of_key);
	f = fopen(path, "re");
	ck_assert(f && fgets(line, sizeof(line), f));
	fclose(f);
	snprintf(ret, size, "--sealed --recipient %.*s%s", (int)strcspn(line, "\n"), line, more);
	return true;
}

/* With the disk mounted by somebody else's driver, read-only, in this test's mount namespace. */
static bool there(const char *type, const char *what)
{
	char line[PATH_MAX + 1200], log[160];
	const char *const argv[] = { "sh", "-eu", "-c", line, NULL };

	snprintf(log, sizeof(log), "%s/log", folder);
	snprintf(line, sizeof(line),
		 "cd %s; mkdir -p there; %s -o ro %s there; trap 'cd /; umount %s/there' EXIT; "
		 "cd there; %s",
		 folder, strcmp(type, "ntfs") ? "mount" : "ntfs-3g", loop.path, folder, what);
	return run(argv, log);
}

static void signalled_then(pid_t beside, int signal)
{
	pid_t pid;

	after(moment);
	pid = child_of(beside);
	if (pid > 0 && kill(pid, signal) == 0)
		killed_it = signal == SIGKILL;
}

static void power_cut(pid_t pid)
{
	signalled_then(pid, SIGKILL);
}

static void ended_by_hand(pid_t pid)
{
	signalled_then(pid, SIGINT);
}

static const struct {
	const char *type;
	void (*beside)(pid_t pid);
} ways[] = { { "ext4", power_cut }, { "ext4", ended_by_hand }, { "ntfs", ended_by_hand } };

START_TEST(cut_and_gone_on_with)
{
	const char *type = ways[_i].type;
	struct backup_told b = { .state = BACKUP_STATE_PROVEN };
	char opened[PATH_MAX + 300];
	bool cut = false;

	if (!new_key("key", sealed, sizeof(sealed), "") ||
	    !new_key("other", other, sizeof(other), " --resume")) {
		puts("skipped: no age-keygen here");
		return;
	}
	snprintf(resumed, sizeof(resumed), "%s --resume", sealed);
	large_client();
	for (moment = 300; !cut && moment < 6000; moment += 100 + moment / 8) {
		if (!memory_with(type, 65536))
			return;
		b = backup_beside(sequence, type, sealed, ways[_i].beside);
		cut = b.state != BACKUP_STATE_PROVEN &&
		      there(type, "test $(echo " PARTS " | wc -w) -ge 3; "
				  "for f in " PARTS "; do sha256sum $f; done >../parts");
		if (!cut)
			forget_memory();
	}
	ck_assert(cut);
	b = backup(sequence, type, other);
	ck_assert_str_eq(backup_end_name(b.reason), "other-keys");
	b = backup(sequence, type, resumed);
	ck_assert_msg(b.state == BACKUP_STATE_PROVEN, "%s", backup_end_name(b.reason));
	ck_assert_uint_eq(b.files, 32);
	/* The last one may have been in the middle of a file that goes on in the next. */
	ck_assert(there(type, "head -n 2 ../parts | sha256sum -c --quiet"));
	snprintf(opened, sizeof(opened),
		 "%s backup verify --identity ../key --from "
		 "\"$(ls -d PC-backup/PC-backup* PC-backup-* 2>/dev/null | head -n 1)\"",
		 kenshin_program);
	ck_assert(there(type, opened));
	forget_memory();
}
END_TEST

int main(void)
{
	Suite *s = suite_create("backup-medium-sealed");
	TCase *t = tcase_create("backup-medium-sealed");
	int r = backup_begin();

	if (r)
		return r;
	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, cut_and_gone_on_with, 0, (int)LEN(ways));
	return disks_end(s, t);
}
