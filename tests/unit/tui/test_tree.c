/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Single folders of a backup: what is ticked and unticked above, below and beside the groups, what of it `kenshin`
 * is told, what it adds up to; what a child tells that fell or lies; and the pages against their drawings. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include "core/record/backup.h"
#include "tests/unit/suite.h"
#include "tests/unit/tui/drawing.h"

#define GB UINT64_C(1000000000)

static struct visit v;

/* --- what `kenshin` would tell ------------------------------------------------------------------ */
static void group(const char *path, const char *words, uint64_t bytes, bool ticked)
{
	struct backup_told_folder f = { .files = 10, .bytes = bytes, .ticked = ticked };

	snprintf(f.path, sizeof(f.path), "%s", path);
	snprintf(f.words, sizeof(f.words), "%s", words);
	backing_folder(&v, &f);
}

static void name(unsigned row, const char *text, uint64_t bytes, bool counted)
{
	struct backup_told_below b = { .row = row, .files = 5, .bytes = bytes, .counted = counted };

	snprintf(b.name, sizeof(b.name), "%s", text);
	b.settings = !strcmp(text, "AppData");
	backing_below(&v, &b);
}

/* The folder at hand, whole: names and GB of each. */
static void folders(const char *const *text, const uint64_t *gb, unsigned n)
{
	const struct backup_told_listed whole = { 0 };
	struct backup_told_wish w;

	ck_assert(v.want & WANT_BACKUP_BELOW);
	v.want = 0;
	ck_assert(backing_ask(&v, &w));
	for (unsigned i = 0; i < n; i++)
		name(i, text[i], 0, false);
	backing_listed(&v, &whole);
	for (unsigned i = 0; i < n && w.part >= 0; i++)
		name(i, text[i], gb[i] * GB, true);
	if (w.part >= 0)
		backing_asked(&v);
}

static const char *const parts[] = { "Windows" };
static const char *const top[] = { "Data", "Users" };
static const char *const users[] = { "a", "b" };
static const char *const home[] = { "AppData", "Documents", "old" };
static const char *const documents[] = { "2024", "2025" };

static unsigned row_of(const char *path)
{
	for (unsigned i = 0; i < backing_tree_rows(&v); i++)
		if (backing_tree_row(&v, i)->path && !strcmp(backing_tree_row(&v, i)->path, path))
			return i;
	ck_abort_msg("no line of %s", path);
	return 0;
}

static void open_at(const char *path, const char *const *text, const uint64_t *gb, unsigned n)
{
	backing_tree_open(&v, row_of(path));
	folders(text, gb, n);
}

/* S36 with three groups, one of which is not taken by itself. */
static void planned(void)
{
	visit_story_what_next(&v, LANGUAGE_JA);
	visit_story_disks(&v);
	v.able.backup = true;
	v.chosen = 0;
	v.consent[0] = v.consent[1] = v.consent[2] = TICK_YES;
	v.want = 0;
	screen_key(&v, 3);
	group("Users/a/Documents", "Documents", 30 * GB, true);
	group("Users/b/Documents", "Documents", 10 * GB, true);
	group("Users/a/Pictures", "Pictures", 5 * GB, true);
	group("Data", "", 50 * GB, false);
	backing_planned(&v);
	v.want = 0;
}

/* Opened down to the folders of Users/a/Documents. */
static void opened(void)
{
	static const uint64_t of_top[] = { 50, 80 }, of_users[] = { 60, 15 },
			      of_home[] = { 9, 30, 7 }, of_documents[] = { 12, 18 };

	planned();
	screen_key(&v, 9);
	ck_assert_int_eq(v.screen, SCREEN_S50);
	folders(parts, of_top, 1);
	folders(top, of_top, 2); /* one part alone is open by itself */
	open_at("Users", users, of_users, 2);
	open_at("Users/a", home, of_home, 3);
	open_at("Users/a/Documents", documents, of_documents, 2);
	v.want = 0;
}

static void tick(const char *path)
{
	ck_assert(backing_tree_tick(&v, row_of(path)));
}

static uint64_t sum_gb(void)
{
	uint64_t files, bytes;

	backing_sum(&v, &files, &bytes);
	return bytes / GB;
}

static enum backing_mark marked(const char *path)
{
	return backing_tree_mark(&v, backing_tree_row(&v, row_of(path)));
}

/* The choice, short: "usual", "+path", "-path". */
static const char *chosen(void)
{
	static char text[4096];
	struct str out = STR_INIT(1 << 20);
	size_t used = 0;

	text[0] = '\0';
	ck_assert(backing_choice(&v, &out));
	for (char *at = out.p; at && *at; at = strchr(at, '\n') + 1) {
		struct backup_record r;
		struct err err = { 0 };

		ck_assert_int_eq(record_parse_backup(at, (size_t)(strchr(at, '\n') - at), &r, &err),
				 0);
		ck_assert_int_eq(r.kind, BACKUP_RECORD_WISH);
		used +=
		    (size_t)snprintf(text + used, sizeof(text) - used, "%s%s%s", used ? " " : "",
				     r.wish.what == BACKUP_WISH_USUAL  ? "usual"
				     : r.wish.what == BACKUP_WISH_TAKE ? "+"
								       : "-",
				     r.wish.path);
	}
	str_done(&out);
	return text;
}

/* --- ticking -------------------------------------------------------------------------------------- */
START_TEST(groups_alone)
{
	planned();
	ck_assert_str_eq(chosen(), "usual");
	ck_assert_uint_eq(sum_gb(), 45);
	screen_key(&v, 2); /* no pictures */
	ck_assert_str_eq(chosen(), "+Users/a/Documents +Users/b/Documents");
	screen_key(&v, 3); /* but Data */
	ck_assert_str_eq(chosen(), "+Users/a/Documents +Users/b/Documents +Data");
	screen_key(&v, 2);
	ck_assert_str_eq(chosen(), "usual +Data");
	ck_assert_uint_eq(sum_gb(), 95);
	visit_done(&v);
}
END_TEST

START_TEST(one_left_out_and_one_more)
{
	opened();
	ck_assert_int_eq(marked("Users/a/Documents"), BACKING_YES);
	ck_assert_int_eq(marked("Users/a/old"), BACKING_NO);
	ck_assert_int_eq(marked("Users/a"), BACKING_PART);
	tick("Users/a/Documents/2024");
	ck_assert_str_eq(chosen(), "usual -Users/a/Documents/2024");
	ck_assert_uint_eq(sum_gb(), 45 - 12);
	ck_assert_int_eq(marked("Users/a/Documents"), BACKING_PART);
	ck_assert_int_eq(backing_kind_mark(&v, 0), BACKING_PART);
	tick("Users/a/old");
	ck_assert_str_eq(chosen(), "usual -Users/a/Documents/2024 +Users/a/old");
	ck_assert_uint_eq(sum_gb(), 45 - 12 + 7);
	tick("Users/a/Documents/2024"); /* twice is as before */
	tick("Users/a/old");
	ck_assert_str_eq(chosen(), "usual");
	ck_assert_uint_eq(v.backing.tree.n_points, 0);
	ck_assert_int_eq(backing_kind_mark(&v, 0), BACKING_YES);
	visit_done(&v);
}
END_TEST

/* A folder above what was said before takes all of that with it, the groups too. */
START_TEST(above)
{
	opened();
	tick("Users/a/Documents/2024");
	tick("Users"); /* part: now all */
	ck_assert_int_eq(marked("Users"), BACKING_YES);
	ck_assert_int_eq(marked("Users/a/Documents/2024"), BACKING_YES);
	ck_assert_str_eq(chosen(), "usual +Users");
	ck_assert_uint_eq(sum_gb(), 80);
	tick("Users"); /* none of it, and the list is to say so */
	ck_assert_str_eq(chosen(), "usual -Users/a/Documents -Users/b/Documents -Users/a/Pictures");
	ck_assert_uint_eq(sum_gb(), 0);
	ck_assert_int_eq(backing_kind_mark(&v, 0), BACKING_NO);
	tick("Users/a/Documents/2025"); /* one of what is left out */
	ck_assert_uint_eq(sum_gb(), 18);
	ck_assert_int_eq(backing_kind_mark(&v, 0), BACKING_PART);
	ck_assert(strstr(chosen(), " +Users/a/Documents/2025"));
	visit_done(&v);
}
END_TEST

/* A group that is switched off inside of a folder that is taken is left out of it. */
START_TEST(group_inside)
{
	opened();
	tick("Users");
	screen_key(&v, KEY_ESC_);
	ck_assert_int_eq(v.screen, SCREEN_S36);
	screen_key(&v, 1); /* no documents */
	ck_assert_str_eq(chosen(), "-Users/a/Documents -Users/b/Documents +Users");
	ck_assert_uint_eq(sum_gb(), 80 - 40);
	screen_key(&v, 1);
	ck_assert_str_eq(chosen(), "usual +Users");
	ck_assert_uint_eq(sum_gb(), 80);
	visit_done(&v);
}
END_TEST

/* The line of a group forgets what was said of single folders in it. */
START_TEST(group_again)
{
	opened();
	tick("Users/a/Documents/2024");
	screen_key(&v, KEY_ESC_);
	screen_key(&v, 1); /* part: now all */
	ck_assert_str_eq(chosen(), "usual");
	screen_key(&v, 1);
	ck_assert_uint_eq(sum_gb(), 5);
	visit_done(&v);
}
END_TEST

START_TEST(not_to_be_chosen)
{
	opened();
	ck_assert(!backing_tree_tick(&v, row_of("Users/a/AppData")));
	ck_assert(!backing_tree_tick(&v, row_of(""))); /* a part of the disk as a whole */
	ck_assert_str_eq(chosen(), "usual");
	v.want = 0;
	backing_tree_open(&v, row_of("Users/a/AppData"));
	ck_assert_uint_eq(v.want, 0);
	visit_done(&v);
}
END_TEST

/* A name of a folder is a name that the owner gave: without the third line none is shown, the groups stay. */
START_TEST(not_without_consent)
{
	planned();
	v.consent[2] = TICK_NO;
	screen_key(&v, 9);
	ck_assert_int_eq(v.screen, SCREEN_S36);
	ck_assert_uint_eq(v.want, 0);
	ck_assert_ptr_nonnull(v.notice.text);
	screen_key(&v, 2);
	ck_assert_uint_eq(sum_gb(), 40);
	visit_done(&v);
}
END_TEST

/* --- what the child tells ------------------------------------------------------------------------- */
/* Ticked while it is counted: the sum says that it is not all. */
START_TEST(ticked_before_it_is_counted)
{
	const struct backup_told_listed whole = { 0 };
	struct backup_told_wish w;
	struct backing_more m;

	opened();
	backing_tree_open(&v, row_of("Users/b"));
	ck_assert(backing_ask(&v, &w));
	ck_assert_str_eq(w.path, "Users/b");
	name(0, "x", 0, false);
	backing_listed(&v, &whole);
	tick("Users/b/x");
	backing_more(&v, &m);
	ck_assert(m.unknown);
	name(0, "x", 3 * GB, true);
	backing_more(&v, &m);
	ck_assert(!m.unknown);
	ck_assert_uint_eq(sum_gb(), 48);
	visit_done(&v);
}
END_TEST

/* A child that ends before its time has not counted: no folder of it reads as empty. */
START_TEST(a_child_that_fell)
{
	const struct backup_told_listed whole = { 0 };
	struct backup_told_wish w;

	opened();
	backing_tree_open(&v, row_of("Users/b"));
	ck_assert(backing_ask(&v, &w));
	name(0, "x", 0, false);
	name(1, "y", 0, false);
	backing_listed(&v, &whole);
	name(0, "x", GB, true);
	backing_asked(&v);
	ck_assert(!backing_tree_row(&v, row_of("Users/b/x"))->unread);
	ck_assert(backing_tree_row(&v, row_of("Users/b/y"))->unread);
	backing_tree_open(&v, row_of("Users/b/x"));
	ck_assert(backing_ask(&v, &w));
	backing_asked(&v); /* not even the names */
	ck_assert(backing_tree_row(&v, row_of("Users/b/x"))->list_unread);
	visit_done(&v);
}
END_TEST

/* Another one is opened in between: half of the names are none, and what was not counted is counted later. */
START_TEST(one_after_the_other)
{
	const struct backup_told_listed whole = { 0 };
	struct backup_told_wish w;
	unsigned rows;

	opened();
	rows = backing_tree_rows(&v);
	backing_tree_open(&v, row_of("Users/b"));
	ck_assert(backing_ask(&v, &w));
	name(0, "half", 0, false);
	ck_assert_uint_eq(backing_tree_rows(&v), rows + 1);
	backing_tree_open(&v, row_of("Data"));
	ck_assert(backing_ask(&v, &w));
	ck_assert_str_eq(w.path, "Data");
	ck_assert_uint_eq(backing_tree_rows(&v), rows);
	name(0, "d", 0, false);
	backing_listed(&v, &whole);
	name(0, "d", GB, true);
	v.want = 0;
	backing_asked(&v);
	ck_assert_uint_eq(v.want, WANT_BACKUP_BELOW); /* back to the first */
	ck_assert(backing_ask(&v, &w));
	ck_assert_str_eq(w.path, "Users/b");
	visit_done(&v);
}
END_TEST

/* One of names that were not all told is opened: first they are. */
START_TEST(opened_too_early)
{
	struct backup_told_wish w;

	opened();
	backing_tree_open(&v, row_of("Users/b"));
	ck_assert(backing_ask(&v, &w));
	name(0, "x", 0, false);
	backing_tree_open(&v, row_of("Users/b/x"));
	ck_assert(backing_ask(&v, &w));
	ck_assert_str_eq(w.path, "Users/b");
	ck_assert_ptr_eq(backing_tree_row(&v, row_of("Users/b") + 1), NULL);
	visit_done(&v);
}
END_TEST

/* What a child says that is not asked, or another one's numbers: not taken. */
START_TEST(strange_answers)
{
	struct backup_told_wish w;
	unsigned rows;

	opened();
	rows = backing_tree_rows(&v);
	name(0, "unasked", 0, false);
	ck_assert_uint_eq(backing_tree_rows(&v), rows);
	backing_tree_open(&v, row_of("Users/b"));
	ck_assert(backing_ask(&v, &w));
	name(0, "x", 0, false);
	name(0, "y", 9 * GB, true); /* another name under its number */
	name(7, "x", 9 * GB, true);
	ck_assert(!backing_tree_row(&v, row_of("Users/b/x"))->counted);
	name(1, "", 0, false); /* too long a name: it is there, and cannot be chosen */
	ck_assert_uint_eq(backing_tree_rows(&v), rows + 2);
	ck_assert(!backing_tree_tick(&v, row_of("Users/b/x") + 1));
	visit_done(&v);
}
END_TEST

START_TEST(too_many)
{
	struct backup_told_wish w;
	struct backup_told_listed l = { 0 };
	char text[16];

	opened();
	backing_tree_open(&v, row_of("Users/b"));
	ck_assert(backing_ask(&v, &w));
	for (unsigned i = 0; i < BACKING_NODES + 10; i++) {
		snprintf(text, sizeof(text), "n%u", i);
		name(i, text, 0, false);
	}
	backing_listed(&v, &l);
	ck_assert(backing_tree_row(&v, row_of("Users/b"))->list_unread);
	for (unsigned i = 0; i < BACKING_POINTS + 10; i++) {
		snprintf(text, sizeof(text), "Users/b/n%u", i);
		ck_assert(backing_tree_tick(&v, row_of("Users/b/n0") + i));
	}
	ck_assert_uint_le(v.backing.tree.n_points, BACKING_POINTS);
	ck_assert_ptr_nonnull(v.notice.text);
	visit_done(&v);
}
END_TEST

/* Up, down, open, close, back: nothing that was said is lost by it. */
START_TEST(keys)
{
	opened();
	v.cursor[SCREEN_S50] = row_of("Users/a/Documents/2024");
	screen_key(&v, KEY_LEFT_); /* to the folder that it is in */
	ck_assert_uint_eq(v.cursor[SCREEN_S50], row_of("Users/a/Documents"));
	tick("Users/a/Documents/2024");
	screen_key(&v, KEY_LEFT_);
	ck_assert(!backing_tree_row(&v, row_of("Users/a/Documents"))->open);
	v.want = 0;
	screen_key(&v, KEY_ENTER_); /* open again: known by now */
	ck_assert_uint_eq(v.want, 0);
	ck_assert_int_eq(marked("Users/a/Documents/2024"), BACKING_NO);
	screen_key(&v, KEY_ESC_);
	ck_assert_int_eq(v.screen, SCREEN_S36);
	screen_key(&v, KEY_ENTER_); /* `>` is on the line of the tree */
	ck_assert_int_eq(v.screen, SCREEN_S50);
	ck_assert_uint_eq(v.want, 0);
	v.cursor[SCREEN_S50] = 0;
	screen_key(&v, KEY_UP_);
	screen_key(&v, 2); /* the second line: Data */
	ck_assert_str_eq(chosen(), "usual +Data -Users/a/Documents/2024");
	visit_done(&v);
}
END_TEST

/* --- the pages ------------------------------------------------------------------------------------ */
static void closed(void)
{
	static const uint64_t gb[] = { 50, 80 };

	planned();
	screen_key(&v, 9);
	folders(parts, gb, 1);
	folders(top, gb, 2);
}

static void two_levels(void)
{
	opened();
	v.cursor[SCREEN_S50] = row_of("Users/a/Documents");
}

static void part_ticked(void)
{
	two_levels();
	tick("Users/a/Documents/2024");
	tick("Users/a/old");
}

static void part_of_groups(void)
{
	part_ticked();
	screen_key(&v, KEY_ESC_);
}

static void counting(void)
{
	const struct backup_told_listed whole = { 0 };
	struct backup_told_wish w;

	closed();
	backing_tree_open(&v, row_of("Users"));
	ck_assert(backing_ask(&v, &w));
	name(0, "a", 0, false);
	name(1, "b", 0, false);
	backing_listed(&v, &whole);
	name(0, "a", 60 * GB, true);
	tick("Users/b");
}

static void unreadable(void)
{
	const struct backup_told_listed none = { .unread = true };
	struct backup_told_wish w;

	closed();
	backing_tree_open(&v, row_of("Data"));
	ck_assert(backing_ask(&v, &w));
	backing_listed(&v, &none);
	backing_asked(&v);
	v.backing.tree.node[1].unread = true;
}

static void no_consent(void)
{
	planned();
	v.consent[2] = TICK_NO;
}

static void long_name(void)
{
	static const char *const long_names[] = { "株式会社さくら商事さまとの令和六年度の契約書と見"
						  "積書と請求書の控え（最終版・社長確認済み）",
						  "esc \033[31m\xe2\x80\xae"
						  "drawkcab" };
	static const uint64_t gb[] = { 3, 4 };
	struct backup_told_wish w;
	struct backup_told_listed l = { .more = 12 };

	closed();
	backing_tree_open(&v, row_of("Data"));
	ck_assert(backing_ask(&v, &w));
	name(0, long_names[0], 0, false);
	name(1, long_names[1], 0, false);
	backing_listed(&v, &l);
	name(0, long_names[0], gb[0] * GB, true);
	name(1, long_names[1], gb[1] * GB, true);
	backing_asked(&v);
}

/* A folder that is opened on the last line moves up, so that what is in it shows. */
static void moved_up(void)
{
	static const uint64_t gb[] = { 1, 2, 3 };

	opened();
	v.backing.tree.top = 0;
	v.cursor[SCREEN_S50] = row_of("Users/a/Documents/2025");
	screen_key(&v, KEY_RIGHT_);
	folders(home + 1, gb, 2);
}

static const struct {
	const char *name;
	void (*fill)(void);
} pages[] = {
	{ "50", closed },          { "50o", two_levels }, { "50p", part_ticked },
	{ "36p", part_of_groups }, { "50c", counting },   { "50u", unreadable },
	{ "36n", no_consent },     { "50l", long_name },  { "50m", moved_up },
};

START_TEST(drawings)
{
	char file[64];

	for (unsigned i = 0; i < LEN(drawing_sizes); i++) {
		const struct drawing_size *size = &drawing_sizes[i];

		for (unsigned lang = 0; lang < 2; lang++) {
			pages[_i].fill();
			story_language(lang ? LANGUAGE_EN : LANGUAGE_JA);
			v.minutes = 33;
			v.notice = (struct notice){ 0 };
			snprintf(file, sizeof(file), "%c%s%s", lang ? 'E' : 'S', pages[_i].name,
				 size->suffix);
			drawing_check(&v, file, size->rows, size->cols);
			visit_done(&v);
		}
	}
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("tree");

	tcase_add_test(t, groups_alone);
	tcase_add_test(t, one_left_out_and_one_more);
	tcase_add_test(t, above);
	tcase_add_test(t, group_inside);
	tcase_add_test(t, group_again);
	tcase_add_test(t, not_to_be_chosen);
	tcase_add_test(t, not_without_consent);
	tcase_add_test(t, ticked_before_it_is_counted);
	tcase_add_test(t, a_child_that_fell);
	tcase_add_test(t, one_after_the_other);
	tcase_add_test(t, opened_too_early);
	tcase_add_test(t, strange_answers);
	tcase_add_test(t, too_many);
	tcase_add_test(t, keys);
	tcase_add_loop_test(t, drawings, 0, (int)LEN(pages));
	return suite_result(suite_create("tree"), t);
}
