/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Marvin32, the check sum of registry log entries. Must not be used for anything secret.
 * Facts: Maxim Suhanov, "Windows registry file format specification". */
#pragma once

#include <stdint.h>

#include "core/base/bytes.h"

#define MARVIN_SEED 0x82EF4D887A4E55C5u

uint64_t marvin(uint64_t seed, struct bytes b);
