/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of `kenshin backup restore --to-pc` share: a backup, a loop device with an NTFS on which a
 * Windows lies, a broker that takes it for a PC's disk, and an owner at a terminal. */
#pragma once

#include <pty.h>
#include <sys/prctl.h>
#include <sys/un.h>

#include "tests/unit/scanners/broker/backup_fixture.h"

#define PC_KILOBYTES (4u << 20) /* sparse: 2 GB of it have to stay free */

static char backups[160], there[160], out[160];

/* In a shell that knows $image, $client, $backups, $out; $there for a mount, $was for what was on it. */
static inline bool script(const char *text)
{
	const char *const argv[] = { "sh", "-eu", "-c", text, NULL };
	char log[160];

	snprintf(log, sizeof(log), "%s/log", folder);
	setenv("image", image, 1);
	setenv("disk", loop.path, 1);
	return run(argv, log);
}

/* The last of what it said, for whoever reads that a test did not pass. */
static inline const char *last_words(const char *file)
{
	static char text[4000];
	char path[200];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	fd = open(path, O_RDONLY);
	n = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);
	text[MAX(n, (ssize_t)0)] = '\0';
	cleanup_close(&fd);
	return text;
}

static inline void must(const char *text)
{
	ck_assert_msg(script(text), "%s", last_words("log"));
}

/* Of a large file with holes: a hole is the same as zeros. */
static inline uint64_t sparse_sum(void)
{
	static uint8_t buf[65536];
	uint64_t h = 1469598103934665603u;
	int fd = open(image, O_RDONLY);
	off_t at = 0, hole;

	ck_assert_int_ge(fd, 0);
	while ((at = lseek(fd, at, SEEK_DATA)) >= 0) {
		hole = lseek(fd, at, SEEK_HOLE);
		for (ssize_t n; at < hole; at += n) {
			n = pread(fd, buf, (size_t)MIN(hole - at, (off_t)sizeof(buf)), at);
			ck_assert_int_gt(n, 0);
			for (ssize_t i = 0; i < n; i++)
				if (buf[i])
					h = (h ^ buf[i] ^ (uint64_t)(at + i) << 8) * 1099511628211u;
		}
	}
	close(fd);
	return h;
}

/* --- a PC's disk --------------------------------------------------------------------------------- */
#define PC_TREE                                                                                    \
	"mkdir -p $there/Windows/System32/config $there/Users/yamada/Documents; "                  \
	"echo registry >$there/Windows/System32/config/SOFTWARE; "                                 \
	"echo mine >$there/Users/yamada/Documents/letter.txt; "                                    \
	"for i in $(seq 300); do echo $i >$there/Windows/System32/file-$i.dll; done; "

/* False: not on this machine. more: shell commands with the tree mounted at $there, or "". */
static inline bool pc_disk_with(unsigned kilobytes, const char *more)
{
	char text[1200];

	if (!memory_with("ntfs", kilobytes))
		return false;
	snprintf(text, sizeof(text),
		 "ntfs-3g $image $there; trap 'cd /; umount $there' EXIT; " PC_TREE
		 "%s; rm -rf $was; cp -a $there $was",
		 *more ? more : ":");
	must(text);
	return true;
}

static inline bool pc_disk(void)
{
	return pc_disk_with(PC_KILOBYTES, "");
}

/* Every other file and folder is as it was, and nothing of ours lies about. */
#define AS_IT_WAS                                                                                  \
	"diff -r -x 'PC check-up - *' $there $was; test -z \"$(find $there -name '.kenshin*')\"; "

/* Nothing but what was there before. */
static inline void nothing_came(void)
{
	must("ntfs-3g -o ro $image $there; trap 'cd /; umount $there' EXIT; diff -r $there $was");
}

/* --- the owner ---------------------------------------------------------------------------------- */
enum owner { NOBODY_THERE, SAYS_NO, SAYS_YES };

/* What is spoken, how the question ends, the word. */
static const char *language = "en", *question = "press Enter", *yes = "restore\n";
/* What stands on the terminal. */
static char asked[8192];

static inline void child_of_terminal(const char *const *argv, int terminal)
{
	int fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	setsid();
	if (terminal >= 0)
		ioctl(terminal, TIOCSCTTY, 0);
	dup2(fd, 1);
	dup2(fd, 2);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

static inline void answer_on(int master, enum owner owner)
{
	const char *word = owner == SAYS_YES ? yes : "yes\n";
	size_t n = 0;

	asked[0] = '\0';
	while (n < sizeof(asked) - 1 && !strstr(asked, question)) {
		struct pollfd p = { .fd = master, .events = POLLIN };
		ssize_t got =
		    poll(&p, 1, 60000) > 0 ? read(master, asked + n, sizeof(asked) - 1 - n) : -1;

		if (got <= 0)
			return; /* it came to no question */
		n += (size_t)got;
		asked[n] = '\0';
	}
	ck_assert_int_eq(write(master, word, strlen(word)), strlen(word));
}

static pid_t broker; /* of the run at hand */
static bool broker_killed;
static bool socket_kept; /* systemd's place, below */

/* Runs it, its exit code; -1 when it was killed. from: a folder; more, argument: another option, or NULL. */
static inline int to_pc_from(const char *from, uint64_t number, enum owner owner, const char *more,
			     const char *argument, void (*beside)(pid_t pid))
{
	char target[CARRY_TARGET_MAX + 1], fd_text[16];
	struct carry_target t = { .sequence = number, .type = "ntfs" };
	const char *const argv[] = { kenshin_program, "backup", "restore", "--from", from,
				     "--to-pc",       target,   "--lang",  language, "--broker-fd",
				     fd_text,         more,     argument,  NULL };
	int master = -1, terminal = -1, status, copy, sock;
	pid_t pid;

	snprintf(t.disk, sizeof(t.disk), "%s", name);
	carry_target_print(&t, target);
	sock = serve(true, &broker);
	/* Not before: the terminal is gone when kenshin is. */
	if (owner != NOBODY_THERE)
		ck_assert_int_eq(openpty(&master, &terminal, NULL, NULL, NULL), 0);
	copy = dup(sock);
	snprintf(fd_text, sizeof(fd_text), "%d", copy);
	pid = fork();
	if (pid == 0)
		child_of_terminal(argv, terminal);
	close(copy);
	cleanup_close(&terminal);
	terminal = -1;
	if (owner != NOBODY_THERE)
		answer_on(master, owner);
	if (beside)
		beside(pid);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	cleanup_close(&master);
	over(sock, broker);
	/* The guard is then set by the next one. */
	if (broker_killed && !socket_kept) {
		sock = serve(true, &broker);
		over(sock, broker);
	}
	broker_killed = false;
	ck_assert(guarded() && access(note, F_OK) < 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A broker behind the socket, as systemd keeps one: one at a time, for as long as the test lasts. */
static inline void keep_socket(void)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX, .sun_path = BROKER_SOCKET };
	int sock = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	unlink(BROKER_SOCKET);
	ck_assert(bind(sock, (struct sockaddr *)&at, sizeof(at)) == 0 &&
		  chmod(BROKER_SOCKET, 0666) == 0 && listen(sock, 4) == 0);
	socket_kept = true;
	if (fork() == 0) {
		static struct server s;
		int one;

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		s.rehearsal = true;
		while ((one = accept(sock, NULL, NULL)) >= 0) {
			server_run(&s, one);
			close(one);
		}
		_exit(0);
	}
	close(sock);
}

static inline int to_pc(enum owner owner)
{
	return to_pc_from(backups, sequence, owner, NULL, NULL, NULL);
}

static inline bool said(const char *words)
{
	return strstr(last_words("out"), words) != NULL;
}

/* Before the first test, as memory_begin(). */
static inline int restore_begin(void)
{
	int r = backup_begin();
	char path[200];

	if (r)
		return r;
	snprintf(client, sizeof(client), "%s/client", folder);
	setenv("client", client, 1);
	snprintf(backups, sizeof(backups), "%s/backups", folder);
	snprintf(there, sizeof(there), "%s/there", folder);
	snprintf(out, sizeof(out), "%s/out", folder);
	snprintf(path, sizeof(path), "%s/was", folder);
	setenv("was", path, 1);
	setenv("there", there, 1);
	setenv("backups", backups, 1);
	setenv("out", out, 1);
	setenv("folder", folder, 1);
	if (!getenv("KENSHIN_SRC"))
		setenv("KENSHIN_SRC", ".", 1);
	setenv("kenshin", kenshin_program, 1);
	return mkdir(there, 0755) < 0;
}
