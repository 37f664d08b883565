/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the checks that ask event logs share. Pure like the checks themselves. */
#pragma once

#include "scanners/checks/judging.h"

/* The fact about one log ("security", "system"), NULL when it was not looked at. */
const struct fact_event_log *logs_of(const struct facts *facts, const char *log);

/* Before "nothing was found": a further kind was looked at, wholly. False: *ret is the verdict that
 * says why not. */
bool logs_seen(const struct facts *facts, enum fact_kind kind, struct verdict *ret);

/* Another virus protection than Windows' own is at work: it keeps its own notes, so what the log of
 * Windows' own says is not the whole. */
bool logs_other_protection(const struct facts *facts);

/* "Windows' event log, from A to B: N events": evidence where nothing was found. */
struct phrase logs_reach(const struct fact_event_log *log, int64_t events);
