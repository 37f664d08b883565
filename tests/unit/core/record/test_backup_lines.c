/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is told of a backup, as lines: what tells less, or other things, never reads as proven; no line
 * leads to another disk than the one that is shown; a path that was cut is none. */
#include "core/base/str.h"
#include "core/record/backup.h"
#include "tests/unit/suite.h"

static struct backup_record got;

static int parse(const char *line)
{
	struct err err = { 0 };

	got = (struct backup_record){ 0 };
	ck_assert_int_eq(record_parse_backup(line, strlen(line), &got, &err), 0);
	return (int)got.kind;
}

static void add_line(void *arg, const char *json, size_t n)
{
	str_clear(arg);
	str_addn(arg, json, n);
}

START_TEST(there_and_back)
{
	static const char *const lines[] = {
		"{\"record\":\"backup-folder\",\"path\":\"Users/a/"
		"Documents\",\"words\":\"Documents\","
		"\"user\":\"a\",\"files\":12,\"bytes\":3400,\"cloud\":1,\"ticked\":true,\"unread\":"
		"false,\"part\":2}",
		"{\"record\":\"backup-medium\",\"name\":\"sdb\",\"target\":\"sdb:17:1048576:"
		"exfat\","
		"\"model\":\"HD-PCF\",\"serial\":\"00003D07\",\"label\":\"DATA\",\"uuid\":\"1A2B-"
		"3C4D\","
		"\"type\":\"exfat\",\"size\":500000000000,\"room\":null,\"reason\":\"none\"}",
		"{\"record\":\"backup-progress\",\"stage\":\"reading\",\"folder\":\"Users/a/"
		"Documents\","
		"\"files\":9,\"files_total\":12,\"bytes\":30,\"bytes_total\":40,\"same_files\":1,"
		"\"same_bytes\":2,\"same_total\":3,\"unreadable\":4,\"left_out\":5}",
		"{\"record\":\"backup\",\"state\":\"proven\",\"reason\":\"none\","
		"\"started\":\"2026-11-22T05:30:00Z\",\"folder\":\"PC-backup-20261122-143000\","
		"\"files\":12,\"bytes\":3400,\"stored\":3000,\"damaged\":1,\"unreadable\":2,"
		"\"left_out\":3,\"changed\":0,\"restored\":20,"
		"\"why\":[{\"words\":\"could not be read\",\"count\":2}]}",
		"{\"record\":\"backup-below\",\"row\":3,\"part\":0,\"name\":{\"shown\":\"a���\","
		"\"hex\":"
		"\"61eda080\"},\"counted\":true,\"files\":4,\"bytes\":5,\"cloud\":6,\"unread\":"
		"true,"
		"\"settings\":false}",
		"{\"record\":\"backup-listed\",\"unread\":true,\"more\":12}",
		"{\"record\":\"backup-wish\",\"what\":\"leave\",\"part\":1,\"path\":\"Users/a/"
		"old\"}",
	};
	struct str out = STR_INIT(1 << 16);
	const struct record_sink sink = { add_line, &out };

	ck_assert_int_eq(parse(lines[_i]), _i + 1);
	switch (got.kind) {
	case BACKUP_RECORD_FOLDER: record_backup_folder(&sink, &got.folder); break;
	case BACKUP_RECORD_MEDIUM: record_backup_medium(&sink, &got.medium); break;
	case BACKUP_RECORD_PROGRESS: record_backup_progress(&sink, &got.progress); break;
	case BACKUP_RECORD_END: record_backup(&sink, &got.end); break;
	case BACKUP_RECORD_BELOW: record_backup_below(&sink, &got.below); break;
	case BACKUP_RECORD_LISTED: record_backup_listed(&sink, &got.listed); break;
	case BACKUP_RECORD_WISH: record_backup_wish(&sink, &got.wish); break;
	case BACKUP_RECORD_NONE: break;
	}
	ck_assert_str_eq(str_c(&out), lines[_i]);
	str_done(&out);
}
END_TEST

/* Half of a choice is another choice: a line that is not whole is none. */
START_TEST(no_wish)
{
	static const char *const lines[] = {
		"{\"record\":\"backup-wish\",\"what\":\"take\",\"path\":\"a\"}",
		"{\"record\":\"backup-wish\",\"what\":\"take\",\"part\":0}",
		"{\"record\":\"backup-wish\",\"part\":0,\"path\":\"a\"}",
		"{\"record\":\"backup-wish\",\"what\":\"both\",\"part\":0,\"path\":\"a\"}",
		"{\"record\":\"backup-wish\",\"what\":\"take\",\"part\":1001,\"path\":\"a\"}",
		"{\"record\":\"backup-wish\",\"what\":\"take\",\"part\":0,\"path\":7}",
	};
	struct err err = { 0 };

	got = (struct backup_record){ 0 };
	ck_assert_int_lt(record_parse_backup(lines[_i], strlen(lines[_i]), &got, &err), 0);
	ck_assert_int_eq(got.kind, BACKUP_RECORD_NONE);
}
END_TEST

START_TEST(one_name)
{
	static const char *const names[] = { "..", ".", "a/b", "/" };
	char line[200];

	snprintf(line, sizeof(line), "{\"record\":\"backup-below\",\"name\":\"%s\"}", names[_i]);
	ck_assert_int_eq(parse(line), BACKUP_RECORD_BELOW);
	ck_assert_str_eq(got.below.name, ""); /* nobody can choose it then */
	ck_assert_int_eq(got.below.part, -1);
}
END_TEST

START_TEST(proven)
{
	static const struct {
		const char *line;
		enum backup_state state;
	} t[] = {
		{ "{\"record\":\"backup\",\"state\":\"proven\",\"reason\":\"none\"}",
		  BACKUP_STATE_PROVEN },
		{ "{\"record\":\"backup\",\"state\":\"proven\",\"reason\":\"gone\"}",
		  BACKUP_STATE_NOT_PROVEN },
		{ "{\"record\":\"backup\",\"state\":\"proven\",\"reason\":\"none\",\"changed\":2}",
		  BACKUP_STATE_NOT_PROVEN },
		{ "{\"record\":\"backup\",\"state\":\"proven\"}", BACKUP_STATE_NOT_PROVEN },
		{ "{\"record\":\"backup\",\"reason\":\"none\"}", BACKUP_STATE_INCOMPLETE },
	};

	ck_assert_int_eq(parse(t[_i].line), BACKUP_RECORD_END);
	ck_assert_int_eq(got.end.state, t[_i].state);
	ck_assert(got.end.restored == UINT64_MAX);
}
END_TEST

/* It goes with a saved case, as a line and in the document. */
START_TEST(saved)
{
	static const char line[] =
	    "{\"record\":\"backup\",\"state\":\"proven\",\"reason\":\"none\",\"files\":12}";
	static struct checkup c, again;
	struct err err = { 0 };
	size_t n;
	char *text;
	FILE *f;
	json_t *doc;

	checkup_init(&c);
	ck_assert_int_eq(record_apply(&c, line, strlen(line), NULL, &err), 0);
	ck_assert_int_eq(c.backup.state, BACKUP_STATE_PROVEN);
	doc = record_document(&c);
	text = record_text(doc, false, &n);
	json_decref(doc);
	f = fmemopen(text, n, "r");
	checkup_init(&again);
	ck_assert_msg(record_load(&again, f, &err) == 0, "%s", err.message);
	ck_assert_int_eq(again.backup.state, BACKUP_STATE_PROVEN);
	ck_assert_uint_eq(again.backup.files, 12);
	fclose(f);
	free(text);
	checkup_done(&again);
	checkup_done(&c);
}
END_TEST

START_TEST(elsewhere)
{
	char line[2000], path[500];

	ck_assert_int_eq(parse("{\"record\":\"backup-medium\",\"name\":\"sdb\",\"target\":"
			       "\"sda:1:0:exfat\",\"reason\":\"none\"}"),
			 BACKUP_RECORD_MEDIUM);
	ck_assert(!got.medium.target[0] && got.medium.reason != BACKUP_NONE);
	memset(path, 'a', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	snprintf(line, sizeof(line), "{\"record\":\"backup-folder\",\"path\":\"%s\"}", path);
	ck_assert_int_eq(parse(line), BACKUP_RECORD_FOLDER);
	ck_assert_str_eq(got.folder.path, "");
	ck_assert_int_eq(parse("{\"record\":\"carry\",\"saved\":true}"), BACKUP_RECORD_NONE);
}
END_TEST

START_TEST(reckoned)
{
	struct backup_told_progress p = { .bytes_total = UINT64_MAX, .bytes = UINT64_MAX / 2 };
	struct backup_told_medium a = { .size = 1, .serial = "7", .model = "m", .type = "vfat" },
				  b = a;

	ck_assert_uint_eq(backup_told_permille(&p), 249);
	p.bytes = UINT64_MAX;
	ck_assert_uint_eq(backup_told_permille(&p), 500);
	p.reading = true;
	p.same_total = 10;
	ck_assert_uint_eq(backup_told_permille(&p), 500);
	p.same_bytes = 12; /* a liar: not above all */
	ck_assert_uint_eq(backup_told_permille(&p), 1000);
	ck_assert_uint_eq(backup_told_need(0, 0), 16 << 20);
	ck_assert(backup_told_need(UINT64_MAX, 1) == UINT64_MAX);
	ck_assert(backup_told_same_medium(&a, &b));
	snprintf(b.serial, sizeof(b.serial), "8");
	ck_assert(!backup_told_same_medium(&a, &b));
	a.serial[0] = b.serial[0] = '\0'; /* nothing tells them apart: not the same */
	ck_assert(!backup_told_same_medium(&a, &b));
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("backup_lines");

	tcase_add_loop_test(t, there_and_back, 0, 7);
	tcase_add_loop_test(t, no_wish, 0, 6);
	tcase_add_loop_test(t, one_name, 0, 4);
	tcase_add_loop_test(t, proven, 0, 5);
	tcase_add_test(t, saved);
	tcase_add_test(t, elsewhere);
	tcase_add_test(t, reckoned);
	return suite_result(suite_create("backup_lines"), t);
}
