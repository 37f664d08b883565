/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the run share. Private to scanners/engine/run*.c. */
#pragma once

#include "scanners/engine/because.h"
#include "scanners/engine/crew.h"
#include "scanners/engine/reader_client.h"
#include "scanners/engine/run.h"
#include "scanners/engine/source.h"

/* A volume of the source, with its reader while it is open. Index as in checkup.disk.volume. */
struct run_volume {
	struct reader reader;
	bool open, mounted;
	int mount_fd; /* while mounted */
};

struct run {
	const struct run_options *o;
	const struct record_sink *sink;
	struct checkup *c;
	struct crew *crew;
	struct source source;
	int broker; /* given, or our own child when this is root; -1: none */
	struct run_volume volume[CHECKUP_VOLUMES_MAX];
	int64_t deadline; /* of crew_clock(); 0: none. For a list of disks, not for a check */
	bool cut;         /* cancelled or out of time: the result is partial */
	bool unlooked;    /* the workers could not even tell what is on the source */
};

/* c: fresh from checkup_init(). Undo with run_free(). */
struct run *run_new(const struct run_options *o, const struct record_sink *sink, struct checkup *c);
void run_free(struct run *r);
/* Opens the source, starts the crew. unlooked is set when the workers could not be had. */
NODISCARD int run_start(struct run *r, struct err *err);
bool run_cancelled(struct run *r); /* also when the deadline is over */
bool run_late(const struct run *r);
/* Milliseconds until the deadline; 0 (wait as usual) without one, at least 1. */
int run_ms_left(const struct run *r);
/* What r->o names. */
NODISCARD int run_open_source(struct run *r, struct err *err);
/* Readers, mounts and the source; the crew stays. */
void run_close(struct run *r);
bool run_wants(const struct run_options *o, const char *id);
bool run_wants_facts(const struct run_options *o); /* any check at all */
bool run_wants_malware(const struct run_options *o);
/* A gap, recorded at once. */
void run_gap(struct run *r, const char *group, struct phrase what, struct phrase why,
	     uint64_t count);

/* run_volumes.c: what is on the source; opens a reader where one can read. */
NODISCARD int run_find_volumes(struct run *r, struct err *err);
/* The two halves of it: the list out of the partition table; a reader for each. */
NODISCARD int run_list_volumes(struct run *r, struct err *err);
void run_open_volumes(struct run *r);
/* Starts the volume's reader again after it died. */
NODISCARD int run_reopen_volume(struct run *r, unsigned volume, struct err *err);
/* What people call the volume: its label, "partition 3", or the whole disk. */
struct phrase run_volume_name(const struct run *r, const struct volume_info *v);

/* The open reader of a volume, or NULL. */
struct reader *run_reader(struct run *r, unsigned volume);

/* run_systems.c: installed systems and their facts. */
void run_find_systems(struct run *r);
/* run_locked.c: what can be told of parts that are locked, where there is no system to be read. */
void run_add_locked(struct run *r);
/* run_memory.c: the parts of a USB memory, each in the place of a system. */
void run_find_memory(struct run *r);
void run_collect_facts(struct run *r);
/* Only these kinds. */
void run_collect_kinds(struct run *r, const enum fact_kind *kind, size_t n);

/* run_disks.c: out of the facts about the last shutdown. */
void run_note_hibernation(struct checkup *c);

/* run_malware.c */
void run_scan_malware(struct run *r);
/* Adds what was seen in one part to the sum in r's check-up. */
struct scan_pool_result;
void run_take_malware(struct run *r, const struct scan_pool_result *one);

/* run_files.c */
struct run_files;
struct run *run_files_run(struct run_files *f);
