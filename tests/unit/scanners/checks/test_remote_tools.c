/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S11: programs of the kind "remote", by the list of programs, by their traces, and by how their own
 * settings let somebody in. */
#define CHECK   check_remote_tools
#define KIND    "remote"
#define LISTED  "TeamViewer 15"
#define PRODUCT "anydesk"
#define TITLE   "AnyDesk"
#define WANT    ANSWER_CONCERN
#define ADVICE  "ask-remote-tool"

#include "tests/unit/scanners/checks/kind_bench.h"

static void way(struct bench *b, const char *product, const char *method, enum flag unattended,
		enum flag starts)
{
	struct fact_remote_access *f = FACTS_ADD(&b->facts, remote_access, REMOTE_ACCESS, "x");

	f->product = product;
	f->method = method;
	f->unattended = unattended;
	f->starts = starts;
	f->fact.written = LAST_USE - 30 * TIME_DAY;
}

/* listed: the program stands in the list; service: the Start of its service, 0: none. */
static const struct {
	const char *listed, *product, *method;
	enum flag unattended, starts;
	int64_t service;
	enum answer_kind want;
	const char *advice, *how, *when;
} ways[] = {
	{ NULL, "anydesk", "password", FLAG_YES, FLAG_ABSENT, 2, ANSWER_CONCERN, "ask-unattended",
	  "a fixed password is set", "it starts together with the PC" },
	{ NULL, "anydesk", "password", FLAG_YES, FLAG_ABSENT, 4, ANSWER_CONCERN, "ask-unattended",
	  "a fixed password is set", "it does not start by itself" },
	{ "TeamViewer 15", "teamviewer", "password", FLAG_YES, FLAG_YES, 0, ANSWER_CONCERN,
	  "ask-unattended", "a fixed password is set", "it starts together with the PC" },
	{ NULL, "teamviewer", "password", FLAG_YES, FLAG_NO, 0, ANSWER_CONCERN, "ask-unattended",
	  "a fixed password is set", "it does not start by itself" },
	{ NULL, "vnc", "open", FLAG_YES, FLAG_ABSENT, 0, ANSWER_CONCERN, "ask-unattended",
	  "no password is asked for", "whether it starts by itself is not known" },
	{ NULL, "splashtop", "account", FLAG_YES, FLAG_ABSENT, 2, ANSWER_CONCERN, "ask-unattended",
	  "whoever has the account that it is joined to gets in",
	  "it starts together with the PC" },
	/* somebody at the PC has to help: the tool alone is asked about */
	{ "TeamViewer 15", "teamviewer", "asked", FLAG_NO, FLAG_YES, 0, ANSWER_CONCERN,
	  "ask-remote-tool", NULL, NULL },
	/* settings alone that let nobody in are no trace of a tool */
	{ NULL, "anydesk", "asked", FLAG_NO, FLAG_ABSENT, 0, ANSWER_OK, NULL, NULL, NULL },
	{ NULL, "remote-assistance", "asked", FLAG_NO, FLAG_NO, 0, ANSWER_OK, NULL, NULL,
	  "Windows' own Remote Assistance is allowed, and somebody at the PC has to agree" },
	{ NULL, "remote-assistance", "shut", FLAG_NO, FLAG_NO, 0, ANSWER_OK, NULL, NULL,
	  "Windows' own Remote Assistance is turned off" },
	{ NULL, NULL, NULL, FLAG_ABSENT, FLAG_ABSENT, 0, ANSWER_OK, NULL, NULL,
	  "nothing is set about Windows' own Remote Assistance" },
};

START_TEST(judges_each_way_in)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	may_collected(&b);
	if (ways[_i].listed)
		bench_program(&b, ways[_i].listed, "15.1", NULL);
	if (ways[_i].service)
		trace(&b, KIND, ways[_i].product, "service", ways[_i].service);
	if (ways[_i].product)
		way(&b, ways[_i].product, ways[_i].method, ways[_i].unattended, ways[_i].starts);
	bench_collected(&b, &CHECK);
	bench_want(&b, &CHECK, ways[_i].want, ways[_i].advice);
	if (ways[_i].how) {
		ck_assert_str_eq(b.finding.evidence.arg[1].text, ways[_i].how);
		ck_assert_str_eq(b.finding.evidence.arg[2].text, ways[_i].when);
		ck_assert_int_eq(b.finding.evidence.arg[3].number, 1);
		ck_assert_int_eq(b.finding.weight, 3);
	} else if (ways[_i].when) {
		ck_assert_str_eq(b.finding.evidence.arg[1].text, ways[_i].when);
	}
	ck_assert(!b.finding.reason.id);
	bench_end(&b);
}
END_TEST

/* The widest way in is the one that is told, whatever the order; a program with two places is one. */
START_TEST(tells_the_widest)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	may_collected(&b);
	way(&b, "splashtop", "account", FLAG_YES, FLAG_ABSENT);
	way(&b, "vnc", "open", FLAG_YES, FLAG_ABSENT);
	way(&b, "anydesk", "password", FLAG_YES, FLAG_ABSENT);
	way(&b, "anydesk", "password", FLAG_YES, FLAG_ABSENT);
	way(&b, NULL, "open", FLAG_YES, FLAG_ABSENT);
	bench_collected(&b, &CHECK);
	bench_want(&b, &CHECK, ANSWER_CONCERN, "ask-unattended");
	ck_assert_str_eq(b.finding.headline.arg[0].text, "splashtop, vnc, AnyDesk");
	ck_assert_str_eq(b.finding.evidence.arg[0].text, "vnc");
	ck_assert_int_eq(b.finding.evidence.arg[3].number, 3);
	bench_end(&b);
}
END_TEST

/* Settings that could not be read: never fine, and told beside what was found. */
START_TEST(settings_that_could_not_be_read)
{
	static const char why[] = "because the test says so";

	for (int state = FACT_STATE_NOT_COLLECTED; state <= FACT_STATE_FAILED; state++)
		for (int tool = 0; tool < 3; tool++) {
			struct bench b;

			if (state == FACT_STATE_COLLECTED)
				continue;
			bench_begin(&b);
			good(&b);
			if (tool == 1)
				trace(&b, KIND, PRODUCT, "folder", NUMBER_ABSENT);
			if (tool == 2)
				way(&b, PRODUCT, "password", FLAG_YES, FLAG_ABSENT);
			bench_collected(&b, &CHECK);
			bench_state(&b, FACT_KIND_REMOTE_ACCESS, (enum fact_state)state,
				    state == FACT_STATE_NOT_COLLECTED ? NULL : why);
			bench_want(&b, &CHECK, tool ? ANSWER_CONCERN : ANSWER_COULD_NOT_LOOK,
				   tool == 2   ? "ask-unattended"
				   : tool == 1 ? ADVICE
					       : NULL);
			ck_assert(b.finding.reason.id);
			if (state != FACT_STATE_NOT_COLLECTED)
				ck_assert_str_eq(b.finding.reason.id, why);
			bench_end(&b);
		}
}
END_TEST

static void more_cases(TCase *tc)
{
	tcase_add_loop_test(tc, judges_each_way_in, 0, LEN(ways));
	tcase_add_test(tc, tells_the_widest);
	tcase_add_test(tc, settings_that_could_not_be_read);
}
