/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U5 for Linux: every answer of linux-usb-rules. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	enum flag storage, uas, guard;
	const char *others;
	enum flag udev;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_YES, FLAG_YES, FLAG_ABSENT, NULL, FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_NO, FLAG_NO, FLAG_YES, "block", FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_NO, FLAG_NO, FLAG_YES, "allow", FLAG_NO, ANSWER_CONCERN, "usb-rule-linux" },
	{ FLAG_NO, FLAG_NO, FLAG_NO, "block", FLAG_NO, ANSWER_CONCERN, "usb-rule-linux" },
	{ FLAG_YES, FLAG_NO, FLAG_ABSENT, NULL, FLAG_NO, ANSWER_CONCERN, "usb-rule-linux" },
	{ FLAG_NO, FLAG_NO, FLAG_ABSENT, NULL, FLAG_YES, ANSWER_NOTICE, "usb-rule-linux" },
	{ FLAG_NO, FLAG_NO, FLAG_ABSENT, NULL, FLAG_NO, ANSWER_CONCERN, "usb-rule-linux" },
	{ FLAG_ABSENT, FLAG_NO, FLAG_ABSENT, NULL, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_linux_usb_policy *f;

	if (r->storage == FLAG_ABSENT)
		return;
	f = FACTS_ADD(&b->facts, linux_usb_policy, LINUX_USB_POLICY, "/etc");
	f->storage_off = r->storage;
	f->uas_off = r->uas;
	f->guard_starts = r->guard;
	f->guard_others = r->others;
	f->udev_refuses = r->udev;
}

ROWS_TEST(linux_usb_rules, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
