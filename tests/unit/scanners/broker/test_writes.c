/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one way in which a disk becomes writable, and `kenshin carry`, which goes it. A loop device with
 * ext4 stands in for a USB memory: the server is told so (rehearsal), the shipped broker refuses it.
 * Everything below /run/kenshin is this test's own. Needs root, loop devices and mount namespaces. */
/* link: scanners/engine scanners/disks core/record core/text */
#include <errno.h>
#include <inttypes.h>
#include <linux/fs.h>
#include <linux/loop.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "core/model/carry.h"
#include "core/record/carry.h"
#include "scanners/broker/server.h"
#include "scanners/disks/loop.h"
#include "tests/unit/scanners/engine/crew_fixture.h"

static char folder[] = "/tmp/kenshin-writes-XXXXXX";
static char kenshin_program[PATH_MAX + 32];
static char image[128], note[96], name[32];
static struct loop loop;
static uint64_t sequence;
static struct err err;

/* --- a server, and a memory ------------------------------------------------------------------- */
static int serve(bool rehearsal, pid_t *ret)
{
	int pair[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	*ret = fork();
	if (*ret == 0) {
		static struct server s;

		close(pair[0]);
		s.rehearsal = rehearsal;
		server_run(&s, pair[1]);
		_exit(0);
	}
	close(pair[1]);
	return pair[0];
}

static void over(int sock, pid_t pid)
{
	int status;

	close(sock);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
}

static bool run(const char *const *argv, const char *out)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		int fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0644);

		dup2(fd, 1);
		dup2(fd, 2);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void text_file(const char *path, const char *text, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_write_full(fd, text, n), 0);
	close(fd);
}

static bool guarded(void)
{
	int ro = 0;

	ck_assert_int_eq(ioctl(loop.fd, BLKROGET, &ro), 0);
	return ro;
}

static void set_guarded(int on)
{
	ck_assert_int_eq(ioctl(loop.fd, BLKROSET, &on), 0);
}

static bool attach(void)
{
	int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	int file = open(image, O_RDWR | O_CLOEXEC), done = -1, fd = -1;
	struct loop_config config = { .fd = (uint32_t)file };

	for (int i = 0; control >= 0 && done < 0 && i < 16; i++) {
		snprintf(loop.path, sizeof(loop.path), "/dev/loop%d",
			 ioctl(control, LOOP_CTL_GET_FREE));
		fd = open(loop.path, O_RDWR | O_CLOEXEC);
		done = fd < 0 ? -1 : ioctl(fd, LOOP_CONFIGURE, &config);
		if (done < 0 && fd >= 0)
			close(fd);
	}
	close(file);
	close(control);
	loop.fd = done < 0 ? -1 : open(loop.path, O_RDONLY | O_CLOEXEC);
	if (done == 0)
		close(fd);
	return loop.fd >= 0;
}

/* Guarded, as udev's rule leaves every disk on the stick. False: not on this machine. */
static bool memory(unsigned kilobytes)
{
	char size[32], path[96], text[32] = "", log[160];
	const char *const argv[] = { "mke2fs",       "-q", "-t",
				     "ext4",         "-E", "root_owner=65534:65534",
				     "-m",           "0",  "-O",
				     "^has_journal", "-F", image,
				     size,           NULL };
	int fd;

	snprintf(image, sizeof(image), "%s/memory.img", folder);
	snprintf(size, sizeof(size), "%u", kilobytes);
	snprintf(log, sizeof(log), "%s/log", folder);
	unlink(image);
	text_file(image, "", 0);
	if (truncate(image, (off_t)kilobytes * 1024) < 0 || !run(argv, log) || !attach()) {
		puts("skipped: no mke2fs or no loop devices here");
		return false;
	}
	snprintf(name, sizeof(name), "%s", loop.path + 5);
	snprintf(note, sizeof(note), "/run/kenshin/writable/%s", name);
	snprintf(path, sizeof(path), "/sys/block/%s/diskseq", name);
	fd = open(path, O_RDONLY);
	if (fd < 0 || read(fd, text, sizeof(text) - 1) <= 0 ||
	    sscanf(text, "%" SCNu64, &sequence) != 1) {
		puts("skipped: this kernel numbers no disks");
		return false;
	}
	close(fd);
	set_guarded(1);
	err = (struct err){ 0 };
	return true;
}

static void forget_memory(void)
{
	ck_assert_int_eq(loop_detach(&loop, &err), 0);
}

static int file_in(int dir, const char *file, const char *text)
{
	int r, fd = openat(dir, file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0)
		return -errno;
	r = io_write_full(fd, text, strlen(text));
	close(fd);
	return r;
}

/* --- the broker ------------------------------------------------------------------------------- */
START_TEST(refusals)
{
	pid_t pid;
	int sock;

	if (!memory(8192))
		return;
	sock = serve(false, &pid); /* as shipped: on USB, removable, or nothing */
	ck_assert_int_eq(broker_write(sock, name, sequence, "ext4", 0, &err), -EPERM);
	ck_assert_int_eq(broker_write(sock, name, sequence, "vfat", 0, &err), -EPERM);
	ck_assert_int_eq(broker_write(sock, "nosuchdisk", 1, "vfat", 0, &err), -ENODEV);
	ck_assert_int_eq(broker_write(sock, "../sda", 1, "vfat", 0, &err), -ENODEV);
	over(sock, pid);
	sock = serve(true, &pid);
	ck_assert_int_eq(broker_write(sock, name, sequence + 1, "ext4", 0, &err), -ESTALE);
	ck_assert_int_eq(broker_write(sock, name, 0, "ext4", 0, &err), -ESTALE);
	ck_assert_int_eq(broker_write(sock, name, sequence, "xfs", 0, &err), -EOPNOTSUPP);
	ck_assert_int_eq(broker_write(sock, name, sequence, "ntfs", 0, &err), -EOPNOTSUPP);
	ck_assert_int_eq(broker_write(sock, name, sequence, "ext4", 1048576, &err), -ENODEV);
	ck_assert(guarded() && access(note, F_OK) < 0);
	/* not what it says it is: lifted, not mounted, set again */
	ck_assert_int_lt(broker_write(sock, name, sequence, "vfat", 0, &err), 0);
	ck_assert(guarded() && access(note, F_OK) < 0);
	text_file("/run/kenshin/stick-disk", name, strlen(name));
	ck_assert_int_eq(broker_write(sock, name, sequence, "ext4", 0, &err), -EBUSY);
	unlink("/run/kenshin/stick-disk");
	mkdir("/run/kenshin/writable", 0755); /* the stick's own note is empty */
	text_file(note, "", 0);
	ck_assert_int_eq(broker_write(sock, name, sequence, "ext4", 0, &err), -EBUSY);
	ck_assert(access(note, F_OK) == 0 && guarded());
	unlink(note);
	over(sock, pid);
	forget_memory();
}
END_TEST

START_TEST(written_and_guarded_again)
{
	char text[64] = "", want[64];
	pid_t pid, second_pid;
	int sock, second, dir, fd;

	if (!memory(8192))
		return;
	sock = serve(true, &pid);
	dir = broker_write(sock, name, sequence, "ext4", 0, &err);
	ck_assert_msg(dir >= 0, "%s", err.message);
	ck_assert(!guarded());
	fd = open(note, O_RDONLY);
	ck_assert_int_gt(read(fd, text, sizeof(text) - 1), 0);
	close(fd);
	snprintf(want, sizeof(want), "broker %" PRIu64 "\n", sequence);
	ck_assert_str_eq(text, want); /* what guard-one compares */
	ck_assert_int_eq(file_in(dir, "sheet.txt", "a sheet"), 0);
	/* one at a time, whoever asks */
	ck_assert_int_eq(broker_write(sock, name, sequence, "ext4", 0, &err), -EBUSY);
	second = serve(true, &second_pid);
	ck_assert_int_eq(broker_write(second, name, sequence, "ext4", 0, &err), -EBUSY);
	ck_assert(!guarded());
	over(second, second_pid);
	ck_assert(!guarded() && access(note, F_OK) == 0);
	close(dir);
	err_clear(&err);
	ck_assert_msg(broker_eject(sock, name, &err) == 0, "%s", err.message);
	ck_assert(guarded() && access(note, F_OK) < 0);
	/* and it is there */
	fd = open(image, O_RDONLY);
	dir = broker_mount(sock, fd, "ext4", 0, 0, &err);
	close(fd);
	ck_assert_int_ge(dir, 0);
	ck_assert_int_eq(faccessat(dir, "sheet.txt", F_OK, 0), 0);
	close(dir);
	over(sock, pid);
	ck_assert(guarded());
	forget_memory();
}
END_TEST

/* Whoever still holds a file of it when it is asked for is told, and writes nothing more. */
START_TEST(still_held)
{
	pid_t pid;
	int sock, dir;

	if (!memory(8192))
		return;
	sock = serve(true, &pid);
	dir = broker_write(sock, name, sequence, "ext4", 0, &err);
	ck_assert_int_ge(dir, 0);
	ck_assert_int_eq(broker_eject(sock, name, &err), -EBUSY);
	ck_assert(guarded());
	close(dir);
	over(sock, pid);
	forget_memory();
}
END_TEST

/* The caller dies in the middle: the guard is set again, what was whole is there. */
START_TEST(caller_goes)
{
	pid_t pid;
	int sock, dir;

	if (!memory(8192))
		return;
	sock = serve(true, &pid);
	dir = broker_write(sock, name, sequence, "ext4", 0, &err);
	ck_assert_int_ge(dir, 0);
	ck_assert(!guarded());
	close(dir);
	over(sock, pid);
	ck_assert(guarded() && access(note, F_OK) < 0);
	forget_memory();
}
END_TEST

/* The broker itself is killed: the next one finds the note that nobody holds. */
START_TEST(broker_killed)
{
	pid_t pid;
	int sock, dir, status;

	if (!memory(8192))
		return;
	sock = serve(true, &pid);
	dir = broker_write(sock, name, sequence, "ext4", 0, &err);
	ck_assert_int_ge(dir, 0);
	close(dir);
	kill(pid, SIGKILL);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	close(sock);
	ck_assert(!guarded() && access(note, F_OK) == 0);
	text_file("/run/kenshin/writable/sdz9", "", 0); /* the stick's own stays */
	sock = serve(true, &pid);
	{
		char names[BROKER_LIST_MAX][BROKER_NAME_MAX];
		size_t n;

		ck_assert_int_eq(broker_list(sock, names, BROKER_LIST_MAX, &n, &err), 0);
	}
	ck_assert(guarded() && access(note, F_OK) < 0);
	ck_assert_int_eq(access("/run/kenshin/writable/sdz9", F_OK), 0);
	over(sock, pid);
	forget_memory();
}
END_TEST

/* --- kenshin carry ------------------------------------------------------------------------------ */
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

/* /run/kenshin for this test's eyes only. */
static bool own_run(void)
{
	if (geteuid() != 0 || unshare(CLONE_NEWNS) < 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    (mkdir("/run/kenshin", 0755) < 0 && errno != EEXIST) ||
	    mount("tmpfs", "/run/kenshin", "tmpfs", 0, "mode=0755") < 0)
		return false;
	return access("/sys/block", R_OK) == 0;
}

int main(void)
{
	Suite *s = suite_create("writes");
	TCase *t = tcase_create("writes");
	SRunner *r;
	int bad;

	find_worker_program(kenshin_program, sizeof(kenshin_program));
	snprintf(strrchr(kenshin_program, '/'), 32, "/kenshin");
	if (!own_run()) {
		puts("skipped: not root, or no mount namespaces or no /sys here");
		return 77;
	}
	if (!mkdtemp(folder) || chmod(folder, 0755) < 0)
		return 1;
	unsetenv("SUDO_UID");
	unsetenv("SUDO_GID");
	setenv("CK_FORK", "yes", 1);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, refusals);
	tcase_add_test(t, written_and_guarded_again);
	tcase_add_test(t, still_held);
	tcase_add_test(t, caller_goes);
	tcase_add_test(t, broker_killed);
	tcase_add_test(t, carried);
	tcase_add_test(t, not_carried);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_ENV);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	if (fork() == 0)
		execlp("rm", "rm", "-rf", folder, NULL);
	wait(NULL);
	return bad != 0;
}
