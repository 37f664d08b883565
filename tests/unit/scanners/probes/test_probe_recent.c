/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was opened on USB memories: shortcuts, jump lists and the drives that Explorer remembers. Each
 * list may be missing, damaged or read in part without hiding what the others tell. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/jump_maker.h"

enum { SHORTCUTS, RECENT, AUTOMATIC, AUTOMATIC_FOLDER, CUSTOM };

#define STICK_A                                                                                    \
	" user=yamada drive=removable sort=business volume_label=USB volume_serial=1234-5678 "     \
	"opened="
#define BAGS    "[Local Settings\\Software\\Microsoft\\Windows\\Shell\\BagMRU"
#define DRIVE_E "hex:19,00,2f,45,3a,5c,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00\n"
#define DRIVE_C "hex:19,00,2f,43,3a,5c,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00\n"
#define FOLDER  "hex:06,00,31,00,41,00\n"
#define MY_PC   "hex:14,00,1f,50,e0,4f,d0,20,ea,3a,69,10,a2,d8,08,00,2b,30,30,9d\n"
#define DOCS    "[Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\RecentDocs"
/* "KEIRI (E:)", NUL and the beginning of an item */
#define KEIRI_E                                                                                    \
	"hex:4b,00,45,00,49,00,52,00,49,00,20,00,28,00,45,00,3a,00,29,00,00,00,3e,00,32,00\n"

static const struct lnk_recipe targets[] = {
	{ .drive = 2, .serial = 0x12345678, .label = "USB", .path = "E:\\A.xlsx" },
	{ .drive = 3, .serial = 7, .label = "OS", .path = "C:\\b.docx" },
	{ .drive = 2, .serial = 0x9, .label = "", .path = "F:\\c.pdf" },
};
/* 2026-03-02T03:01:12Z and a second later */
static const uint64_t opened[] = { 0x01dca9f0d3a98000u, 0, 0x01dca9f0d4421680u };
static const struct jump_recipe jumps = { targets, opened, 3, 4, 0 };

static void pack_add(struct str *s, char state, size_t size, const char *name, const void *data,
		     size_t n)
{
	str_addf(s, "%c %zu 1764000000 %zu %s\n", state, size, n, name);
	if (n)
		str_addn(s, data, n);
}

static void lnk_add(struct str *s, const char *name, uint32_t drive, const char *path)
{
	struct lnk_recipe r = {
		.drive = drive, .serial = 0x12345678, .label = "USB", .path = path
	};
	size_t n;
	uint8_t *b = lnk_make(&r, &n);

	pack_add(s, 'w', n, name, b, n);
	free(b);
}

static void jump_add(struct str *s, bool custom, char state)
{
	size_t n;
	uint8_t *b = custom ? jump_make_custom(&jumps, &n) : jump_make(&jumps, &n);

	pack_add(s, state, n, "x-ms", b, state == 'u' ? 0 : n);
	free(b);
}

static void give(struct visit *v, size_t i, struct str *s)
{
	visit_bytes(v, i, bytes_of(str_c(s), s->len));
}

/* Both folders are there, and nothing in them. */
static void empty(struct visit *v)
{
	visit_init(v);
	visit_bytes(v, RECENT, bytes_of("", 0));
	visit_bytes(v, AUTOMATIC_FOLDER, bytes_of("", 0));
}

START_TEST(shortcuts_on_sticks)
{
	struct str pack = STR_INIT(1 << 16);
	struct visit v;

	empty(&v);
	lnk_add(&pack, "a.lnk", 2, "E:\\a.XLSX");
	lnk_add(&pack, "b.lnk", 3, "C:\\b.docx");
	lnk_add(&pack, "c.lnk", 5, "D:\\x.d\\c");
	lnk_add(&pack, "d.lnk", 2, "E:\\d.exe");
	give(&v, SHORTCUTS, &pack);
	visit_run(&v, "recent-file");
	visit_expect(&v, FACT_KIND_RECENT_FILE,
		     "collected\n" STICK_A "2025-11-24T16:00:00Z\n"
		     " user=yamada drive=optical sort=other volume_label=USB "
		     "volume_serial=1234-5678 opened=2025-11-24T16:00:00Z\n"
		     " user=yamada drive=removable sort=program volume_label=USB "
		     "volume_serial=1234-5678 opened=2025-11-24T16:00:00Z\n");
	visit_expect(&v, FACT_KIND_RECENT_LIST,
		     "collected\n user=yamada list=shortcuts entries=4\n"
		     " user=yamada list=jump-lists entries=0\n");
	visit_done(&v);
	empty(&v);
	pack_add(&pack, 'w', 4, "e.lnk", "junk", 4);
	give(&v, SHORTCUTS, &pack);
	visit_run(&v, "recent-file");
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_RECENT_FILE), FACT_STATE_PARTIAL);
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_RECENT_FILE), 3);
	visit_done(&v);
	str_done(&pack);
}
END_TEST

/* The same target in a shortcut and in both kinds of jump list is one fact, with its newest day. */
START_TEST(jump_lists_join_in)
{
	struct str lnk = STR_INIT(1 << 16), automatic = STR_INIT(1 << 16),
		   custom = STR_INIT(1 << 16);
	struct visit v;

	empty(&v);
	lnk_add(&lnk, "a.lnk", 2, "e:\\a.XLSX");
	jump_add(&automatic, false, 'w');
	jump_add(&custom, true, 'w');
	give(&v, SHORTCUTS, &lnk);
	give(&v, AUTOMATIC, &automatic);
	give(&v, CUSTOM, &custom);
	visit_run(&v, "recent-file");
	visit_expect(&v, FACT_KIND_RECENT_FILE,
		     "collected\n" STICK_A "2026-03-02T03:01:12Z\n"
		     " user=yamada drive=removable sort=business volume_serial=0000-0009 "
		     "opened=2026-03-02T03:01:13Z\n");
	visit_expect(&v, FACT_KIND_RECENT_LIST,
		     "collected\n user=yamada list=shortcuts entries=1\n"
		     " user=yamada list=jump-lists entries=6\n");
	visit_done(&v);
	str_done(&lnk);
	str_done(&automatic);
	str_done(&custom);
}
END_TEST

/* Each list fails by itself: what the other has stays, and the whole is known in part. */
START_TEST(one_list_fails)
{
	struct str lnk = STR_INIT(1 << 16), jump = STR_INIT(1 << 16);
	struct visit v;

	lnk_add(&lnk, "a.lnk", 2, "E:\\a.XLSX");
	visit_init(&v); /* no folder of jump lists */
	give(&v, SHORTCUTS, &lnk);
	visit_run(&v, "recent-file");
	visit_expect(&v, FACT_KIND_RECENT_FILE, "partial\n" STICK_A "2025-11-24T16:00:00Z\n");
	visit_expect(&v, FACT_KIND_RECENT_LIST,
		     "collected\n user=yamada list=shortcuts entries=1\n");
	visit_done(&v);
	empty(&v); /* a jump list that could not be read */
	give(&v, SHORTCUTS, &lnk);
	jump_add(&jump, false, 'u');
	give(&v, AUTOMATIC, &jump);
	visit_run(&v, "recent-file");
	visit_expect(&v, FACT_KIND_RECENT_FILE, "partial\n" STICK_A "2025-11-24T16:00:00Z\n");
	visit_expect(&v, FACT_KIND_RECENT_LIST,
		     "collected\n user=yamada list=shortcuts entries=1\n");
	visit_done(&v);
	str_done(&jump);
	visit_init(&v); /* no folder of shortcuts */
	jump = (struct str)STR_INIT(1 << 16);
	jump_add(&jump, false, 'w');
	give(&v, AUTOMATIC, &jump);
	visit_run(&v, "recent-file");
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_RECENT_FILE), FACT_STATE_PARTIAL);
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_RECENT_FILE), 2);
	visit_done(&v);
	str_done(&lnk);
	str_done(&jump);
}
END_TEST

/* Empty folders are an answer, no folder is none, junk alone is none. */
START_TEST(nothing_there)
{
	struct str pack = STR_INIT(1 << 16);
	struct visit v;

	visit_init(&v);
	visit_run(&v, "recent-file");
	visit_expect(&v, FACT_KIND_RECENT_FILE, "failed\n");
	visit_done(&v);
	empty(&v);
	visit_run(&v, "recent-file");
	visit_expect(&v, FACT_KIND_RECENT_FILE, "collected\n");
	visit_done(&v);
	visit_init(&v); /* a profile in which Explorer never ran */
	visit_bytes(&v, RECENT, bytes_of("", 0));
	visit_run(&v, "recent-file");
	visit_expect(&v, FACT_KIND_RECENT_FILE, "collected\n");
	visit_expect(&v, FACT_KIND_RECENT_LIST,
		     "collected\n user=yamada list=shortcuts entries=0\n"
		     " user=yamada list=jump-lists entries=0\n");
	visit_done(&v);
	visit_init(&v); /* ... and one in which it did, and the folder is gone */
	visit_bytes(&v, RECENT, bytes_of("", 0));
	lnk_add(&pack, "b.lnk", 3, "C:\\b.docx");
	give(&v, SHORTCUTS, &pack);
	visit_run(&v, "recent-file");
	visit_expect(&v, FACT_KIND_RECENT_FILE, "partial\n");
	visit_done(&v);
	str_done(&pack);
	pack = (struct str)STR_INIT(1 << 16);
	pack_add(&pack, 'w', 4, "e", "junk", 4);
	for (size_t i = SHORTCUTS; i <= CUSTOM; i += 2) {
		empty(&v);
		give(&v, i, &pack);
		visit_run(&v, "recent-file");
		visit_expect(&v, FACT_KIND_RECENT_FILE, "partial\n");
		visit_done(&v);
	}
	str_done(&pack);
}
END_TEST

/* --- drives that Explorer remembers ---------------------------------------------------------- */
static const struct {
	const char *classes, *user, *drives, *lists;
} rows[] = {
	{ BAGS "]\n\"0\"=" MY_PC "\"junk\"=" DRIVE_E BAGS "\\0]\n\"0\"=" DRIVE_E "\"1\"=" DRIVE_C
	       "\"7\"=" DRIVE_E BAGS "\\0\\0]\nwritten=2026-03-02T07:31:00Z\n\"0\"=" FOLDER BAGS
	       "\\0\\0\\0]\nwritten=2026-03-03T00:00:00Z\n" BAGS
	       "\\0\\1]\nwritten=2026-01-01T00:00:00Z\n",
	  DOCS "]\nwritten=2026-02-02T00:00:00Z\n\"0\"=" KEIRI_E "\"1\"=hex:41,00\n" DOCS
	       "\\Folder]\n\"0\"=" KEIRI_E,
	  "collected\n user=yamada list=opened-folders letter=C: folders=1 "
	  "seen=2026-01-01T00:00:00Z\n user=yamada list=opened-folders letter=E: folders=2 "
	  "seen=2026-03-03T00:00:00Z\n user=yamada list=recent-documents letter=E: folders=1\n",
	  "collected\n user=yamada list=opened-folders entries=4\n"
	  " user=yamada list=opened-folders entries=0\n"
	  " user=yamada list=recent-documents entries=2\n" },
	{ "[Local Settings]\n",
	  "[Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced]\n"
	  "\"Start_TrackDocs\"=dword:0\n",
	  "collected\n",
	  "collected\n user=yamada list=opened-folders entries=0\n"
	  " user=yamada list=opened-folders entries=0\n"
	  " user=yamada list=recent-documents entries=0 kept=no\n" },
	{ "[Local Settings]\n",
	  "[Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer]\n"
	  "\"NoRecentDocsHistory\"=dword:1\n",
	  "collected\n",
	  "collected\n user=yamada list=opened-folders entries=0\n"
	  " user=yamada list=opened-folders entries=0\n"
	  " user=yamada list=recent-documents entries=0 kept=no\n" },
	{ NULL, DOCS "]\n\"0\"=" KEIRI_E,
	  "partial\n user=yamada list=recent-documents letter=E: folders=1\n",
	  "partial\n user=yamada list=opened-folders entries=0\n"
	  " user=yamada list=recent-documents entries=1\n" },
	{ "[Local Settings]\n", NULL, "partial\n",
	  "partial\n user=yamada list=opened-folders entries=0\n" },
	{ "[Console]\n", NULL, "failed\n", "failed\n" },
};

START_TEST(drives_of_explorer)
{
	struct visit v;

	visit_init(&v);
	if (rows[_i].classes)
		visit_spec(&v, 0, rows[_i].classes);
	if (rows[_i].user)
		visit_spec(&v, 1, rows[_i].user);
	visit_run(&v, "opened-drive");
	visit_expect(&v, FACT_KIND_OPENED_DRIVE, rows[_i].drives);
	visit_expect(&v, FACT_KIND_RECENT_LIST, rows[_i].lists);
	visit_done(&v);
}
END_TEST

/* Real lists: each is read to its end, and none of these users opened a stick. */
START_TEST(samples)
{
	static const char *const names[] = { "win10", "win7" };
	struct visit v;

	if (!fixtures_samples())
		return;
	for (size_t i = 0; i < LEN(names); i++) {
		fixtures_run("xz -dc \"$SAMPLES/windows/registry/NTUSER_%s.DAT.xz\" >user",
			     names[i]);
		visit_init(&v);
		visit_hive(&v, 1, "user");
		visit_run(&v, "opened-drive");
		ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_OPENED_DRIVE), FACT_STATE_PARTIAL);
		ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_RECENT_LIST), 2);
		visit_done(&v);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probes of what was opened on USB memories");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, shortcuts_on_sticks);
	tcase_add_test(t, jump_lists_join_in);
	tcase_add_test(t, one_list_fails);
	tcase_add_test(t, nothing_there);
	tcase_add_loop_test(t, drives_of_explorer, 0, LEN(rows));
	tcase_add_test(t, samples);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
