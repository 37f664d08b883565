/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Registry hives through hivex, with our own LOG1/LOG2 replay in memory first
 * (hivex does none and gives no warning). Reads only what it is given in memory; needs
 * scanners/readers/open_shim.c in the program, because hivex_open() wants a path.
 * A worker that opens hives needs, beyond the common calls: memfd_create, ftruncate,
 * fcntl(F_DUPFD_CLOEXEC), newfstatat, close; RLIMIT_FSIZE at least HIVE_SIZE_MAX (the memory file that
 * tells hivex the size, and holds nothing); RLIMIT_AS three times the largest hive. iconv is never
 * asked: names are converted here.
 * Facts about the format: Maxim Suhanov, "Windows registry file format specification". */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/err.h"
#include "core/base/times.h"

#define HIVE_SIZE_MAX ((uint64_t)512 << 20)
#define HIVE_LOG_MAX  ((uint64_t)256 << 20)

/* What the replay did. */
struct hive_replay {
	bool needed;  /* the hive was not closed cleanly */
	bool applied; /* ... and the logs brought it up to date */
	bool base_block_restored;
	unsigned entries; /* log entries applied (new format) or 1 (old format) */
	unsigned pages;   /* dirty pages written into the copy */
	bool incomplete;  /* needed, but no log fits: values may be some minutes old */
};

/* Gives n bytes that can be written to, never fewer than the primary has: they begin with the
 * primary's, the rest is zero. NULL: no memory. Called at most once; what it gave stays its owner's. */
typedef uint8_t *hive_room(void *arg, size_t n);

/* Brings a copy of the primary up to date. log1, log2 may be empty. *ret_data is what room gave when
 * applied or restored, and *ret_n of it count; NULL when the primary is to be used as it is. Pure: no
 * I/O. Returns 0, -EBADMSG when this is no hive at all, -ENOMEM. */
NODISCARD int hive_replay(struct bytes primary, struct bytes log1, struct bytes log2,
			  hive_room *room, void *arg, uint8_t **ret_data, size_t *ret_n,
			  struct hive_replay *ret, struct err *err);

struct hive;

/* Replays and opens. name: for messages and sources ("SOFTWARE"). The bytes must stay until
 * hive_close(). */
NODISCARD int hive_open(const char *name, struct bytes primary, struct bytes log1,
			struct bytes log2, struct hive **ret, struct err *err);
/* The same, with the memory file that primary is mapped from (-1: none; stays the caller's): no copy is
 * made, a replay costs the pages that it changes. */
NODISCARD int hive_open_file(const char *name, struct bytes primary, int file, struct bytes log1,
			     struct bytes log2, struct hive **ret, struct err *err);
void hive_close(struct hive *h);
const struct hive_replay *hive_replayed(const struct hive *h);
/* Opened only with checks off, or a list or value could not be read since: what was asked and not
 * found may have been there. Ask again when done. */
bool hive_damaged(const struct hive *h);

typedef uint64_t hive_key; /* 0: none */

hive_key hive_root(const struct hive *h);
/* Key below `from` by a path joined with '\\'; names match without regard to case. 0 when it is
 * not there. "CurrentControlSet" as first part of a SYSTEM hive is resolved through Select. */
hive_key hive_find(struct hive *h, hive_key from, const char *path);
/* Written by Windows at, seconds UTC. */
int64_t hive_key_written(struct hive *h, hive_key key);
/* Name of a key (UTF-8, arena). */
const char *hive_key_name(struct hive *h, hive_key key, struct arena *a);

/* Sub-keys in hive order, at most max. n and array live in the arena. */
size_t hive_children(struct hive *h, hive_key key, size_t max, struct arena *a, hive_key **ret);

/* Values. name "" is the default value. Each gives false when the value is absent or of another
 * type (text: REG_SZ, REG_EXPAND_SZ, first of REG_MULTI_SZ; number: REG_DWORD, REG_DWORD_BE,
 * REG_QWORD, and REG_SZ holding only digits; time: 8-byte FILETIME in REG_BINARY, REG_QWORD or a
 * device property). Text is WTF-8 in the arena, at most 32 KiB. */
bool hive_text(struct hive *h, hive_key key, const char *name, struct arena *a, const char **ret);
bool hive_number(struct hive *h, hive_key key, const char *name, int64_t *ret);
bool hive_time(struct hive *h, hive_key key, const char *name, int64_t *ret);
bool hive_binary(struct hive *h, hive_key key, const char *name, struct arena *a,
		 struct bytes *ret);
/* The raw UTF-16LE bytes of a REG_MULTI_SZ: texts that each end with a NUL. */
bool hive_strings(struct hive *h, hive_key key, const char *name, struct arena *a,
		  struct bytes *ret);
bool hive_has_value(struct hive *h, hive_key key, const char *name);
/* It is there and holds more than an empty text. Its bytes are not read: for passwords. */
bool hive_value_filled(struct hive *h, hive_key key, const char *name);

/* Names of the values of a key. */
size_t hive_values(struct hive *h, hive_key key, size_t max, struct arena *a, const char ***ret);

/* Class name of a key (SYSKEY needs it), raw UTF-16LE bytes inside the hive's memory. */
bool hive_class(struct hive *h, hive_key key, struct bytes *ret);
