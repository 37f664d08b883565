/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S1: is this Windows still mended by its maker? The build number is looked up in the table; which
 * of its lines counts is told by the edition. ProductName is not used: it says "Windows 10" on 11. */
#include <string.h>

#include "scanners/checks/support_end.h"

extern const struct check check_windows_support_end;

#define ROWS_MAX 8 /* lines of one build */

/* EditionID to the line of the table. What is not listed leaves the line open. */
static const struct {
	const char *edition, *line;
} editions[] = {
	{ "Core", "w" },
	{ "CoreN", "w" },
	{ "CoreSingleLanguage", "w" },
	{ "CoreCountrySpecific", "w" },
	{ "Professional", "w" },
	{ "ProfessionalN", "w" },
	{ "ProfessionalEducation", "w" },
	{ "ProfessionalEducationN", "w" },
	{ "ProfessionalWorkstation", "w" },
	{ "ProfessionalWorkstationN", "w" },
	{ "Enterprise", "e" },
	{ "EnterpriseN", "e" },
	{ "Education", "e" },
	{ "EducationN", "e" },
	{ "IoTEnterprise", "e" },
	{ "ServerRdsh", "e" },
	{ "EnterpriseS", "lts" },
	{ "EnterpriseSN", "lts" },
	{ "IoTEnterpriseS", "iot-lts" },
	{ "IoTEnterpriseSK", "iot-lts" },
	{ "ServerStandardACor", "sac" },
	{ "ServerDatacenterACor", "sac" },
};

static const char *line_of(const char *edition)
{
	for (size_t i = 0; edition && i < LEN(editions); i++)
		if (!strcmp(editions[i].edition, edition))
			return editions[i].line;
	return edition && !strncmp(edition, "Server", 6) ? "" : NULL;
}

/* NULL when the system does not tell whether it is a server. */
static const char *product_of(const struct fact_windows_version *v)
{
	if (v->installation && !strcmp(v->installation, "Client"))
		return "windows";
	if (v->installation &&
	    (!strncmp(v->installation, "Server", 6) || !strcmp(v->installation, "Nano Server")))
		return "windows-server";
	if (v->edition && !strncmp(v->edition, "Server", 6) && strcmp(v->edition, "ServerRdsh"))
		return "windows-server";
	return v->edition && line_of(v->edition) ? "windows" : NULL;
}

struct choice {
	const struct build_row *row[ROWS_MAX];
	size_t n;
};

/* Rows of this build and product; line NULL: all of them. */
static void choose(const struct judge_env *env, int64_t build, const char *product,
		   const char *line, struct choice *ret)
{
	ret->n = 0;
	for (size_t i = 0; i < env->n_builds && ret->n < ROWS_MAX; i++) {
		const struct build_row *r = &env->build[i];

		if (r->build == build && (!product || !strcmp(r->product, product)) &&
		    (!line || !strcmp(r->line, line)))
			ret->row[ret->n++] = r;
	}
}

/* The row of the edition, else the one for any edition, else (a long-term edition of a special
 * kind) the long-term row, else everything that could be meant. */
static void choose_rows(const struct judge_env *env, const struct fact_windows_version *v,
			struct choice *ret)
{
	const char *product = product_of(v), *line = line_of(v->edition);

	if (line)
		choose(env, v->build, product, line, ret);
	if (line && !ret->n)
		choose(env, v->build, product, "", ret);
	if (line && !ret->n && !strcmp(line, "iot-lts"))
		choose(env, v->build, product, "lts", ret);
	if (!line || !ret->n)
		choose(env, v->build, product, NULL, ret);
}

/* The row to tell of, the one that ends first; NULL when rows that could be meant differ in their
 * verdict. */
static const struct build_row *settle(const struct judge_env *env, const struct choice *c)
{
	const struct build_row *first = c->row[0];

	for (size_t i = 1; i < c->n; i++) {
		const struct build_row *r = c->row[i];

		if (support_of(env, r->end, r->extended_end) !=
		    support_of(env, first->end, first->extended_end))
			return NULL;
		if (r->end < first->end)
			first = r;
	}
	return first;
}

/* A build that the table leaves out (Windows 7 before its service pack) can't be supported longer
 * than the next newer one, of which every line has ended. */
static const struct build_row *newer_but_over(const struct judge_env *env, int64_t build,
					      const char *product)
{
	const struct build_row *newer = NULL;

	for (size_t i = 0; i < env->n_builds; i++) {
		const struct build_row *r = &env->build[i];

		if (r->build <= build || (product && strcmp(r->product, product)))
			continue;
		if (newer && r->build != newer->build)
			break;
		if (support_of(env, r->end, r->extended_end) != SUPPORT_OVER)
			return NULL;
		newer = r;
	}
	return newer;
}

static struct phrase evidence(const struct judge_env *env, const struct build_row *r, int64_t build)
{
	bool old = judging_table_old(env, env->builds_date);

	return phrase_of(old ? N_("Build {0}, {1}: support until {2}. Table of {3}, which is more "
				  "than 60 days old")
			     : N_("Build {0}, {1}: support until {2}. Table of {3}"),
			 4, judging_plain(env, build), PHRASE_TEXT(r->label), PHRASE_DAY(r->end),
			 PHRASE_DAY(env->builds_date));
}

static struct phrase evidence_extended(const struct judge_env *env, const struct build_row *r)
{
	bool old = judging_table_old(env, env->builds_date);

	return phrase_of(
	    old ? N_("{0}: support until {1}; whether the paid extension until {2} was "
		     "bought cannot be seen here. Table of {3}, which is more than 60 "
		     "days old")
		: N_("{0}: support until {1}; whether the paid extension until {2} was "
		     "bought cannot be seen here. Table of {3}"),
	    4, PHRASE_TEXT(r->label), PHRASE_DAY(r->end), PHRASE_DAY(r->extended_end),
	    PHRASE_DAY(env->builds_date));
}

static struct verdict over(struct phrase headline, struct phrase evidence, int64_t time)
{
	return (struct verdict){ .answer = ANSWER_DANGER,
				 .weight = 3,
				 .headline = headline,
				 .evidence = evidence,
				 .evidence_time = time,
				 .advice = "leave-old-windows" };
}

static struct verdict verdict_of_row(const struct judge_env *env, const struct build_row *r,
				     int64_t build, int64_t time)
{
	switch (support_of(env, r->end, r->extended_end)) {
	case SUPPORT_LONG:
		return (struct verdict){
			.answer = ANSWER_OK,
			.headline = phrase_of(N_("This Windows is looked after until {0}"), 1,
					      PHRASE_DAY(r->end)),
			.evidence = evidence(env, r, build),
			.evidence_time = time,
		};
	case SUPPORT_SOON:
		return (struct verdict){
			.answer = ANSWER_CONCERN,
			.weight = 3,
			.headline =
			    phrase_of(N_("This Windows will be looked after only until {0}"), 1,
				      PHRASE_DAY(r->end)),
			.evidence = evidence(env, r, build),
			.evidence_time = time,
			.advice = "plan-new-windows",
		};
	case SUPPORT_EXTENDED:
		return over(phrase_of(N_("Support ended on {0}; is a paid extension in force?"), 1,
				      PHRASE_DAY(r->end)),
			    evidence_extended(env, r), time);
	case SUPPORT_OVER: break;
	}
	return over(phrase_of(N_("The maker's support of this Windows ended on {0}"), 1,
			      PHRASE_DAY(r->end)),
		    evidence(env, r, build), time);
}

/* The build stands in no row. */
static struct verdict not_listed(const struct judge_env *env, const struct fact_windows_version *v)
{
	const struct build_row *newer = newer_but_over(env, v->build, product_of(v));
	struct verdict unseen;

	if (newer)
		return over(PHRASE(N_("The maker's support of this Windows has ended")),
			    phrase_of(N_("Build {0}, older than {1}, whose support ended on {2}. "
					 "Table of {3}"),
				      4, judging_plain(env, v->build), PHRASE_TEXT(newer->label),
				      PHRASE_DAY(newer->end), PHRASE_DAY(env->builds_date)),
			    v->fact.written);
	unseen = judging_unseen(NULL);
	unseen.reason = phrase_of(N_("because build {0} is not in our table of {1}"), 2,
				  judging_plain(env, v->build), PHRASE_DAY(env->builds_date));
	return unseen;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_windows_version *v = FACTS_AT(facts, windows_version, WINDOWS_VERSION, 0);
	const struct build_row *row;
	struct choice c;

	if (!v || v->build == NUMBER_ABSENT)
		return judging_unseen(N_("because the version of Windows was not found"));
	if (env->builds_date == TIME_ABSENT || !env->n_builds)
		return judging_unseen(N_("because our table of support ends could not be read"));
	if (judging_clock_wrong(env, env->builds_date))
		return judging_unseen(N_("because the clock of this machine seems to be wrong"));
	choose_rows(env, v, &c);
	if (!c.n)
		return not_listed(env, v);
	row = settle(env, &c);
	if (!row)
		return judging_unseen(
		    N_("because the edition is not known, and support ends on different days"));
	return verdict_of_row(env, row, v->build, v->fact.written);
}

const struct check check_windows_support_end = {
	.id = "windows-support-end",
	.row = "S1",
	.question = N_("Is this Windows still looked after by its maker?"),
	.targets = TARGET_WINDOWS,
	.interview = 3,
	.schemes = "JD1 5C 6-1 4-4-4 M10",
	.needs = { FACT_KIND_WINDOWS_VERSION, FACT_KIND_NONE },
	.judge = judge,
};
