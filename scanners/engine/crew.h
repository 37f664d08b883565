/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The crew: workers without power, started through a zygote, told apart by role. The caller
 * (kenshin check, a plain user) keeps their sockets and deadlines; a worker that dies, hangs or
 * talks nonsense costs its own verdict. With a broker the zygote is started by it under a user of
 * its own; without, it is a child of this process and keeps its user ("same user").
 * Must not parse what a worker parses. docs/adr/0003-processes.md has the drawing. */
#pragma once

#include <poll.h>
#include <sys/types.h>

#include "core/base/err.h"
#include "core/model/checkup.h"

enum role {
	ROLE_READER,  /* fd 0: volume or directory; arg "ntfs OFFSET SIZE" or "directory" */
	ROLE_PROBE,   /* arg: probe id; its files come as messages with sealed memfds */
	ROLE_BLKID,   /* fd 0: disk or image, O_RDONLY; arg: size in bytes */
	ROLE_SCANNER, /* receives sealed memfds on its socket; child of the zygote with the engine */
	ROLE_JVN,     /* fd 0: a file of JVN iPedia, O_RDONLY */
	ROLE_SHARD,   /* fd 0: a part of a backup, O_RDONLY */
	ROLE_UNLOCK, /* fd 0: a disk, O_RDONLY; arg: offset and size of a volume; then a password */
	ROLE_MEDIUM, /* fd 0: the part that a backup goes to, fd 1: /dev/fuse; arg in medium_wire.h */
	ROLE_SELFTEST, /* arg: the escape to try; must die of it */
	ROLES,
};

struct crew;

struct crew_options {
	const char *worker_program; /* NULL: kenshin-worker beside this program */
	int broker;                 /* connected socket to a broker, or -1 */
	const char *signatures;     /* directory of samples for ROLE_SCANNER, NULL: no scanning */
	bool no_sandbox;            /* for the debugger: no walls, said in every record */
	bool weak_ok;               /* go on when seccomp can't be had */
};

/* Starts zygotes as they are needed, runs the self-test of the walls. ERR_DENIED when a wall is
 * missing that weak_ok does not allow. */
NODISCARD int crew_start(const struct crew_options *o, struct crew **ret, struct err *err);
void crew_stop(struct crew *c); /* kills what is left; NULL is fine */
const struct sandbox_report *crew_sandbox(const struct crew *c);

#define CREW_FDS_MAX 7

struct worker {
	enum role role;
	int sock;        /* SOCK_SEQPACKET to it; -1 when it is gone */
	unsigned serial; /* names it towards the zygote */
	pid_t pid;       /* for tests and messages only */
	unsigned parent; /* which of its role's zygotes, by number of start */
};

/* The samples: the first call starts the zygote that loads them (up to half a minute), each call
 * waits at most ms. 0 and *ret when they are loaded, -EAGAIN while they are not (err untouched),
 * else what went wrong, for good. Spawning a scanner waits for them by itself. */
struct scan_database;
NODISCARD int crew_samples(struct crew *c, int ms, struct scan_database *ret, struct err *err);

/* fds (at most CREW_FDS_MAX) are duplicated for the worker; the caller keeps its own. */
NODISCARD int crew_spawn(struct crew *c, enum role role, const char *arg, const int *fds,
			 size_t n_fds, struct worker *ret, struct err *err);
/* Kills it (harmless when gone), closes its socket and says how it ended: 0 for a clean exit,
 * else ERR_INTERNAL with "stopped by signal 11", "took too long", ... */
int crew_end(struct crew *c, struct worker *w, bool kill_it, struct err *err);

/* Receives one message of a worker like io_recv(), waiting at most ms. 0: it is gone.
 * -ETIMEDOUT: it is too slow. */
NODISCARD ssize_t crew_receive(const struct worker *w, int ms, void *buf, size_t size, int *fds,
			       size_t max_fds, size_t *ret_n_fds);

/* --- inside a worker ----------------------------------------------------------------------- */
/* One role's work, entered with all walls up: sock to the parent, fds as handed over. Returns
 * the exit code. The table is in scanners/worker/roles.c. */
typedef int (*serve_fn)(int sock, const char *arg, const int *fds, size_t n_fds);
int serve_reader(int sock, const char *arg, const int *fds, size_t n_fds); /* scanners/worker */
int serve_probe(int sock, const char *arg, const int *fds, size_t n_fds);  /* scanners/worker */
int serve_blkid(int sock, const char *arg, const int *fds,
		size_t n_fds); /* scanners/disks/blkid_serve.c */
int serve_jvn(int sock, const char *arg, const int *fds, size_t n_fds);     /* scanners/worker */
int serve_shard(int sock, const char *arg, const int *fds, size_t n_fds);   /* scanners/worker */
int serve_unlock(int sock, const char *arg, const int *fds, size_t n_fds);  /* scanners/worker */
int serve_medium(int sock, const char *arg, const int *fds, size_t n_fds);  /* scanners/worker */
int serve_scanner(int sock, const char *arg, const int *fds, size_t n_fds); /* scanners/malware */
