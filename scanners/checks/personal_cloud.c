/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S13: do data of the firm go into somebody's own cloud store? A business account is the firm's way;
 * what kind an account of another maker is cannot be seen, so that it is asked. */
#include <string.h>

#include "scanners/checks/program_kinds.h"

extern const struct check check_personal_cloud;

/* OneDrive is part of Windows and stands in no table of programs. */
static const char *label_of(const struct judge_env *env, const char *product)
{
	return strcmp(product, "onedrive") ? program_kinds_label(env, product) : "OneDrive";
}

static void accounts(const struct facts *facts, const struct judge_env *env,
		     struct program_kinds *own, unsigned *business)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_CLOUD_ACCOUNT); i++) {
		const struct fact_cloud_account *f =
		    FACTS_AT(facts, cloud_account, CLOUD_ACCOUNT, i);

		if (!f->product || !*f->product)
			continue;
		if (f->account && !strcmp(f->account, "business"))
			++*business;
		else
			program_kinds_add(own, label_of(env, f->product),
					  f->account && !strcmp(f->account, "personal")
					      ? N_("a user has connected an account of his own")
					      : N_("a user has connected an account"),
					  f->fact.written);
	}
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct program_kinds k = { .time = TIME_ABSENT };
	unsigned business = 0;

	if (!env->programs || env->programs->names_date == TIME_ABSENT)
		return judging_unseen(N_("because our table of programs could not be read"));
	accounts(facts, env, &k, &business);
	program_kinds_listed(facts, env, "cloud", &k);
	if (k.n)
		return (struct verdict){
			.answer = ANSWER_CONCERN,
			.weight = 1,
			.headline = phrase_of(N_("A cloud store may hold data of the firm: {0}"), 1,
					      PHRASE_TEXT(program_kinds_names(env, &k))),
			.evidence = phrase_of(N_("{0}: {1}; {2} store(s) in all"), 3,
					      PHRASE_TEXT(k.label[0]), PHRASE_WORD(k.how[0]),
					      PHRASE_NUMBER((int64_t)k.n)),
			.evidence_time = k.time,
			.advice = "cloud-rule",
		};
	return (struct verdict){
		.answer = business ? ANSWER_NOTICE : ANSWER_OK,
		.headline = business ? PHRASE(N_("Only OneDrive accounts of a firm are connected"))
				     : PHRASE(N_("No cloud store of somebody's own was found")),
		.evidence = phrase_of(
		    judging_table_old(env, env->programs->names_date)
			? N_("List of programs and settings of each user: no private store of our "
			     "table of {0}, which is more than 60 days old")
			: N_("List of programs and settings of each user: no private store of our "
			     "table of {0}"),
		    1, PHRASE_DAY(env->programs->names_date)),
		.evidence_time = TIME_ABSENT,
		.advice = business ? "cloud-of-firm" : NULL,
	};
}

const struct check check_personal_cloud = {
	.id = "personal-cloud",
	.row = "S13",
	.question = N_("Do data of the firm stay out of private cloud stores?"),
	.targets = TARGET_WINDOWS,
	.interview = 23,
	.schemes = "JD13 JD23 3-1-3 A63",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_CLOUD_ACCOUNT, FACT_KIND_NONE },
	.judge = judge,
};
