/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U1 for macOS: every answer of mac-usb-history. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	int n;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 1, ANSWER_NOTICE, "usb-ledger" },
	{ 0, ANSWER_OK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];

	for (int k = 0; k < r->n; k++)
		FACTS_ADD(&b->facts, usb_storage, USB_STORAGE, "x");
}

ROWS_TEST(mac_usb_history, rows_first, rows[_i].advice, ANSWER_OK)
