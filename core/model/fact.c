/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of fact kinds and the lists of a system's facts. */
#include "core/model/fact.h"

#include <string.h>

#include "core/base/util.h"

/* clang-format off */
#define FACT_BEGIN(name, UPPER, id) static const struct fact_field fields_##name[] = {
#define FIELD(name, type, field, unit, privacy)                                                    \
	{ #field, unit, FACT_TYPE_##type, FACT_PRIVACY_##privacy,                                  \
	  offsetof(struct fact_##name, field) },
#define FACT_END(name) };
/* clang-format on */
#include "core/model/facts.def"
#undef FACT_BEGIN
#undef FIELD
#undef FACT_END

static const struct fact_kind_info kinds[FACT_KIND_COUNT] = {
#define FACT_BEGIN(name, UPPER, id)                                                                \
	[FACT_KIND_##UPPER] = { id, sizeof(struct fact_##name), fields_##name, LEN(fields_##name) },
#define FIELD(name, type, field, unit, privacy)
#define FACT_END(name)
#include "core/model/facts.def"
#undef FACT_BEGIN
#undef FIELD
#undef FACT_END
};

const struct fact_kind_info *fact_kind_info(enum fact_kind kind)
{
	return (size_t)kind < FACT_KIND_COUNT ? &kinds[kind] : NULL;
}

enum fact_kind fact_kind_from_id(const char *id)
{
	for (size_t i = 0; id && i < FACT_KIND_COUNT; i++)
		if (!strcmp(kinds[i].id, id))
			return (enum fact_kind)i;
	return FACT_KIND_NONE;
}

void facts_init(struct facts *facts, struct arena *arena)
{
	*facts = (struct facts){ .arena = arena };
}

void facts_done(struct facts *facts)
{
	for (size_t i = 0; i < FACT_KIND_COUNT; i++)
		free(facts->by_kind[i].item);
	*facts = (struct facts){ .arena = facts->arena };
}

static void set_absent(struct fact *f, const struct fact_kind_info *info)
{
	int64_t absent = NUMBER_ABSENT; /* the same value as TIME_ABSENT */

	for (size_t i = 0; i < info->n_fields; i++)
		if (info->field[i].type == FACT_TYPE_number ||
		    info->field[i].type == FACT_TYPE_moment)
			memcpy((char *)f + info->field[i].offset, &absent, sizeof(absent));
}

struct fact *facts_add(struct facts *facts, enum fact_kind kind, const char *source)
{
	const struct fact_kind_info *info = fact_kind_info(kind);
	struct fact_list *list;
	struct fact *f;

	if (!info)
		return NULL;
	list = &facts->by_kind[kind];
	if (list->n >= FACTS_PER_KIND_MAX) {
		struct phrase why = PHRASE(N_("there were too many of them to count"));

		facts_note(facts, kind, FACT_STATE_PARTIAL, &why);
		return NULL;
	}
	list->item =
	    xgrow(list->item, list->n, &list->cap, sizeof(*list->item), FACTS_PER_KIND_MAX);
	f = arena_alloc(facts->arena, info->size);
	f->kind = kind;
	f->source = arena_strdup(facts->arena, source ? source : "");
	f->written = TIME_ABSENT;
	set_absent(f, info);
	list->item[list->n++] = f;
	return f;
}

size_t facts_count(const struct facts *facts, enum fact_kind kind)
{
	return (size_t)kind < FACT_KIND_COUNT ? facts->by_kind[kind].n : 0;
}

const struct fact *facts_at(const struct facts *facts, enum fact_kind kind, size_t i)
{
	return i < facts_count(facts, kind) ? facts->by_kind[kind].item[i] : NULL;
}

enum fact_state facts_state(const struct facts *facts, enum fact_kind kind)
{
	return (size_t)kind < FACT_KIND_COUNT ? facts->by_kind[kind].state
					      : FACT_STATE_NOT_COLLECTED;
}

void facts_note(struct facts *facts, enum fact_kind kind, enum fact_state state,
		const struct phrase *reason)
{
	struct fact_list *list;
	enum fact_state old, want = state;

	if ((size_t)kind >= FACT_KIND_COUNT || state == FACT_STATE_NOT_COLLECTED)
		return;
	list = &facts->by_kind[kind];
	old = list->state;
	/* One place that could be read and one that could not are together PARTIAL. */
	if (old != FACT_STATE_NOT_COLLECTED && old != state)
		want = FACT_STATE_PARTIAL;
	list->state = want;
	if (reason && reason->id && !list->reason.id)
		list->reason = phrase_copy(facts->arena, reason);
}
