/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of `kenshin backup run --medium` share: a client's folder, the run with a broker that
 * takes a loop device for the owner's disk, and what it told. */
#pragma once

#include <dirent.h>

#include "core/model/carry.h"
#include "core/record/backup.h"
#include "tests/unit/scanners/broker/memory_fixture.h"

static char kenshin_program[PATH_MAX + 32], client[160];
static struct backup_told_progress last;
static unsigned n_progress;

static inline void client_file(const char *file, size_t n)
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

static inline void client_folder(void)
{
	snprintf(client, sizeof(client), "%s/client", folder);
	ck_assert(mkdir(client, 0755) == 0 || errno == EEXIST);
	ck_assert_int_eq(chmod(client, 0755), 0);
	client_file("letter.txt", 4000);
	client_file("photo.jpg", 300000);
}

static inline void large_client(void)
{
	client_folder();
	for (unsigned i = 0; i < 30; i++) {
		char file[64];

		snprintf(file, sizeof(file), "写真 %02u.jpg", i);
		client_file(file, 700000);
	}
}

/* With somebody who does something to it meanwhile. True when it ended well. */
static inline bool run_beside(const char *const *argv, const char *out, void (*beside)(pid_t pid))
{
	pid_t pid = fork();
	int status;

	if (pid == 0)
		_exit(!run(argv, out));
	if (beside)
		beside(pid);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool killed_it; /* set by who did so beside a backup */

static inline void add_words(const char **argv, unsigned n, char *words)
{
	for (char *save, *word = strtok_r(words, " ", &save); word && n < 23;
	     word = strtok_r(NULL, " ", &save))
		argv[n++] = word;
}

/* Runs it, with more words if there are any; what its last line says. */
static inline struct backup_told backup_beside(uint64_t number, const char *type, const char *more,
					       void (*beside)(pid_t pid))
{
	char target[CARRY_TARGET_MAX + 1], fd_text[16], out[160], *line = NULL;
	struct carry_target t = { .sequence = number };
	char words[400];
	const char *argv[24] = { kenshin_program, "backup",   "run",         "--root",
				 client,          "--medium", target,        "--records",
				 "--broker-fd",   fd_text,    "--shard-mib", "1" };
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
	snprintf(words, sizeof(words), "%s", more ? more : "");
	add_words(argv, 12, words);
	killed_it = false;
	good = run_beside(argv, out, beside);
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
	/* Only one that was killed may have told the end of a backup and not come to its own. */
	ck_assert(told.state == BACKUP_STATE_PROVEN ? good || killed_it : !good);
	ck_assert(guarded() && access(note, F_OK) < 0);
	return told;
}

static inline struct backup_told backup(uint64_t number, const char *type, const char *more)
{
	return backup_beside(number, type, more, NULL);
}

static unsigned moment; /* ms */

static inline void after(unsigned ms)
{
	(void)poll(NULL, 0, (int)ms);
}

/* kenshin: what `run` started in the child. */
static inline pid_t child_of(pid_t parent)
{
	char path[64], line[32] = "";
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", parent, parent);
	fd = open(path, O_RDONLY);
	if (fd >= 0 && read(fd, line, sizeof(line) - 1) > 0)
		parent = (pid_t)strtol(line, NULL, 10);
	if (fd >= 0)
		close(fd);
	return line[0] ? parent : 0;
}

/* Its worker, by the disk that it has open. */
static inline pid_t server_of(const char *path)
{
	DIR *d = opendir("/proc");
	const struct dirent *e;
	pid_t found = 0;

	while (d && !found && (e = readdir(d))) {
		char line[320], program[64] = "", target[64] = "";
		int fd;

		snprintf(line, sizeof(line), "/proc/%s/comm", e->d_name);
		fd = open(line, O_RDONLY);
		if (fd < 0)
			continue;
		(void)!read(fd, program, sizeof(program) - 1);
		close(fd);
		snprintf(line, sizeof(line), "/proc/%s/fd/4", e->d_name);
		if (!strncmp(program, "kenshin-worker", 14) &&
		    readlink(line, target, sizeof(target) - 1) > 0 && !strcmp(target, path))
			found = (pid_t)strtol(e->d_name, NULL, 10);
	}
	if (d)
		closedir(d);
	return found;
}

/* `moment` after the disk began to be served. */
static inline pid_t wait_for_server(void)
{
	pid_t server = 0;

	for (int i = 0; i < 3000 && !server; i++) {
		after(1);
		server = server_of(loop.path);
	}
	after(moment);
	return server;
}

static inline void signalled(pid_t beside, int signal)
{
	pid_t pid;

	(void)wait_for_server();
	pid = child_of(beside);
	if (pid > 0 && kill(pid, signal) == 0)
		killed_it = signal == SIGKILL;
}

static inline void stopped(pid_t pid)
{
	signalled(pid, SIGINT);
}

static inline void killed(pid_t pid)
{
	signalled(pid, SIGKILL);
}

static inline bool shell(const char *format, const char *a)
{
	char line[600], log[160];
	const char *const argv[] = { "sh", "-eu", "-c", line, NULL };

	snprintf(log, sizeof(log), "%s/log", folder);
	snprintf(line, sizeof(line), format, a);
	return run(argv, log);
}

/* Before the first test, as memory_begin(). */
static inline int backup_begin(void)
{
	int r = memory_begin();

	if (r)
		return r;
	find_worker_program(kenshin_program, sizeof(kenshin_program));
	worker = strdup(kenshin_program);
	snprintf(strrchr(kenshin_program, '/'), 32, "/kenshin");
	return 0;
}
