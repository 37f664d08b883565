/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U1 for Linux: every answer of linux-usb-history. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	int64_t log_days, arrival_days;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 30, -1, ANSWER_OK, NULL },
	{ 30, 5, ANSWER_NOTICE, "usb-ledger" },
	{ 30, INT64_MAX, ANSWER_NOTICE, "usb-ledger" },
	{ -1, -1, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];

	if (r->log_days >= 0)
		FACTS_ADD(&b->facts, device_log, DEVICE_LOG, "/var/log")->begins =
		    DAYS_BEFORE_USE(r->log_days);
	if (r->arrival_days == INT64_MAX)
		FACTS_ADD(&b->facts, usb_storage, USB_STORAGE, "/var/log");
	else if (r->arrival_days >= 0)
		FACTS_ADD(&b->facts, usb_storage, USB_STORAGE, "/var/log")->last_arrival =
		    DAYS_BEFORE_USE(r->arrival_days);
}

ROWS_TEST(linux_usb_history, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
