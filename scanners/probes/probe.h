/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The contract of a probe: which files of a system it wants, which kinds of fact it gives. A
 * probe runs in a worker of its own without any power, sees nothing but the bytes it asked for,
 * and adds facts. It must not judge, open anything, or know about other probes.
 * Adding one: a file in scanners/probes/, a line in probes.def, its test, its fuzz seed. */
#pragma once

#include "core/base/bytes.h"
#include "core/base/err.h"
#include "core/model/client.h"
#include "core/model/fact.h"

#define PROBE_FILES     16
#define PROBE_GIVES     12
#define PROBE_USERS_MAX 64

#define PROBE_RIGHTS_MAX ((size_t)65536) /* bytes of one list of who may do what */

enum probe_want {
	PROBE_WANT_END,
	PROBE_WANT_FILE, /* whole file, up to ceiling */
	PROBE_WANT_HIVE, /* a registry hive; its .LOG1 and .LOG2 come along as logs */
	PROBE_WANT_HEAD, /* the first `ceiling` bytes */
	PROBE_WANT_LIST, /* a directory: one struct probe_entry per line of data, see below */
	PROBE_WANT_PACK, /* the files of a directory whose names fit: "INF/setupapi.dev*.log" */
	/* A pack of every file that a path with a '*' in several of its parts names; "**": folders
	 * of any depth. The names in it are whole paths; a folder that could not be read is in it
	 * as unreadable. PROBE_WANT_NAMES: the same without the files' bytes. */
	PROBE_WANT_TREE,
	PROBE_WANT_NAMES,
	/* Names as NAMES, those of folders too ("/" at their end); of each, probe_rights() asks who
	 * may do what with it. PROBE_REST before the pattern: but for Windows' own folders at the
	 * top; PROBE_DATA: the same on each of the PC's other drives, ":NUMBER/" before the name. */
	PROBE_WANT_RIGHTS,
	PROBE_WANT_PIECES, /* a large file: comes piece by piece, when probe_piece() asks for it */
	/* As PROBE_WANT_NAMES; each of the files comes piece by piece: probe_piece_of(). */
	PROBE_WANT_MANY,
	/* A folder: for each folder in it, how many files below have their data on this disk, one
	 * struct probe_cloud per line of data. */
	PROBE_WANT_CLOUD,
	/* No file by itself: the heads of programs that the probe names while it runs, with
	 * probe_program(). */
	PROBE_WANT_PROGRAM,
	PROBE_WANT_VOLUME, /* no file: struct volume_info of the system's volume */
	PROBE_WANT_TABLE,  /* no file of the client's: one of our own dated tables, by its name */
};

#define PROBE_PROGRAM_HEAD ((size_t)4096)
#define PROBE_PROGRAM_PATH ((size_t)1024)

#define PROBE_REST "{rest}/"
#define PROBE_DATA "{data}/"

struct probe_file {
	enum probe_want want;
	/* Below the volume's root. "{windows}" stands for the Windows folder as found,
	 * "{user}" for each user's profile in turn: the probe then runs once per user. */
	const char *path;
	/* Bytes; 0: the default of the kind (hive 512 MiB, file 16 MiB; of each in a pack 1 MiB). */
	uint64_t ceiling;
	bool optional; /* absent is fine; otherwise absent fails the probe's kinds */
};

enum probe_blob_state { PROBE_BLOB_PRESENT, PROBE_BLOB_ABSENT, PROBE_BLOB_UNREADABLE };

/* One wanted file as it came. For PROBE_WANT_LIST data holds lines "TYPE SIZE MTIME NAME\n",
 * TYPE one of f d l o, SIZE in bytes, MTIME in seconds or -, NAME in WTF-8 with \n and \\
 * escaped; probe_list_next() takes them apart. For PROBE_WANT_PACK data holds the files one after
 * the other; probe_pack_next() takes them apart. */
struct probe_blob {
	const char *path; /* as found, below the volume's root */
	enum probe_blob_state state;
	struct bytes data, log1, log2;
	int file; /* the sealed memory file that data is mapped from, when has_file */
	bool has_file;
	uint64_t size; /* of the file, also when only its head came */
	int64_t modified;
	struct phrase reason; /* UNREADABLE: because ... */
};

enum probe_piece_state {
	PROBE_PIECE_WHOLE,
	PROBE_PIECE_DAMAGED,    /* zeros where the disk could not be read */
	PROBE_PIECE_UNREADABLE, /* no bytes */
	PROBE_PIECE_NO_TIME,    /* no bytes: the probe has to come to its end */
};

struct probe_input {
	const struct probe_blob *blob; /* in the order of probe.files */
	size_t n_blobs;
	const struct client_user *user;   /* for {user} probes, else NULL */
	const struct volume_info *volume; /* of the system; never NULL */
	const char *windows;              /* path of the Windows folder as found, or "" */
	/* How pieces come; NULL: out of blob.data. */
	enum probe_piece_state (*piece)(void *arg, size_t blob, size_t file, uint64_t offset,
					size_t n, struct bytes *ret);
	/* How the heads of programs come; NULL: out of blob.data as a pack. */
	enum probe_piece_state (*program)(void *arg, size_t blob, const char *path,
					  struct bytes *ret);
	void *piece_arg;
};

/* n bytes (at most 16 MiB) of a PROBE_WANT_PIECES file, fewer at its end; valid until the next
 * piece. */
enum probe_piece_state probe_piece(const struct probe_input *in, size_t blob, uint64_t offset,
				   size_t n, struct bytes *ret);

/* The same of a PROBE_WANT_MANY blob's file; file: its place in the pack of names, from 0. */
enum probe_piece_state probe_piece_of(const struct probe_input *in, size_t blob, size_t file,
				      uint64_t offset, size_t n, struct bytes *ret);

/* The first PROBE_PROGRAM_HEAD bytes of a program that a PROBE_WANT_PROGRAM blob may ask for, fewer of a
 * smaller one; valid until the next piece. path: below the volume's root, '/' between its parts, and
 * named as a program (probe_is_program()): nothing else is given. */
enum probe_piece_state probe_program(const struct probe_input *in, size_t blob, const char *path,
				     struct bytes *ret);
/* A path of a program, that leads nowhere else: "Users/a/b.exe". */
bool probe_is_program(const char *path);

enum probe_consent {
	PROBE_CONSENT_NONE,
	PROBE_CONSENT_PASSWORDS, /* compare stored passwords with common ones */
	PROBE_CONSENT_NAMES,     /* look at names of documents */
};

struct probe {
	const char *id;                       /* "windows-version": file windows_version.c */
	unsigned targets;                     /* TARGET_* */
	struct probe_file files[PROBE_FILES]; /* ended by PROBE_WANT_END */
	enum fact_kind gives[PROBE_GIVES];    /* ended by FACT_KIND_NONE */
	unsigned seconds;                     /* deadline; 0: 20 */
	enum probe_consent on_consent;        /* what the owner must have agreed to first */
	/* Adds facts. Kinds in `gives` that got no facts_note() count as COLLECTED when run
	 * returns 0 and FAILED with err's words otherwise. */
	int (*run)(const struct probe_input *in, struct facts *out, struct err *err);
};

/* Whoever only plans (kenshin: wants, gives, deadlines) links these tables without the parsers
 * behind them: there, and only there, run is NULL. */
#ifdef PROBES_PLAN
#define PROBE_RUN(function) NULL
#else
#define PROBE_RUN(function) (function)
#endif

/* All probes, NULL-terminated. */
extern const struct probe *const probes[];
const struct probe *probe_by_id(const char *id);

struct probe_entry {
	char type;
	uint64_t size;
	int64_t modified;
	const char *name; /* arena */
};
/* Next line at *pos; false at the end or on a broken line. */
bool probe_list_next(struct bytes list, size_t *pos, struct arena *a, struct probe_entry *ret);

/* Files of a cloud folder by where their data are (enum volume_cloud of scanners/readers/volume.h).
 * As the list holds it: "HERE BYTES AWAY BYTES FOLDERS UNKNOWN FLAGS NAME\n", NAME as in a list, "/"
 * for files that lie in no folder. */
struct probe_cloud {
	uint64_t here, here_bytes, away, away_bytes, folders_away, unknown;
	bool unread, cut; /* FLAGS 1, 2: some of it could not be read, was too much */
	const char *name; /* arena */
};
/* Next line at *pos; false at the end or on a broken line. */
bool probe_cloud_next(struct bytes list, size_t *pos, struct arena *a, struct probe_cloud *ret);

/* A file of a pack. */
enum probe_pack_state {
	PROBE_PACK_WHOLE,
	PROBE_PACK_CUT, /* larger than the ceiling: data is its beginning, size its whole size */
	PROBE_PACK_UNREADABLE, /* no data */
	PROBE_PACK_LEFT_OUT,   /* no data: too many files, or too large together */
};

struct probe_packed {
	enum probe_pack_state state;
	uint64_t size;
	int64_t modified;
	struct bytes data;
	const char *name; /* arena */
};
/* Next file at *pos; false at the end or on a broken pack. As the pack holds them, in the order of
 * the directory: "STATE SIZE MTIME LENGTH NAME\n" and LENGTH bytes; STATE one of w c u o, the rest
 * as in a list. */
bool probe_pack_next(struct bytes pack, size_t *pos, struct arena *a, struct probe_packed *ret);
/* The file at a place of the pack, from 0. */
bool probe_pack_at(struct bytes pack, size_t place, struct arena *a, struct probe_packed *ret);

/* Windows' list of who may do what (scanners/readers/security.h) of the entry of a
 * PROBE_WANT_RIGHTS pack that began at pos; valid until the next one. Without an engine behind it:
 * the entry's own data. */
enum probe_piece_state probe_rights(const struct probe_input *in, size_t blob, size_t pos,
				    const struct probe_packed *entry, struct bytes *ret);
