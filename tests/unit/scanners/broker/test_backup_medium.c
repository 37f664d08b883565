/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `kenshin backup run --medium` with a broker that takes a loop device for the owner's disk: proven only
 * after the guard is set again; cut, gone on with, refused, full. */
/* link: scanners/engine scanners/disks core/record core/text */
#include "core/model/carry.h"
#include "core/record/backup.h"
#include "tests/unit/scanners/broker/memory_fixture.h"

static char kenshin_program[PATH_MAX + 32], client[160];
static struct backup_told_progress last;
static unsigned n_progress;

static void client_file(const char *file, size_t n)
{
	char path[256], *bytes = xmalloc(n);
	uint32_t x = 7; /* does not get smaller */

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)((x = x * 1664525u + 1013904223u) >> 24);
	snprintf(path, sizeof(path), "%s/%s", client, file);
	text_file(path, bytes, n);
	ck_assert_int_eq(chmod(path, 0644), 0);
	free(bytes);
}

static void client_folder(void)
{
	snprintf(client, sizeof(client), "%s/client", folder);
	ck_assert(mkdir(client, 0755) == 0 || errno == EEXIST);
	ck_assert_int_eq(chmod(client, 0755), 0);
	client_file("letter.txt", 4000);
	client_file("photo.jpg", 300000);
}

/* Runs it; what its last line says. */
static struct backup_told backup(uint64_t number, const char *type, const char *more)
{
	char target[CARRY_TARGET_MAX + 1], fd_text[16], out[160], *line = NULL;
	struct carry_target t = { .sequence = number };
	const char *const argv[] = { kenshin_program, "backup",   "run",  "--root",
				     client,          "--medium", target, "--records",
				     "--broker-fd",   fd_text,    more,   NULL };
	static struct backup_record r;
	struct backup_told told = { .state = BACKUP_STATES };
	pid_t pid;
	int sock = serve(true, &pid), copy = dup(sock);
	size_t room = 0;
	ssize_t n;
	FILE *f;
	bool good;

	snprintf(t.disk, sizeof(t.disk), "%s", name);
	snprintf(t.type, sizeof(t.type), "%s", type);
	carry_target_print(&t, target);
	snprintf(out, sizeof(out), "%s/out", folder);
	snprintf(fd_text, sizeof(fd_text), "%d", copy);
	good = run(argv, out);
	close(copy);
	over(sock, pid);
	f = fopen(out, "re");
	n_progress = 0;
	while ((n = getline(&line, &room, f)) > 0) {
		if (record_parse_backup(line, (size_t)n - 1, &r, &err) < 0)
			continue; /* the sentence on standard error */
		n_progress += r.kind == BACKUP_RECORD_PROGRESS;
		if (r.kind == BACKUP_RECORD_PROGRESS)
			last = r.progress;
		if (r.kind == BACKUP_RECORD_END)
			told = r.end;
	}
	free(line);
	fclose(f);
	ck_assert_int_eq(told.state == BACKUP_STATE_PROVEN, good);
	ck_assert(guarded() && access(note, F_OK) < 0);
	return told;
}

/* What lies there, by whom. */
static int lies_there(const char *backup_folder, const char *file, struct stat *ret)
{
	char path[300];
	pid_t pid;
	int sock = serve(true, &pid), fd = open(image, O_RDONLY);
	int dir = broker_mount(sock, fd, "ext4", 0, 0, &err), r;

	ck_assert_int_ge(dir, 0);
	snprintf(path, sizeof(path), BROKER_FOLDER "/%s/%s", backup_folder, file);
	r = fstatat(dir, path, ret, AT_SYMLINK_NOFOLLOW);
	close(fd);
	close(dir);
	over(sock, pid);
	return r;
}

START_TEST(taken_and_proven)
{
	struct backup_told b;
	struct stat st;

	if (!memory(65536))
		return;
	client_folder();
	b = backup(sequence, "ext4", NULL);
	ck_assert_msg(b.state == BACKUP_STATE_PROVEN, "%s", backup_end_name(b.reason));
	ck_assert_uint_eq(b.files, 2);
	ck_assert_uint_eq(b.bytes, 304000);
	ck_assert(b.stored > 300000 && b.restored == 2);
	ck_assert_uint_eq(backup_told_permille(&last), 1000);
	ck_assert_uint_eq(last.same_files, 2);
	ck_assert_int_eq(lies_there(b.folder, "0001.zip", &st), 0);
	ck_assert_uint_eq(st.st_uid, 65534); /* not root: root never saw a byte of it */
	ck_assert_int_eq(lies_there(b.folder, "README.txt", &st), 0);
	/* once more to be gone on with: it is whole, and only read back */
	b = backup(sequence, "ext4", "--resume");
	ck_assert_int_eq(b.state, BACKUP_STATE_PROVEN);
	ck_assert_uint_eq(b.files, 2);
	forget_memory();
}
END_TEST

START_TEST(refused)
{
	struct backup_told b;

	if (!memory(65536))
		return;
	client_folder();
	b = backup(sequence + 1, "ext4", NULL); /* another one came under this name */
	ck_assert_str_eq(backup_end_name(b.reason), "gone");
	b = backup(sequence, "ntfs", NULL);
	ck_assert_str_eq(backup_end_name(b.reason), "kind");
	b = backup(sequence, "ext4", "--resume"); /* nothing was begun there */
	ck_assert_str_eq(backup_end_name(b.reason), "other-pc");
	ck_assert_int_eq(b.state, BACKUP_STATE_INCOMPLETE);
	forget_memory();
}
END_TEST

START_TEST(no_room)
{
	struct backup_told b;

	if (!memory(8192))
		return;
	client_folder();
	client_file("film.mp4", 9000000);
	b = backup(sequence, "ext4", NULL);
	ck_assert_str_eq(backup_end_name(b.reason), "no-room");
	ck_assert_int_eq(b.state, BACKUP_STATE_INCOMPLETE);
	forget_memory();
}
END_TEST

/* A name that is there already and is no folder of ours: nothing is followed, nothing is written. */
START_TEST(a_link_in_the_way)
{
	struct backup_told b;
	pid_t pid;
	int sock, dir;

	if (!memory(65536))
		return;
	client_folder();
	sock = serve(true, &pid);
	dir = broker_write(sock, name, sequence, "ext4", 0, &err);
	ck_assert_int_ge(dir, 0);
	ck_assert_int_eq(symlinkat("/tmp", dir, BROKER_FOLDER), 0);
	close(dir);
	ck_assert_int_eq(broker_eject(sock, name, &err), 0);
	over(sock, pid);
	b = backup(sequence, "ext4", NULL);
	ck_assert_str_eq(backup_end_name(b.reason), "unreadable");
	forget_memory();
}
END_TEST

int main(void)
{
	Suite *s = suite_create("backup-medium");
	TCase *t = tcase_create("backup-medium");
	int r = memory_begin();

	if (r)
		return r;
	find_worker_program(kenshin_program, sizeof(kenshin_program));
	worker = strdup(kenshin_program);
	snprintf(strrchr(kenshin_program, '/'), 32, "/kenshin");
	tcase_set_timeout(t, 60);
	tcase_add_test(t, taken_and_proven);
	tcase_add_test(t, refused);
	tcase_add_test(t, no_room);
	tcase_add_test(t, a_link_in_the_way);
	return disks_end(s, t);
}
