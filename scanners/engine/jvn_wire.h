/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a ROLE_JVN worker says: rows, then one end. Plain structs of fixed size, both ends of one
 * build; the receiver checks every text. Must not hold logic. */
#pragma once

#include <stdint.h>

#include "core/base/err.h"
#include "scanners/readers/jvn.h"

enum jvn_say { JVN_ROW = 1, JVN_END };

struct wire_jvn_row {
	uint32_t op;
	struct jvn_row row;
};

struct wire_jvn_end {
	uint32_t op;
	uint32_t kind; /* enum err_kind; ERR_NONE: count holds */
	int32_t code;
	char words[200];
	struct jvn_count count;
};
