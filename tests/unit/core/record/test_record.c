/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records: what was written comes back, and nothing hostile gets further than a message. */
#include <check.h>
#include <errno.h>

#include "core/base/str.h"
#include "core/base/utf.h"
#include "tests/unit/core/record/sample_checkup.h"

static void collect(void *arg, const char *json, size_t n)
{
	str_addn(arg, json, n);
	str_addc(arg, '\n');
	ck_assert_ptr_null(memchr(json, '\n', n));
}

static void write_lines(const struct checkup *c, struct str *out)
{
	const struct record_sink sink = { collect, out };

	sample_write(c, &sink);
}

static int load(struct checkup *c, const char *text, size_t n, struct err *err)
{
	FILE *f = fmemopen((char *)(uintptr_t)text, n ? n : 1, "r");
	int r;

	if (n == 0)
		(void)fgetc(f);
	checkup_init(c);
	r = record_load(c, f, err);
	fclose(f);
	return r;
}

static char *document(const struct checkup *c)
{
	json_t *doc = record_document(c);
	char *text = record_text(doc, true, NULL);

	json_decref(doc);
	return text;
}

START_TEST(what_was_written_comes_back)
{
	struct checkup *a = xcalloc(1, sizeof(*a)), *b = xcalloc(1, sizeof(*b));
	struct str first = STR_INIT(1 << 24), again = STR_INIT(1 << 24);
	struct err err = { 0 };
	char *da, *db;

	sample_checkup(a);
	write_lines(a, &first);
	ck_assert_int_eq(load(b, first.p, first.len, &err), 0);
	write_lines(b, &again);
	ck_assert_str_eq(first.p, again.p);
	da = document(a);
	db = document(b);
	ck_assert_str_eq(da, db);
	free(db);
	checkup_done(b);
	/* The document is a save file as well. */
	ck_assert_int_eq(load(b, da, strlen(da), &err), 0);
	db = document(b);
	ck_assert_str_eq(da, db);
	str_clear(&again);
	write_lines(b, &again);
	ck_assert_str_eq(first.p, again.p);
	ck_assert(b->finished && b->partial);
	ck_assert_uint_eq(b->malware.hits_total, 7);
	ck_assert_uint_eq(b->disk.volume[0].free_bytes, UINT64_MAX);
	ck_assert_str_eq(b->source_name, "\xffname.img");
	free(da);
	free(db);
	str_done(&first);
	str_done(&again);
	checkup_done(a);
	checkup_done(b);
	free(a);
	free(b);
}
END_TEST

START_TEST(every_fact_comes_back_as_it_was)
{
	struct checkup *a = xcalloc(1, sizeof(*a)), *b = xcalloc(1, sizeof(*b));
	struct str text = STR_INIT(1 << 24);

	sample_checkup(a);
	write_lines(a, &text);
	ck_assert_int_eq(load(b, text.p, text.len, NULL), 0);
	for (unsigned k = 0; k < FACT_KIND_COUNT; k++) {
		const struct fact_list *la = &a->system[0].facts.by_kind[k];
		const struct fact_list *lb = &b->system[0].facts.by_kind[k];
		const struct fact_kind_info *info = fact_kind_info((enum fact_kind)k);

		ck_assert_uint_eq(la->n, lb->n);
		ck_assert_int_eq(la->state, lb->state);
		ck_assert(phrase_equal(&la->reason, &lb->reason));
		for (size_t f = 0; f < info->n_fields; f++) {
			const char *x = (const char *)la->item[0] + info->field[f].offset;
			const char *y = (const char *)lb->item[0] + info->field[f].offset;

			if (info->field[f].type == FACT_TYPE_text)
				ck_assert_str_eq(*(const char *const *)x, *(const char *const *)y);
			else if (info->field[f].type == FACT_TYPE_flag)
				ck_assert_int_eq(*(const enum flag *)x, *(const enum flag *)y);
			else
				ck_assert_int_eq(*(const int64_t *)x, *(const int64_t *)y);
		}
	}
	str_done(&text);
	checkup_done(a);
	checkup_done(b);
	free(a);
	free(b);
}
END_TEST

/* A fact's own fields share an object with these keys. */
START_TEST(no_field_is_called_as_a_common_key)
{
	static const char *const common[] = { "record", "system",  "kind",
					      "source", "written", "replayed" };

	for (unsigned k = 0; k < FACT_KIND_COUNT; k++) {
		const struct fact_kind_info *info = fact_kind_info((enum fact_kind)k);

		for (size_t f = 0; f < info->n_fields; f++)
			for (size_t i = 0; i < LEN(common); i++)
				ck_assert_str_ne(info->field[f].name, common[i]);
	}
}
END_TEST

START_TEST(nothing_steers_the_terminal)
{
	struct checkup *a = xcalloc(1, sizeof(*a));
	char *text;

	sample_checkup(a);
	a->source_name = "a\xc2\x9b\u202E\x7f\x1b\u200b";
	text = document(a);
	ck_assert(utf8_valid(text, strlen(text)));
	ck_assert_ptr_null(strchr(text, 0x1b));
	ck_assert_ptr_null(strchr(text, 0x7f));
	ck_assert_ptr_null(strstr(text, "\xc2\x9b"));
	ck_assert_ptr_null(strstr(text, "\u202E"));
	ck_assert_ptr_nonnull(strstr(text, "a\\u009B\\u202E\\u007F\\u001B\\u200B"));
	free(text);
	checkup_done(a);
	free(a);
}
END_TEST

static const char *const top_keys[] = { "schema",       "tool",     "started",     "now",
					"source",       "finished", "partial",     "sandbox",
					"client",       "facts",    "fact_states", "findings",
					"malware",      "answers",  "grade",       "actions",
					"not_looked_at" };

START_TEST(the_document_has_its_keys_in_order)
{
	struct checkup *a = xcalloc(1, sizeof(*a));
	json_t *doc, *value;
	const char *key;
	size_t i = 0;

	sample_checkup(a);
	doc = record_document(a);
	json_object_foreach(doc, key, value)
	{
		ck_assert_uint_lt(i, LEN(top_keys));
		ck_assert_str_eq(key, top_keys[i++]);
	}
	ck_assert_uint_eq(i, LEN(top_keys));
	value = json_array_get(json_object_get(doc, "findings"), 0);
	ck_assert_str_eq(json_string_value(json_object_get(value, "answer")), "concern");
	ck_assert_str_eq(json_string_value(json_object_get(value, "evidence")), "3 files");
	ck_assert_str_eq(
	    json_string_value(json_object_get(json_object_get(value, "evidence_phrase"), "id")),
	    "{0} files");
	value = json_object_get(json_object_get(doc, "malware"), "not_fully_looked_at");
	ck_assert_uint_eq(json_array_size(value), 1);
	json_decref(doc);
	checkup_done(a);
	free(a);
}
END_TEST

/* --- hostile lines --------------------------------------------------------------------------- */
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
	Suite *s = suite_create("record");
	TCase *t = tcase_create("record");
	SRunner *r;
	int failed;

	tcase_set_timeout(t, 60);
	tcase_add_test(t, what_was_written_comes_back);
	tcase_add_test(t, every_fact_comes_back_as_it_was);
	tcase_add_test(t, no_field_is_called_as_a_common_key);
	tcase_add_test(t, nothing_steers_the_terminal);
	tcase_add_test(t, the_document_has_its_keys_in_order);
	tcase_add_loop_test(t, a_line_is_taken_or_refused, 0, LEN(lines));
	tcase_add_test(t, what_is_missing_is_not_good);
	tcase_add_loop_test(t, a_file_that_is_none_gives_a_sentence, 0, LEN(files));
	tcase_add_test(t, deep_nesting_and_long_lines_are_refused);
	tcase_add_test(t, a_flood_ends_in_a_limit);
	tcase_add_loop_test(t, a_worker_may_only_tell_facts, 0, LEN(worker_lines));
	tcase_add_test(t, a_list_of_disks);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed != 0;
}
