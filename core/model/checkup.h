/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A whole check-up: everything that the sheet is made from, in one place. Filled by records
 * (core/record), judged by scanners/checks and core/checklist. Must not do I/O. */
#pragma once

#include "core/model/answer.h"
#include "core/model/backup_told.h"
#include "core/model/client.h"
#include "core/model/finding.h"

#define CHECKUP_SCHEMA      1
#define CHECKUP_SYSTEMS_MAX 16
#define CHECKUP_VOLUMES_MAX 256
#define CHECKUP_HITS_MAX    10000
#define CHECKUP_GAPS_MAX    1000

/* A sign of malware. path is PERSONAL; folder is its first telling folder ("Downloads"). */
struct hit {
	unsigned volume;
	const char *path;   /* escaped only when shown; "a.zip" for a member of it */
	const char *stream; /* alternate stream's name, or NULL */
	const char *folder;
	const char *signature; /* as the samples name it */
	uint64_t size;
};

/* Something that was not looked at, and why. group: "malware", "volume", "facts", "consent",
 * "interview", "eye", "walls" (a fence was missing). count: how many of it (files); 0 when
 * counting makes no sense. */
struct gap {
	const char *group;
	struct phrase what, why;
	uint64_t count;
};

enum malware_state {
	MALWARE_NOT_RUN,
	MALWARE_COMPLETE, /* every file was looked at or is counted among the gaps */
	MALWARE_PARTIAL,  /* stopped before the end: cancel, time, memory */
	MALWARE_FAILED,   /* could not start */
};
const char *malware_state_name(enum malware_state state);
bool malware_state_from_name(const char *name, enum malware_state *ret);

struct malware {
	enum malware_state state;
	struct phrase reason;                            /* for all but COMPLETE */
	uint64_t files, bytes, files_total, bytes_total; /* looked at / in all */
	uint64_t not_looked;                             /* files among the gaps */
	struct hit *hit;
	size_t n_hits, cap_hits;
	uint64_t hits_total;
	/* the samples */
	uint64_t signatures;
	int64_t database_time; /* newest date in the set, or TIME_ABSENT */
	const char *database_version, *engine_version;
};

/* The walls that were up around the parsers. */
struct sandbox_report {
	bool own_user;    /* workers ran as a user without rights */
	int landlock_abi; /* 0: none */
	bool seccomp, chroot, namespaces;
	bool weak; /* went on without a wall because the user said so */
	bool off;  /* --no-sandbox */
};

struct checkup {
	struct arena arena;
	const char *tool; /* "kenshin 0.1" */
	int64_t started, now;
	const char *source_kind; /* "disk", "image", "directory", "none" */
	const char *source_name;
	const char *case_number, *pc_label; /* of a case that is kept, else NULL */
	struct disk disk;                   /* of the source; volumes inside */
	struct client_system system[CHECKUP_SYSTEMS_MAX];
	size_t n_systems;
	struct finding *finding;
	size_t n_findings, cap_findings;
	struct malware malware; /* of the source */
	struct malware usb; /* of the memories that were put in during the visit, all together */
	struct backup_told backup;           /* taken during the visit; only a proven one */
	struct answer answer[QUESTIONS + 1]; /* by question number; [0] unused */
	struct gap *gap;
	size_t n_gaps, cap_gaps;
	struct sandbox_report sandbox;
	bool finished; /* the record closed with its end line */
	bool partial;  /* ... but something was stopped on the way */
};

void checkup_init(struct checkup *c);
void checkup_done(struct checkup *c);
struct client_system *checkup_add_system(struct checkup *c); /* NULL when full */
struct volume_info *checkup_add_volume(struct checkup *c);   /* NULL when full */
struct finding *checkup_add_finding(struct checkup *c);
struct hit *checkup_add_hit(struct malware *m); /* NULL when full; count in hits_total first */
/* Adds to an equal gap (same group, what, why) or makes a new one; texts are copied. */
void checkup_add_gap(struct checkup *c, const char *group, const struct phrase *what,
		     const struct phrase *why, uint64_t count);
void checkup_clear_findings(struct checkup *c);
/* Signs of malware in all that was looked at. */
uint64_t checkup_signs(const struct checkup *c);
/* No system could be read, because what is there is locked. */
bool checkup_is_locked(const struct checkup *c);
/* A USB memory was held against virus samples, or there is a reason why not. */
bool checkup_usb_scanned(const struct checkup *c);
/* True when nothing but USB memories was looked at: what follows from it is not about a PC. */
bool checkup_is_usb_alone(const struct checkup *c);
