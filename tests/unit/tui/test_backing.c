/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The backup in a visit: which page follows, what is written when, what fits, what is never said; and the
 * pages against their drawings. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include "tests/unit/tui/backing.h"

static void s10(void)
{
	visit_story_sheet(&v);
}

static void s15(void)
{
	s10();
	visit_story_backup(&v, BACKING_RUNNING);
	v.screen = SCREEN_S15;
	v.minutes = 41;
}

static void s15_reading(void)
{
	s15();
	v.backing.permille = 810;
	v.backing.minutes_left = 3;
	v.backing.progress.reading = true;
	v.backing.progress.bytes = v.backing.progress.bytes_total;
	v.backing.progress.same_files = 19870;
	v.backing.progress.same_bytes = 17100000000;
	v.backing.progress.same_total = 27100000000;
}

static void s36_what(void)
{
	s10();
	visit_story_backup(&v, BACKING_WHAT);
	v.screen = SCREEN_S36;
	v.minutes = 32;
}

static void s36_where(void)
{
	s36_what();
	v.backing.step = BACKING_WHERE;
}

static void s36_sure(void)
{
	s36_what();
	v.backing.step = BACKING_SURE;
}

static void s37(void)
{
	s15();
	v.backing.step = BACKING_OVER;
	v.backing.seen = true;
	v.screen = SCREEN_S37;
	v.minutes = 52;
}

static void s37_restored(void)
{
	s37();
	v.backing.told.restored = 20;
}

/* X10 */
static void s37_gone(void)
{
	s37();
	v.backing.told.state = BACKUP_STATE_INCOMPLETE;
	v.backing.told.reason = BACKUP_GONE;
	v.backing.told.files = 31204;
	v.backing.waiting = true;
}

static void s38(void)
{
	s36_what();
	v.backing.step = BACKING_KEY;
	snprintf(v.backing.to.type, sizeof(v.backing.to.type), "BitLocker");
	snprintf(v.backing.key, sizeof(v.backing.key), "kagi-2026");
	v.screen = SCREEN_S38;
}

static void s38_wrong(void)
{
	s38();
	v.backing.key[0] = '\0';
	v.backing.tries = 1;
}

/* --- the way through it ------------------------------------------------------------------------ */
START_TEST(from_plan_to_proof)
{
	const struct backup_told proven = { .state = BACKUP_STATE_PROVEN,
					    .files = 30,
					    .restored = UINT64_MAX };

	planned();
	ck_assert_uint_eq(v.backing.n_kinds, 2);
	ck_assert_str_eq(v.backing.kind[0].words, "Pictures"); /* the largest first */
	ck_assert(backing_all(&v));
	screen_key(&v, 1);
	ck_assert(!v.backing.kind[0].on && !backing_all(&v));
	ck_assert(backing_wanted(&v, 0) && backing_wanted(&v, 1) && !backing_wanted(&v, 2));
	screen_key(&v, KEY_ENTER_);
	ck_assert_uint_eq(v.want, WANT_BACKUP_MEDIA);
	plugged(UINT64_C(100) << 30);
	v.want = 0;
	screen_key(&v, 1);
	ck_assert_int_eq(v.backing.step, BACKING_SURE);
	ck_assert_uint_eq(v.want, 0); /* nothing is written before the second answer */
	screen_key(&v, 1);
	ck_assert_uint_eq(v.want, WANT_BACKUP);
	ck_assert_int_eq(v.screen, SCREEN_S15);
	ck_assert(!v.backing.resume);
	backing_ended(&v, &proven);
	ck_assert_int_eq(v.screen, SCREEN_S37);
	ck_assert_int_eq(v.checkup.backup.state, BACKUP_STATE_PROVEN);
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S13);
	screen_key(&v, 3);
	ck_assert_int_eq(v.screen, SCREEN_S37); /* how it ended stays to be seen */
	visit_done(&v);
}
END_TEST

START_TEST(not_without_consent)
{
	at_what_next();
	v.consent[1] = TICK_NO;
	screen_key(&v, 3);
	ck_assert_int_eq(v.screen, SCREEN_S13);
	ck_assert_uint_eq(v.want, 0);
	v.consent[1] = TICK_YES;
	v.chosen = -1; /* interview only */
	screen_key(&v, 3);
	ck_assert_int_eq(v.screen, SCREEN_S13);
	visit_done(&v);
}
END_TEST

/* Too small is said before anything is written, and how much less would do. */
START_TEST(too_small)
{
	planned();
	screen_key(&v, KEY_ENTER_);
	plugged(5000000000);
	ck_assert_uint_eq(backing_less(&v, &v.backing.medium[0]), 1);
	screen_key(&v, 1);
	ck_assert_int_eq(v.backing.step, BACKING_WHERE);
	screen_key(&v, KEY_ESC_);
	ck_assert_int_eq(v.backing.step, BACKING_WHAT);
	screen_key(&v, 1); /* no pictures */
	ck_assert_uint_eq(backing_less(&v, &v.backing.medium[0]), 0);
	v.backing.medium[0].room = 1000;
	ck_assert_uint_eq(backing_less(&v, &v.backing.medium[0]), 1); /* all that is left */
	v.backing.medium[0].room = UINT64_MAX;                        /* nobody can tell */
	ck_assert_uint_eq(backing_less(&v, &v.backing.medium[0]), 0);
	visit_done(&v);
}
END_TEST

/* The disk that is looked at is never where it goes, whatever is said of it. */
START_TEST(not_onto_itself)
{
	struct backup_told_medium m = { .name = "sda", .target = "sda:1:0:vfat" };

	planned();
	screen_key(&v, KEY_ENTER_);
	backing_look(&v);
	backing_found(&v, &m);
	backing_looked(&v);
	ck_assert_int_eq(v.backing.medium[0].reason, BACKUP_OWN);
	screen_key(&v, 1);
	ck_assert_int_eq(v.backing.step, BACKING_WHERE);
	visit_done(&v);
}
END_TEST

static void running(void)
{
	planned();
	screen_key(&v, KEY_ENTER_);
	plugged(UINT64_C(100) << 30);
	screen_key(&v, 1);
	screen_key(&v, 1);
	v.want = 0;
}

/* An NTFS disk that was pulled out is Windows' before it is ours again: said, not waited for. */
START_TEST(unplugged_before_windows_had_it)
{
	const struct backup_told gone = { .state = BACKUP_STATE_INCOMPLETE, .reason = BACKUP_GONE };
	struct backup_told_medium m;

	running();
	m = v.backing.to;
	backing_ended(&v, &gone);
	ck_assert(v.backing.waiting);
	m.reason = BACKUP_UNCLEAN;
	backing_look(&v);
	backing_found(&v, &m);
	backing_looked(&v);
	ck_assert_uint_eq(v.want, 0);
	ck_assert(!v.backing.waiting);
	ck_assert_int_eq(v.backing.told.reason, BACKUP_UNCLEAN);
	ck_assert_int_eq(v.screen, SCREEN_S37);
	visit_done(&v);
}
END_TEST

/* Out, and in again: the same one only, and without a further key. */
START_TEST(unplugged)
{
	const struct backup_told gone = { .state = BACKUP_STATE_INCOMPLETE,
					  .reason = BACKUP_GONE,
					  .folder = "PC-backup-1",
					  .files = 7 };
	struct backup_told_medium other = { .name = "sdc",
					    .target = "sdc:8:0:exfat",
					    .model = "HD",
					    .serial = "9999",
					    .uuid = "1A2B",
					    .type = "exfat",
					    .size = 500000000000 };

	running();
	backing_ended(&v, &gone);
	ck_assert_int_eq(v.screen, SCREEN_S37);
	ck_assert(v.backing.waiting);
	ck_assert_int_eq(v.checkup.backup.state, BACKUP_STATE_NOT);
	backing_look(&v);
	backing_found(&v, &other);
	backing_looked(&v);
	ck_assert_uint_eq(v.want, 0);
	plugged(UINT64_C(90) << 30);
	ck_assert_uint_eq(v.want, WANT_BACKUP);
	ck_assert(v.backing.resume);
	ck_assert_int_eq(v.screen, SCREEN_S15);
	visit_done(&v);
}
END_TEST

START_TEST(stopped)
{
	running();
	screen_key(&v, KEY_F8_);
	ck_assert_uint_eq(v.want, 0);
	screen_key(&v, KEY_ENTER_); /* `>` stands on going on */
	ck_assert_uint_eq(v.want, 0);
	ck_assert(!v.backing.asking);
	screen_key(&v, KEY_F8_);
	screen_key(&v, 2);
	ck_assert_uint_eq(v.want, WANT_BACKUP_STOP);
	screen_key(&v, KEY_ESC_);
	ck_assert_int_eq(v.screen, SCREEN_S13); /* it is left running, or stopping */
	visit_done(&v);
}
END_TEST

/* Never back, never 100 before all is read back, and no time before there is a measure of it. */
START_TEST(how_far)
{
	struct backup_told_progress p = { .bytes = 50, .bytes_total = 100 };

	running();
	v.ms = 1000;
	backing_progress(&v, &p);
	ck_assert_uint_eq(v.backing.permille, 250);
	ck_assert_int_eq(v.backing.minutes_left, -1);
	v.ms = 61000;
	p.bytes = 75;
	backing_progress(&v, &p);
	ck_assert_uint_eq(v.backing.permille, 375);
	ck_assert_int_eq(v.backing.minutes_left, 5);
	p.bytes = 10;
	backing_progress(&v, &p);
	ck_assert_uint_eq(v.backing.permille, 375);
	p.reading = true;
	p.same_total = 80;
	p.same_bytes = 79;
	backing_progress(&v, &p);
	ck_assert_uint_lt(v.backing.permille, 1000);
	visit_done(&v);
}
END_TEST

/* More kinds than digits, more folders than places: nothing is lost without a word. */
START_TEST(many)
{
	uint64_t files, bytes;
	char words[32], path[32];

	at_what_next();
	screen_key(&v, 3);
	for (unsigned i = 0; i < BACKING_FOLDERS + 20; i++) {
		snprintf(words, sizeof(words), "Kind %u", i);
		snprintf(path, sizeof(path), "f%u", i);
		told(path, words, 1000 - i);
	}
	backing_planned(&v);
	ck_assert_uint_eq(v.backing.n_kinds, BACKING_KINDS);
	backing_sum(&v, &files, &bytes);
	ck_assert_uint_eq(files, 10 * (BACKING_FOLDERS + 20));
	ck_assert(v.backing.many);
	visit_done(&v);
}
END_TEST

/* What is only offered: off, named when it is wanted, and never in the place of what is usually taken. */
START_TEST(offered)
{
	struct backup_told_folder f = {
		.files = 5, .bytes = 50000000000, .path = "Tools", .words = "Documents"
	};

	at_what_next();
	screen_key(&v, 3);
	told("Users/a/Documents", "Documents", 1000000000);
	backing_folder(&v, &f);
	snprintf(f.path, sizeof(f.path),
		 "Users/a/AppData"); /* with a browser's passwords: not here */
	backing_folder(&v, &f);
	backing_planned(&v);
	ck_assert_uint_eq(v.backing.n_kinds, 2);
	ck_assert_uint_eq(v.backing.kind[1].folders, 1);
	ck_assert(!v.backing.kind[0].offered && v.backing.kind[1].offered);
	ck_assert(backing_wanted(&v, 0) && !backing_wanted(&v, 1) && backing_all(&v));
	screen_key(&v, 2);
	ck_assert(backing_wanted(&v, 1) && backing_all(&v));
	screen_key(&v, 1);
	ck_assert(!backing_wanted(&v, 0) && !backing_all(&v));
	visit_done(&v);
}
END_TEST

START_TEST(kept)
{
	struct str text = STR_INIT(VISIT_KEPT_MAX);
	struct arena a = { 0 };
	struct err err = { 0 };
	static struct visit other;

	running();
	visit_keep(&v, &text);
	visit_init(&other);
	ck_assert_msg(visit_take_up(&other, &a, str_c(&text), text.len, &err) == 0, "%s",
		      err.message);
	ck_assert_int_eq(other.backing.step, BACKING_RUNNING);
	ck_assert(backup_told_same_medium(&other.backing.to, &v.backing.to));
	ck_assert_str_eq(other.backing.to.target, v.backing.to.target);
	visit_done(&other);
	for (unsigned i = 0; i < 3; i++) {
		static const char *const wrong[] = { "backup 99 0 0\n", "backup 5 0 1001\n",
						     "backup-serial zz\n" };

		visit_init(&other);
		ck_assert_int_lt(visit_take_up(&other, &a, wrong[i], strlen(wrong[i]), &err), 0);
		visit_done(&other);
	}
	str_done(&text);
	arena_done(&a);
	visit_done(&v);
}
END_TEST

/* --- a locked disk ------------------------------------------------------------------------------ */
/* --- the pages --------------------------------------------------------------------------------- */
static const struct {
	const char *name;
	void (*fill)(void);
} pages[] = {
	{ "15", s15 },       { "15r", s15_reading }, { "36a", s36_what },     { "36b", s36_where },
	{ "36c", s36_sure }, { "37", s37 },          { "37t", s37_restored }, { "37x", s37_gone },
	{ "38", s38 },       { "38w", s38_wrong },
};

START_TEST(drawings)
{
	char name[64];

	for (unsigned i = 0; i < LEN(drawing_sizes); i++) {
		const struct drawing_size *size = &drawing_sizes[i];

		for (unsigned lang = 0; lang < 2; lang++) {
			story_language(lang ? LANGUAGE_EN : LANGUAGE_JA);
			visit_story(&v);
			pages[_i].fill();
			snprintf(name, sizeof(name), "%c%s%s", lang ? 'E' : 'S', pages[_i].name,
				 size->suffix);
			drawing_check(&v, name, size->rows, size->cols);
			visit_done(&v);
		}
	}
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("backing");

	tcase_add_test(t, from_plan_to_proof);
	tcase_add_test(t, not_without_consent);
	tcase_add_test(t, too_small);
	tcase_add_test(t, not_onto_itself);
	tcase_add_test(t, unplugged);
	tcase_add_test(t, unplugged_before_windows_had_it);
	tcase_add_test(t, stopped);
	tcase_add_test(t, how_far);
	tcase_add_test(t, many);
	tcase_add_test(t, offered);
	tcase_add_test(t, kept);
	tcase_add_loop_test(t, drawings, 0, (int)LEN(pages));
	return suite_result(suite_create("backing"), t);
}
