/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages into a PDF. Private to report. */
#pragma once

#include "report/page.h"
#include "report/report.h"

struct pdf_face {
	double width, height; /* of a page, points */
	unsigned pages;
	void (*draw)(struct page *p, unsigned number, const void *arg); /* number: from 0 */
	const void *arg;
	const char *title; /* translated */
	int64_t date;      /* in the PDF, unless SOURCE_DATE_EPOCH says another */
};

/* Errors as report_pdf(). */
NODISCARD int pdf_write(const struct pdf_face *f, report_write *write, void *arg, struct err *err);
