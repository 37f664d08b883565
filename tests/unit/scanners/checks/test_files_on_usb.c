/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U10: files and folders on removable drives, out of lists of which each may be missing. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_files_on_usb;

static void add(struct bench *b, const char *sort, const char *serial, int64_t opened)
{
	struct fact_recent_file *f = FACTS_ADD(&b->facts, recent_file, RECENT_FILE, "Recent");

	f->drive = "removable";
	f->sort = sort;
	f->volume_serial = serial;
	f->opened = opened;
}

static struct fact_recent_list *list(struct bench *b, const char *name, int64_t entries)
{
	struct fact_recent_list *f = FACTS_ADD(&b->facts, recent_list, RECENT_LIST, "Recent");

	f->list = name;
	f->entries = entries;
	return f;
}

static void drive(struct bench *b, const char *name, const char *letter, int64_t folders)
{
	struct fact_opened_drive *f = FACTS_ADD(&b->facts, opened_drive, OPENED_DRIVE, "BagMRU");

	f->list = name;
	f->letter = letter;
	f->folders = folders;
	f->seen = NOW - 5 * TIME_DAY;
}

static void volume(struct bench *b, const char *letter)
{
	struct fact_usb_volume *f = FACTS_ADD(&b->facts, usb_volume, USB_VOLUME, "MountedDevices");

	f->letter = letter;
}

/* Every list was there, and nothing in it leads to a removable drive. */
static void good(struct bench *b)
{
	bench_collected(b, &check_files_on_usb);
	for (const enum fact_kind *k = check_files_on_usb.may; *k != FACT_KIND_NONE; k++)
		bench_state(b, *k, FACT_STATE_COLLECTED, NULL);
	list(b, "shortcuts", 40);
	list(b, "jump-lists", 60);
	list(b, "opened-folders", INT64_MAX);
	list(b, "recent-documents", 9);
	drive(b, "opened-folders", "C:", 12);
	volume(b, "E:");
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	good(&b);
	bench_want(&b, &check_files_on_usb, ANSWER_OK, NULL);
	ck_assert_int_eq(b.finding.evidence.arg[0].number, INT64_MAX);
	add(&b, "other", NULL, NOW - TIME_DAY);
	add(&b, NULL, NULL, TIME_ABSENT);
	bench_want(&b, &check_files_on_usb, ANSWER_NOTICE, "usb-ledger");
	add(&b, "business", NULL, TIME_ABSENT);
	bench_want(&b, &check_files_on_usb, ANSWER_CONCERN, "usb-carry");
	ck_assert_int_eq(b.finding.evidence_time, TIME_ABSENT);
	add(&b, "business", "1", NOW - 9 * TIME_DAY);
	add(&b, "business", "1", NOW + 900 * TIME_DAY);
	add(&b, "business", "2", NOW - 90 * TIME_DAY);
	bench_want(&b, &check_files_on_usb, ANSWER_CONCERN, "usb-carry");
	ck_assert_int_eq(b.finding.headline.arg[0].number, 4);
	ck_assert_int_eq(b.finding.evidence.arg[0].number, 2);
	ck_assert_int_eq(b.finding.evidence_time, NOW - 9 * TIME_DAY);
	ck_assert(!b.finding.reason.id);
	bench_end(&b);
}
END_TEST

/* A letter counts when Windows gave it to a USB memory; both lists tell of the same folders. */
START_TEST(folders_of_memories)
{
	struct bench b;

	bench_begin(&b);
	good(&b);
	drive(&b, "opened-folders", "D:", 4);
	drive(&b, "opened-folders", NULL, 4);
	bench_want(&b, &check_files_on_usb, ANSWER_OK, NULL);
	drive(&b, "opened-folders", "e:", 3);
	drive(&b, "recent-documents", "E:", 1);
	bench_want(&b, &check_files_on_usb, ANSWER_NOTICE, "usb-ledger");
	ck_assert_int_eq(b.finding.headline.arg[0].number, 3);
	ck_assert_int_eq(b.finding.evidence_time, NOW - 5 * TIME_DAY);
	drive(&b, "opened-folders", "E:", INT64_MAX);
	drive(&b, "opened-folders", "E:", -4);
	bench_run(&b, &check_files_on_usb);
	bench_end(&b);
}
END_TEST

/* Nothing was found, but not everywhere was looked: never fine. What was found stays, with the reason. */
START_TEST(a_list_is_missing)
{
	static const enum fact_kind places[] = { FACT_KIND_OPENED_DRIVE, FACT_KIND_USB_VOLUME };
	struct bench b;

	for (size_t i = 0; i < LEN(places); i++)
		for (int state = 0; state <= FACT_STATE_FAILED; state++) {
			if (state == FACT_STATE_COLLECTED)
				continue;
			bench_begin(&b);
			good(&b);
			bench_state(&b, places[i], (enum fact_state)state,
				    "because the test says so");
			bench_want(&b, &check_files_on_usb, ANSWER_COULD_NOT_LOOK, NULL);
			add(&b, "business", NULL, NOW - TIME_DAY);
			bench_want(&b, &check_files_on_usb, ANSWER_CONCERN, "usb-carry");
			ck_assert(b.finding.reason.id);
			ck_assert_str_eq(b.finding.evidence.arg[3].text,
					 i ? "nothing" : "a part of them");
			bench_end(&b);
		}
	bench_begin(&b); /* no user's jump lists were there */
	good(&b);
	b.facts.by_kind[FACT_KIND_RECENT_LIST].n = 0;
	list(&b, "shortcuts", 4);
	list(&b, "opened-folders", 4);
	bench_want(&b, &check_files_on_usb, ANSWER_COULD_NOT_LOOK, NULL);
	ck_assert_str_eq(b.finding.evidence.arg[2].text, "jump lists");
	bench_end(&b);
	bench_begin(&b); /* Windows keeps none for one of the users */
	good(&b);
	list(&b, "recent-documents", 0)->kept = FLAG_NO;
	bench_want(&b, &check_files_on_usb, ANSWER_COULD_NOT_LOOK, NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_files_on_usb, good);
	ck_assert_int_eq(bench_nothing_found(&check_files_on_usb), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("files-on-usb");

	tcase_add_test(tc, judges_each_row);
	tcase_add_test(tc, folders_of_memories);
	tcase_add_test(tc, a_list_is_missing);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("files-on-usb", cases);
}
