/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What libraries open or load at first use, done before the walls go up: afterwards it would
 * kill the worker. Must not touch a client's byte. */
#pragma once

#include "core/base/err.h"

NODISCARD int warm_libraries(struct err *err);
