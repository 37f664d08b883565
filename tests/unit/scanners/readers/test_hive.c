/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Registry hives: values of every type, names of every kind, replay of logs, hostile bytes. */
#include "tests/unit/scanners/readers/fixtures.h"

#include <time.h>

#include "core/base/times.h"
#include "scanners/readers/hive.h"
#include "scanners/readers/open_shim.h"

static const char spec[] =
	"time=2026-11-20T01:02:03Z\n"
	"[Microsoft\\Windows NT\\CurrentVersion]\n"
	"\"CurrentBuild\"=\"26200\"\n"
	"\"UBR\"=dword:00001a2b\n"
	"\"Big\"=qword:0000000100000000\n"
	"\"Expand\"=expand:\"%SystemRoot%\\\\x\"\n"
	"\"Many\"=multi:\"最初\",\"second\"\n"
	"\"When\"=filetime:2026-11-19T00:00:00Z\n"
	"\"Raw\"=hex:01,02,03\n"
	"\"Long\"=fill:30000\n"
	"@=\"既定の値\"\n"
	"[Software\\見積\\Ünïcode]\n"
	"written=2020-02-29T12:00:00Z\n"
	"\"Größe\"=\"a\\ud800b\"\n"
	"[Enum\\USBSTOR\\Properties\\0064]\n"
	"@=filetime-prop:2018-03-27T12:11:32Z\n"
	"[Select]\n"
	"\"Current\"=dword:2\n"
	"[ControlSet002\\Control\\Lsa\\JD]\n"
	"class=\"a88498f8\"\n"
	"[ControlSet002\\Services]\n"
	"\"Start\"=dword:4\n";

static struct arena arena;

static struct hive *open_made(const char *name, const char *log1)
{
	struct err err = { 0 };
	struct hive *h = NULL;
	struct bytes none = { 0 };
	char text[1024];
	int r = hive_open("TEST", fixtures_load(name), log1 ? fixtures_load(log1) : none, none, &h,
			  &err);

	ck_assert_msg(r == 0, "%s", err_text(&err, text, sizeof(text)));
	return h;
}

static struct hive *open_spec(void)
{
	fixtures_text("a.spec", spec);
	fixtures_run("\"$TOOLS/mkhive\" a.spec a.hive");
	return open_made("a.hive", NULL);
}

static size_t count_keys(struct hive *h, hive_key key)
{
	struct arena a = { 0 };
	hive_key *child;
	size_t n = hive_children(h, key, SIZE_MAX, &a, &child), total = n;

	for (size_t i = 0; i < n; i++)
		total += count_keys(h, child[i]);
	arena_done(&a);
	return total;
}

START_TEST(values_come_out_by_type)
{
	struct hive *h = open_spec();
	hive_key key = hive_find(h, hive_root(h), "microsoft\\WINDOWS nt\\currentversion");
	const char *text = "";
	int64_t number = 0;
	struct bytes b;

	ck_assert(key != 0);
	ck_assert(hive_text(h, key, "currentbuild", &arena, &text));
	ck_assert_str_eq(text, "26200");
	ck_assert(hive_number(h, key, "CurrentBuild", &number) && number == 26200);
	ck_assert(hive_number(h, key, "UBR", &number) && number == 0x1a2b);
	ck_assert(hive_number(h, key, "Big", &number) && number == 0x100000000);
	ck_assert(hive_text(h, key, "Expand", &arena, &text));
	ck_assert_str_eq(text, "%SystemRoot%\\x");
	ck_assert(hive_text(h, key, "Many", &arena, &text));
	ck_assert_str_eq(text, "最初");
	ck_assert(hive_text(h, key, "", &arena, &text));
	ck_assert_str_eq(text, "既定の値");
	ck_assert(hive_time(h, key, "When", &number) &&
		  number == time_from_civil(2026, 11, 19));
	ck_assert(hive_binary(h, key, "Raw", &arena, &b) && b.n == 3 && b.p[2] == 3);
	ck_assert(hive_binary(h, key, "Long", &arena, &b) && b.n == 30000);
	ck_assert(!hive_text(h, key, "UBR", &arena, &text));
	ck_assert(!hive_number(h, key, "Expand", &number));
	ck_assert(!hive_time(h, key, "Raw", &number));
	ck_assert(!hive_has_value(h, key, "Absent") && hive_has_value(h, key, "big"));
	ck_assert(!hive_number(h, 0, "UBR", &number));
	hive_close(h);
}
END_TEST

START_TEST(names_and_times_of_keys)
{
	struct hive *h = open_spec();
	hive_key key = hive_find(h, hive_root(h), "SOFTWARE\\見積\\ÜNÏCODE");
	const char *text = "", **values;
	char iso[32];
	int64_t t;

	ck_assert(key != 0);
	ck_assert_str_eq(hive_key_name(h, key, &arena), "Ünïcode");
	ck_assert_str_eq(time_iso(hive_key_written(h, key), iso, sizeof(iso)),
			 "2020-02-29T12:00:00Z");
	ck_assert_str_eq(time_iso(hive_key_written(h, hive_root(h)), iso, sizeof(iso)),
			 "2026-11-20T01:02:03Z");
	ck_assert_uint_eq(hive_values(h, key, 100, &arena, &values), 1);
	ck_assert_str_eq(values[0], "Größe");
	ck_assert(hive_text(h, key, "GRÖßE", &arena, &text));
	ck_assert_str_eq(text, "a\xed\xa0\x80"
			       "b");
	key = hive_find(h, hive_root(h), "Enum\\USBSTOR\\Properties\\0064");
	ck_assert(hive_time(h, key, "", &t));
	ck_assert_str_eq(time_iso(t, iso, sizeof(iso)), "2018-03-27T12:11:32Z");
	ck_assert_uint_eq(hive_find(h, hive_root(h), "Nope\\Nope"), 0);
	ck_assert_uint_eq(hive_find(h, hive_root(h), ""), hive_root(h));
	hive_close(h);
}
END_TEST

START_TEST(current_control_set_and_class)
{
	struct hive *h = open_spec();
	hive_key key = hive_find(h, hive_root(h), "CurrentControlSet\\Services");
	struct bytes b;
	int64_t n;

	ck_assert(hive_number(h, key, "Start", &n) && n == 4);
	key = hive_find(h, hive_root(h), "CurrentControlSet\\Control\\Lsa\\JD");
	ck_assert(hive_class(h, key, &b) && b.n == 16 && b.p[0] == 'a' && b.p[14] == '8');
	ck_assert(!hive_class(h, hive_root(h), &b));
	hive_close(h);
}
END_TEST

static void make_dirty(const char *kind)
{
	char newer[4096];

	fixtures_text("a.spec", spec);
	snprintf(newer, sizeof(newer), "%s[Only\\After\\Replay]\n\"v\"=\"new\"\n\"fat\"=fill:90000\n",
		 spec);
	fixtures_text("b.spec", newer);
	fixtures_run("\"$TOOLS/mkhive\" a.spec d.hive %s d.LOG1 b.spec; \"$TOOLS/mkhive\" b.spec b.hive",
		     kind);
}

static void replay_gives_the_newer_hive(const char *kind, bool many)
{
	struct hive *h;
	const struct hive_replay *r;
	const char *text = "";
	struct bytes newer;
	uint8_t *copy;
	size_t n;
	struct hive_replay replay;

	make_dirty(kind);
	h = open_made("d.hive", "d.LOG1");
	r = hive_replayed(h);
	ck_assert(r->needed && r->applied && !r->incomplete && !r->base_block_restored);
	ck_assert(many ? r->entries > 3 : r->entries == 1);
	ck_assert(hive_text(h, hive_find(h, hive_root(h), "Only\\After\\Replay"), "v", &arena, &text));
	ck_assert_str_eq(text, "new");
	hive_close(h);
	newer = fixtures_load("b.hive");
	ck_assert_int_eq(hive_replay(fixtures_load("d.hive"), fixtures_load("d.LOG1"),
				     bytes_of(NULL, 0), &copy, &n, &replay, NULL),
			 0);
	ck_assert_uint_eq(n, newer.n);
	ck_assert(memcmp(copy + 4096, newer.p + 4096, n - 4096) == 0);
	free(copy);
	h = open_made("d.hive", NULL);
	r = hive_replayed(h);
	ck_assert(r->needed && !r->applied && r->incomplete);
	ck_assert_uint_eq(hive_find(h, hive_root(h), "Only"), 0);
	hive_close(h);
}

START_TEST(new_logs_are_replayed)
{
	replay_gives_the_newer_hive("--dirty-log", true);
}
END_TEST

START_TEST(old_logs_are_replayed)
{
	replay_gives_the_newer_hive("--old-log", false);
}
END_TEST

static struct hive_replay replay_with(struct bytes hive, struct bytes log1, struct bytes log2,
				      int *ret)
{
	struct hive_replay r;
	uint8_t *copy;
	size_t n;

	*ret = hive_replay(hive, log1, log2, &copy, &n, &r, NULL);
	free(copy);
	return r;
}

static uint8_t *writable(struct bytes b)
{
	uint8_t *p = malloc(b.n);

	memcpy(p, b.p, b.n);
	return p;
}

static void fix_sum(uint8_t *p)
{
	uint32_t sum = 0, word;

	for (size_t i = 0; i < 508; i += 4) {
		memcpy(&word, p + i, 4);
		sum ^= word;
	}
	memcpy(p + 508, &sum, 4);
}

START_TEST(a_broken_entry_ends_the_log)
{
	struct bytes hive, log;
	uint8_t *p;
	struct hive_replay whole, cut;
	uint32_t size;
	int r;

	make_dirty("--dirty-log");
	hive = fixtures_load("d.hive");
	log = fixtures_load("d.LOG1");
	whole = replay_with(hive, log, bytes_of(NULL, 0), &r);
	p = writable(log);
	ck_assert(bytes_u32le(log, 512 + 4, &size));
	p[512 + size + 100] ^= 1; /* in the second entry */
	cut = replay_with(hive, bytes_of(p, log.n), bytes_of(NULL, 0), &r);
	ck_assert(r == 0 && cut.applied && cut.entries == 1 && whole.entries > 1);
	p[512 + 60] ^= 1; /* in the first */
	cut = replay_with(hive, bytes_of(p, log.n), bytes_of(NULL, 0), &r);
	ck_assert(r == 0 && !cut.applied && cut.incomplete);
	free(p);
	for (size_t n = 0; n < log.n; n += 1777) { /* cut off anywhere */
		cut = replay_with(hive, bytes_of(log.p, n), bytes_of(NULL, 0), &r);
		ck_assert(r == 0 && cut.entries <= whole.entries);
	}
}
END_TEST

/* The log splits into two: the later half counts only when it begins where the first ended. */
START_TEST(the_second_log_must_follow_the_first)
{
	struct bytes hive, log;
	uint32_t size;
	uint8_t *second, *first;
	struct hive_replay whole, r;
	int e;

	make_dirty("--dirty-log");
	hive = fixtures_load("d.hive");
	log = fixtures_load("d.LOG1");
	whole = replay_with(hive, log, bytes_of(NULL, 0), &e);
	ck_assert(bytes_u32le(log, 512 + 4, &size));
	first = writable(bytes_of(log.p, 512 + size));
	second = writable(log);
	memmove(second + 512, second + 512 + size, log.n - 512 - size);
	second[4] = second[8] = 8; /* mkhive's logs begin at 7 */
	fix_sum(second);
	r = replay_with(hive, bytes_of(second, log.n - size), bytes_of(first, 512 + size), &e);
	ck_assert_uint_eq(r.entries, whole.entries);
	/* A gap: the first log ends at 7, the second begins at 9. */
	memmove(second + 512, second + 512 + 12800, log.n - 512 - size - 12800);
	second[4] = second[8] = 9;
	fix_sum(second);
	r = replay_with(hive, bytes_of(first, 512 + size), bytes_of(second, log.n - size - 12800), &e);
	ck_assert_uint_eq(r.entries, 1);
	/* A log from before the hive's own state does not count at all. */
	first[4] = first[8] = 4;
	fix_sum(first);
	r = replay_with(hive, bytes_of(first, 512 + size), bytes_of(NULL, 0), &e);
	ck_assert(r.incomplete && !r.applied);
	free(first);
	free(second);
}
END_TEST

START_TEST(a_torn_base_block_comes_from_the_log)
{
	struct bytes hive;
	uint8_t *p;
	struct hive *h;
	struct err err = { 0 };
	struct bytes none = { 0 };

	make_dirty("--dirty-log");
	hive = fixtures_load("d.hive");
	p = writable(hive);
	memset(p, 0xab, 300);
	ck_assert_int_eq(hive_open("X", bytes_of(p, hive.n), none, none, &h, &err), -EBADMSG);
	ck_assert_int_eq(err.kind, ERR_FORMAT);
	ck_assert_int_eq(hive_open("X", bytes_of(p, hive.n), fixtures_load("d.LOG1"), none, &h, &err),
			 0);
	ck_assert(hive_replayed(h)->base_block_restored && hive_replayed(h)->applied);
	ck_assert(hive_find(h, hive_root(h), "Only\\After\\Replay") != 0);
	hive_close(h);
	free(p);
}
END_TEST

START_TEST(what_is_no_hive_is_refused)
{
	static const char *const odd[] = { "", "regf", "hello, this is text\n" };
	struct bytes none = { 0 };
	struct err err = { 0 };
	struct hive *h;

	for (size_t i = 0; i < LEN(odd); i++) {
		ck_assert_int_lt(hive_open("X", bytes_of(odd[i], strlen(odd[i])), none, none, &h, &err),
				 0);
		ck_assert_int_eq(err.kind, ERR_FORMAT);
	}
}
END_TEST

/* Reads all that there is; the answer does not matter, only that there is one. */
static void read_all(struct hive *h, hive_key key, unsigned depth)
{
	struct arena a = { 0 };
	hive_key *child;
	const char **value, *text;
	struct bytes b;
	int64_t number;
	size_t n = hive_values(h, key, 1000, &a, &value);

	for (size_t i = 0; i < n; i++) {
		(void)(hive_text(h, key, value[i], &a, &text) || hive_number(h, key, value[i], &number) ||
		       hive_time(h, key, value[i], &number) || hive_binary(h, key, value[i], &a, &b));
	}
	(void)hive_class(h, key, &b);
	n = depth < 40 ? hive_children(h, key, 1000, &a, &child) : 0;
	for (size_t i = 0; i < n; i++)
		read_all(h, child[i], depth + 1);
	arena_done(&a);
}

START_TEST(mutants_give_an_answer)
{
	struct bytes hive, log, none = { 0 };
	uint64_t x = 88172645463325252u;
	unsigned opened = 0;

	make_dirty("--dirty-log");
	hive = fixtures_load("d.hive");
	log = fixtures_load("d.LOG1");
	for (int round = 0; round < 400; round++) {
		uint8_t *p = writable(hive);
		struct hive *h = NULL;

		for (int i = 0; i < 6; i++) {
			x ^= x << 13, x ^= x >> 7, x ^= x << 17;
			size_t at = round % 2 ? x % 4096 + 4096 : x % hive.n;
			p[at] = (uint8_t)(round % 3 ? x >> 40 : 0xff);
		}
		if (hive_open("X", bytes_of(p, hive.n), round % 4 ? none : log, none, &h, NULL) == 0) {
			opened++;
			read_all(h, hive_root(h), 0);
		}
		hive_close(h);
		free(p);
	}
	ck_assert_uint_gt(opened, 50);
}
END_TEST

START_TEST(sample_system_with_logs)
{
	struct hive *h;
	struct bytes none = { 0 };
	const struct hive_replay *r;

	if (!fixtures_samples())
		return;
	fixtures_run("for f in SYSTEM_B SYSTEM_B.LOG1 SYSTEM_B.LOG2; do "
		     "xz -dc \"$SAMPLES/windows/registry/$f.xz\" > $f; done");
	ck_assert_int_eq(hive_open("SYSTEM", fixtures_load("SYSTEM_B"), none, none, &h, NULL), 0);
	ck_assert(hive_replayed(h)->incomplete);
	ck_assert_uint_eq(1 + count_keys(h, hive_root(h)), 33123);
	hive_close(h);
	ck_assert_int_eq(hive_open("SYSTEM", fixtures_load("SYSTEM_B"), fixtures_load("SYSTEM_B.LOG1"),
				   fixtures_load("SYSTEM_B.LOG2"), &h, NULL),
			 0);
	r = hive_replayed(h);
	ck_assert(r->applied && !r->incomplete);
	ck_assert_uint_eq(r->entries, 24);
	ck_assert_uint_eq(r->pages, 315);
	ck_assert_uint_eq(1 + count_keys(h, hive_root(h)), 35595);
	hive_close(h);
}
END_TEST

START_TEST(sample_odd_hives)
{
	static const char *const name[] = { "BigDataHive",   "DupNameHive",	 "EmptyHive",
					    "UnicodeHive",   "StringValuesHive", "MultiSzHive",
					    "ExtendedASCIIHive" };
	struct hive *h;
	struct bytes none = { 0 };

	if (!fixtures_samples())
		return;
	fixtures_run("cp \"$SAMPLES\"/windows/logreplay/* . && chmod u+w *Hive");
	for (size_t i = 0; i < LEN(name); i++) {
		ck_assert_int_eq(hive_open(name[i], fixtures_load(name[i]), none, none, &h, NULL), 0);
		ck_assert(!hive_damaged(h));
		read_all(h, hive_root(h), 0);
		hive_close(h);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("hive");
	TCase *t = tcase_create("hive");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, values_come_out_by_type);
	tcase_add_test(t, names_and_times_of_keys);
	tcase_add_test(t, current_control_set_and_class);
	tcase_add_test(t, new_logs_are_replayed);
	tcase_add_test(t, old_logs_are_replayed);
	tcase_add_test(t, a_broken_entry_ends_the_log);
	tcase_add_test(t, the_second_log_must_follow_the_first);
	tcase_add_test(t, a_torn_base_block_comes_from_the_log);
	tcase_add_test(t, what_is_no_hive_is_refused);
	tcase_add_test(t, mutants_give_an_answer);
	tcase_add_test(t, sample_system_with_logs);
	tcase_add_test(t, sample_odd_hives);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
