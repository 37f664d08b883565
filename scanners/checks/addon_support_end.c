/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S7: Acrobat/Reader, Java, .NET, Flash, Silverlight, QuickTime and the like: are they still mended?
 * From the list of programs, and from the keys and files of those that it does not name. */
#include <string.h>

#include "scanners/checks/programs.h"

extern const struct check check_addon_support_end;

/* The Release number of .NET Framework 4 to its version; from the newest down. */
static const struct {
	int64_t release;
	const char *version;
} frameworks[] = {
	{ 533320, "4.8.1" }, { 528040, "4.8" },   { 461808, "4.7.2" }, { 461308, "4.7.1" },
	{ 460798, "4.7" },   { 394802, "4.6.2" }, { 394254, "4.6.1" }, { 393295, "4.6" },
	{ 379893, "4.5.2" }, { 378675, "4.5.1" }, { 378389, "4.5" },
};

static const char *framework_version(const struct fact_component *f)
{
	for (size_t i = 0; f->release != NUMBER_ABSENT && i < LEN(frameworks); i++)
		if (f->release >= frameworks[i].release)
			return frameworks[i].version;
	/* 2.0 and 3.0 are parts of 3.5 and live as long as it does. */
	if (f->version && (!strcmp(f->version, "2.0") || !strcmp(f->version, "3.0")))
		return "3.5";
	if (f->version && !strncmp(f->version, "4.0", 3))
		return "4.0";
	return f->version;
}

/* "1.8.0_301" and "8.0.3010.9" are both Java 8; up to 1.4 the second number belonged to the name. */
static const char *java_version(const char *version)
{
	if (version && !strncmp(version, "1.", 2) && version[2] >= '5' && version[2] <= '9')
		return version + 2;
	return version;
}

/* The two numbers of "Microsoft .NET Runtime - 8.0.11 (x64)" when no version is given apart. */
static const char *version_in_name(const char *name)
{
	for (; name && *name; name++)
		if (*name >= '0' && *name <= '9' && strchr(name, '.'))
			return name;
	return NULL;
}

static void judge_version(struct programs_sum *s, const char *product, const char *label,
			  const char *branch, const char *version)
{
	const struct program_end *row = programs_end(s->env, product, branch);
	bool soon = row && row->end != TIME_ABSENT &&
		    support_of(s->env, row->end, row->extended_end) != SUPPORT_OVER;

	programs_support(s, label, version, row, 2, soon ? "plan-new-addon" : "remove-old-addon");
}

static void judge_listed(struct programs_sum *s, const struct fact_software *f)
{
	const struct program_name *name = programs_name(s->env, f);
	const char *version;

	if (!programs_is(name, "addon"))
		return;
	version = programs_has_version(f->version) ? f->version : version_in_name(f->name);
	/* Installers of .NET count from 48.x upwards; the name has the number that people know. */
	if (!strcmp(name->product, "dotnet"))
		version = version_in_name(f->name);
	if (!strcmp(name->product, "java"))
		version = java_version(version);
	judge_version(s, name->product, name->label,
		      *name->branch ? name->branch
		      : version     ? version
				    : "",
		      version);
}

static void judge_component(struct programs_sum *s, const struct fact_component *f)
{
	static const struct {
		const char *product, *label;
	} known[] = {
		{ "java", "Java" },
		{ "dotnet", "Microsoft .NET" },
		{ "dotnetfx", ".NET Framework" },
		{ "flash", "Adobe Flash Player" },
	};
	const char *version = f->version;

	for (size_t i = 0; f->product && i < LEN(known); i++) {
		if (strcmp(f->product, known[i].product))
			continue;
		if (!strcmp(f->product, "dotnetfx"))
			version = framework_version(f);
		if (!strcmp(f->product, "java"))
			version = java_version(version);
		judge_version(s, f->product, known[i].label, version ? version : "", version);
	}
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct programs_sum s = { .env = env };
	struct verdict fine = { .answer = ANSWER_OK, .evidence_time = TIME_ABSENT };

	if (programs_no_ends(env))
		return judging_unseen(programs_no_ends(env));
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SOFTWARE); i++)
		judge_listed(&s, FACTS_AT(facts, software, SOFTWARE, i));
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_COMPONENT); i++)
		judge_component(&s, FACTS_AT(facts, component, COMPONENT, i));
	fine.headline = PHRASE(s.judged ? N_("PDF programs, Java and the like are looked after")
					: N_("No Flash, Java or other old add-on was found"));
	fine.evidence = programs_by_ends(env);
	return programs_verdict(&s, env->programs->ends_date, &fine);
}

const struct check check_addon_support_end = {
	.id = "addon-support-end",
	.row = "S7",
	.question = N_("Are Reader, Java and other add-ons still looked after?"),
	.targets = TARGET_WINDOWS,
	.interview = 2,
	.schemes = "JD1 5C 6-1 4-4-4 4-4-1 M10 M12",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_COMPONENT, FACT_KIND_NONE },
	.judge = judge,
};
