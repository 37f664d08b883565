/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a command and prints its wall time and the peak of the memory of it and all processes below
 * it: measure SECONDS MEGABYTES COMMAND...
 * As root in a memory group of its own: what was allocated by them, memory files among it whether
 * mapped or not, each byte once, the cache of files on disks left out. Else resident memory of each
 * process, which counts twice what two of them map, and leaves out what none does; the line says so.
 * Exit code 1 when it took more than either; the command's own when that is not 0. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROCESSES_MAX 4096
#define LOOK_EVERY_MS 5

struct process {
	long pid, parent;
	uint64_t anonymous; /* bytes that are its own */
	int below;
};

static struct process table[PROCESSES_MAX];

/* "pid (name) state ppid ...": the name may hold anything, so look from its last ')'. */
static int read_parent(long pid, long *ret)
{
	char path[64], text[1024], *p;
	FILE *f;
	size_t n;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	f = fopen(path, "re");
	if (!f)
		return -1;
	n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[n] = '\0';
	p = strrchr(text, ')');
	if (!p || strlen(p) < 4)
		return -1;
	*ret = strtol(p + 4, NULL, 10);
	return 0;
}

/* Anonymous memory, and memory files (RssShmem): code of libraries is everybody's. */
static uint64_t read_memory(long pid)
{
	char path[64], line[256];
	uint64_t sum = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/status", pid);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, "RssAnon:", 8) || !strncmp(line, "RssShmem:", 9))
			sum += strtoull(strchr(line, ':') + 1, NULL, 10) << 10;
	if (f)
		fclose(f);
	return sum;
}

static size_t read_table(void)
{
	DIR *d = opendir("/proc");
	struct dirent *e;
	size_t n = 0;

	while (d && n < PROCESSES_MAX && (e = readdir(d))) {
		struct process *p = &table[n];

		p->pid = strtol(e->d_name, NULL, 10);
		if (p->pid > 0 && !read_parent(p->pid, &p->parent)) {
			p->below = 0;
			n++;
		}
	}
	if (d)
		closedir(d);
	return n;
}

static uint64_t memory_below(long root)
{
	size_t n = read_table();
	uint64_t sum = 0;
	int more = 1;

	while (more) {
		more = 0;
		for (size_t i = 0; i < n; i++) {
			if (table[i].below)
				continue;
			for (size_t k = 0; k < n && !table[i].below; k++)
				table[i].below =
				    table[i].pid == root ||
				    (table[k].below && table[k].pid == table[i].parent);
			more |= table[i].below;
		}
	}
	for (size_t i = 0; i < n; i++)
		if (table[i].below)
			sum += read_memory(table[i].pid);
	return sum;
}

/* --- a memory group ------------------------------------------------------------------------- */
static char group[128], group_stat[160];

/* Makes a group below one of the usual places (version 2, version 1); "" when there is none. */
static void group_make(void)
{
	static const char *const places[] = { "/sys/fs/cgroup", "/sys/fs/cgroup/memory" };

	for (size_t i = 0; i < 2; i++) {
		snprintf(group, sizeof(group), "%s/kenshin-measure-%ld", places[i], (long)getpid());
		snprintf(group_stat, sizeof(group_stat), "%s/memory.stat", group);
		if (mkdir(group, 0700) == 0 && access(group_stat, R_OK) == 0)
			return;
		rmdir(group);
	}
	group[0] = '\0';
}

/* By the child, before anything of it counts. */
static void group_enter(void)
{
	char path[160];
	FILE *f;

	if (!group[0])
		return;
	snprintf(path, sizeof(path), "%s/cgroup.procs", group);
	f = fopen(path, "we");
	if (!f || fprintf(f, "%ld\n", (long)getpid()) < 0 || fclose(f))
		_exit(126);
}

static uint64_t group_memory(void)
{
	static const char *const names[] = { "anon ", "shmem ", "total_rss ", "total_shmem " };
	uint64_t sum[4] = { 0 };
	char line[256];
	FILE *f = fopen(group_stat, "re");

	while (f && fgets(line, sizeof(line), f))
		for (size_t i = 0; i < 4; i++)
			if (!strncmp(line, names[i], strlen(names[i])))
				sum[i] = strtoull(line + strlen(names[i]), NULL, 10);
	if (f)
		fclose(f);
	/* version 1 says both "shmem" and "total_shmem" */
	return sum[2] || sum[3] ? sum[2] + sum[3] : sum[0] + sum[1];
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	const struct timespec pause = { 0, LOOK_EVERY_MS * 1000000L };
	double begin = now(), took, seconds, megabytes, peak_mb;
	uint64_t peak = 0;
	int status = 0;
	pid_t pid, got;

	if (argc < 4)
		return fputs("usage: measure SECONDS MEGABYTES COMMAND...\n", stderr), 2;
	seconds = strtod(argv[1], NULL);
	megabytes = strtod(argv[2], NULL);
	group_make();
	pid = fork();
	if (pid == 0) {
		group_enter();
		execvp(argv[3], argv + 3);
		_exit(127);
	}
	while ((got = waitpid(pid, &status, WNOHANG)) == 0) {
		uint64_t sum = group[0] ? group_memory() : memory_below(pid);

		peak = sum > peak ? sum : peak;
		nanosleep(&pause, NULL);
	}
	took = now() - begin;
	peak_mb = (double)peak / 1e6;
	printf("%.2f s of %.0f, %.0f MB of %.0f%s\n", took, seconds, peak_mb, megabytes,
	       group[0] ? "" : " (as resident)");
	if (group[0])
		rmdir(group);
	if (pid < 0 || got < 0 || status)
		return WIFEXITED(status) && WEXITSTATUS(status) ? WEXITSTATUS(status) : 1;
	return took > seconds || peak_mb > megabytes;
}
