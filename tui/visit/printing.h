/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printing, as the screens show it. Pure, as the rest of the visit: what `kenshin print` told, and
 * which page follows from it. */
#pragma once

#include <stdint.h>

#include "core/model/printing.h"

#define PRINTERS_SHOWN 6

enum printing_look { LOOK_NOT, LOOK_RUNNING, LOOK_DONE };
enum printing_what { PRINTING_SHEET, PRINTING_LARGE, PRINTING_TEST, PRINTING_DEVICES };
enum printing_step {
	PRINTING_NOT,    /* nothing is sent */
	PRINTING_MAKING, /* the PDF is being made */
	PRINTING_JOB,    /* it is with the printer */
	PRINTING_BACK,   /* being taken back */
	PRINTING_OVER,   /* see status */
};
enum paper { PAPER_NOT_ASKED, PAPER_YES, PAPER_NO };

struct printing {
	/* the stick's: stays from one case to the next */
	struct printer_info printer[PRINTERS_SHOWN];
	unsigned n;
	unsigned chosen; /* index in printer; n: none */
	enum printing_look look;
	struct printer_info last;    /* the one chosen before this search */
	bool no_service;             /* nobody told: CUPS itself does not answer */
	struct printer_info unknown; /* shown[0]: one was found that nothing here can drive */

	/* the case's */
	enum printing_what what;
	enum printing_step step;
	struct print_status status;
	int64_t reason_since; /* ms of the app's clock at which status.reason came */
	bool told;            /* that reason has been shown on X07 */
	enum paper paper;     /* S33, for the sheet */
};

struct visit;

/* A new search begins, a line of its answer, its end. */
void printing_look(struct visit *v);
void printing_found(struct visit *v, const struct printer_info *p);
void printing_looked(struct visit *v, bool service);
/* What became of the job now. */
void printing_status(struct visit *v, const struct print_status *s);
/* Asks the app to print this with the chosen printer. */
void printing_begin(struct visit *v, enum printing_what what);
void printing_take_back(struct visit *v);
/* Opens the page that follows (S33, X07, X08), with every tick. Only from a page of printing. */
void printing_tell(struct visit *v);
/* Forgets what is the case's. */
void printing_forget(struct printing *p);

/* The chosen printer; NULL: there is none. */
const struct printer_info *printing_printer(const struct visit *v);
bool printing_busy(const struct visit *v);
/* "送る前です", "送っています", ...: translated. */
const char *printing_words(const struct visit *v);
