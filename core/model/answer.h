/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An answer of the interview. Plain records. */
#pragma once

#include <stdbool.h>

#define QUESTIONS 30

enum reply {
	REPLY_NONE, /* not asked */
	REPLY_YES,
	REPLY_PARTLY,
	REPLY_NO,
	REPLY_UNKNOWN,
	REPLY_NOT_USED,
};

/* "none", "yes", "partly", "no", "unknown", "not-used". */
const char *reply_name(enum reply reply);
bool reply_from_name(const char *name, enum reply *ret);

struct answer {
	unsigned question; /* 1 to QUESTIONS */
	enum reply reply;
	enum reply suggested; /* what the records suggest, REPLY_NONE when they say nothing */
	bool contradiction;   /* the reply claims more than the records show */
	bool ask_expert;      /* F5: to be asked later */
};
