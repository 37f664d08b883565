/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What put_back.c and put_names.c share. Private to them. */
#pragma once

#include "backup/put_back.h"
#include "backup/put_where.h"

#define PUT_WAITING 1000u
#define PUT_FOLDERS 64u /* open at once */

/* Whole, without its name. */
struct put_waiting {
	char *path, *name;
	char temporary[16];
	unsigned folder;
	uint64_t size;
};

struct put_time {
	char *path, *name;
	int64_t modified;
};

struct put_back {
	struct put_options o;
	struct put_where where;
	int ours; /* our folder */
	char ours_name[48];
	unsigned number; /* of the next temporary name */
	struct {
		int fd;
		char *path; /* of it; as it was */
		bool spelled;
	} folder[PUT_FOLDERS];
	unsigned n_folders;
	struct put_waiting waiting[PUT_WAITING];
	unsigned n_waiting;
	uint64_t waiting_size;
	int fd; /* of the file at hand; -1: none */
	int64_t modified;
	struct put_waiting at_hand;
	struct put_time *time;
	size_t n_times, times_cap, times_bytes;
	struct put_counts counts;
};

void put_waiting_forget(struct put_waiting *w);
/* What waits gets its names, when the medium has it. */
NODISCARD int put_names(struct put_back *p, struct err *err);
