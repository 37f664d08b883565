/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hive that comes as a sealed memory file gives the same as its bytes alone: whole, behind its
 * log, damaged. */
#include "tests/unit/scanners/readers/hives.h"

#include <fcntl.h>

#include "core/base/io.h"
#include "core/base/str.h"

static struct arena arena;

/* Sealed and mapped, as a probe's worker gets it. */
static int sealed(struct bytes b, struct bytes *ret)
{
	struct err err = { 0 };
	int fd = io_sealed_memfd("hive", b.p, b.n, &err);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_map_sealed(fd, HIVE_SIZE_MAX, &ret->p, &ret->n, &err), 0);
	return fd;
}

static int open_sealed(struct bytes b, struct bytes log1, struct hive **ret)
{
	struct err err = { 0 };
	struct bytes mapped;
	int fd = sealed(b, &mapped);
	int r = hive_open_file("TEST", mapped, fd, log1, (struct bytes){ 0 }, ret, &err);

	/* It stays the caller's. */
	ck_assert_int_ge(fcntl(fd, F_GETFD), 0);
	close(fd);
	return r;
}

static void same(struct hive *a, struct hive *b)
{
	hive_key *of_a, *of_b;
	size_t n = hive_children(a, hive_root(a), 100, &arena, &of_a);

	ck_assert_uint_eq(hive_children(b, hive_root(b), 100, &arena, &of_b), n);
	for (size_t i = 0; i < n; i++) {
		ck_assert_uint_eq(of_a[i], of_b[i]);
		ck_assert_str_eq(hive_key_name(a, of_a[i], &arena),
				 hive_key_name(b, of_b[i], &arena));
	}
	ck_assert(hive_damaged(a) == hive_damaged(b));
}

START_TEST(a_clean_hive)
{
	struct hive *h, *other;
	int64_t number = 0;
	struct bytes class;

	fixtures_text("a.spec", hives_spec);
	fixtures_run("\"$TOOLS/mkhive\" a.spec a.hive");
	ck_assert_int_eq(open_sealed(fixtures_load("a.hive"), (struct bytes){ 0 }, &h), 0);
	ck_assert(hive_number(h,
			      hive_find(h, hive_root(h), "Microsoft\\Windows NT\\CurrentVersion"),
			      "UBR", &number));
	ck_assert_int_eq(number, 0x1a2b);
	ck_assert(hive_class(h, hive_find(h, hive_root(h), "CurrentControlSet\\Control\\Lsa\\JD"),
			     &class));
	ck_assert_uint_eq(class.n, 16);
	other = hives_open_made("a.hive", NULL);
	same(h, other);
	hive_close(other);
	hive_close(h);
}
END_TEST

START_TEST(a_hive_behind_its_log)
{
	struct hive *h;

	hives_make_dirty("--dirty-log");
	ck_assert_int_eq(open_sealed(fixtures_load("d.hive"), fixtures_load("d.LOG1"), &h), 0);
	ck_assert(hive_replayed(h)->applied);
	ck_assert(hive_find(h, hive_root(h), "Only\\After\\Replay") != 0);
	hive_close(h);
}
END_TEST

#ifdef __SANITIZE_ADDRESS__ /* what it writes of every byte, and what was freed */
#define ASAN_KEEPS ((size_t)64 << 20)
#else
#define ASAN_KEEPS ((size_t)0)
#endif

/* Bytes of this process that no file holds, memory files among the files. */
static size_t own_bytes(void)
{
	FILE *f = fopen("/proc/self/status", "re");
	char line[256];
	size_t n = 0;

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof(line), f))
		if (!strncmp(line, "RssAnon:", 8))
			n = strtoul(line + 8, NULL, 10) << 10;
	fclose(f);
	ck_assert_uint_gt(n, 0);
	return n;
}

/* Eight megabytes, of which a log changes two pages and adds some: the rest is in memory once. */
START_TEST(a_replay_costs_what_it_changes)
{
	const size_t size = (size_t)8 << 20;
	struct err err = { 0 };
	struct str spec = STR_INIT(65536);
	struct bytes hive, log, mapped;
	struct hive *h = NULL;
	size_t before;
	int fd;

	str_add(&spec, hives_spec);
	for (int i = 0; i < 560; i++)
		str_addf(&spec, "[Large\\%d]\n\"v\"=fill:15000\n", i);
	fixtures_text("l.spec", str_c(&spec));
	str_add(&spec, "[Only\\After\\Replay]\n\"fat\"=fill:90000\n");
	fixtures_text("m.spec", str_c(&spec));
	str_done(&spec);
	fixtures_run("\"$TOOLS/mkhive\" l.spec l.hive --dirty-log l.LOG1 m.spec");
	hive = fixtures_load("l.hive");
	log = fixtures_load("l.LOG1");
	ck_assert_uint_ge(hive.n, size);
	fd = sealed(hive, &mapped);
	before = own_bytes();
	ck_assert_int_eq(hive_open_file("TEST", mapped, fd, log, (struct bytes){ 0 }, &h, &err), 0);
	ck_assert(hive_replayed(h)->applied);
	ck_assert(hive_find(h, hive_root(h), "Only\\After\\Replay") != 0);
	ck_assert_uint_gt(hives_count_keys(h, hive_root(h)), 560);
	/* hivex notes where blocks begin: a bit for four bytes */
	ck_assert_uint_lt(own_bytes() - before, ASAN_KEEPS + size / 8);
	hive_close(h);
	ck_assert_int_eq(open_sealed(hive, (struct bytes){ 0 }, &h), 0);
	ck_assert(hive_replayed(h)->incomplete);
	hive_close(h);
	close(fd);
}
END_TEST

START_TEST(damaged_hives)
{
	struct bytes whole;
	uint32_t seed = 1;

	fixtures_text("a.spec", hives_spec);
	fixtures_run("\"$TOOLS/mkhive\" a.spec a.hive");
	whole = fixtures_load("a.hive");
	for (unsigned i = 0; i < 300; i++) {
		struct hive *h = NULL, *other = NULL;
		struct err err = { 0 };
		uint8_t *copy = hives_writable(whole);
		struct bytes none = { 0 }, b = { copy, whole.n };
		int r;

		for (unsigned k = 0; k < 4; k++) {
			seed = seed * 1664525 + 1013904223;
			copy[seed % b.n] ^= (uint8_t)(seed >> 24);
		}
		if (i % 5 == 0)
			b.n -= 4096;
		r = open_sealed(b, none, &h);
		ck_assert_int_eq(r == 0, hive_open("TEST", b, none, none, &other, &err) == 0);
		if (r == 0)
			same(h, other);
		if (r == 0)
			hive_close(h);
		hive_close(other);
		arena_done(&arena);
		free(copy);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("hive_file");
	TCase *t = tcase_create("hive_file");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_clean_hive);
	tcase_add_test(t, a_hive_behind_its_log);
	tcase_add_test(t, a_replay_costs_what_it_changes);
	tcase_add_test(t, damaged_hives);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
