/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passes a probe's question for a piece of a large file, or for the rights of a file that it was
 * named, on to the reader, and the answer back, so
 * that neither worker has to hold the whole. Private to probe_*.c. Must not look into the piece. */
#pragma once

#include "scanners/engine/probe_files.h"

/* m: the message behind its first byte. time_left: false tells the probe to end. Negative when the
 * question is strange or the probe does not take the answer. */
NODISCARD int probe_pieces_serve(const struct probe *probe, const struct probe_files *files,
				 const struct probe_target *t, const struct worker *w,
				 const char *m, size_t n, bool time_left, struct err *err);
