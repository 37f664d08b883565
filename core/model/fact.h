/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facts: what a probe saw, typed. One struct per kind (struct fact_uac, ...) comes out of
 * facts.def, and a table that lets records be written and read without naming a kind.
 * Must not judge: that is scanners/checks. Plain memory, no I/O. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/times.h"
#include "core/model/phrase.h"

enum flag { FLAG_ABSENT, FLAG_NO, FLAG_YES };

#define NUMBER_ABSENT INT64_MIN

enum fact_kind {
#define FACT_BEGIN(name, UPPER, id) FACT_KIND_##UPPER,
#define FIELD(name, type, field, unit, privacy)
#define FACT_END(name)
#include "core/model/facts.def"
#undef FACT_BEGIN
#undef FIELD
#undef FACT_END
	FACT_KIND_COUNT,
	FACT_KIND_NONE = FACT_KIND_COUNT, /* ends a list */
};

enum fact_type { FACT_TYPE_text, FACT_TYPE_number, FACT_TYPE_flag, FACT_TYPE_moment };
enum fact_privacy { FACT_PRIVACY_PLAIN, FACT_PRIVACY_PERSONAL };

/* What every fact begins with. source: where it was read, in the system's own spelling
 * ("SOFTWARE\\Microsoft\\..."), never absent. replayed: the value comes out of the hive's log. */
struct fact {
	enum fact_kind kind;
	const char *source;
	int64_t written; /* when that place was last written, or TIME_ABSENT */
	enum flag replayed;
};

typedef const char *fact_c_text;
typedef int64_t fact_c_number;
typedef enum flag fact_c_flag;
typedef int64_t fact_c_moment;

/* clang-format off */
#define FACT_BEGIN(name, UPPER, id)                                                                \
	struct fact_##name {                                                                       \
		struct fact fact;
#define FIELD(name, type, field, unit, privacy) fact_c_##type field;
#define FACT_END(name) };
/* clang-format on */
#include "core/model/facts.def"
#undef FACT_BEGIN
#undef FIELD
#undef FACT_END

struct fact_field {
	const char *name, *unit;
	enum fact_type type;
	enum fact_privacy privacy;
	size_t offset;
};

struct fact_kind_info {
	const char *id; /* in records, for ever */
	size_t size;
	const struct fact_field *field;
	size_t n_fields;
};

const struct fact_kind_info *fact_kind_info(enum fact_kind kind);
/* FACT_KIND_NONE when no kind has that id. */
enum fact_kind fact_kind_from_id(const char *id);

/* How the collecting of one kind went. */
enum fact_state {
	FACT_STATE_NOT_COLLECTED, /* nobody looked */
	FACT_STATE_COLLECTED,     /* looked everywhere; none found is an answer */
	FACT_STATE_PARTIAL,       /* looked, but one of several places could not be read */
	FACT_STATE_FAILED,        /* could not look, because of reason */
};

#define FACTS_PER_KIND_MAX 20000

struct fact_list {
	struct fact **item;
	size_t n, cap;
	enum fact_state state;
	struct phrase reason; /* for PARTIAL and FAILED */
};

/* All facts of one system. Facts and their texts live in the arena. */
struct facts {
	struct arena *arena;
	struct fact_list by_kind[FACT_KIND_COUNT];
};

void facts_init(struct facts *facts, struct arena *arena);
void facts_done(struct facts *facts); /* the lists, not the arena */

/* A new fact of this kind, every field absent, already in its list. source is copied.
 * NULL when the kind has reached FACTS_PER_KIND_MAX (the kind then becomes PARTIAL). */
struct fact *facts_add(struct facts *facts, enum fact_kind kind, const char *source);
#define FACTS_ADD(facts, name, UPPER, source)                                                      \
	((struct fact_##name *)facts_add((facts), FACT_KIND_##UPPER, (source)))

size_t facts_count(const struct facts *facts, enum fact_kind kind);
/* The i-th; NULL beyond the end. */
const struct fact *facts_at(const struct facts *facts, enum fact_kind kind, size_t i);
#define FACTS_AT(facts, name, UPPER, i)                                                            \
	((const struct fact_##name *)facts_at((facts), FACT_KIND_##UPPER, (i)))

enum fact_state facts_state(const struct facts *facts, enum fact_kind kind);

/* Notes how collecting from one place went. Places that went differently are together PARTIAL;
 * the first reason is kept. NOT_COLLECTED changes nothing. */
void facts_note(struct facts *facts, enum fact_kind kind, enum fact_state state,
		const struct phrase *reason);

/* Names in records: "not-collected", "collected", "partial", "failed". */
const char *fact_state_name(enum fact_state state);
bool fact_state_from_name(const char *name, enum fact_state *ret);
