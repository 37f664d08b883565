/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owner's USB memories, and what became of a sheet on one, as lines. Apart from record.h:
 * nothing of it is saved. */
#pragma once

#include "core/model/carry.h"
#include "core/record/record.h"

void record_carry_memory(const struct record_sink *s, const struct carry_memory *m);
void record_carry(const struct record_sink *s, const struct carry_status *c);

enum carry_record { CARRY_RECORD_NONE, CARRY_RECORD_MEMORY, CARRY_RECORD_STATUS };

/* One line of `kenshin carry --records`; *ret tells which of both was filled (NONE: a record of
 * another kind). ERR_FORMAT for what is no record. */
NODISCARD int record_parse_carry(const char *line, size_t n, struct carry_memory *ret_memory,
				 struct carry_status *ret_status, enum carry_record *ret,
				 struct err *err);
