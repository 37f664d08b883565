/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What remains of a case by consent, and a lent stick as its screens see it. Plain state: files
 * are read and written by tui/app_keep.c and tui/app_lend.c. */
#pragma once

#include "core/checklist/loan.h"

/* The record (consent line 5) and the nameless counts (line 6) of this case. */
enum remain { REMAIN_NOT, REMAIN_RUNNING, REMAIN_YES, REMAIN_NO };
enum remain_why {
	REMAIN_WHY_NONE,
	REMAIN_WHY_KEY,   /* the chamber's key is missing or not in order */
	REMAIN_WHY_ROOM,  /* the stick is full */
	REMAIN_WHY_STICK, /* the stick is out, or takes nothing */
	REMAIN_WHY_OTHER,
};

struct remains {
	enum remain record, tally;
	enum remain_why why; /* why the record was not kept */
	bool told;           /* S22 told it: the next "erase" erases */
};

#define PASS_PARTS    2
#define PASS_MAX      64
#define PASS_MIN      6
#define RESULTS_SHOWN 9

enum lend_trouble {
	LEND_FINE,
	LEND_BROKEN, /* loan.json is missing or not in order */
	LEND_NO_KEY, /* nothing could be kept: chamber.txt */
};

struct lend_result {
	bool opened;
	const char *label; /* sticker_name(); NULL: none */
	int64_t started;
	unsigned more; /* of the last one: so many that are not shown */
};

enum unlocking { UNLOCK_NOT, UNLOCK_RUNNING, UNLOCK_WRONG, UNLOCK_LOST };

struct lend {
	bool lent; /* once lent, always: a file that went makes no ordinary stick of it */
	enum lend_trouble trouble;
	struct loan loan;
	enum loan_state state;
	bool clock_wrong;
	unsigned results; /* sealed files on the stick */
	/* of the case in hand */
	int sticker;  /* -1: none */
	bool review;  /* a result that was opened again, not a case */
	bool to_copy; /* opened in order to take it out (S18, line 3) */
	/* S40: both pass phrases; overwritten as soon as they were tried */
	char pass[PASS_PARTS][PASS_MAX + 1];
	unsigned typing;
	bool pass_shown;
	enum unlocking unlocking;
	unsigned tries;     /* wrong ones since the start */
	int64_t wait_until; /* ms of the app's clock; 0: none */
	/* S41 */
	struct lend_result result[RESULTS_SHOWN];
	unsigned n_results;
	int chosen; /* for WANT_RESULT */
};

/* What a wiped visit keeps of it: the loan itself and the wrong tries, nothing of a case. */
void lend_forget(struct lend *l);
/* Wrong tries slow down: how long after the n-th, in ms. 0 for the first three. */
int64_t lend_wait(unsigned tries);
