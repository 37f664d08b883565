/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Giving up root before anything of a client is read. */
#include "cli/rootless.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "core/base/log.h"
#include "scanners/broker/broker.h"
#include "signatures/tables.h"

#define NOBODY 65534u

/* --- the process that puts finished files in place ------------------------------------------ */

/* Waits for one byte; without it (the other end died) the unfinished files go. */
static void put_in_place(struct outputs *outputs, int sock)
{
	struct err err = { 0 };
	char byte;
	size_t n_fds;

	/* An interrupt is the working process's to handle: it ends with a partial result. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	if (io_recv(sock, &byte, 1, NULL, 0, &n_fds) != 1) {
		outputs_abort(outputs);
		_exit(1);
	}
	(void)!outputs_commit(outputs, &err);
	(void)!io_send(sock, &err, sizeof(err), NULL, 0);
	_exit(0);
}

static int start_committer(struct outputs *outputs, struct err *err)
{
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return err_sys(err, -errno, "could not make a socket");
	pid = fork();
	if (pid == 0) {
		close(pair[0]);
		put_in_place(outputs, pair[1]);
	}
	close(pair[1]);
	if (pid < 0) {
		close(pair[0]);
		return err_sys(err, -errno, "could not start a process");
	}
	outputs->committer = pair[0];
	return 0;
}

/* --- what only root may open ------------------------------------------------------------------ */

static int open_for_user(const char *path, int flags, int *ret, struct err *err)
{
	*ret = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	return *ret < 0 ? err_sys(err, -errno, "%s", path) : 0;
}

/* A folder below root's own home can't be entered any more afterwards: from then on it is named by
 * a descriptor that was opened before. */
static const char *keep_reachable(const char *dir, char *buf, size_t size)
{
	int fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return dir; /* told by whoever needs it */
	snprintf(buf, size, "/proc/self/fd/%d", fd);
	return buf;
}

/* The same for a small file that is read later. */
static const char *keep_file(const char *path, char *buf, size_t size)
{
	int fd = -1;
	struct err err = { 0 };

	if (open_for_user(path, O_RDONLY, &fd, &err) < 0)
		return path; /* told by whoever needs it */
	snprintf(buf, size, "/proc/self/fd/%d", fd);
	return buf;
}

/* --- becoming a plain user ---------------------------------------------------------------- */

static unsigned number_of(const char *name)
{
	const char *text = getenv(name);
	char *end;
	unsigned long n = text ? strtoul(text, &end, 10) : 0;

	return text && *text && !*end && n <= 0xFFFFFFF0u ? (unsigned)n : 0;
}

void rootless_user(unsigned *ret_uid, unsigned *ret_gid)
{
	*ret_uid = number_of("SUDO_UID");
	*ret_gid = number_of("SUDO_GID");
	if (*ret_uid == 0 || *ret_gid == 0)
		*ret_uid = *ret_gid = NOBODY;
}

static int become_user(struct err *err)
{
	unsigned uid, gid;

	rootless_user(&uid, &gid);
	if (setgroups(0, NULL) < 0 || setresgid(gid, gid, gid) < 0 || setresuid(uid, uid, uid) < 0)
		return err_sys(err, -errno, "could not become user %u", uid);
	if (setuid(0) == 0)
		return err_set(err, ERR_INTERNAL, -EPERM, "root was not given up for good");
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return err_sys(err, -errno, "could not give up new rights");
	return 0;
}

/* The last steps of both ways; the names of folders stay usable. */
static int give_up_root(struct options *o, struct outputs *outputs, struct err *err)
{
	static char tables_path[64], samples_path[64], register_path[64], jvn_path[64];
	struct arena a = { 0 };
	int r = outputs ? start_committer(outputs, err) : 0;

	if (r < 0)
		return r;
	o->tables = keep_reachable(o->tables ? o->tables : tables_directory(&a), tables_path,
				   sizeof(tables_path));
	if (o->signatures)
		o->signatures = keep_reachable(o->signatures, samples_path, sizeof(samples_path));
	if (o->usb_register)
		o->usb_register = keep_file(o->usb_register, register_path, sizeof(register_path));
	if (o->jvn)
		o->jvn = keep_file(o->jvn, jvn_path, sizeof(jvn_path));
	arena_done(&a);
	return become_user(err);
}

/* A plain user has the broker that systemd keeps, where there is one that lets this user in (on the
 * stick: the kiosk's). Without it a disk is opened as far as this user may, and an image or a
 * directory needs none. */
static void find_broker(struct options *o)
{
	struct err err = { 0 };
	char words[256];

	if (o->broker_fd >= 0 || ((o->image || o->root) && !o->medium && !o->to_pc) ||
	    access(BROKER_SOCKET, F_OK) < 0)
		return;
	o->broker_fd = broker_connect(BROKER_SOCKET, &err);
	if (o->broker_fd >= 0)
		return;
	o->broker_fd = -1;
	log_add("cli", "%s", err_text(&err, words, sizeof(words)));
}

int rootless_begin(struct options *o, struct outputs *outputs, int *source_fd, struct err *err)
{
	int r = 0;

	if (geteuid() != 0) {
		find_broker(o);
		return 0;
	}
	if (o->image)
		r = open_for_user(o->image, O_RDONLY, source_fd, err);
	else if (o->root)
		r = open_for_user(o->root, O_RDONLY | O_DIRECTORY, source_fd, err);
	if (r == 0 && o->broker_fd < 0)
		o->broker_fd = r = broker_start(NULL, err);
	return r < 0 ? r : give_up_root(o, outputs, err);
}

int rootless_reader(struct options *o, struct outputs *outputs, struct err *err)
{
	return geteuid() == 0 ? give_up_root(o, outputs, err) : 0;
}
