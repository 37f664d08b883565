/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A verdict in one call, for checks whose every answer is a headline, an evidence and perhaps an
 * advice. */
#pragma once

#include "scanners/checks/judging.h"

struct say {
	enum answer_kind answer;
	int weight;             /* 0 unless something is to be done */
	const char *headline;   /* message id */
	const char *advice;     /* or NULL */
	struct phrase evidence; /* where, when, what kind of value */
	int64_t at;             /* evidence_time; TIME_ABSENT when there is none */
};

static inline struct verdict saying(const struct say *s)
{
	return (struct verdict){
		.answer = s->answer,
		.weight = s->weight,
		.headline = PHRASE(s->headline),
		.evidence = s->evidence,
		.evidence_time = s->at,
		.advice = s->advice,
	};
}
