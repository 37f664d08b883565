/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the two probes of files named like lists of passwords, or as holding personal data, have in
 * common: one walk, two questions. */
#pragma once

#include "scanners/probes/hardening.h"

/* Counts the names of a PROBE_WANT_MANY blob; a fact of each kind only where there are some. Of those
 * that may have a password the outside tells whether they do (scanners/readers/locked.h). */
void password_files_count(const struct probe_input *in, struct facts *out, size_t blob,
			  const char *place, const char *user);
