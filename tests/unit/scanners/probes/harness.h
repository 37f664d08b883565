/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the probes' tests: a probe on hives made from specs or taken from the samples, and its
 * facts as text, so that a whole answer is compared at once. */
#pragma once

#include "core/base/str.h"
#include "scanners/probes/probe.h"
#include "tests/unit/scanners/readers/fixtures.h"

struct visit {
	struct arena arena;
	struct facts facts;
	struct probe_blob blob[PROBE_FILES];
	struct volume_info volume;
	struct client_user user;
	char reason[400]; /* of the last state, with its values */
};

static inline void visit_init(struct visit *v)
{
	*v = (struct visit){ .user = { "yamada", "Users/yamada" } };
	facts_init(&v->facts, &v->arena);
	for (size_t i = 0; i < PROBE_FILES; i++)
		v->blob[i] = (struct probe_blob){ .path = "x",
						  .state = PROBE_BLOB_ABSENT,
						  .modified = TIME_ABSENT };
}

static inline void visit_done(struct visit *v)
{
	facts_done(&v->facts);
	arena_done(&v->arena);
}

static inline void visit_bytes(struct visit *v, size_t i, struct bytes b)
{
	v->blob[i].state = PROBE_BLOB_PRESENT;
	v->blob[i].data = b;
	v->blob[i].size = b.n;
}

/* A hive out of the test's folder, with its logs where they are there. */
static inline void visit_hive(struct visit *v, size_t i, const char *name)
{
	char log[256];

	visit_bytes(v, i, fixtures_load(name));
	snprintf(log, sizeof(log), "%s.LOG1", name);
	v->blob[i].log1 = fixtures_load(log);
	snprintf(log, sizeof(log), "%s.LOG2", name);
	v->blob[i].log2 = fixtures_load(log);
}

static inline void visit_spec(struct visit *v, size_t i, const char *spec)
{
	fixtures_text("row.spec", spec);
	fixtures_run("\"$TOOLS/mkhive\" row.spec row.hive");
	visit_bytes(v, i, fixtures_load("row.hive"));
}

static inline size_t wanted_files(const struct probe *p)
{
	size_t n = 0;

	while (n < PROBE_FILES && p->files[n].want != PROBE_WANT_END)
		n++;
	return n;
}

/* As the engine does: kinds without a word of the probe are collected when it returns 0. */
static inline void visit_run(struct visit *v, const char *id)
{
	const struct probe *p = probe_by_id(id);
	struct probe_input in = {
		.blob = v->blob, .user = &v->user, .volume = &v->volume, .windows = "Windows"
	};
	struct err err = { 0 };
	int r;

	ck_assert_msg(p, "no probe %s", id);
	in.n_blobs = wanted_files(p);
	r = p->run(&in, &v->facts, &err);
	for (size_t i = 0; i < PROBE_GIVES && p->gives[i] != FACT_KIND_NONE; i++)
		if (facts_state(&v->facts, p->gives[i]) == FACT_STATE_NOT_COLLECTED)
			facts_note(&v->facts, p->gives[i],
				   r ? FACT_STATE_FAILED : FACT_STATE_COLLECTED, NULL);
}

static inline void add_field(struct str *s, const struct fact *f, const struct fact_field *field)
{
	const char *at = (const char *)f + field->offset;
	char iso[32];

	switch (field->type) {
	case FACT_TYPE_text:
		if (*(const char *const *)at)
			str_addf(s, " %s=%s", field->name, *(const char *const *)at);
		break;
	case FACT_TYPE_number:
		if (*(const int64_t *)at != NUMBER_ABSENT)
			str_addf(s, " %s=%lld", field->name, (long long)*(const int64_t *)at);
		break;
	case FACT_TYPE_flag:
		if (*(const enum flag *)at != FLAG_ABSENT)
			str_addf(s, " %s=%s", field->name,
				 *(const enum flag *)at == FLAG_YES ? "yes" : "no");
		break;
	case FACT_TYPE_moment:
		if (*(const int64_t *)at != TIME_ABSENT)
			str_addf(s, " %s=%s", field->name,
				 time_iso(*(const int64_t *)at, iso, sizeof(iso)));
		break;
	}
}

/* "collected\nfield=value ...\n": the state, then a line for every fact. */
static inline const char *visit_text(struct visit *v, enum fact_kind kind)
{
	const struct fact_kind_info *info = fact_kind_info(kind);
	struct str s = STR_INIT(1 << 20);
	const char *text;

	str_addf(&s, "%s\n", fact_state_name(facts_state(&v->facts, kind)));
	for (size_t i = 0; i < facts_count(&v->facts, kind); i++) {
		const struct fact *f = facts_at(&v->facts, kind, i);
		size_t before = s.len;

		for (size_t k = 0; k < info->n_fields; k++)
			add_field(&s, f, &info->field[k]);
		str_add(&s, s.len == before ? " -\n" : "\n");
	}
	text = arena_strdup(&v->arena, str_c(&s));
	str_done(&s);
	return text;
}

#define visit_expect(v, kind, text)                                                                \
	do {                                                                                       \
		const char *got_ = visit_text((v), (kind));                                        \
		ck_assert_msg(!strcmp(got_, (text)), "got:\n%swanted:\n%s", got_, (text));         \
	} while (0)
