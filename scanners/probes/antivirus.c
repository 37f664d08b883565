/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Virus protections: Windows' own, those that announced themselves to the Security Center, and
 * those whose services are there. One fact for each product. */
#include "scanners/probes/antivirus_dates.h"
#include "scanners/probes/antivirus_makers.h"
#include "scanners/probes/registry.h"

#define DEFENDER          "Microsoft\\Windows Defender"
#define POLICY            "Policies\\Microsoft\\Windows Defender"
#define PROVIDERS         "Microsoft\\Security Center\\Provider\\Av"
#define DEFENDER_PROVIDER "{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}"
#define SERVICES          "CurrentControlSet\\Services"
#define START_DISABLED    4
#define START_BY_ITSELF   2
#define PROVIDERS_MAX     32
#define FIRST_FILE        2 /* behind the two hives */

extern const struct probe probe_antivirus;

/* What is found in SOFTWARE waits here for the services in SYSTEM. */
struct found {
	struct fact_antivirus *defender;
	struct {
		struct fact_antivirus *fact;
		const struct antivirus_maker *maker;
	} other[PROVIDERS_MAX];
	size_t n;
	struct {
		int64_t definitions;
		const char *version;
	} maker[64]; /* by maker: what its own keys say */
};

/* What a "Disable..." value says of the thing itself; the policy's word comes first. */
static enum flag not_disabled(struct registry *r, hive_key policy, hive_key own, const char *value)
{
	enum flag disabled =
	    flag_over(registry_flag(r, policy, value), registry_flag(r, own, value));

	if (disabled == FLAG_ABSENT)
		return FLAG_ABSENT;
	return disabled == FLAG_YES ? FLAG_NO : FLAG_YES;
}

/* NO wins, then YES. */
static enum flag both(enum flag a, enum flag b)
{
	if (a == FLAG_NO || b == FLAG_NO)
		return FLAG_NO;
	return a == FLAG_YES || b == FLAG_YES ? FLAG_YES : FLAG_ABSENT;
}

/* Real-time protection rests in passive mode, when another product does the work. Absent: not
 * set, Windows' own way. */
static enum flag realtime(struct registry *r, hive_key policy, hive_key own)
{
	static const char at[] = "Real-Time Protection", value[] = "DisableRealtimeMonitoring";
	hive_key policy_at = policy ? hive_find(r->hive, policy, at) : 0;

	if (registry_number(r, own, "PassiveMode") > 0 ||
	    registry_flag(r, policy, "ForcePassiveMode") == FLAG_YES)
		return FLAG_NO;
	return not_disabled(r, policy_at, hive_find(r->hive, own, at), value);
}

static void add_defender(struct registry *r, struct found *found)
{
	hive_key own = registry_find(r, DEFENDER), policy = registry_find(r, POLICY);
	hive_key updates = registry_find(r, DEFENDER "\\Signature Updates");
	struct fact_antivirus *f;

	if (!own)
		return;
	f = REGISTRY_FACT(r, antivirus, ANTIVIRUS, DEFENDER, updates ? updates : own);
	if (!f)
		return;
	f->name = "defender";
	f->enabled = both(not_disabled(r, policy, own, "DisableAntiSpyware"),
			  not_disabled(r, policy, own, "DisableAntiVirus"));
	f->realtime = realtime(r, policy, own);
	f->definitions = registry_time(r, updates, "AVSignatureApplied");
	if (f->definitions == TIME_ABSENT)
		f->definitions = registry_time(r, updates, "SignaturesLastUpdated");
	f->definitions_version = registry_text(r, updates, "AVSignatureVersion");
	found->defender = f;
}

/* Security Center's state word: bits 12 to 15 say on (1), off (0), snoozed, expired. */
static void add_provider(struct registry *r, hive_key key, struct found *found)
{
	const char *id = hive_key_name(r->hive, key, r->arena);
	const char *name = registry_text(r, key, "DISPLAYNAME");
	int64_t state = registry_number(r, key, "STATE");
	struct fact_antivirus *f;

	if (!id || !strcasecmp(id, DEFENDER_PROVIDER) || found->n >= PROVIDERS_MAX)
		return;
	f = REGISTRY_FACT(r, antivirus, ANTIVIRUS, PROVIDERS, key);
	if (!f)
		return;
	f->name = name ? name : id;
	if (state != NUMBER_ABSENT)
		f->enabled = f->realtime = (state >> 12 & 0xf) == 1 ? FLAG_YES : FLAG_NO;
	found->other[found->n].fact = f;
	found->other[found->n++].maker = antivirus_maker_of(f->name);
}

/* What the maker's one value says, in either view. */
static void read_value(struct registry *r, size_t i, struct found *found)
{
	const struct antivirus_maker *maker = &antivirus_makers[i];
	const char *text;
	hive_key key;

	if (!maker->date_key)
		return;
	key = registry_find(r, maker->date_key);
	if (!key)
		key = registry_find(r, arena_printf(r->arena, "Wow6432Node\\%s", maker->date_key));
	if (!maker->date_value) {
		found->maker[i].definitions = registry_time(r, key, "AVSignatureApplied");
		return;
	}
	text = registry_text(r, key, maker->date_value);
	if (text)
		antivirus_parse_date(text, maker->day_first, &found->maker[i].definitions);
	if (maker->version_value)
		found->maker[i].version = registry_text(r, key, maker->version_value);
}

static void read_maker(struct registry *r, size_t i, struct found *found)
{
	found->maker[i].definitions = TIME_ABSENT;
	read_value(r, i, found);
	if (found->maker[i].definitions == TIME_ABSENT)
		found->maker[i].definitions = antivirus_dates_key(r, antivirus_makers[i].name);
}

static void from_software(struct registry *r, struct found *found)
{
	hive_key providers = registry_find(r, PROVIDERS), *child;
	size_t n;

	add_defender(r, found);
	for (size_t i = 0; i < antivirus_makers_n; i++)
		read_maker(r, i, found);
	if (!providers)
		return;
	n = hive_children(r->hive, providers, PROVIDERS_MAX + 1, r->arena, &child);
	for (size_t i = 0; i < n; i++)
		add_provider(r, child[i], found);
}

/* The start mode of a maker's liveliest service; NUMBER_ABSENT when none is installed. */
static int64_t maker_start(struct registry *r, const struct antivirus_maker *maker,
			   const hive_key *service, const char *const *name, size_t n,
			   hive_key *ret_key)
{
	int64_t best = NUMBER_ABSENT;

	for (size_t i = 0; i < n; i++) {
		int64_t start;

		if (!name[i] || !antivirus_maker_has_service(maker, name[i]))
			continue;
		start = registry_number(r, service[i], "Start");
		if (start == NUMBER_ABSENT || (best != NUMBER_ABSENT && start >= best))
			continue;
		best = start;
		*ret_key = service[i];
	}
	return best;
}

static struct fact_antivirus *fact_of(struct found *found, const struct antivirus_maker *maker)
{
	for (size_t i = 0; i < found->n; i++)
		if (found->other[i].maker == maker)
			return found->other[i].fact;
	return NULL;
}

/* A maker whose service is installed: joins its announced product or stands alone. */
static void join_service(struct registry *r, const struct antivirus_maker *maker, int64_t start,
			 hive_key key, struct found *found)
{
	struct fact_antivirus *f = fact_of(found, maker);

	if (!f && found->n < PROVIDERS_MAX) {
		f = REGISTRY_FACT(r, antivirus, ANTIVIRUS, SERVICES, key);
		if (!f)
			return;
		f->name = maker->name;
		f->enabled = start == START_DISABLED    ? FLAG_NO
			     : start <= START_BY_ITSELF ? FLAG_YES
							: FLAG_ABSENT;
		found->other[found->n].fact = f;
		found->other[found->n++].maker = maker;
	}
	if (!f)
		return;
	registry_also(r, &f->fact);
	f->service_start = start;
	if (start == START_DISABLED)
		f->enabled = f->realtime = FLAG_NO;
}

static void from_system(struct registry *r, struct found *found)
{
	hive_key services = registry_must(r, SERVICES), *child;
	const char **name;
	size_t n;

	if (!services)
		return;
	n = hive_children(r->hive, services, REGISTRY_CHILDREN_MAX, r->arena, &child);
	name = arena_array(r->arena, n, sizeof(*name));
	for (size_t i = 0; i < n; i++)
		name[i] = hive_key_name(r->hive, child[i], r->arena);
	for (size_t i = 0; i < antivirus_makers_n; i++) {
		hive_key key = 0;
		int64_t start = maker_start(r, &antivirus_makers[i], child, name, n, &key);

		if (start != NUMBER_ABSENT)
			join_service(r, &antivirus_makers[i], start, key, found);
	}
	if (!found->defender)
		return;
	registry_also(r, &found->defender->fact);
	found->defender->service_start =
	    registry_number(r, registry_find(r, SERVICES "\\WinDefend"), "Start");
	if (found->defender->service_start == START_DISABLED)
		found->defender->enabled = found->defender->realtime = FLAG_NO;
}

/* A file is asked only where the registry has no date: it may be one of an older version. */
static void join_definitions(const struct probe_input *in, struct found *found)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct antivirus_maker *maker = found->other[i].maker;
		size_t k = maker ? (size_t)(maker - antivirus_makers) : 0;

		if (!maker)
			continue;
		if (found->maker[k].definitions == TIME_ABSENT)
			found->maker[k].definitions =
			    antivirus_dates_file(in, FIRST_FILE, maker->name);
		found->other[i].fact->definitions = found->maker[k].definitions;
		found->other[i].fact->definitions_version = found->maker[k].version;
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct found *found = arena_alloc(out->arena, sizeof(*found));
	struct registry r;

	_Static_assert(LEN(found->maker) >= 32, "a row for every maker");
	for (size_t i = 0; i < LEN(found->maker); i++)
		found->maker[i].definitions = TIME_ABSENT;
	if (registry_open(&r, &probe_antivirus, in, 0, "SOFTWARE", out)) {
		from_software(&r, found);
		registry_close(&r);
	}
	if (registry_open(&r, &probe_antivirus, in, 1, "SYSTEM", out)) {
		from_system(&r, found);
		registry_close(&r);
	}
	join_definitions(in, found);
	return 0;
}

const struct probe probe_antivirus = {
	.id = "antivirus",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE, WANT_SYSTEM, ANTIVIRUS_DATES_FILES },
	.gives = { FACT_KIND_ANTIVIRUS, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
