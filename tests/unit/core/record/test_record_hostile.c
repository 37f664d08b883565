/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records from whoever: nothing hostile gets further than a message. */
#include <errno.h>

#include "tests/unit/core/record/reading.h"
#include "tests/unit/suite.h"

static const struct {
	const char *line;
	int want; /* 0 taken, 1 progress, -1 refused */
} lines[] = {
	{ "", -1 },
	{ "x", -1 },
	{ "[]", -1 },
	{ "\"begin\"", -1 },
	{ "{}", -1 },
	{ "{\"record\":7}", -1 },
	{ "{\"record\":\"begin\"}", -1 },
	{ "{\"record\":\"begin\",\"schema\":1}", 0 },
	{ "{\"record\":\"begin\",\"schema\":2}", -1 },
	{ "{\"record\":\"begin\",\"schema\":-1}", -1 },
	{ "{\"record\":\"begin\",\"schema\":1,\"schema\":1}", -1 },
	{ "{\"record\":\"begin\",\"schema\":1,\"tool\":[]}", -1 },
	{ "{\"record\":\"begin\",\"schema\":1,\"started\":\"yesterday\"}", -1 },
	{ "{\"record\":\"of another version\",\"x\":[{}]}", 0 },
	{ "{\"record\":\"fact\",\"system\":0,\"kind\":\"uac\"}", -1 }, /* no such system */
	{ "{\"record\":\"system\",\"system\":1}", -1 },
	{ "{\"record\":\"system\",\"system\":99}", -1 },
	{ "{\"record\":\"system\",\"system\":0,\"kind\":\"beos\"}", -1 },
	{ "{\"record\":\"system\",\"system\":0,\"users\":[7]}", -1 },
	{ "{\"record\":\"system\",\"system\":0,\"kind\":\"linux\"}", 0 },
	{ "{\"record\":\"disk\",\"volumes\":{}}", -1 },
	{ "{\"record\":\"disk\",\"volumes\":[[]]}", -1 },
	{ "{\"record\":\"disk\",\"size\":1.5}", -1 },
	{ "{\"record\":\"disk\",\"size\":-1}", -1 },
	{ "{\"record\":\"disk\",\"size\":99999999999999999999}", -1 },
	{ "{\"record\":\"disk\",\"name\":{\"hex\":\"0\"}}", -1 },
	{ "{\"record\":\"disk\",\"name\":{\"hex\":\"00\"}}", -1 },
	{ "{\"record\":\"disk\",\"name\":{\"hex\":\"zz\"}}", -1 },
	{ "{\"record\":\"disk\",\"name\":\"\\u0000\"}", -1 },
	{ "{\"record\":\"finding\",\"id\":\"x\",\"answer\":\"fine\"}", -1 },
	{ "{\"record\":\"finding\",\"id\":\"x\",\"system\":16}", -1 },
	{ "{\"record\":\"finding\",\"id\":\"x\",\"question\":31}", -1 },
	{ "{\"record\":\"finding\",\"id\":\"x\",\"evidence_phrase\":{\"id\":\"a\",\"args\":[1]}}",
	  -1 },
	{ "{\"record\":\"finding\",\"id\":\"x\",\"evidence_phrase\":{\"id\":\"a\",\"args\":"
	  "[{\"number\":1},{\"number\":1},{\"number\":1},{\"number\":1},{\"number\":1}]}}",
	  -1 },
	{ "{\"record\":\"answer\",\"question\":0,\"reply\":\"yes\"}", -1 },
	{ "{\"record\":\"answer\",\"question\":31,\"reply\":\"yes\"}", -1 },
	{ "{\"record\":\"answer\",\"question\":4,\"reply\":\"perhaps\"}", -1 },
	{ "{\"record\":\"answer\",\"question\":4,\"reply\":\"yes\"}", 0 },
	{ "{\"record\":\"malware\",\"database\":[]}", -1 },
	{ "{\"record\":\"end\",\"partial\":\"no\"}", -1 },
	{ "{\"record\":\"progress\",\"stage\":\"malware\",\"area\":\"Downloads\",\"done\":5}", 1 },
	{ "{\"record\":\"progress\",\"stage\":5}", -1 },
};

START_TEST(a_line_is_taken_or_refused)
{
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct progress p = { 0 };
	struct err err = { 0 };
	int r;

	checkup_init(c);
	r = record_apply(c, lines[_i].line, strlen(lines[_i].line), &p, &err);
	if (lines[_i].want < 0) {
		ck_assert_int_lt(r, 0);
		ck_assert_int_ne(err.kind, ERR_NONE);
	} else {
		ck_assert_int_eq(r, lines[_i].want);
	}
	if (r == 1) {
		ck_assert_str_eq(p.area, "Downloads");
		ck_assert_int_eq((int)p.seconds_left, -1);
	}
	checkup_done(c);
	free(c);
}
END_TEST

/* What a decoder does not know must never look well. */
START_TEST(what_is_missing_is_not_good)
{
	static const char finding[] = "{\"record\":\"finding\",\"id\":\"x\"}";
	static const char disk[] = "{\"record\":\"disk\",\"volumes\":[{}]}";
	struct checkup *c = xcalloc(1, sizeof(*c));

	checkup_init(c);
	ck_assert_int_eq(record_apply(c, finding, strlen(finding), NULL, NULL), 0);
	ck_assert_int_eq(record_apply(c, finding, strlen(finding), NULL, NULL), 0);
	ck_assert_uint_eq(c->n_findings, 1); /* replaced, not doubled */
	ck_assert_int_eq(c->finding[0].answer, ANSWER_COULD_NOT_LOOK);
	ck_assert_int_eq(record_apply(c, disk, strlen(disk), NULL, NULL), 0);
	ck_assert_int_eq(c->disk.volume[0].state, VOLUME_STATE_UNREADABLE);
	ck_assert_int_eq(c->malware.state, MALWARE_NOT_RUN);
	checkup_done(c);
	free(c);
}
END_TEST

static const char *const files[] = {
	"",
	"\n",
	"hello\n",
	"{",
	"[1]",
	"{\"schema\":1,\"findings\":{}}",
	"{\"schema\":\"1\"}",
	"{\"record\":\"end\"}\n",
	"{\"record\":\"begin\",\"schema\":1}\n{\"record\":\"fac",
	"{\"schema\":1,\"client\":{\"users\":[{\"system\":0}]}}",
	"{\"schema\":1,\"client\":{\"users\":[7]}}",
	"{\"schema\":1,\"facts\":{\"uac\":[{\"system\":0}]}}",
	"{\"schema\":1,\"malware\":{\"hits\":[[]]}}",
};

START_TEST(a_file_that_is_none_gives_a_sentence)
{
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct err err = { 0 };

	ck_assert_int_lt(load(c, files[_i], strlen(files[_i]), &err), 0);
	ck_assert_int_ne(err.message[0], 0);
	checkup_done(c);
	free(c);
}
END_TEST

START_TEST(deep_nesting_and_long_lines_are_refused)
{
	struct str s = STR_INIT((size_t)4 << 20);
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct err err = { 0 };

	checkup_init(c);
	str_add(&s, "{\"record\":");
	for (int i = 0; i < 400000; i++)
		str_addc(&s, '[');
	ck_assert_int_lt(record_apply(c, s.p, s.len, NULL, &err), 0);
	str_clear(&s);
	str_add(&s, "{\"record\":\"x\",\"a\":\"");
	while (s.len <= RECORD_LINE_MAX)
		str_add(&s, "aaaaaaaaaaaaaaaa");
	str_add(&s, "\"}");
	ck_assert_int_eq(record_apply(c, s.p, s.len, NULL, &err), -E2BIG);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	str_done(&s);
	checkup_done(c);
	free(c);
}
END_TEST

/* A worker that floods: the process must not die of it. */
START_TEST(a_flood_ends_in_a_limit)
{
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct str s = STR_INIT((size_t)4 << 20);
	int r = 0;

	checkup_init(c);
	str_add(&s, "{\"record\":\"hit\",\"path\":\"");
	while (s.len < RECORD_LINE_MAX - 10)
		str_add(&s, "aaaaaaa");
	str_add(&s, "\"}");
	for (int i = 0; r == 0 && i < 400; i++)
		r = record_apply(c, s.p, s.len, NULL, NULL);
	ck_assert_int_eq(r, -E2BIG);
	str_done(&s);
	checkup_done(c);
	free(c);
}
END_TEST

static const struct {
	const char *line;
	int ok;
} worker_lines[] = {
	{ "{\"record\":\"fact\",\"kind\":\"uac\",\"enabled\":true}", 1 },
	{ "{\"record\":\"fact\",\"kind\":\"uac\",\"enabled\":1}", 0 },
	{ "{\"record\":\"fact\",\"kind\":\"nope\"}", 0 },
	{ "{\"record\":\"fact\"}", 0 },
	{ "{\"record\":\"finding\",\"kind\":\"uac\"}", 0 },
	{ "{\"record\":\"fact-state\",\"kind\":\"uac\",\"state\":\"collected\"}", 1 },
	{ "{\"record\":\"fact-state\",\"kind\":\"uac\",\"state\":\"well\"}", 0 },
};

START_TEST(a_worker_may_only_tell_facts)
{
	struct arena a = { 0 };
	struct facts facts;
	int r;

	facts_init(&facts, &a);
	r = record_apply_fact(&facts, worker_lines[_i].line, strlen(worker_lines[_i].line), NULL);
	ck_assert_int_eq(r == 0, worker_lines[_i].ok);
	if (_i == 0)
		ck_assert_int_eq(FACTS_AT(&facts, uac, UAC, 0)->enabled, FLAG_YES);
	facts_done(&facts);
	arena_done(&a);
}
END_TEST

START_TEST(a_list_of_disks)
{
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct str text = STR_INIT(1 << 20);
	const struct record_sink sink = { collect, &text };
	struct arena a = { 0 };
	struct disk d;

	sample_checkup(c);
	record_disk(&sink, &c->disk);
	ck_assert_int_eq(record_parse_disk(&a, text.p, text.len, &d, NULL), 0);
	ck_assert_str_eq(d.model, "NX-256");
	ck_assert_uint_eq(d.n_volumes, 2);
	ck_assert_int_eq(d.volume[0].state, VOLUME_STATE_LOCKED);
	ck_assert_int_eq(record_parse_disk(&a, "{\"record\":\"end\"}", 16, &d, NULL), 1);
	str_done(&text);
	arena_done(&a);
	checkup_done(c);
	free(c);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("record");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, a_line_is_taken_or_refused, 0, LEN(lines));
	tcase_add_test(t, what_is_missing_is_not_good);
	tcase_add_loop_test(t, a_file_that_is_none_gives_a_sentence, 0, LEN(files));
	tcase_add_test(t, deep_nesting_and_long_lines_are_refused);
	tcase_add_test(t, a_flood_ends_in_a_limit);
	tcase_add_loop_test(t, a_worker_may_only_tell_facts, 0, LEN(worker_lines));
	tcase_add_test(t, a_list_of_disks);
	return suite_result(suite_create("record"), t);
}
