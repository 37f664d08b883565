/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said between whoever unlocks a disk and a ROLE_UNLOCK worker: one question, one answer. Plain
 * structs of fixed size, both ends of one build; both are wiped by whoever had them. Must not hold logic. */
#pragma once

#include "scanners/readers/fve.h"

struct wire_unlock_ask {
	uint32_t n, spare; /* bytes of the password */
	char secret[FVE_SECRET_MAX];
};

struct wire_unlock_say {
	uint32_t end, spare; /* enum fve_end; FVE_OPENED: volume holds */
	struct fve_volume volume;
};
