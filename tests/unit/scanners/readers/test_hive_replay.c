/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Replay of a hive's logs: each rule that hive_replay.c names. */
#include "tests/unit/scanners/readers/hives.h"
#include "tests/unit/scanners/readers/replay_room.h"

static struct arena arena;

static void replay_gives_the_newer_hive(const char *kind, bool many)
{
	struct hive *h;
	const struct hive_replay *r;
	const char *text = "";
	struct bytes newer, dirty;
	uint8_t *copy;
	size_t n;
	struct hive_replay replay;

	hives_make_dirty(kind);
	h = hives_open_made("d.hive", "d.LOG1");
	r = hive_replayed(h);
	ck_assert(r->needed && r->applied && !r->incomplete && !r->base_block_restored);
	ck_assert(many ? r->entries > 3 : r->entries == 1);
	ck_assert(
	    hive_text(h, hive_find(h, hive_root(h), "Only\\After\\Replay"), "v", &arena, &text));
	ck_assert_str_eq(text, "new");
	hive_close(h);
	newer = fixtures_load("b.hive");
	dirty = fixtures_load("d.hive");
	ck_assert_int_eq(hive_replay(dirty, fixtures_load("d.LOG1"), bytes_of(NULL, 0), replay_room,
				     &dirty, &copy, &n, &replay, NULL),
			 0);
	ck_assert_uint_eq(n, newer.n);
	ck_assert(memcmp(copy + 4096, newer.p + 4096, n - 4096) == 0);
	free(copy);
	h = hives_open_made("d.hive", NULL);
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

	*ret = hive_replay(hive, log1, log2, replay_room, &hive, &copy, &n, &r, NULL);
	free(copy);
	return r;
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

	hives_make_dirty("--dirty-log");
	hive = fixtures_load("d.hive");
	log = fixtures_load("d.LOG1");
	whole = replay_with(hive, log, bytes_of(NULL, 0), &r);
	p = hives_writable(log);
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

	hives_make_dirty("--dirty-log");
	hive = fixtures_load("d.hive");
	log = fixtures_load("d.LOG1");
	whole = replay_with(hive, log, bytes_of(NULL, 0), &e);
	ck_assert(bytes_u32le(log, 512 + 4, &size));
	first = hives_writable(bytes_of(log.p, 512 + size));
	second = hives_writable(log);
	memmove(second + 512, second + 512 + size, log.n - 512 - size);
	second[4] = second[8] = 8; /* mkhive's logs begin at 7 */
	fix_sum(second);
	r = replay_with(hive, bytes_of(second, log.n - size), bytes_of(first, 512 + size), &e);
	ck_assert_uint_eq(r.entries, whole.entries);
	/* A gap: the first log ends at 7, the second begins at 9. */
	memmove(second + 512, second + 512 + 12800, log.n - 512 - size - 12800);
	second[4] = second[8] = 9;
	fix_sum(second);
	r = replay_with(hive, bytes_of(first, 512 + size), bytes_of(second, log.n - size - 12800),
			&e);
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

	hives_make_dirty("--dirty-log");
	hive = fixtures_load("d.hive");
	p = hives_writable(hive);
	memset(p, 0xab, 300);
	ck_assert_int_eq(hive_open("X", bytes_of(p, hive.n), none, none, &h, &err), -EBADMSG);
	ck_assert_int_eq(err.kind, ERR_FORMAT);
	ck_assert_int_eq(
	    hive_open("X", bytes_of(p, hive.n), fixtures_load("d.LOG1"), none, &h, &err), 0);
	ck_assert(hive_replayed(h)->base_block_restored && hive_replayed(h)->applied);
	ck_assert(hive_find(h, hive_root(h), "Only\\After\\Replay") != 0);
	hive_close(h);
	free(p);
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
	ck_assert_uint_eq(1 + hives_count_keys(h, hive_root(h)), 33123);
	hive_close(h);
	ck_assert_int_eq(hive_open("SYSTEM", fixtures_load("SYSTEM_B"),
				   fixtures_load("SYSTEM_B.LOG1"), fixtures_load("SYSTEM_B.LOG2"),
				   &h, NULL),
			 0);
	r = hive_replayed(h);
	ck_assert(r->applied && !r->incomplete);
	ck_assert_uint_eq(r->entries, 24);
	ck_assert_uint_eq(r->pages, 315);
	ck_assert_uint_eq(1 + hives_count_keys(h, hive_root(h)), 35595);
	hive_close(h);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("hive_replay");
	TCase *t = tcase_create("hive_replay");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, new_logs_are_replayed);
	tcase_add_test(t, old_logs_are_replayed);
	tcase_add_test(t, a_broken_entry_ends_the_log);
	tcase_add_test(t, the_second_log_must_follow_the_first);
	tcase_add_test(t, a_torn_base_block_comes_from_the_log);
	tcase_add_test(t, sample_system_with_logs);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
