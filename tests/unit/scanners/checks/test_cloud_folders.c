/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L7: folders in the cloud, and files of which only the name is here. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_cloud_folders;

#define COPIED "because the folder was copied"

static const struct {
	int64_t folders;            /* of a user, in OneDrive */
	int64_t here, away, hollow; /* files, files, folders; -1: nothing was counted */
	enum fact_state state;
	enum answer_kind want;
	const char *advice, *reason;
} rows[] = {
	{ 0, -1, 0, 0, FACT_STATE_COLLECTED, ANSWER_OK, NULL, NULL },
	{ 0, 12, 0, 0, FACT_STATE_COLLECTED, ANSWER_OK, NULL, NULL },
	{ 1, -1, 0, 0, FACT_STATE_COLLECTED, ANSWER_NOTICE, "cloud-second-copy", NULL },
	{ 3, 5, 0, 0, FACT_STATE_COLLECTED, ANSWER_NOTICE, "cloud-second-copy", NULL },
	{ 0, 5, 1, 0, FACT_STATE_COLLECTED, ANSWER_NOTICE, "cloud-only-files", NULL },
	{ 3, 0, 900, 0, FACT_STATE_COLLECTED, ANSWER_NOTICE, "cloud-only-files", NULL },
	{ 0, 5, 0, 2, FACT_STATE_COLLECTED, ANSWER_NOTICE, "cloud-only-files", NULL },
	/* Not all was counted: what was seen stands, "on this PC itself" does not. */
	{ 0, 5, 1, 0, FACT_STATE_PARTIAL, ANSWER_NOTICE, "cloud-only-files", COPIED },
	{ 2, 5, 0, 0, FACT_STATE_PARTIAL, ANSWER_NOTICE, "cloud-second-copy", COPIED },
	{ 2, -1, 0, 0, FACT_STATE_FAILED, ANSWER_NOTICE, "cloud-second-copy", COPIED },
	{ 0, 5, 0, 0, FACT_STATE_PARTIAL, ANSWER_COULD_NOT_LOOK, NULL, COPIED },
	{ 0, -1, 0, 0, FACT_STATE_FAILED, ANSWER_COULD_NOT_LOOK, NULL, COPIED },
	{ 0, -1, 0, 0, FACT_STATE_NOT_COLLECTED, ANSWER_COULD_NOT_LOOK, NULL,
	  "because nobody looked for files that are only in the cloud" },
};

static void add_one(struct bench *b, int64_t folders)
{
	FACTS_ADD(&b->facts, cloud_folders, CLOUD_FOLDERS, "HKCU\\x")->folders = folders;
}

static void add_files(struct bench *b, int64_t here, int64_t away, int64_t hollow)
{
	struct fact_cloud_files *f = FACTS_ADD(&b->facts, cloud_files, CLOUD_FILES, "Users");

	f->here = here;
	f->here_bytes = here * 1000;
	f->away = away;
	f->away_bytes = away > INT64_MAX / 1000000 ? INT64_MAX : away * 1000000;
	f->folders_away = hollow;
}

static void add(struct bench *b, int i)
{
	add_one(b, 0);
	add_one(b, rows[i].folders);
	if (rows[i].here >= 0)
		add_files(b, rows[i].here, rows[i].away, rows[i].hollow);
	bench_state(b, FACT_KIND_CLOUD_FILES, rows[i].state, NULL);
	if (rows[i].state != FACT_STATE_COLLECTED && rows[i].state != FACT_STATE_NOT_COLLECTED)
		bench_state(b, FACT_KIND_CLOUD_FILES, rows[i].state, rows[i].reason);
}

static void good(struct bench *b)
{
	add_one(b, 0);
	bench_state(b, FACT_KIND_CLOUD_FILES, FACT_STATE_COLLECTED, NULL);
}

START_TEST(judges_each_row)
{
	struct bench b;
	const struct finding *f;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_cloud_folders);
	bench_want(&b, &check_cloud_folders, rows[_i].want, rows[_i].advice);
	f = &b.finding;
	ck_assert_pstr_eq(f->advice, rows[_i].advice);
	ck_assert_pstr_eq(f->reason.id, rows[_i].reason);
	if (rows[_i].away) {
		ck_assert_int_eq(f->headline.arg[0].number, rows[_i].away);
		ck_assert_int_eq(f->evidence.arg[1].number, rows[_i].away * 1000000);
		ck_assert_int_eq(f->evidence.arg[2].number, rows[_i].here);
	}
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_cloud_folders, good);
	ck_assert_int_eq(bench_nothing_found(&check_cloud_folders), ANSWER_COULD_NOT_LOOK);
}
END_TEST

/* Several users and folders add up; numbers out of a record from elsewhere never run over. */
START_TEST(users_add_up)
{
	struct bench b;

	bench_begin(&b);
	good(&b);
	add_files(&b, 1, 2, 0);
	add_files(&b, 3, 4, 0);
	bench_collected(&b, &check_cloud_folders);
	bench_run(&b, &check_cloud_folders);
	ck_assert_int_eq(b.finding.headline.arg[0].number, 6);
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 4);
	add_files(&b, 0, INT64_MAX, 0);
	bench_run(&b, &check_cloud_folders);
	ck_assert_int_eq(b.finding.headline.arg[0].number, INT64_MAX);
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("cloud-folders");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, users_add_up);
	return tc;
}

int main(void)
{
	return bench_main("cloud-folders", cases);
}
