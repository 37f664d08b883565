/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See update_tries.h. */
#include "scanners/checks/update_tries.h"

#include <stdlib.h>
#include <string.h>

#define APART    ((int64_t)3600) /* failures that far apart are two */
#define SAME_TRY (2 * TIME_DAY)  /* the store writes at the restart after the try */

static bool is(const char *text, const char *what)
{
	return text && !strcmp(text, what);
}

static const char *name_of(const struct fact_update_event *f)
{
	return f->update ? f->update : "";
}

static int by_name(const void *a, const void *b)
{
	const struct fact_update_event *const *x = a, *const *y = b;

	return strcmp(name_of(*x), name_of(*y));
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a == TIME_ABSENT || (b != TIME_ABSENT && b < a) ? b : a;
}

/* a lies more than gap behind b; any two numbers, for they may come out of a saved file. */
static bool behind(int64_t a, int64_t b, int64_t gap)
{
	return a > b && (uint64_t)a - (uint64_t)b > (uint64_t)gap;
}

/* Two sources whose failures lie apart tell of different ones; else the longer count has them all. */
static void add_failures(struct update_tries *u, const struct fact_update_event *f)
{
	int64_t first = f->first_failed == TIME_ABSENT ? f->last_failed : f->first_failed;
	bool apart = u->last != TIME_ABSENT && f->last_failed != TIME_ABSENT &&
		     (behind(first, u->last, APART) || behind(u->first, f->last_failed, APART));

	u->failed = apart ? judging_sum(u->failed, f->failed) : MAX(u->failed, f->failed);
	if (f->last_failed >= u->last && f->code)
		u->code = f->code;
	u->last = MAX(u->last, f->last_failed);
	u->first = earlier(u->first, first);
	if (is(f->log, "agent"))
		u->agent = true;
	else
		u->events = true;
}

/* The store has no count: it says no more than that the last try did not work. */
static void add_state(struct update_tries *u, const struct fact_update_event *f)
{
	u->stored = true;
	if (u->failed > 0)
		return;
	u->failed = 1;
	u->first = u->last = f->last_failed;
	u->code = f->code;
}

/* One update: facts from..to of the sorted list. Those of the store come last. */
static struct update_tries gather(const struct fact_update_event *const *fact, size_t n)
{
	struct update_tries u = { .name = name_of(fact[0]),
				  .first = TIME_ABSENT,
				  .last = TIME_ABSENT,
				  .put_in = TIME_ABSENT };

	for (size_t i = 0; i < n; i++) {
		const struct fact_update_event *f = fact[i];

		u.windows |= f->windows == FLAG_YES;
		u.put_in = MAX(u.put_in, f->last_installed);
		if (f->failed > 0 && !is(f->log, "store"))
			add_failures(&u, f);
	}
	for (size_t i = 0; i < n; i++)
		if (fact[i]->failed > 0 && is(fact[i]->log, "store"))
			add_state(&u, fact[i]);
	return u;
}

/* The store names what is in an update, not its number ("RollupFix 26100.7171"): one that a log tells
 * of, too, is not told twice. */
static bool told_by_log(const struct update_list *list, const struct update_tries *store)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct update_tries *u = &list->update[i];

		if ((u->events || u->agent) && u->windows && u->last != TIME_ABSENT &&
		    store->last != TIME_ABSENT &&
		    ((u->code && store->code && !strcmp(u->code, store->code)) ||
		     (!behind(u->first, store->last, SAME_TRY) &&
		      !behind(store->last, u->last, SAME_TRY))))
			return true;
	}
	return false;
}

static void leave_out_twins(struct update_list *list)
{
	struct update_list all = *list;

	list->n = 0;
	for (size_t i = 0; i < all.n; i++) {
		struct update_tries u = all.update[i];
		bool numbered = !strncmp(u.name, "KB", 2);

		if (!u.stored || u.events || u.agent || numbered || !told_by_log(&all, &u))
			list->update[list->n++] = u;
	}
}

static int64_t newest_of(const struct facts *facts)
{
	int64_t newest = TIME_ABSENT;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_UPDATE_EVENT); i++) {
		const struct fact_update_event *f = FACTS_AT(facts, update_event, UPDATE_EVENT, i);

		if (f->windows == FLAG_YES)
			newest = MAX(newest, f->last_installed);
	}
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_WINDOWS_UPDATE); i++)
		newest = MAX(newest, FACTS_AT(facts, windows_update, WINDOWS_UPDATE, i)->at);
	return newest;
}

struct update_list update_tries_list(const struct facts *facts, struct arena *a)
{
	size_t n = facts_count(facts, FACT_KIND_UPDATE_EVENT);
	struct update_list list = { .newest = newest_of(facts) };
	const struct fact_update_event **fact;

	if (!n)
		return list;
	fact = arena_alloc(a, n * sizeof(const struct fact_update_event *));
	list.update = arena_alloc(a, n * sizeof(*list.update));
	for (size_t i = 0; i < n; i++)
		fact[i] = FACTS_AT(facts, update_event, UPDATE_EVENT, i);
	qsort(fact, n, sizeof(const struct fact_update_event *), by_name);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n && !strcmp(name_of(fact[i]), name_of(fact[k])); k++)
			;
		list.update[list.n++] = gather(fact + i, k - i);
	}
	leave_out_twins(&list);
	return list;
}

const struct fact_update_source *update_tries_source(const struct facts *facts, const char *log)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_UPDATE_SOURCE); i++) {
		const struct fact_update_source *f =
		    FACTS_AT(facts, update_source, UPDATE_SOURCE, i);

		if (is(f->log, log))
			return f;
	}
	return NULL;
}
