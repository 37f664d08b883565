/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the probes of access rights share: a list of who may do what, put into four words. */
#pragma once

#include "scanners/probes/hardening.h"
#include "scanners/readers/security.h"

struct rights {
	enum security_access everyone; /* anybody at all, guests too */
	enum security_access users;    /* whoever signs in to this PC; everyone counted in */
	bool inherited;                /* the first entry that lets them in came from above */
	unsigned named;                /* further names and groups that may read */
};

/* Of the entry of a PROBE_WANT_RIGHTS pack that began at pos. False: it could not be read. */
bool rights_of(const struct probe_input *in, size_t blob, size_t pos,
	       const struct probe_packed *entry, struct rights *ret);
/* At the end: a place that could not be read does not hide what was seen elsewhere. */
void rights_seen_in_part(struct facts *out, enum fact_kind kind);
const char *rights_word(enum security_access access);
