/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U10: were the firm's documents opened on USB memories or discs? Shortcuts in the users' lists of
 * recent files tell it. Counts and a date only; no name of a file leaves the facts. */
#include "scanners/checks/judging.h"

#include <string.h>

extern const struct check check_files_on_usb;

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	int64_t business = 0, newest = TIME_ABSENT, any = TIME_ABSENT;
	size_t n = facts_count(facts, FACT_KIND_RECENT_FILE);

	for (size_t i = 0; i < n; i++) {
		const struct fact_recent_file *f = FACTS_AT(facts, recent_file, RECENT_FILE, i);
		int64_t at = f->opened;

		if (at != TIME_ABSENT && judging_age(env, at).future)
			at = TIME_ABSENT;
		any = MAX(any, at);
		if (!f->sort || strcmp(f->sort, "business") != 0)
			continue;
		business++;
		newest = MAX(newest, at);
	}
	if (!n)
		return (struct verdict){
			.answer = ANSWER_OK,
			.headline = PHRASE(N_("No file on a USB memory was opened lately")),
			.evidence =
			    PHRASE(N_("Lists of recent files: no file on a removable drive")),
			.evidence_time = TIME_ABSENT,
		};
	if (!business)
		return (struct verdict){
			.answer = ANSWER_NOTICE,
			.headline = phrase_of(N_("Files opened on USB memories or discs: {0}"), 1,
					      PHRASE_NUMBER((int64_t)n)),
			.evidence =
			    PHRASE(N_("Lists of recent files: none of them a document or a table")),
			.evidence_time = any,
		};
	return (struct verdict){
		.answer = ANSWER_CONCERN,
		.weight = 1,
		.headline = phrase_of(N_("Documents were opened on USB memories: {0}"), 1,
				      PHRASE_NUMBER(business)),
		.evidence = newest == TIME_ABSENT
				? PHRASE(N_("Lists of recent files: the days were not kept"))
				: phrase_of(N_("Lists of recent files: the newest on {0}"), 1,
					    PHRASE_DATE(newest)),
		.evidence_time = newest,
		.advice = "usb-carry",
	};
}

const struct check check_files_on_usb = {
	.id = "files-on-usb",
	.row = "U10",
	.question = N_("Do the firm's documents stay off USB memories?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 TS M2",
	.needs = { FACT_KIND_RECENT_FILE, FACT_KIND_NONE },
	.judge = judge,
};
