/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records out of hostile hands: a save file, one line of a run, one line of a worker. Whatever is
 * taken must be written again and come back the same. */
/* link: core/record core/model core/base */
#include "core/base/str.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/core/record/sample_checkup.h"

static void collect(void *arg, const char *json, size_t n)
{
	str_addn(arg, json, n);
	str_addc(arg, '\n');
}

static int load(struct checkup *c, const char *text, size_t n)
{
	FILE *f = n ? fmemopen((char *)(uintptr_t)text, n, "r") : NULL;
	int r = -1;

	checkup_init(c);
	if (f) {
		r = record_load(c, f, NULL);
		fclose(f);
	}
	return r;
}

static void round_trip(const struct checkup *c)
{
	struct checkup *again = xcalloc(1, sizeof(*again));
	struct str a = STR_INIT((size_t)1 << 28), b = STR_INIT((size_t)1 << 28);
	const struct record_sink to_a = { collect, &a }, to_b = { collect, &b };

	sample_write(c, &to_a);
	if (load(again, a.p, a.len) < 0)
		abort();
	sample_write(again, &to_b);
	if (a.len != b.len || memcmp(a.p, b.p, a.len) != 0)
		abort();
	str_done(&a);
	str_done(&b);
	checkup_done(again);
	free(again);
}

static void document_trip(const struct checkup *c)
{
	json_t *doc = record_document(c);
	size_t n;
	char *text = record_text(doc, true, &n);
	struct checkup *again = xcalloc(1, sizeof(*again));

	if (load(again, text, n) < 0)
		abort();
	json_decref(doc);
	free(text);
	checkup_done(again);
	free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *text = (const char *)data;
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct arena a = { 0 };
	struct facts facts;
	struct disk d;

	if (load(c, text, n) == 0) {
		round_trip(c);
		document_trip(c);
	}
	checkup_done(c);
	checkup_init(c);
	(void)!record_apply(c, text, n, NULL, NULL);
	checkup_done(c);
	free(c);
	facts_init(&facts, &a);
	(void)!record_apply_fact(&facts, text, n, NULL);
	facts_done(&facts);
	(void)!record_parse_disk(&a, text, n, &d, NULL);
	arena_done(&a);
	return 0;
}

static void first_lines(void *arg, const char *json, size_t n)
{
	struct str *s = arg;

	/* Every kind of line, but only a few facts: mutations shall hit something. */
	if (s->len < 12000 || !strstr(json, "\"record\":\"fact"))
		collect(arg, json, n);
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char fact[] = "{\"record\":\"fact\",\"kind\":\"uac\",\"enabled\":true,"
				   "\"admin_prompt\":5,\"source\":\"SOFTWARE\"}";
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct str s = STR_INIT((size_t)1 << 24);
	const struct record_sink sink = { first_lines, &s };

	sample_checkup(c);
	if (i == 0) {
		sample_write(c, &sink);
	} else if (i == 1) {
		json_t *doc;
		char *text;

		for (unsigned k = 0; k < CHECKUP_SYSTEMS_MAX; k++)
			facts_done(&c->system[k].facts);
		doc = record_document(c);
		text = record_text(doc, false, NULL);
		json_decref(doc);
		str_add(&s, text);
		free(text);
	} else {
		str_add(&s, fact);
	}
	checkup_done(c);
	free(c);
	*ret = (uint8_t *)s.p;
	*ret_n = s.len;
	return i < 3 ? 0 : (free(s.p), -1);
}
