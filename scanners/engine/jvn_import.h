/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Has a JVN file read by a worker without power. Must not parse it, nor write anything. */
#pragma once

#include "scanners/engine/crew.h"
#include "scanners/readers/jvn.h"

/* fd: the file, opened O_RDONLY. Each row is looked at before it is given on. Rows that came
 * before an error must be thrown away. */
NODISCARD int jvn_import(struct crew *crew, int fd, const struct jvn_handler *handler,
			 struct jvn_count *ret, struct err *err);
