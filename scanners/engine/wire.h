/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The messages between the crew, its zygotes and its workers: plain structs of fixed size over
 * SOCK_SEQPACKET, both ends of one build. Whoever receives one checks length, op and every
 * number; texts are terminated by the receiver. Must not hold logic. */
#pragma once

#include <stdint.h>

#include "core/base/err.h"
#include "scanners/malware/scan.h"
#include "scanners/readers/volume.h"

#define WIRE_CONTROL_FD 3 /* where kenshin-worker finds its zygote's socket */

/* --- crew <-> zygote ----------------------------------------------------------------------- */
enum zygote_op { ZYGOTE_SETUP = 1, ZYGOTE_SPAWN, ZYGOTE_KILL };

#define ZYGOTE_SAMPLES    1u /* this zygote loads the samples in arg and forks scanners */
#define ZYGOTE_NO_SANDBOX 2u /* for the debugger */
#define ZYGOTE_WEAK_OK    4u

/* SETUP: arg the directory of samples, with ZYGOTE_SAMPLES one or two descriptors: a scratch
 * directory, then that of the samples if the caller could open it.
 * SPAWN: descriptors are the worker's socket, then what its role is given. */
struct zygote_ask {
	uint32_t op, serial, role, flags;
	char arg[4096];
};

enum zygote_say { ZYGOTE_READY = 1, ZYGOTE_STARTED, ZYGOTE_ENDED, ZYGOTE_TROUBLE };

struct wire_walls {
	uint32_t landlock_abi;
	uint8_t own_user, seccomp, chroot, namespaces;
};

/* READY: walls, database. STARTED: value is the pid. ENDED: value is the wait status. TROUBLE:
 * kind, value (negative errno), words. */
struct zygote_report {
	uint32_t op, serial;
	int32_t value;
	uint32_t kind;
	struct wire_walls walls;
	struct scan_database database;
	char words[200];
};

/* --- client <-> reader --------------------------------------------------------------------- */
enum reader_op {
	READER_ABOUT = 1, /* said by the worker itself when it has opened the volume, or not */
	READER_LOOKUP,
	READER_LIST,
	READER_FETCH,
	READER_COUNT,
	READER_WALK,
	READER_NEXT,
	READER_RIGHTS,
	READER_CLOUD,
	READER_LEAVE,
	READER_BUSY, /* still at it: starts the deadline anew */
};

#define READER_HEAD    1u /* FETCH: a larger file is cut */
#define READER_SPELLED 4u /* LOOKUP: the path as spelled on disk as well */
#define READER_BY_FOLDER                                                                           \
	16u /* COUNT, WALK: everything there is, by folder, each name with its bytes */
#define READER_FLAT                                                                                \
	32u /* with BY_FOLDER: what is in that one folder, and neither its folders nor what is below */
#define READER_PIECE      8u /* FETCH: from `from` on; unreadable places are zeros, counted */
#define READER_NAMES_ONLY 2u /* NEXT: name the files, do not open them (one of them kills) */

/* LEAVE: one more folder that COUNT and WALK by folder go past, as spelled on the disk; max 0: none from
 * now on. LIST: max entries. FETCH: max bytes, from: where a piece begins. WALK: max bytes of one file,
 * from: files to leave out. NEXT: max files. */
struct reader_ask {
	uint32_t op, flags;
	uint64_t max, from;
	char path[VOLUME_PATH_MAX];
};

struct wire_stat {
	uint64_t id, size, first_lcn;
	int64_t modified, created;
	uint32_t type, hold, attributes, reparse_tag, links, streams;
	uint32_t cloud, spare;
};

/* Of READER_CLOUD: the files below one of the folders that were asked about, by where their data are,
 * as struct reader_cloud has them. */
struct wire_cloud {
	uint64_t here, here_bytes, away, away_bytes, folders_away, unknown;
	uint8_t unread, cut, spare[2];
	uint32_t name_n; /* the name comes behind; 0: files that lie in no folder */
};

struct wire_err {
	uint32_t kind;
	int32_t code;
	char words[400];
};

struct wire_totals {
	uint64_t files, bytes, unread_directories, links, others;
	uint64_t hold[VOLUME_HOLD_KINDS];
};

struct wire_about {
	char type[16], label[256], overlay[40];
	uint64_t size, free_bytes;
	uint32_t cluster, dirty;
};

/* code 0 or negative errno with err. LOOKUP: st, text the path as spelled on disk. LIST: n
 * entries in a sealed memfd, each a struct wire_stat, a uint32_t length and the name. FETCH: st
 * and a sealed memfd; of a piece, position: bytes that could not be read. RIGHTS: Windows' list of
 * who may do what, in a sealed memfd. CLOUD: n entries in a sealed memfd, each a struct wire_cloud and
 * the name. NEXT: n items in text_n
 * bytes behind this struct, each a struct wire_item and its two texts; a sealed memfd when they have
 * bytes; position: files done so far. */
struct reader_answer {
	uint32_t op, n;
	struct wire_err err;
	struct wire_stat st;
	uint64_t position;
	uint32_t table_n, spare;
	union {
		struct wire_about about;
		struct wire_totals totals;
		char text[VOLUME_PATH_MAX];
	} u;
};

struct wire_item {
	uint32_t state, hold;
	uint64_t size, offset, length, bad;
	int64_t modified;
	uint32_t attributes, streams;
	uint32_t path_n, stream_n; /* stream_n 0: the unnamed one */
};

#define READER_LIST_BYTES ((uint64_t)64 << 20)
#define READER_MEMFD_MAX  ((uint64_t)512 << 20) /* what a reader may hand over at once */
#define READER_TABLE_MAX  ((size_t)56000)       /* of a batch, behind the answer */

/* --- client <-> probe ---------------------------------------------------------------------- */
enum probe_op { PROBE_BLOB = 1, PROBE_RUN, PROBE_PIECE_SENT };

/* A wanted file, in the order of probe.files, with its sealed memfds: data, log1, log2 as far
 * as has[] says. reason: a phrase as JSON, "" for none. */
struct wire_blob {
	uint32_t op, state;
	uint64_t size;
	int64_t modified;
	uint8_t has[3], spare[5];
	char path[VOLUME_PATH_MAX];
	char reason[2048];
};

struct wire_run {
	uint32_t op, has_user;
	char windows[VOLUME_PATH_MAX];
	char user_name[VOLUME_NAME_MAX], user_profile[VOLUME_PATH_MAX];
	uint64_t offset, size, free_bytes;
	uint32_t partition, state, hibernated, dirty, encrypted, spare;
	char type[32], label[256], uuid[64], partition_label[256], partition_type[64];
	char reason[2048], remark[2048];
};

/* A piece of a wanted file, or of one of many (file: its place among them): asked for behind
 * PROBE_PIECE, answered with op PROBE_PIECE_SENT, state (enum probe_piece_state) and, as far as there
 * are bytes, a sealed memfd. Of the head of a program: its path follows, with the NUL at its end. */
struct wire_piece {
	uint32_t op, blob, state, file;
	uint64_t offset, length;
};
#define PROBE_PIECE_MAX ((uint64_t)16 << 20)

/* A probe answers with lines: PROBE_LINE and a record; at last PROBE_DONE alone. */
#define PROBE_LINE      'F'
#define PROBE_PIECE     'P'
#define PROBE_DONE      'E'
#define PROBE_LINES_MAX 300000u
