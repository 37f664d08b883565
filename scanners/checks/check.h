/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The whole contract between a check and the engine: facts in, verdict out. Pure: no I/O, no
 * clock, no memory but the given arena. Adding one: a file in scanners/checks/, a line in
 * checks.def, rows in its test, its advice, its page in docs/checks/. */
#pragma once

#include "core/base/str.h"
#include "core/model/client.h"
#include "core/model/fact.h"
#include "core/model/finding.h"
#include "core/model/support.h"

struct judge_env {
	int64_t now;      /* when the visit takes place */
	int64_t last_use; /* of the PC, or TIME_ABSENT: freshness is judged against this */
	int zone_offset;
	struct arena *arena;           /* for phrases with made-up texts */
	const struct build_row *build; /* the table, sorted by build */
	size_t n_builds;
	int64_t builds_date;               /* of the table; TIME_ABSENT when it could not be read */
	const struct release_row *release; /* the same for Linux releases */
	size_t n_releases;
	int64_t releases_date;
	const struct device_register *devices; /* the firm's own; NULL: none */
	const struct programs *programs;       /* tables about programs; NULL: none could be read */
};

struct verdict {
	enum answer_kind answer;
	int weight;             /* 1 to 3 orders the actions; 0: nothing to do */
	struct phrase headline; /* what is the case, one line for the owner */
	struct phrase evidence; /* where, date, class of value */
	struct phrase reason;   /* COULD_NOT_LOOK: because ...; else: why not all could be seen */
	int64_t evidence_time;
	const char *advice; /* id in core/checklist/advice.def, NULL when nothing is to be done */
};

#define CHECK_NEEDS 8

struct check {
	const char *id, *row;
	const char *question; /* N_(): the line on the sheet */
	unsigned targets;
	unsigned interview;  /* question 1 to 30 it bears on, 0 for none */
	const char *schemes; /* "JD2 5C 4-4-5" */
	/* Ended by FACT_KIND_NONE. A kind that FAILED or was NOT_COLLECTED gives COULD_NOT_LOOK with
	 * that reason before judge is asked, as does a PARTIAL one when no fact of any needed kind
	 * was seen; otherwise PARTIAL may not come out as OK, and any other answer then carries
	 * the reason. */
	enum fact_kind needs[CHECK_NEEDS];
	/* Collected and looked at as well, but never in the way: judge asks for their states. Ended by
	 * FACT_KIND_NONE; NULL for none. */
	const enum fact_kind *may;
	struct verdict (*judge)(const struct facts *facts, const struct judge_env *env);
};

/* All checks, NULL-terminated, in the order of checks.def. */
extern const struct check *const checks[];
extern const size_t checks_count; /* without the NULL */
const struct check *check_by_id(const char *id);

/* Applies the rules above, then judge; ret's texts live in env->arena. system: its index. */
void check_run(const struct check *check, unsigned target, const struct facts *facts,
	       const struct judge_env *env, unsigned system, struct finding *ret);

/* The index page of docs/checks/, which `kenshin list --markdown` prints: one line per check. */
void check_markdown(struct str *out);
