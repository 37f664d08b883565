/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U9: USB memories in the event logs, each device once. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_usb_connections;

static const struct {
	size_t n;
	struct {
		const char *serial, *product;
		int64_t last;
	} event[3];
	int64_t devices;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, { { 0 } }, 0, ANSWER_OK, NULL },
	{ 1, { { "A1", "Cruzer", DAYS_BEFORE_USE(9) } }, 1, ANSWER_NOTICE, "usb-ledger" },
	{ 2,
	  { { "A1", "Cruzer", DAYS_BEFORE_USE(9) }, { "a1", "CRUZER", DAYS_BEFORE_USE(8) } },
	  1,
	  ANSWER_NOTICE,
	  "usb-ledger" },
	{ 3,
	  { { "A1", "Cruzer", DAYS_BEFORE_USE(9) },
	    { NULL, "Flash", TIME_ABSENT },
	    { NULL, "flash", TIME_ABSENT } },
	  2,
	  ANSWER_NOTICE,
	  "usb-ledger" },
	/* one odd date hides no other device */
	{ 2,
	  { { "A1", "Cruzer", NOW + 99 * TIME_DAY }, { "B2", "X", DAYS_BEFORE_USE(8) } },
	  2,
	  ANSWER_NOTICE,
	  "usb-ledger" },
	{ 1, { { "A1", "Cruzer", TIME_ABSENT } }, 1, ANSWER_NOTICE, "usb-ledger" },
};

static void add(struct bench *b, size_t row)
{
	for (size_t i = 0; i < rows[row].n; i++) {
		struct fact_usb_event *f = FACTS_ADD(&b->facts, usb_event, USB_EVENT, "x");

		f->serial = rows[row].event[i].serial;
		f->product = rows[row].event[i].product;
		f->last = rows[row].event[i].last;
		f->events = 1;
	}
}

static void good(struct bench *b)
{
	add(b, 0);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, (size_t)_i);
	bench_collected(&b, &check_usb_connections);
	bench_want(&b, &check_usb_connections, rows[_i].want, rows[_i].advice);
	if (rows[_i].n)
		ck_assert_int_eq(b.finding.headline.arg[0].number, rows[_i].devices);
	bench_end(&b);
}
END_TEST

static void add_disk(struct bench *b, const char *disk)
{
	struct fact_disk_event *f = FACTS_ADD(&b->facts, disk_event, DISK_EVENT, "x");

	f->disk = disk;
	f->events = 2;
	f->last = DAYS_BEFORE_USE(3);
}

static void add_link(struct bench *b, const char *serial, const char *disk)
{
	struct fact_uasp_disk *f = FACTS_ADD(&b->facts, uasp_disk, UASP_DISK, "x");

	f->serial = serial;
	f->disk = disk;
}

/* A disk below SCSI counts when the registry knows that it hangs on a USB port; without the registry
 * nobody can say, and that is never fine. */
START_TEST(disks_below_scsi)
{
	const struct check *check = &check_usb_connections;
	struct bench b;

	bench_begin(&b);
	bench_collected(&b, check);
	add_disk(&b, "Disk&Ven_N\\5&1");
	bench_want(&b, check, ANSWER_COULD_NOT_LOOK, NULL);
	bench_state(&b, FACT_KIND_UASP_DISK, FACT_STATE_FAILED, "because");
	bench_want(&b, check, ANSWER_COULD_NOT_LOOK, NULL);
	bench_state(&b, FACT_KIND_UASP_DISK, FACT_STATE_PARTIAL, "because");
	bench_want(&b, check, ANSWER_COULD_NOT_LOOK, NULL);
	bench_state(&b, FACT_KIND_UASP_DISK, FACT_STATE_COLLECTED, NULL);
	bench_want(&b, check, ANSWER_OK, NULL);
	/* the same disk in two logs, in other letters */
	add_link(&b, "A1", "Disk&Ven_B\\6&1");
	add_disk(&b, "DISK&VEN_B\\6&1");
	add_disk(&b, "Disk&Ven_B\\6&1");
	bench_want(&b, check, ANSWER_NOTICE, "usb-ledger");
	ck_assert_int_eq(b.finding.headline.arg[0].number, 1);
	ck_assert_int_eq(b.finding.evidence.arg[0].number, 4);
	ck_assert_int_eq(b.finding.evidence_time, DAYS_BEFORE_USE(3));
	ck_assert_ptr_null(b.finding.reason.id);
	/* an event that told its parent is about the same one */
	FACTS_ADD(&b.facts, usb_event, USB_EVENT, "x")->serial = "a1";
	bench_run(&b, check);
	ck_assert_int_eq(b.finding.headline.arg[0].number, 1);
	/* beside one that is known, the one that is not is told as the reason */
	bench_state(&b, FACT_KIND_UASP_DISK, FACT_STATE_PARTIAL, "because");
	bench_want(&b, check, ANSWER_NOTICE, "usb-ledger");
	ck_assert_ptr_nonnull(b.finding.reason.id);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_usb_connections, good);
	ck_assert_int_eq(bench_nothing_found(&check_usb_connections), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("usb-connections");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, disks_below_scsi);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("usb-connections", cases);
}
