/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files below some folders of a source, with their bytes, in a fixed order: for a backup. Read
 * by workers without power, like everything of a client's disk. Must not decide what is wanted, nor
 * write anything. */
#pragma once

#include "scanners/engine/reader_client.h"
#include "scanners/engine/run.h"

#define RUN_FILES_PIECE ((size_t)4 << 20) /* bytes given at once */

/* A folder that is wanted, with all that is below it. */
struct run_folder {
	unsigned volume;  /* index in the check-up's disk */
	const char *path; /* as spelled on the disk; "" for all of it */
	bool flat;        /* the files in it alone, neither its folders nor what is below them */
	/* Folders below it, as spelled on the disk, that are as if they were not there. */
	const char *const *leave;
	size_t n_leave;
};

/* As people are told of it, and as they name it. */
static inline const char *run_folder_name(const struct run_folder *f)
{
	return f->flat ? "." : f->path;
}

struct run_files; /* the source, while a call below is under way */

/* What is in a folder, at most max entries. -ENOENT: it is not there. ret_found: its path as spelled
 * on the disk. Texts live in a. */
NODISCARD int run_files_list(struct run_files *f, unsigned volume, const char *path, size_t max,
			     struct arena *a, const char **ret_found, struct reader_entry **ret,
			     size_t *ret_n, struct err *err);
/* How much there is below a folder. */
NODISCARD int run_files_count(struct run_files *f, const struct run_folder *folder,
			      struct reader_totals *ret, struct err *err);

/* What the folders will give, in the same order, without bytes: `item` and `lost` of the sink alone. A file that
 * could not be read comes as any other. */
struct run_files_sink;
NODISCARD int run_files_names(struct run_files *f, const struct run_folder *folder, size_t n,
			      const struct run_files_sink *to, struct err *err);

/* Looks for viruses in all that the folders will give, each name of a file for itself, with the
 * samples of run_options. hit: is told of each file with a sign; its texts live until it returns. Fills
 * c's malware (no hits) and its gaps. ERR_UNSUPPORTED when it could not begin: then nobody looked. */
NODISCARD int run_files_scan(struct run_files *f, const struct run_folder *folder, size_t n,
			     void (*hit)(void *arg, unsigned volume, const char *path,
					 const char *signature),
			     void *arg, struct err *err);

#define RUN_FILES_SKIP 1
/* Each returns 0 to go on, else the run ends with that value (and err set). */
struct run_files_sink {
	void *arg;
	/* Systems and volumes are known; folders live in c's arena. */
	int (*choose)(void *arg, struct run_files *f, struct checkup *c, struct run_folder **ret,
		      size_t *ret_n, struct err *err);
	/* One thing: a file (item->size bytes follow when `bytes`), a folder, or what can't be had.
	 * RUN_FILES_SKIP: its bytes are not wanted; a large file is then not even read. */
	int (*item)(void *arg, const struct run_folder *in, const struct reader_item *item,
		    bool bytes, struct err *err);
	/* Memory that pieces lie in: the sink's own from now on, to be given back with io_unmap(), but
	 * not before `forget`. Returns what the sink calls it. */
	void *(*memory)(void *arg, const uint8_t *p, size_t n);
	/* No further piece lies in it. */
	void (*forget)(void *arg, void *memory);
	/* The next n bytes of the file, in that memory. at NULL: they could not be read. bad: how many
	 * of them are zeros that stand for what could not be read. */
	int (*piece)(void *arg, void *memory, const uint8_t *at, size_t n, uint64_t bad,
		     struct err *err);
	/* A folder that could not be looked at at all. */
	int (*lost)(void *arg, const struct run_folder *folder, const struct err *why,
		    struct err *err);
};

/* c: fresh from checkup_init(), filled with disk, volumes and systems. A run that was cancelled ends
 * with -ECANCELED. */
NODISCARD int run_files(const struct run_options *o, const struct run_files_sink *sink,
			struct checkup *c, struct err *err);
