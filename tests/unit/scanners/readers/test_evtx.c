/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Event logs: what is passed over without a look is never what somebody wants; open, overwritten,
 * cut and damaged logs; values. libevtx reading the whole file at once is the measure. */
/* link: scanners/readers */
#include "tests/unit/scanners/readers/evtx_log.h"

/* Debian 13: the header offers files in memory only to those who say that they have libbfio. */
#define HAVE_LIBBFIO 1
#include <libbfio.h>
#include <libevtx.h>

#define LOGON "TargetUserName=a LogonType=2 IpAddress=-"

static const char mixed[] =
    "2026-11-01T01:02:03Z 4625 " SECURITY "TargetUserName=\"a & <b>\" LogonType=3\n"
    "*300+60 2026-11-02T01:02:03Z 4624 " SECURITY LOGON "\n"
    "2026-11-05T00:00:00Z 1102 Microsoft-Windows-Eventlog Security @LogFileCleared "
    "SubjectUserName=x Channel=Security\n"
    "*3+1 2026-11-06T00:00:00Z 4625 " SECURITY "TargetUserName=経理 LogonType=2\n"
    "2026-11-07T00:00:00Z 4624 " SECURITY LOGON "\n";

struct found {
	unsigned n, by_id[65536];
	uint64_t last_number;
	int64_t last_written;
	char provider[100], user[100], kind[100];
};

static void take(void *arg, const struct evtx_event *event)
{
	struct found *f = arg;
	struct arena a = { 0 };
	const char *user = evtx_data(&a, event->xml, "TargetUserName");
	const char *kind = evtx_data(&a, event->xml, "LogonType");

	f->n++;
	f->by_id[event->id]++;
	f->last_number = event->number;
	f->last_written = event->written;
	snprintf(f->provider, sizeof(f->provider), "%s", event->provider);
	snprintf(f->user, sizeof(f->user), "%s", user ? user : "");
	snprintf(f->kind, sizeof(f->kind), "%s", kind ? kind : "");
	arena_done(&a);
}

static int64_t when(const char *iso)
{
	int64_t t = TIME_ABSENT;

	ck_assert(time_parse_iso(iso, &t));
	return t;
}

static const char *const forms[] = { "", "--plain", "--dirty", "--first 70000" };

START_TEST(wanted_events_are_found_in_every_form)
{
	struct evtx_want wants[] = { { 4625, 100, 0, 0 }, { 1102, 100, 0, 0 }, { 0 } };
	struct found *f = calloc(1, sizeof(*f));
	struct evtx_seen seen;
	struct evtx_head head;
	struct bytes log = log_make(mixed, forms[_i]);

	ck_assert(evtx_head(log, &head));
	ck_assert_int_eq(head.open, _i == 2);
	log_read(log, wants, take, f, &seen);
	ck_assert_uint_eq(seen.records, 306);
	ck_assert_uint_eq(seen.damaged, 0);
	ck_assert_uint_eq(f->n, 5);
	ck_assert_uint_eq(f->by_id[4625], 4);
	ck_assert_uint_eq(f->by_id[1102], 1);
	ck_assert_str_eq(f->user, "経理");
	ck_assert_str_eq(f->kind, "2");
	ck_assert_str_eq(f->provider, "Microsoft-Windows-Security-Auditing");
	ck_assert_int_eq(f->last_written, when("2026-11-06T00:00:02Z"));
	ck_assert_int_eq(seen.oldest, when("2026-11-01T01:02:03Z"));
	ck_assert_int_eq(seen.newest, when("2026-11-07T00:00:00Z"));
	ck_assert_uint_eq(seen.oldest_number, _i == 3 ? 70000 : 1);
	ck_assert_uint_eq(seen.newest_number, seen.oldest_number + 305);
	ck_assert_uint_eq(seen.unclear != 0, _i == 1);
	free(f);
}
END_TEST

START_TEST(a_ring_is_read_by_its_numbers)
{
	struct evtx_want wants[] = { { 4625, 100000, 0, 0 }, { 0 } };
	struct found *f = calloc(1, sizeof(*f));
	struct evtx_seen seen;
	struct evtx_head head;
	struct bytes log =
	    log_make("*3000+60 2026-11-01T00:00:00Z 4625 " SECURITY LOGON "\n", "--chunks 3");

	ck_assert(evtx_head(log, &head));
	ck_assert_uint_eq(log.n, EVTX_HEADER + 3 * EVTX_CHUNK);
	log_read(log, wants, take, f, &seen);
	ck_assert_uint_eq(seen.newest_number, 3000);
	ck_assert_int_eq(seen.newest, when("2026-11-01T00:00:00Z") + 2999 * 60);
	ck_assert_uint_gt(seen.oldest_number, 1);
	ck_assert_uint_eq(seen.records, 3000 - seen.oldest_number + 1);
	ck_assert_uint_eq(f->n, seen.records);
	free(f);
}
END_TEST

START_TEST(more_than_the_ceiling_is_counted)
{
	struct evtx_want wants[] = { { 4625, 2, 0, 0 }, { 1102, 9, 0, 0 }, { 0 } };
	struct found *f = calloc(1, sizeof(*f));
	struct evtx_seen seen;

	log_read(log_make(mixed, ""), wants, take, f, &seen);
	ck_assert_uint_eq(wants[0].seen, 2);
	ck_assert_uint_eq(wants[0].more, 2);
	ck_assert_uint_eq(f->by_id[1102], 1);
	free(f);
}
END_TEST

/* The ids that libevtx itself tells of, for the comparison. */
static unsigned whole_file(const char *path, struct evtx_want *ret, unsigned *count, unsigned max)
{
	libevtx_file_t *file = NULL;
	unsigned ids = 0;
	int n = 0;

	ck_assert_int_eq(libevtx_file_initialize(&file, NULL), 1);
	ck_assert_int_eq(libevtx_file_open(file, path, LIBEVTX_OPEN_READ, NULL), 1);
	ck_assert_int_eq(libevtx_file_get_number_of_records(file, &n, NULL), 1);
	for (int i = 0; i < n; i++) {
		libevtx_record_t *record = NULL;
		uint32_t id = 0;
		unsigned k = 0;

		ck_assert_int_eq(libevtx_file_get_record_by_index(file, i, &record, NULL), 1);
		ck_assert_int_eq(libevtx_record_get_event_identifier(record, &id, NULL), 1);
		id &= 0xffff;
		while (k < ids && ret[k].id != id)
			k++;
		if (k == ids && id && ids + 1 < max)
			ret[ids++] = (struct evtx_want){ .id = (uint16_t)id, .max = 100000 };
		if (k < ids)
			count[k]++;
		libevtx_record_free(&record, NULL);
	}
	libevtx_file_free(&file, NULL);
	return ids;
}

static void compare(const char *name)
{
	struct evtx_want all[200] = { 0 };
	unsigned count[200] = { 0 };
	unsigned ids = whole_file(fixtures_path(name), all, count, LEN(all));
	struct bytes log = fixtures_load(name);

	ck_assert_uint_gt(ids, 0);
	for (unsigned i = 0; i < ids; i++) {
		struct evtx_want one[] = { all[i], { 0 } };
		struct found *f = calloc(1, sizeof(*f));
		struct evtx_seen seen;

		log_read(log, one, take, f, &seen);
		ck_assert_msg(f->n == count[i], "%s: %u of %u events %u", name, f->n, count[i],
			      all[i].id);
		ck_assert_uint_eq(seen.unclear, 0);
		free(f);
	}
	printf("%s: %u ids, each as often as libevtx tells\n", name, ids);
}

START_TEST(nothing_wanted_is_passed_over)
{
	static const char *const names[] = { "WinDefender_1116_1117", "SecurityTasks",
					     "TaskScheduler", "DE_104_system_log_cleared",
					     "plaso_System2" };

	log_make(mixed, "");
	compare("log.evtx");
	if (!fixtures_samples())
		return;
	for (size_t i = 0; i < LEN(names); i++) {
		fixtures_run("cp -f \"$SAMPLES/windows/evtx/%s.evtx\" s.evtx; chmod u+w s.evtx",
			     names[i]);
		printf("%s: ", names[i]);
		compare("s.evtx");
	}
	fixtures_run("xz -dc \"$SAMPLES/windows/evtx/RDPAuth_System.evtx.xz\" >s.evtx");
	compare("s.evtx");
}
END_TEST

/* The README: log cleared (104); Defender's 1116 and 1117. */
START_TEST(samples_hold_what_is_told_of_them)
{
	struct evtx_want wants[] = {
		{ 104, 9, 0, 0 }, { 1116, 99, 0, 0 }, { 1117, 99, 0, 0 }, { 0 }
	};
	struct found *f;
	struct evtx_seen seen;

	if (!fixtures_samples())
		return;
	f = calloc(1, sizeof(*f));
	fixtures_run("cp -f \"$SAMPLES\"/windows/evtx/*.evtx . && chmod u+w ./*.evtx");
	log_read(fixtures_load("DE_104_system_log_cleared.evtx"), wants, take, f, &seen);
	printf("README: log cleared (104); read: %u, %lld\n", f->by_id[104],
	       (long long)f->last_written);
	ck_assert_uint_eq(f->by_id[104], 1);
	ck_assert_int_eq(f->last_written, when("2019-03-19T23:34:25Z"));
	log_read(fixtures_load("WinDefender_1116_1117.evtx"), wants, take, f, &seen);
	printf("README: Defender detections; read: %u of 1116, %u of 1117\n", f->by_id[1116],
	       f->by_id[1117]);
	ck_assert_uint_eq(f->by_id[1116], 6);
	ck_assert_uint_eq(f->by_id[1117], 5);
	free(f);
}
END_TEST

START_TEST(cut_anywhere_is_damage_and_no_fault)
{
	struct bytes log = log_make(mixed, "");

	for (size_t n = 0; n < log.n; n += 997) {
		struct evtx_want wants[] = { { 4625, 100, 0, 0 }, { 0 } };
		struct found *f = calloc(1, sizeof(*f));
		struct evtx_seen seen;
		struct evtx_head head;
		uint8_t *copy = malloc(n + 1);

		memcpy(copy, log.p, n);
		ck_assert_int_eq(evtx_head(bytes_of(copy, n), &head), n >= EVTX_HEADER);
		log_read(bytes_of(copy, n), wants, take, f, &seen);
		if (n > EVTX_HEADER && (n - EVTX_HEADER) % EVTX_CHUNK)
			ck_assert_uint_gt(seen.damaged, 0);
		free(copy);
		free(f);
	}
}
END_TEST

static const struct {
	size_t at; /* in the first chunk */
	uint32_t put;
} hurts[] = {
	{ 0, 0x41414141 },   /* no chunk */
	{ 512, 0x41414141 }, /* no record */
	{ 516, 0 },          /* its size: none, huge, itself again, odd */
	{ 516, 0xffffffff }, { 516, 24 },        { 516, 65536 }, { 48, 0 }, /* end of the records */
	{ 48, 0xffffffff },  { 44, 0xffffffff },
};

/* What is behind the damage is told as damage; other chunks are read. */
START_TEST(damage_is_counted)
{
	struct evtx_want wants[] = { { 4625, 100000, 0, 0 }, { 0 } };
	struct found *f = calloc(1, sizeof(*f));
	struct bytes log = log_make("*900+60 2026-11-01T00:00:00Z 4625 " SECURITY LOGON "\n", "");
	uint8_t *copy = malloc(log.n);
	struct evtx_seen seen;

	ck_assert_uint_gt(log.n, EVTX_HEADER + EVTX_CHUNK);
	memcpy(copy, log.p, log.n);
	memcpy(copy + EVTX_HEADER + hurts[_i].at, &hurts[_i].put, 4);
	log_read(bytes_of(copy, log.n), wants, take, f, &seen);
	ck_assert_uint_eq(seen.newest_number, 900);
	if (hurts[_i].at != 44)
		ck_assert_uint_gt(seen.damaged, 0);
	ck_assert_uint_eq(f->n, seen.records);
	free(copy);
	free(f);
}
END_TEST

START_TEST(values_have_no_escapes)
{
	static const char xml[] = "<Event><Data Name=\"a\">1 &lt;2&gt; &amp;amp; &bad; &quot;"
				  "</Data><Data Name=\"b\"/><Data Name=\"c\"></Data><Chan/>"
				  "<Channels>x</Channels><Channel x=\"1\">Sys</Channel><Last>cut";
	struct arena a = { 0 };

	ck_assert_pstr_eq(evtx_data(&a, xml, "a"), "1 <2> &amp; &bad; \"");
	ck_assert_pstr_eq(evtx_data(&a, xml, "b"), NULL);
	ck_assert_pstr_eq(evtx_data(&a, xml, "c"), NULL);
	ck_assert_pstr_eq(evtx_data(&a, xml, "d"), NULL);
	ck_assert_pstr_eq(evtx_data_at(&a, xml, 1), "1 <2> &amp; &bad; \"");
	ck_assert_pstr_eq(evtx_data_at(&a, xml, 99), NULL);
	ck_assert_pstr_eq(evtx_data_at(&a,
				       "<Data/><Data Name=\"x\"/><DataX>0</DataX><Data></Data>"
				       "<Data>5</Data><Data",
				       4),
			  "5");
	ck_assert_pstr_eq(evtx_data_at(&a, "<Data Name='a'/><Data>5</Data>", 1), NULL);
	ck_assert_pstr_eq(evtx_element(&a, xml, "Channel"), "Sys");
	ck_assert_pstr_eq(evtx_element(&a, xml, "Chan"), NULL);
	ck_assert_pstr_eq(evtx_element(&a, xml, "Last"), "cut");
	arena_done(&a);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("evtx");
	TCase *tc = tcase_create("evtx");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, wanted_events_are_found_in_every_form, 0, LEN(forms));
	tcase_add_test(tc, a_ring_is_read_by_its_numbers);
	tcase_add_test(tc, more_than_the_ceiling_is_counted);
	tcase_add_test(tc, nothing_wanted_is_passed_over);
	tcase_add_test(tc, samples_hold_what_is_told_of_them);
	tcase_add_test(tc, cut_anywhere_is_damage_and_no_fault);
	tcase_add_loop_test(tc, damage_is_counted, 0, LEN(hurts));
	tcase_add_test(tc, values_have_no_escapes);
	suite_add_tcase(suite, tc);
	return fixtures_main(suite);
}
