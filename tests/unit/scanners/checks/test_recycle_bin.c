/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D7: the recycle bin. */
#include "tests/unit/scanners/checks/amounts_bench.h"

AMOUNTS_TEST(recycle_bin, recycle_bin, RECYCLE_BIN)
