/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors in words for people: the "because ..." of COULD NOT LOOK. Must not say more than is
 * known, nor blame anybody. */
#pragma once

#include "core/base/err.h"

/* Message id. */
const char *because_of(enum err_kind kind);
