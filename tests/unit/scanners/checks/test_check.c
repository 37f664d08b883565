/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What must hold of every check: ids, advice, needs, the index page, and that no facts whatever
 * come out as fine while a needed kind is missing. */
#include <stdio.h>

#include "core/model/known_device.h"

#include "tests/unit/scanners/checks/programs_bench.h"

static const char *const advice_ids[] = {
#define ADVICE(id, what, why, today, minutes, cost, who, month, time, month_cost, month_who, word) \
	id,
#include "core/checklist/advice.def"
#undef ADVICE
};

static bool advice_exists(const char *id)
{
	for (size_t i = 0; i < LEN(advice_ids); i++)
		if (!strcmp(advice_ids[i], id))
			return true;
	return false;
}

START_TEST(has_sound_rows)
{
	for (size_t i = 0; i < checks_count; i++) {
		const struct check *c = checks[i];
		bool ended = false;

		ck_assert_ptr_eq(check_by_id(c->id), c);
		ck_assert(c->row && *c->row && c->question && *c->question && c->schemes);
		ck_assert(c->targets &&
			  !(c->targets & ~(TARGET_WINDOWS | TARGET_LINUX | TARGET_USB_MEMORY |
					   TARGET_MACOS | TARGET_LOCKED)));
		ck_assert_uint_le(c->interview, 30);
		ck_assert(c->judge);
		ck_assert_int_ne(c->needs[0], FACT_KIND_NONE);
		for (size_t k = 0; k < CHECK_NEEDS; k++)
			ended |= c->needs[k] == FACT_KIND_NONE;
		ck_assert_msg(ended, "%s: needs[] is not ended", c->id);
	}
	ck_assert(!checks[checks_count]);
	ck_assert_ptr_null(check_by_id("no-such-check"));
	ck_assert_ptr_null(check_by_id(""));
}
END_TEST

START_TEST(leaves_other_systems_alone)
{
	struct bench b;

	bench_begin(&b);
	for (size_t i = 0; i < checks_count; i++) {
		unsigned other = TARGET_WINDOWS | TARGET_LINUX | TARGET_USB_MEMORY | TARGET_MACOS |
				 TARGET_LOCKED;

		other &= ~checks[i]->targets;
		if (!other)
			continue;
		check_run(checks[i], other, &b.facts, &b.env, 0, &b.finding);
		ck_assert_int_eq(b.finding.answer, ANSWER_NOT_APPLICABLE);
		bench_sound(&b.finding);
	}
	bench_end(&b);
}
END_TEST

/* --- facts at random, from a fixed seed --------------------------------------------------- */

#define SEED 0x9e3779b97f4a7c15u
static uint64_t seed;

static uint64_t dice(uint64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % n;
}

/* Words that some field somewhere knows, so that many branches are reached. */
static const char *random_text(void)
{
	static const char *const words[] = {
		NULL,      "",          "defender", "ESET",       "machine", "user",       "domain",
		"private", "public",    "system",   "temporary",  "other",   "laptop",     "none",
		"locked",  "clear-key", "unlocked", "bitlocker",  "Core",    "Enterprise", "Client",
		"Server",  "debian",    "13",       "%s{9}{0}\n", "chrome",  "business",
	};

	return words[dice(LEN(words))];
}

/* Fields of which only a few words mean anything get those. */
static const char *text_for(const char *field)
{
	static const char *const states[] = { "set",       "set",        "set",    "set",
					      "none",      "unlocked",   "locked", "clear-key",
					      "elsewhere", "unreadable", NULL };
	static const char *const logs[] = { "security", "system", "other", NULL };
	static const char *const lists[] = { "shortcuts", "jump-lists", "recent-documents",
					     "opened-folders", NULL };
	static const char *const profiles[] = { "domain", "private", "public", NULL };
	static const char *const systems[] = { "debian", "fedora", NULL };
	static const char *const versions[] = { "13", "12", "", NULL };
	static const char *const programs[] = { "154.0.1", "155.0", "21.0", "16.0", "", NULL };
	static const char *const locks[] = { "none", "bitlocker", "luks", "wpa2", "wep", NULL };
	static const char *const serials[] = { "AA01", "BB02", "CC03", NULL };
	static const char *const uses[] = { "storage", "storage", "keyboard", "other", NULL };
	static const char *const offices[] = { "Home2024Retail", "O365BusinessRetail", NULL };

	if (!strcmp(field, "list"))
		return lists[dice(LEN(lists))];
	if (!strcmp(field, "state"))
		return states[dice(LEN(states))];
	if (!strcmp(field, "lock") && dice(2))
		return locks[dice(LEN(locks))];
	if (!strcmp(field, "serial"))
		return serials[dice(LEN(serials))];
	if (!strcmp(field, "use"))
		return uses[dice(LEN(uses))];
	if (!strcmp(field, "log"))
		return logs[dice(LEN(logs))];
	if (!strcmp(field, "profile"))
		return profiles[dice(LEN(profiles))];
	if (!strcmp(field, "id"))
		return systems[dice(LEN(systems))];
	if (!strcmp(field, "version"))
		return programs[dice(LEN(programs))];
	if (!strcmp(field, "products"))
		return offices[dice(LEN(offices))];
	if (!strcmp(field, "version_id"))
		return versions[dice(LEN(versions))];
	return random_text();
}

static int64_t random_number(void)
{
	static const int64_t numbers[] = {
		NUMBER_ABSENT, 0,    1,     2,     3,     4,     5,  0x91,      0xff,          2600,
		7601,          9200, 19045, 22631, 26200, 99999, -1, INT64_MAX, INT64_MIN + 1,
	};

	return numbers[dice(LEN(numbers))];
}

/* Accounts are known by their numbers: few, so that two facts speak of the same one. */
static int64_t number_for(const char *field)
{
	static const int64_t rids[] = { 500, 501, 1001, 1002 };

	if (!strcmp(field, "same_as") && dice(3))
		return NUMBER_ABSENT;
	return !strcmp(field, "rid") && dice(8) ? rids[dice(LEN(rids))] : random_number();
}

static int64_t random_moment(void)
{
	switch (dice(8)) {
	case 0: return TIME_ABSENT;
	case 1: return random_number();
	default: return NOW - (int64_t)dice(200) * TIME_DAY;
	}
}

static void fill(struct fact *f)
{
	const struct fact_kind_info *info = fact_kind_info(f->kind);

	f->replayed = (enum flag)dice(3);
	f->written = random_moment();
	for (size_t i = 0; i < info->n_fields; i++) {
		void *field = (char *)f + info->field[i].offset;

		switch (info->field[i].type) {
		case FACT_TYPE_text: *(const char **)field = text_for(info->field[i].name); break;
		case FACT_TYPE_number: *(int64_t *)field = number_for(info->field[i].name); break;
		case FACT_TYPE_moment: *(int64_t *)field = random_moment(); break;
		case FACT_TYPE_flag: *(enum flag *)field = (enum flag)dice(3); break;
		}
	}
}

static const struct build_row builds[] = {
	{ 9600, "windows", "", "8.1", NOW - 900 * TIME_DAY, TIME_ABSENT },
	{ 19045, "windows", "", "10", NOW - 400 * TIME_DAY, NOW + 700 * TIME_DAY },
	{ 26200, "windows", "w", "11", NOW + 300 * TIME_DAY, TIME_ABSENT },
};
static const struct release_row releases[] = {
	{ "debian", "13", "Debian 13", NOW + 600 * TIME_DAY, TIME_ABSENT, "" },
	{ "macos", "16", "macOS 16", NOW + 600 * TIME_DAY, TIME_ABSENT, "" },
};

static const struct known_device known[] = { { "AA01", DEVICE_HOLDER_COMPANY, "USB-01" },
					     { "BB02", DEVICE_HOLDER_PRIVATE, "" } };
static const struct device_register devices = { DEVICE_REGISTER_READ, known, LEN(known), 0 };

static void random_bench(struct bench *b)
{
	bench_begin(b);
	b->env.last_use = random_moment();
	if (dice(4))
		b->env.devices = &devices;
	if (dice(8)) {
		b->env.build = builds;
		b->env.n_builds = LEN(builds);
		b->env.builds_date = NOW - 30 * TIME_DAY;
		b->env.release = releases;
		b->env.n_releases = LEN(releases);
		b->env.releases_date = NOW - 90 * TIME_DAY;
		bench_tables(b, TABLE_DAY);
	}
	for (int kind = 0; kind < FACT_KIND_COUNT; kind++) {
		for (uint64_t n = dice(6); n; n--)
			fill(facts_add(&b->facts, (enum fact_kind)kind, "SOFTWARE\\x"));
		bench_state(b, (enum fact_kind)kind, FACT_STATE_COLLECTED, NULL);
	}
}

static bool fine(struct bench *b, const struct check *c)
{
	bench_run(b, c);
	if (b->finding.advice)
		ck_assert_msg(advice_exists(b->finding.advice), "%s", b->finding.advice);
	return b->finding.answer == ANSWER_OK;
}

START_TEST(random_facts_with_a_kind_missing_are_never_fine)
{
	static const enum fact_state states[] = { FACT_STATE_NOT_COLLECTED, FACT_STATE_PARTIAL,
						  FACT_STATE_FAILED };
	struct bench b;

	seed = SEED;
	for (int round = 0; round < 2000; round++) {
		random_bench(&b);
		for (size_t i = 0; i < checks_count; i++) {
			const enum fact_kind *need = checks[i]->needs;

			fine(&b, checks[i]);
			for (; *need != FACT_KIND_NONE; need++)
				for (size_t s = 0; s < LEN(states); s++) {
					bench_state(&b, *need, states[s], "because of the dice");
					ck_assert(!fine(&b, checks[i]));
					bench_state(&b, *need, FACT_STATE_COLLECTED, NULL);
				}
		}
		bench_end(&b);
	}
}
END_TEST

static bool all_of(const bool *ok, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!ok[i])
			return false;
	return true;
}

/* Every check says OK at times, so the test above is no empty promise. The more kinds of fact a check
 * looks at, the longer the dice take. */
START_TEST(random_facts_reach_ok_and_more)
{
	unsigned seen[ANSWER_KINDS] = { 0 };
	bool ok[256] = { false };
	struct bench b;

	ck_assert_uint_le(checks_count, LEN(ok));
	seed = SEED;
	for (int round = 0; round < 2000 || (round < 20000 && !all_of(ok, checks_count)); round++) {
		random_bench(&b);
		for (size_t i = 0; i < checks_count; i++) {
			ok[i] |= fine(&b, checks[i]);
			seen[b.finding.answer]++;
		}
		bench_end(&b);
	}
	for (size_t i = 0; i < checks_count; i++)
		ck_assert_msg(ok[i], "%s never said OK", checks[i]->id);
	for (size_t i = 0; i < ANSWER_KINDS; i++)
		ck_assert_uint_gt(seen[i], 0);
}
END_TEST

START_TEST(the_index_page_is_what_the_table_says)
{
	const char *root = getenv("KENSHIN_SRC");
	struct str page = STR_INIT(65536);
	char path[4096], text[65536];
	FILE *f;
	size_t n;

	snprintf(path, sizeof(path), "%s/docs/checks/README.md", root ? root : ".");
	f = fopen(path, "r");
	ck_assert_msg(f != NULL, "%s", path);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	check_markdown(&page);
	ck_assert(!page.full);
	ck_assert_msg(!strcmp(text, str_c(&page)),
		      "docs/checks/README.md differs from `kenshin list --markdown`");
	str_done(&page);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("check");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, has_sound_rows);
	tcase_add_test(tc, leaves_other_systems_alone);
	tcase_add_test(tc, random_facts_with_a_kind_missing_are_never_fine);
	tcase_add_test(tc, random_facts_reach_ok_and_more);
	tcase_add_test(tc, the_index_page_is_what_the_table_says);
	return tc;
}

int main(void)
{
	return bench_main("check", cases);
}
