/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printers and print jobs as lines. Apart from record.h: nothing of it is saved. */
#pragma once

#include "core/model/printing.h"
#include "core/record/record.h"

void record_printer(const struct record_sink *s, const struct printer_info *p);
void record_print(const struct record_sink *s, const struct print_status *p);

enum print_record { PRINT_RECORD_NONE, PRINT_RECORD_PRINTER, PRINT_RECORD_STATUS };

/* One line of `kenshin print --records`; *ret tells which of both was filled (NONE: a record of
 * another kind). ERR_FORMAT for what is no record. */
NODISCARD int record_parse_print(const char *line, size_t n, struct printer_info *ret_printer,
				 struct print_status *ret_status, enum print_record *ret,
				 struct err *err);
