/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All files of systemd's journal, the newest first, piece by piece: their lines about USB devices,
 * and for each file how far it reaches back. Must not judge. */
#pragma once

#include "scanners/probes/probe.h"
#include "scanners/readers/journal.h"

struct linux_journal {
	const struct probe_input *in;
	struct facts *facts;
	enum fact_kind kind; /* what could not be read makes this kind PARTIAL, or FAILED */
	journal_fn each;
	void (*file)(void *arg); /* before the lines of each file */
	void *arg;
};

/* blob: PROBE_WANT_MANY. Each file that could be read at all becomes a device_log fact. */
void linux_journal_read(const struct linux_journal *l, size_t blob);
