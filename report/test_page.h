/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page that shows what a printer can do: ruler, grey steps, small letters. Nothing about any
 * client is on it. */
#pragma once

#include "report/report.h"

/* One A4 page; the same bytes each time in the same language. Errors as report_pdf(). */
NODISCARD int test_page_pdf(report_write *write, void *arg, struct err *err);
