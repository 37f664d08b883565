/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A finding: the answer of one check about one system. Plain records. */
#pragma once

#include "core/model/phrase.h"

enum answer_kind {
	ANSWER_OK,
	ANSWER_NOTICE,
	ANSWER_CONCERN,
	ANSWER_DANGER,
	ANSWER_NOT_APPLICABLE,
	ANSWER_COULD_NOT_LOOK,
	ANSWER_KINDS,
};

/* "ok", "notice", "concern", "danger", "not-applicable", "could-not-look". */
const char *answer_kind_name(enum answer_kind kind);
bool answer_kind_from_name(const char *name, enum answer_kind *ret);
/* Orders answers for "the worst of": DANGER > CONCERN > COULD_NOT_LOOK > NOTICE > OK > N/A. */
int answer_kind_rank(enum answer_kind kind);

struct finding {
	const char *id;  /* the check's id */
	const char *row; /* its short code: "U1" */
	unsigned system; /* index in the check-up's systems */
	enum answer_kind answer;
	struct phrase headline; /* one line for the owner, what is the case */
	struct phrase evidence; /* one line: where, date, class of value */
	struct phrase reason;   /* for COULD_NOT_LOOK: because ...; else why only part was seen */
	int64_t evidence_time;  /* how old the evidence is, or TIME_ABSENT */
	int weight;             /* 1 to 3, orders the actions; 0: no action */
	const char *advice;     /* id of the advice (core/checklist/advice.def), or NULL */
	unsigned question;      /* interview question it bears on, 1 to 30; 0 for none */
	const char *schemes;    /* scheme items, "JD2 5C 4-4-5", never NULL */
};
