/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D8: mail kept on the PC. */
#include "tests/unit/scanners/checks/amounts_bench.h"

AMOUNTS_TEST(local_mail, mail_store, MAIL_STORE)
