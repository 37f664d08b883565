/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of roles. Limits: a reader's memory files count as files (fsize), not as address space;
 * few descriptors bound how many of them it can hold. */
#include "scanners/worker/roles.h"

#include <string.h>

#include "scanners/engine/medium_wire.h"
#include "scanners/engine/wire.h"

#define MIB        ((uint64_t)1 << 20)
#define LOG_MEMORY (256 * MIB)

static const struct role_spec table[] = {
	{ ROLE_READER, "ntfs", serve_reader, seccomp_ntfs, FENCE_NO_PATH, FDS_READ_ONLY, 1024 * MIB,
	  READER_MEMFD_MAX + MIB, 4 * 3600, 12 },
	{ ROLE_READER, "directory", serve_reader, seccomp_directory, FENCE_DIRECTORY, FDS_READ_ONLY,
	  1024 * MIB, READER_MEMFD_MAX + MIB, 4 * 3600, 600 },
	/* libevtx believes a damaged log that asks for memory: it gets no more than a log needs. */
	{ ROLE_PROBE, "security-events", serve_probe, seccomp_probe, FENCE_NO_PATH, FDS_READ_ONLY,
	  LOG_MEMORY, 0, 120, 64 },
	{ ROLE_PROBE, "system-events", serve_probe, seccomp_probe, FENCE_NO_PATH, FDS_READ_ONLY,
	  LOG_MEMORY, 0, 120, 64 },
	{ ROLE_PROBE, "defender-events", serve_probe, seccomp_probe, FENCE_NO_PATH, FDS_READ_ONLY,
	  LOG_MEMORY, 0, 120, 64 },
	{ ROLE_PROBE, "remote-events", serve_probe, seccomp_probe, FENCE_NO_PATH, FDS_READ_ONLY,
	  LOG_MEMORY, 0, 120, 64 },
	{ ROLE_PROBE, "usb-events", serve_probe, seccomp_probe, FENCE_NO_PATH, FDS_READ_ONLY,
	  LOG_MEMORY, 0, 120, 64 },
	{ ROLE_PROBE, "backup-events", serve_probe, seccomp_probe, FENCE_NO_PATH, FDS_READ_ONLY,
	  LOG_MEMORY, 0, 120, 64 },
	/* What libolecf is given has a ceiling; so has what it may make of it. */
	{ ROLE_PROBE, "recent-file", serve_probe, seccomp_probe, FENCE_NO_PATH, FDS_READ_ONLY,
	  LOG_MEMORY, 0, 120, 64 },
	/* A hive, its copy with the log applied, and the library's own copy of that. */
	{ ROLE_PROBE, NULL, serve_probe, seccomp_probe, FENCE_NO_PATH, FDS_READ_ONLY, 3072 * MIB,
	  1024 * MIB, 120, 64 },
	{ ROLE_BLKID, NULL, serve_blkid, seccomp_blkid, FENCE_NO_PATH, FDS_READ_ONLY, 256 * MIB, 0,
	  60, 16 },
	{ ROLE_SCANNER, NULL, serve_scanner, seccomp_scanner, FENCE_SCRATCH, FDS_READ_ONLY,
	  1024 * MIB, 512 * MIB, 12 * 3600, 256 },
	{ ROLE_JVN, NULL, serve_jvn, seccomp_jvn, FENCE_NO_PATH, FDS_READ_ONLY, 2048 * MIB, 0, 120,
	  16 },
	{ ROLE_SHARD, NULL, serve_shard, seccomp_shard, FENCE_NO_PATH, FDS_READ_ONLY, 512 * MIB, 0,
	  12 * 3600, 16 },
	{ ROLE_UNLOCK, NULL, serve_unlock, seccomp_unlock, FENCE_NO_PATH, FDS_READ_ONLY, 64 * MIB,
	  0, 120, 16 },
	{ ROLE_MEDIUM, MEDIUM_WRITE, serve_medium, seccomp_medium, FENCE_NO_PATH, FDS_SERVE,
	  512 * MIB, UINT64_MAX, 12 * 3600, 8 },
	{ ROLE_MEDIUM, MEDIUM_INHERIT, serve_medium, seccomp_medium, FENCE_NO_PATH, FDS_SERVE,
	  512 * MIB, UINT64_MAX, 12 * 3600, 8 },
	{ ROLE_MEDIUM, MEDIUM_READ, serve_medium, seccomp_medium_read, FENCE_NO_PATH,
	  FDS_SERVE_READ, 512 * MIB, 0, 12 * 3600, 8 },
	{ ROLE_SELFTEST, NULL, serve_selftest, seccomp_selftest, FENCE_NO_PATH, FDS_READ_ONLY,
	  64 * MIB, 0, 10, 16 },
};

const struct role_spec *role_table(size_t *ret_n)
{
	*ret_n = LEN(table);
	return table;
}

const struct role_spec *role_spec(enum role role, const char *arg)
{
	for (size_t i = 0; i < LEN(table); i++) {
		size_t n = table[i].arg ? strlen(table[i].arg) : 0;

		if (table[i].role == role &&
		    (!n || (!strncmp(arg, table[i].arg, n) && (arg[n] == ' ' || !arg[n]))))
			return &table[i];
	}
	return NULL;
}
