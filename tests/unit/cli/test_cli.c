/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line's own parts: options, answers, files that appear when they are whole. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/faces.h"
#include "cli/output.h"
#include "cli/saved.h"
#include "core/text/text.h"
#include "tests/unit/suite.h"

static char dir[] = "/tmp/kenshin-cli-XXXXXX";

static const char *path_of(const char *name)
{
	static char path[4][300];
	static unsigned i;
	char *p = path[i++ % 4];

	snprintf(p, sizeof(path[0]), "%s/%s", dir, name);
	return p;
}

static void enter(void)
{
	memcpy(dir + strlen(dir) - 6, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void leave(void)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while ((e = readdir(d)))
		unlinkat(dirfd(d), e->d_name, 0);
	closedir(d);
	rmdir(dir);
}

static unsigned files_in(void)
{
	DIR *d = opendir(dir);
	unsigned n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n - 2;
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(path_of(name), "w");

	fputs(text, f);
	fclose(f);
}

static char *get(const char *name)
{
	FILE *f = fopen(path_of(name), "r");
	char *text = xcalloc(1, 4096);

	if (f) {
		(void)!fread(text, 1, 4095, f);
		fclose(f);
	}
	return text;
}

/* --- options --------------------------------------------------------------------------------- */
static int no_run(const struct options *o)
{
	(void)o;
	return 0;
}

static const struct command check_command = { "check", COMMAND_check, "", "summary", no_run };
static const struct command judge_command = { "judge", COMMAND_judge, "FILE", "summary", no_run };

static int read_line(const char *line, const struct command *command, struct options *ret)
{
	static char words[400];
	char *argv[32];
	int argc = 1;

	snprintf(words, sizeof(words), "%s", line);
	argv[0] = words + strlen(words); /* replaced by options_read() */
	for (char *s = words; *s;) {
		argv[argc++] = s;
		s += strcspn(s, " ");
		if (*s)
			*s++ = '\0';
	}
	argv[argc] = NULL;
	return options_read(ret, command, argc, argv);
}

static const struct {
	const char *line;
	bool judge;
	int code;
} calls[] = {
	{ "--image a --only malware --only uac-on --json --now 2026-11-21", false, 0 },
	{ "--image=a --lang en", false, 0 },
	{ "--im a", false, 0 }, /* GNU: an unambiguous beginning will do */
	{ "--image", false, EXIT_USAGE },
	{ "--image= ", false, EXIT_USAGE },
	{ "--image a --image b", false, EXIT_USAGE },
	{ "--nonsense", false, EXIT_USAGE },
	{ "-x", false, EXIT_USAGE },
	{ "--json=yes", false, EXIT_USAGE },
	{ "--now yesterday", false, EXIT_USAGE },
	{ "--now 2026-13-01", false, EXIT_USAGE },
	{ "--lang fr", false, EXIT_USAGE },
	{ "--broker-fd 999", false, EXIT_USAGE },
	{ "--broker-fd x", false, EXIT_USAGE },
	{ "--malware-seconds -1", false, EXIT_USAGE },
	{ "--malware-seconds 60", false, 0 },
	{ "file", false, EXIT_USAGE },
	{ "file", true, 0 },
	{ "--json file", true, 0 },
	{ "file --json", true, 0 },
	{ "", true, EXIT_USAGE },
	{ "a b", true, EXIT_USAGE },
	{ "--image a file", true, EXIT_USAGE }, /* not an option of judge */
	{ "--help", true, 0 },
};

START_TEST(options_are_read)
{
	struct options o;
	int code = read_line(calls[_i].line, calls[_i].judge ? &judge_command : &check_command, &o);

	ck_assert_int_eq(code, calls[_i].code);
	if (_i == 0) {
		ck_assert_str_eq(o.image, "a");
		ck_assert_uint_eq(o.n_only, 2);
		ck_assert(o.json);
		ck_assert_int_eq((int)(o.now % 86400), 0);
	}
}
END_TEST

START_TEST(now_is_what_was_asked_for)
{
	struct options o = { .now = 5 };

	ck_assert_int_eq((int)faces_now(&o), 5);
	o.now = TIME_ABSENT;
	setenv("SOURCE_DATE_EPOCH", "1795000000", 1);
	ck_assert_int_eq((int)faces_now(&o), 1795000000);
	setenv("SOURCE_DATE_EPOCH", "99999999999999999999", 1);
	ck_assert_int_gt(faces_now(&o), 1700000000);
	unsetenv("SOURCE_DATE_EPOCH");
}
END_TEST

/* --- answers --------------------------------------------------------------------------------- */
static const struct {
	const char *text;
	bool good;
	enum reply four;
} answers[] = {
	{ "4 yes\n", true, REPLY_YES },
	{ "# remark\n\n  4\tpartly  # why\r\n5 no", true, REPLY_PARTLY },
	{ "4 not-used\n4 no\n", true, REPLY_NO },
	{ "{\"record\":\"answer\",\"question\":4,\"reply\":\"unknown\"}\n", true, REPLY_UNKNOWN },
	{ "{\"schema\":1,\n\"answers\":[{\"question\":4,\"reply\":\"no\"}]}", true, REPLY_NO },
	{ "", false, REPLY_NONE },
	{ "4\n", false, REPLY_NONE },
	{ "4 perhaps\n", false, REPLY_NONE },
	{ "0 yes\n", false, REPLY_NONE },
	{ "31 yes\n", false, REPLY_NONE },
	{ "4 yes no\n", false, REPLY_NONE },
	{ "yes 4\n", false, REPLY_NONE },
	{ "{\"record\":\"answer\",\"question\":4}\n{", false, REPLY_NONE },
	{ "{}", false, REPLY_NONE },
	{ "\x1b[31m\n", false, REPLY_NONE },
};

START_TEST(answers_are_read)
{
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct err err = { 0 };
	int r;

	put("answers", answers[_i].text);
	checkup_init(c);
	r = saved_answers(c, saved_open(path_of("answers"), &err), "answers", &err);
	ck_assert_int_eq(r == 0, answers[_i].good);
	ck_assert_int_eq(c->answer[4].reply, answers[_i].four);
	if (r < 0)
		ck_assert_int_ne(err.message[0], 0);
	checkup_done(c);
	free(c);
}
END_TEST

START_TEST(a_file_that_is_no_file)
{
	struct err err = { 0 };

	ck_assert_ptr_null(saved_open(path_of("none"), &err));
	ck_assert_int_eq(err.code, -ENOENT);
	ck_assert_ptr_null(saved_open(dir, &err));
	ck_assert_int_eq(err.code, -EISDIR);
}
END_TEST

/* --- outputs --------------------------------------------------------------------------------- */
START_TEST(files_appear_when_all_are_whole)
{
	char text[300], save[300];
	struct options o = { .text = text, .save = save };
	struct outputs s;
	char *got;

	snprintf(text, sizeof(text), "%s", path_of("sheet.txt"));
	snprintf(save, sizeof(save), "%s", path_of("save"));
	put("sheet.txt", "old");
	ck_assert_int_eq(outputs_begin(&s, &o, NULL), 0);
	ck_assert(outputs_want(&s, OUTPUT_TEXT) && !outputs_want(&s, OUTPUT_PDF));
	ck_assert_int_eq(outputs_write(&s, OUTPUT_TEXT, "new", 3, NULL), 0);
	ck_assert_int_eq(outputs_write(&s, OUTPUT_PDF, "x", 1, NULL), 0); /* not wanted: nothing */
	got = get("sheet.txt");
	ck_assert_str_eq(got, "old");
	free(got);
	ck_assert_int_lt(access(save, F_OK), 0);
	ck_assert_int_eq(outputs_commit(&s, NULL), 0);
	outputs_abort(&s);
	got = get("sheet.txt");
	ck_assert_str_eq(got, "new");
	free(got);
	ck_assert_int_eq(access(save, F_OK), 0);
	ck_assert_uint_eq(files_in(), 2);
	/* Given up: all is as before. */
	ck_assert_int_eq(outputs_begin(&s, &o, NULL), 0);
	ck_assert_int_eq(outputs_write(&s, OUTPUT_TEXT, "broken", 6, NULL), 0);
	outputs_abort(&s);
	got = get("sheet.txt");
	ck_assert_str_eq(got, "new");
	free(got);
	ck_assert_uint_eq(files_in(), 2);
}
END_TEST

START_TEST(what_is_looked_at_is_not_written_to)
{
	char image[300], inside[300];
	struct options o = { .image = image, .save = image };
	struct outputs s;
	struct err err = { 0 };

	snprintf(image, sizeof(image), "%s", path_of("disk.img"));
	snprintf(inside, sizeof(inside), "%s", path_of("x/../new.json"));
	put("disk.img", "a client's disk");
	mkdir(path_of("x"), 0700);
	ck_assert_int_lt(outputs_begin(&s, &o, &err), 0);
	o = (struct options){ .root = dir, .json_file = inside };
	ck_assert_int_lt(outputs_begin(&s, &o, &err), 0);
	ck_assert_int_eq(err.kind, ERR_DENIED);
	o = (struct options){ .operand = image, .save = image }; /* judge FILE --save FILE */
	ck_assert_int_lt(outputs_begin(&s, &o, &err), 0);
	o = (struct options){ .text = path_of("a"), .pdf = path_of("a") };
	ck_assert_int_lt(outputs_begin(&s, &o, &err), 0);
	rmdir(path_of("x"));
	ck_assert_uint_eq(files_in(), 1);
}
END_TEST

START_TEST(a_destination_that_cannot_be)
{
	static const char *const bad[] = { "/nonexistent/x", "/", "/dev/null/x" };
	struct outputs s;
	struct err err = { 0 };
	struct options o = { .save = bad[_i % 3], .text = path_of("first") };

	ck_assert_int_lt(outputs_begin(&s, &o, &err), 0);
	ck_assert_int_ne(err.message[0], 0);
	ck_assert_uint_eq(files_in(), 0); /* nor the one that could have been */
}
END_TEST

START_TEST(a_full_destination)
{
	struct options o = { .save = "/dev/full", .text = path_of("sheet") };
	struct outputs s;
	struct err err = { 0 };
	struct stat st;

	ck_assert_int_eq(outputs_begin(&s, &o, &err), 0);
	ck_assert_int_eq(outputs_write(&s, OUTPUT_SAVE, "x", 1, &err), -ENOSPC);
	outputs_abort(&s);
	ck_assert_int_eq(stat("/dev/full", &st), 0);
	ck_assert(S_ISCHR(st.st_mode));
	ck_assert_uint_eq(files_in(), 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("cli");
	TCase *t = tcase_create("cli");

	/* Usage errors speak: not among the results of the tests. */
	(void)!freopen("/dev/null", "w", stderr);
	tcase_add_checked_fixture(t, enter, leave);
	tcase_add_loop_test(t, options_are_read, 0, LEN(calls));
	tcase_add_test(t, now_is_what_was_asked_for);
	tcase_add_loop_test(t, answers_are_read, 0, LEN(answers));
	tcase_add_test(t, a_file_that_is_no_file);
	tcase_add_test(t, files_appear_when_all_are_whole);
	tcase_add_test(t, what_is_looked_at_is_not_written_to);
	tcase_add_loop_test(t, a_destination_that_cannot_be, 0, 3);
	tcase_add_test(t, a_full_destination);
	return suite_result(s, t);
}
