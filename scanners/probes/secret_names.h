/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is a file or folder named as something that not everybody shall read? Names only, as people read
 * them (file_names.h). */
#pragma once

#include <stdbool.h>

#include "core/base/arena.h"

/* name: the last part of a path. A file counts only when its ending is that of a document. */
bool secret_names_is(struct arena *a, const char *name, bool folder);
