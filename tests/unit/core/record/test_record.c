/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records: what was written comes back. */
#include "core/base/utf.h"
#include "tests/unit/core/record/reading.h"
#include "tests/unit/suite.h"

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

static const char *const top_keys[] = { "schema",  "tool",         "started",     "now",
					"source",  "finished",     "partial",     "sandbox",
					"client",  "facts",        "fact_states", "findings",
					"malware", "usb_malware",  "answers",     "grade",
					"actions", "not_looked_at" };

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

int main(void)
{
	TCase *t = tcase_create("record");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, what_was_written_comes_back);
	tcase_add_test(t, every_fact_comes_back_as_it_was);
	tcase_add_test(t, no_field_is_called_as_a_common_key);
	tcase_add_test(t, nothing_steers_the_terminal);
	tcase_add_test(t, the_document_has_its_keys_in_order);
	return suite_result(suite_create("record"), t);
}
