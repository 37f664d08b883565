/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Seeds made by the fixture makers, which lie beside the fuzz targets' folder in the build. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Under ASan: libntfs-3g and hivex leak where they meet damage. */
const char *__lsan_default_suppressions(void);
__attribute__((weak)) const char *__lsan_default_suppressions(void)
{
	return "leak:libntfs-3g\nleak:libhivex\n";
}

/* Runs `script` with sh in a new folder, $TOOLS set; then loads `name` from it and removes all.
 * Returns malloc'ed bytes, NULL when it did not work. */
static inline uint8_t *seed_make(const char *script, const char *name, size_t *ret_n)
{
	char dir[] = "/tmp/kenshin-seed-XXXXXX", exe[4096], command[8192], path[128];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 32);
	uint8_t *data = NULL;
	FILE *f;
	pid_t pid;

	if (n <= 0 || !mkdtemp(dir))
		return NULL;
	exe[n] = '\0';
	for (int i = 0; i < 3 && strrchr(exe, '/'); i++)
		*strrchr(exe, '/') = '\0';
	snprintf(command, sizeof(command), "TOOLS='%s/tools'; cd %s; %s", exe, dir, script);
	pid = fork();
	if (pid == 0) {
		execl("/bin/sh", "sh", "-euc", command, (char *)NULL);
		_exit(127);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "rb");
	if (f) {
		data = malloc((size_t)8 << 20);
		*ret_n = data ? fread(data, 1, (size_t)8 << 20, f) : 0;
		fclose(f);
	}
	pid = fork();
	if (pid == 0) {
		execl("/bin/rm", "rm", "-rf", dir, (char *)NULL);
		_exit(127);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
	return data;
}
