/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printers, and what becomes of a job, as records and screens tell it. Plain records: must not
 * talk to a printer. */
#pragma once

#include <stdbool.h>

#include "core/base/util.h"

enum print_reason {
#define PRINT_REASON(name, id, words, what_to_do) PRINT_REASON_##name,
#include "core/model/printing.def"
#undef PRINT_REASON
	PRINT_REASONS,
};

/* How a printer is spoken to, which decides what can be known of it. */
enum print_way {
	PRINT_WAY_IPP,   /* it tells when a job is printed */
	PRINT_WAY_USB,   /* it takes the bytes; whether paper comes out, only the eye can tell */
	PRINT_WAY_OTHER, /* as USB */
};

enum print_state {
	PRINT_STATE_SENDING,
	PRINT_STATE_WAITING,     /* sent; waiting for paper, or for what reason says */
	PRINT_STATE_PRINTED,     /* the printer itself said so */
	PRINT_STATE_HANDED_OVER, /* it took all; this printer cannot tell more */
	PRINT_STATE_NOT_PRINTED, /* it is over, see reason */
	PRINT_STATE_TAKEN_BACK,  /* on request; a page already in the printer may still come */
};

#define PRINT_TEXT_MAX 120 /* bytes of a printer's own words that are kept, without the NUL */

struct printer_info {
	char name[PRINT_TEXT_MAX + 1]; /* of the queue, for --printer; "" for one not known */
	char shown[PRINT_TEXT_MAX +
		   1]; /* maker and model: the printer's words, escaped when shown */
	enum print_way way;
	char device[256];         /* URI of the printer itself, "" when longer; not in records */
	bool known;               /* false: nothing on this machine can drive it */
	bool ready;               /* takes jobs, and nothing is in the way */
	enum print_reason reason; /* what is in the way, or PRINT_REASON_NONE */
};

struct print_status {
	enum print_state state;
	enum print_reason reason;
	char own[PRINT_TEXT_MAX + 1]; /* the printer's own keyword, escaped when shown; "" */
};

const char *print_reason_name(enum print_reason r);
bool print_reason_from_name(const char *name, enum print_reason *ret);
const char *print_way_name(enum print_way w);
bool print_way_from_name(const char *name, enum print_way *ret);
const char *print_state_name(enum print_state s);
bool print_state_from_name(const char *name, enum print_state *ret);

/* Message ids: its answer ("no paper") and what to do ("Add paper."). */
const char *print_reason_words(enum print_reason r);
const char *print_reason_help(enum print_reason r);

/* The beginning of a text that came from a printer, never half a character. */
void print_text_copy(char buf[PRINT_TEXT_MAX + 1], const char *text);

/* Nothing comes after this state. */
bool print_state_final(enum print_state s);
