/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin-broker: the one program with root. Its socket is on descriptor 3: connected, when kenshin
 * started by root made it; or as systemd hands it over, connected or listening. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "scanners/broker/server.h"

#define SOCKET_FD 3
/* The user that the kiosk runs as. */
#define CALLER "kenshin"

static char worker_program[PATH_MAX];

static bool find_worker(void)
{
	char own[PATH_MAX - 32];
	ssize_t n = readlink("/proc/self/exe", own, sizeof(own) - 1);
	char *slash;

	if (n <= 0)
		return false;
	own[n] = '\0';
	slash = strrchr(own, '/');
	if (!slash)
		return false;
	*slash = '\0';
	snprintf(worker_program, sizeof(worker_program), "%s/kenshin-worker", own);
	return true;
}

/* 0 to 2 open on null: what is opened later must not become one of them. */
static bool null_fds(void)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return false;
	for (int i = 0; i <= 2; i++)
		if (fd != i && dup2(fd, i) < 0)
			return false;
	if (fd > 2)
		close(fd);
	return true;
}

static bool may_call(int sock)
{
	const struct passwd *pw = getpwnam(CALLER);
	struct ucred peer;
	socklen_t n = sizeof(peer);

	if (getsockopt(sock, SOL_SOCKET, SO_PEERCRED, &peer, &n) < 0)
		return false;
	return peer.uid == 0 || (pw && peer.uid == pw->pw_uid);
}

static void serve(int sock)
{
	static struct server s;

	memset(&s, 0, sizeof(s));
	s.worker_program = worker_program;
	if (may_call(sock))
		server_run(&s, sock);
}

static int option(int what, int *ret)
{
	socklen_t n = sizeof(*ret);

	return getsockopt(SOCKET_FD, SOL_SOCKET, what, ret, &n);
}

int main(void)
{
	int type = 0, listening = 0;

	if (option(SO_TYPE, &type) < 0 || type != SOCK_SEQPACKET ||
	    option(SO_ACCEPTCONN, &listening) < 0) {
		fputs("kenshin-broker is started by kenshin or systemd, not by hand.\n", stderr);
		return 2;
	}
	if (geteuid() != 0 || !find_worker() || !null_fds())
		return 1;
	fcntl(SOCKET_FD, F_SETFD, FD_CLOEXEC);
	umask(077);
	signal(SIGCHLD, SIG_IGN); /* the workers' parents are the caller's affair */
	signal(SIGPIPE, SIG_IGN);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return 1;
	if (!listening) {
		serve(SOCKET_FD);
		return 0;
	}
	for (;;) {
		int sock = accept4(SOCKET_FD, NULL, NULL, SOCK_CLOEXEC);

		if (sock < 0 && errno != EINTR && errno != ECONNABORTED)
			return 1;
		if (sock < 0)
			continue;
		serve(sock);
		close(sock);
	}
}
