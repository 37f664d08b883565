/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the readers' tests: a folder of their own, fixtures made by mkhive and mkimage, samples. */
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/bytes.h"
#include "tests/unit/suite.h"

/* Under ASan: leaks of the test's own helpers, and of libraries where they meet damage. */
const char *__lsan_default_suppressions(void);
__attribute__((weak)) const char *__lsan_default_suppressions(void)
{
	return "leak:fixtures_load\nleak:volumes_read\nleak:libntfs-3g\nleak:libhivex\nleak:"
	       "libolecf\n";
}

static char fixtures_dir[64];

/* Runs `sh -eu -c` in the test's folder; $TOOLS holds mkhive and mkimage, $SAMPLES the samples.
 * Returns the exit code. */
static inline int fixtures_try(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static inline int fixtures_try(const char *fmt, ...)
{
	char command[8192];
	int status;
	va_list ap;
	pid_t pid;

	va_start(ap, fmt);
	vsnprintf(command, sizeof(command), fmt, ap);
	va_end(ap);
	pid = fork();
	if (pid == 0) {
		if (chdir(fixtures_dir))
			_exit(126);
		execl("/bin/sh", "sh", "-eu", "-c", command, (char *)NULL);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		abort(); /* also used outside of tests, where Check can't fail */
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

#define fixtures_run(...) ck_assert_int_eq(fixtures_try(__VA_ARGS__), 0)

static inline const char *fixtures_path(const char *name)
{
	static char path[4][512];
	static unsigned turn;
	char *p = path[turn++ % 4];

	snprintf(p, sizeof(path[0]), "%s/%s", fixtures_dir, name);
	return p;
}

static inline void fixtures_write(const char *name, const void *data, size_t n)
{
	int fd = open(fixtures_path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	ck_assert(fd >= 0 && write(fd, data, n) == (ssize_t)n);
	close(fd);
}

static inline void fixtures_text(const char *name, const char *text)
{
	fixtures_write(name, text, strlen(text));
}

/* Whole file, malloc'ed (never freed: tests are short). A missing one is empty. */
static inline struct bytes fixtures_load(const char *name)
{
	struct stat st;
	int fd = open(fixtures_path(name), O_RDONLY | O_CLOEXEC);
	uint8_t *p;

	if (fd < 0)
		return bytes_of(NULL, 0);
	ck_assert(fstat(fd, &st) == 0);
	p = malloc((size_t)st.st_size + 1);
	for (off_t at = 0; at < st.st_size;) {
		ssize_t n = pread(fd, p + at, (size_t)(st.st_size - at), at);

		ck_assert(n > 0);
		at += n;
	}
	close(fd);
	return bytes_of(p, (size_t)st.st_size);
}

/* True when the samples are here; says so when not. */
static inline bool fixtures_samples(void)
{
	static int known;

	if (!known) {
		known = access(getenv("SAMPLES"), R_OK) == 0 ? 1 : 2;
		if (known == 2)
			printf("skipped: no samples at %s\n", getenv("SAMPLES"));
	}
	return known == 1;
}

static inline void fixtures_begin(void)
{
	const char *build = getenv("KENSHIN_BUILD"), *samples = getenv("KENSHIN_SAMPLES");
	char path[4096], *real;

	real = realpath(build ? build : "build", NULL);
	snprintf(path, sizeof(path), "%s/tools", real ? real : "build");
	setenv("TOOLS", path, 1);
	free(real);
	real = realpath(samples ? samples : "../shared/samples", NULL);
	setenv("SAMPLES", real ? real : "/nonexistent", 1);
	free(real);
	snprintf(fixtures_dir, sizeof(fixtures_dir), "/tmp/kenshin-test-XXXXXX");
	if (!mkdtemp(fixtures_dir))
		abort();
}

static inline void fixtures_end(void)
{
	fixtures_try("[ ! -d mnt ] || umount mnt 2>/dev/null || :; rm -rf \"$PWD\"");
}

static inline int fixtures_main(Suite *suite)
{
	int bad;

	fixtures_begin();
	bad = suite_run(suite);
	fixtures_end();
	return bad;
}
