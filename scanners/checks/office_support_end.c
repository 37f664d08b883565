/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S5: is this Microsoft Office still mended? Its year is told by the list of programs, by the
 * Click-to-Run installer's product names, or for older ones by the key of its folder. */
#include <string.h>

#include "scanners/checks/programs.h"

extern const struct check check_office_support_end;

#define PRODUCTS_MAX 32

static const struct {
	const char *version, *branch;
} folders[] = {
	{ "10.0", "xp" },   { "11.0", "2003" }, { "12.0", "2007" },
	{ "14.0", "2010" }, { "15.0", "2013" }, { "16.0", "2016" },
};

static const char *const years[] = { "2013", "2016", "2019", "2021", "2024" };

/* What is no Office of its own: it comes and goes with one. */
static const char *const additions[] = { "LanguagePack", "Proofing", "SkypeforBusinessEntry" };

/* "HomeBusiness2019Retail" to 2019, "O365BusinessRetail" to 365. Names without a year are those of
 * 2016, or of 2013 when the installer is that of version 15. */
static const char *branch_of_product(const char *product, size_t n, const char *version)
{
	char name[80];

	if (!n || n >= sizeof(name))
		return NULL;
	memcpy(name, product, n);
	name[n] = '\0';
	for (size_t i = 0; i < LEN(additions); i++)
		if (strstr(name, additions[i]))
			return NULL;
	if (strstr(name, "365"))
		return "365";
	for (size_t i = 0; i < LEN(years); i++)
		if (strstr(name, years[i]))
			return years[i];
	return version && !strncmp(version, "15.", 3) ? "2013" : "2016";
}

static void judge_branch(struct programs_sum *s, const char *branch, const char *version)
{
	const struct program_end *row = programs_end(s->env, "office", branch);
	const char *label =
	    row ? row->label : arena_printf(s->env->arena, "Microsoft Office %s", branch);
	bool soon = row && row->end != TIME_ABSENT &&
		    support_of(s->env, row->end, row->extended_end) != SUPPORT_OVER;

	/* The version counts from 16.0 on for every year: it is told, but not compared. */
	programs_support(s, programs_shown(s->env, label, version), NULL, row, 3,
			 soon ? "plan-new-office" : "leave-old-office");
}

static void judge_updates(struct programs_sum *s, const struct fact_office *f)
{
	struct verdict v = {
		.answer = ANSWER_CONCERN,
		.weight = 2,
		.headline = PHRASE(N_("Microsoft Office does not update itself")),
		.evidence = judging_evidence(&f->fact, N_("updates of Office are turned off")),
		.evidence_time = f->fact.written,
		.advice = "office-updates-on",
	};

	if (f->updates == FLAG_NO)
		programs_care(s, "updates", &v, NULL);
}

static void judge_products(struct programs_sum *s, const struct fact_office *f)
{
	const char *p = f->products;

	for (size_t i = 0; i < PRODUCTS_MAX && p && *p; i++) {
		size_t n = strcspn(p, ",");
		const char *branch = branch_of_product(p, n, f->version);

		if (branch)
			judge_branch(s, branch, f->version);
		p += n + (p[n] == ',');
	}
}

static void judge_fact(struct programs_sum *s, const struct fact_office *f, bool click_to_run)
{
	if (f->products) {
		judge_products(s, f);
		judge_updates(s, f);
		return;
	}
	for (size_t i = 0; f->version && i < LEN(folders); i++) {
		/* Click-to-Run writes the key of 16.0 as well, for every year since 2016. */
		if (click_to_run && !strcmp(f->version, "16.0"))
			return;
		if (!strcmp(f->version, folders[i].version)) {
			judge_branch(s, folders[i].branch, NULL);
			return;
		}
	}
	if (!s->unknown)
		s->unknown = programs_shown(s->env, "Microsoft Office", f->version);
}

static void judge_listed(struct programs_sum *s, const struct facts *facts)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SOFTWARE); i++) {
		const struct fact_software *f = FACTS_AT(facts, software, SOFTWARE, i);
		const struct program_name *name = programs_name(s->env, f);

		if (programs_is(name, "office"))
			judge_branch(s, name->branch, f->version);
	}
}

/* The installer of today, or a year in the list of programs, tells what the key of 16.0 means. */
static bool year_known(const struct facts *facts, const struct programs_sum *s)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_OFFICE); i++)
		if (FACTS_AT(facts, office, OFFICE, i)->products)
			return true;
	return s->judged > 0;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct programs_sum s = { .env = env };
	struct verdict fine = { .answer = ANSWER_OK,
				.headline = PHRASE(N_("Microsoft Office is looked after")),
				.evidence_time = TIME_ABSENT };
	bool known;

	if (programs_no_ends(env))
		return judging_unseen(programs_no_ends(env));
	judge_listed(&s, facts);
	known = year_known(facts, &s);
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_OFFICE); i++)
		judge_fact(&s, FACTS_AT(facts, office, OFFICE, i), known);
	if (!s.judged && !s.unknown)
		return (struct verdict){ .answer = ANSWER_NOT_APPLICABLE,
					 .headline = PHRASE(N_("No Microsoft Office was found")),
					 .evidence_time = TIME_ABSENT };
	fine.evidence = programs_by_ends(env);
	return programs_verdict(&s, env->programs->ends_date, &fine);
}

const struct check check_office_support_end = {
	.id = "office-support-end",
	.row = "S5",
	.question = N_("Is Microsoft Office still looked after by its maker?"),
	.targets = TARGET_WINDOWS,
	.interview = 2,
	.schemes = "JD1 5C 6-1 4-4-4 3-1-1 M10 M12",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_OFFICE, FACT_KIND_NONE },
	.judge = judge,
};
