/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory for passwords and keys: it never goes to a swap disk, is left out of any dump, and is wiped
 * when it is given back. Must not be copied out of without reason. */
#pragma once

#include <stddef.h>

#include "core/base/err.h"

/* n bytes, zero. NULL and -ENOMEM in err when none could be locked. Undo with secret_free(). */
NODISCARD void *secret_new(size_t n, struct err *err);
/* n: as it was asked for. NULL is fine. */
void secret_free(void *p, size_t n);
/* What ciphers leave on the stack below their caller: call it when they are done. */
void secret_wipe_stack(void);
