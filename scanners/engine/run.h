/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One check-up from source to findings: opens the source read-only, finds volumes and systems,
 * runs probes and the malware scan in workers, judges, and tells each step as a record. What goes
 * wrong on the way is a gap or a COULD NOT LOOK; only a source that gives nothing at all is an
 * error. Must not print, must not parse what a worker parses. */
#pragma once

#include <signal.h>

#include "core/base/err.h"
#include "core/model/checkup.h"
#include "core/record/record.h"

struct run_options {
	/* Exactly one of these is set. disk: kernel name ("sda") or "/dev/...". */
	const char *image, *root, *disk;
	const char *const *only; /* ids of checks, or "malware"; none: everything */
	size_t n_only;
	const char *signatures;   /* directory of virus samples; NULL: no malware scan, said so */
	const char *usb_register; /* file with the firm's own USB devices; NULL for none */
	const char *jvn;          /* table made by `kenshin jvn`; NULL for none */
	const char *tables;       /* directory of the dated tables; NULL: tables_directory() */
	const char *tool;         /* "kenshin 0.1" */
	int64_t now;              /* when the visit takes place */
	unsigned malware_seconds; /* promised end of the malware scan; 0: none */
	bool no_malware, no_sandbox, weak_ok;
	bool passwords;  /* the owner agreed: stored passwords are compared with common ones */
	bool names;      /* the owner agreed: names of documents are looked at */
	bool no_systems; /* run_disks: volumes only, none of them is opened */
	bool
	    usb_memory; /* run_check: the source is a USB memory that was put in, not a PC's disk */
	bool
	    usb_only; /* run_disks: of this machine's disks those on USB alone, without the stick */
	int source_fd; /* --image or --root, opened already by someone with more rights; -1: not */
	int broker;    /* connected socket to a broker, or -1 */
	const volatile sig_atomic_t *cancel; /* set to stop with a partial result; may be NULL */
	/* run_disks: is told of each disk as soon as it was looked at; may be NULL. */
	void (*told)(void *arg, const struct checkup *disk);
	void *told_arg;
};

/* sink may be NULL. ret must be fresh from checkup_init(); it is filled as far as things went, also
 * on error. Returns 0 when there is something to show (ret->partial says whether it was cut). */
NODISCARD int run_check(const struct run_options *o, const struct record_sink *sink,
			struct checkup *ret, struct err *err);

/* What tells one disk from another before a check: per disk one check-up with its volumes, its
 * systems and the few facts that name them and say how they were shut down. The source that o names,
 * or every disk of this machine, in ret[0..*ret_n). A disk has RUN_DISK_SECONDS; what it did not
 * tell by then is missing, and disk.reason says so. Texts of disks also live in a. Only a named source that cannot be opened is an
 * error of the call. */
#define RUN_DISK_SECONDS 12
NODISCARD int run_disks(const struct run_options *o, struct arena *a, struct checkup **ret,
			size_t *ret_n, struct err *err);
/* Frees what run_disks() gave; also after an error. */
void run_disks_done(struct checkup *c, size_t n);
