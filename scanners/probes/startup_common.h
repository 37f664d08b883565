/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the machine's and a user's startup entries have in common. Must not judge. */
#pragma once

#include "scanners/probes/registry.h"

#define STARTUP_ALWAYS "Microsoft\\Windows\\CurrentVersion"

struct startup_scope {
	const char *scope; /* "machine" or "user" */
	const char *user;  /* or NULL */
};

/* Adds the values of a Run key. origin: "run" or "run-once". A key that is not there has none. */
void startup_add_key(struct registry *r, const struct startup_scope *scope, const char *path,
		     const char *origin);

/* Adds the files of a Startup folder (a PROBE_WANT_LIST blob); source is the folder's path in
 * Windows' spelling. shortcuts: a PROBE_WANT_PACK of its *.lnk, which tell where they lead; one that could
 * not be read keeps its area absent. A broken listing notes the probe's kinds as seen in part. */
void startup_add_folder(const struct probe *probe, const struct probe_blob *list,
			const struct probe_blob *shortcuts, const struct startup_scope *scope,
			const char *source, struct facts *out);

/* Marks the entries that were added so far and that Windows' own list has as switched off. top: the key
 * CurrentVersion in this hive. */
void startup_note_off(struct registry *r, const char *top);

/* Where the program of a command line lies: "system", "programs", "user", "temporary",
 * "public", "other". A program host (rundll32, wscript, ...) counts as what it is told to run. */
const char *startup_area(struct arena *a, const char *command);

/* The program of a command line without its arguments, for there may be a password among them;
 * " ..." stands for them. Of a program host also the file that it is told to run. */
const char *startup_program(struct arena *a, const char *command);

/* How marks of makers are asked for: blob is a PROBE_WANT_PROGRAM. */
struct startup_marks {
	const struct probe_input *in;
	size_t blob;
	unsigned *asked;
};

/* The file of startup_program()'s answer, below the root of the volume that Windows lies on. profile: of
 * the user whose command it is, or NULL. NULL: not known, on another drive, or no program. */
const char *startup_file(struct arena *a, const char *command, const char *profile);
/* NO: the program carries no mark. ABSENT in the usual areas, and where it could not be looked at. */
enum flag startup_mark(const struct startup_marks *m, const char *area, const char *path);
/* The same for all entries that were added so far and are not switched off. */
void startup_note_marks(const struct startup_marks *m, struct facts *out);
