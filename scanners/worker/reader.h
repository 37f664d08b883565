/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the reader's server share. Runs behind all walls; a mistake of ours or a lack
 * of memory ends the process, an unreadable place is an answer. */
#pragma once

#include "scanners/engine/reader_client.h"
#include "scanners/engine/wire.h"

struct reader_files; /* what a walk found, in the order of the disk */

struct reader_server {
	int sock;
	struct volume *volume;
	struct reader_ask ask;
	struct reader_answer answer;
	struct reader_files *files;
	char **leave; /* folders that a walk by folder goes past, as spelled on the disk */
	size_t n_leave, cap_leave;
	int64_t last_busy; /* seconds; when READER_BUSY was sent */
};

/* --- reader_serve.c --- */
/* Sends the answer, with table behind it and up to one descriptor. */
void reader_reply(struct reader_server *s, const void *table, size_t table_n, int fd);
/* Says READER_BUSY when a second has passed since the last time. */
void reader_busy(struct reader_server *s);
void reader_stat_wire(const struct volume_stat *st, struct wire_stat *ret);
void reader_err_wire(const struct err *err, int code, struct wire_err *ret);

/* --- reader_copy.c --- */
/* Appends size bytes of f, beginning at from, to memfd by write(). Places that can't be read become zeros; ret_bad: how
 * many bytes of them. Ends the process when memory runs out. */
void reader_copy(struct reader_server *s, struct volume_file *f, uint64_t from, uint64_t size,
		 int memfd, uint64_t *ret_bad);
int reader_memfd(void); /* never fails */

/* --- reader_cloud.c --- */
/* Sends the answer itself (1), or an error is left to be sent. */
int reader_do_cloud(struct reader_server *s, struct err *err);

/* --- reader_walk.c --- */
/* Each fills s->answer; _next sends it itself. */
int reader_do_leave(struct reader_server *s, struct err *err);
int reader_do_count(struct reader_server *s, struct err *err);
int reader_do_walk(struct reader_server *s, struct err *err);
void reader_do_next(struct reader_server *s);
void reader_files_free(struct reader_files *files); /* NULL is fine */
