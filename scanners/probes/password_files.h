/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the two probes of files named like lists of passwords have in common. */
#pragma once

#include "scanners/probes/hardening.h"

/* Counts the names of a PROBE_WANT_NAMES blob; a fact only where there are some. */
void password_files_count(struct facts *out, const struct probe_blob *blob, const char *place,
			  const char *user);
