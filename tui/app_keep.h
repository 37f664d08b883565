/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What remains of a case by consent (app_keep.c), and a lent stick (app_lend.c): their part of the
 * app. Files of the data partition are written by `kenshin keep` and `kenshin tally` only. */
#pragma once

#include "core/base/str.h"
#include "tui/child.h"
#include "tui/visit/lend.h"

enum keep_job { JOB_NONE, JOB_SEAL, JOB_TALLY };

struct app_keep {
	struct child child; /* keep, tally, the broom: one after the other */
	enum keep_job job;
	bool power_off; /* wanted after the erasing */
	struct child results;
	struct str raw[RESULTS_SHOWN]; /* opened results: records, in memory only */
	bool opened[RESULTS_SHOWN];
	unsigned n_raw, more;
	int64_t looked_ms; /* when loan.json was looked at last */
};

struct app;

/* At the start: what is there to keep things on, whose left-overs lie there, is the stick lent. */
void app_keep_begin(struct app *a);
/* The case ends: what consent keeps is kept, then everything is erased, then power off if wanted. */
void app_keep_end(struct app *a, bool power_off);
void app_keep_read(struct app *a);
/* Opened results and what waits to be kept are overwritten. */
void app_keep_forget(struct app *a);

/* loan.json looked at again; moves the first page along when it is shown. */
void app_lend_look(struct app *a);
void app_lend_tick(struct app *a);
/* S40: opens all results with both pass phrases. S41: the chosen one into the visit. */
void app_lend_open(struct app *a);
void app_lend_read(struct app *a);
void app_lend_show(struct app *a);
