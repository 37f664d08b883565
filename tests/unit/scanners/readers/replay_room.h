/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory for a replay by malloc(), so that a sanitizer sees whoever writes beside it. arg: the
 * primary. Whoever asked frees it. */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "scanners/readers/hive.h"

static inline uint8_t *replay_room(void *arg, size_t n)
{
	const struct bytes *primary = arg;
	uint8_t *p = malloc(n);

	if (n < primary->n || !p)
		abort();
	if (primary->n)
		memcpy(p, primary->p, primary->n);
	memset(p + primary->n, 0, n - primary->n);
	return p;
}
