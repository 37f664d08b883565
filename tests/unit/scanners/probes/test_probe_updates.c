/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of updates that went in or did not: the update agent's own log, the component store. */
#include "tests/unit/scanners/probes/harness.h"

/* --- the update agent's log ---------------------------------------------------------------- */
#define AGENT(time, event, code, state, words, title)                                              \
	"{16D57C29-A552-4B80-80E9-A353C6D90CBE}\t" time "\t1\t" event                              \
	"\t101\t{A188C2E0-209F-486C-9D51-9953B1D2612E}\t200\t" code "\tUpdateOrchestrator\t" state \
	"\tContent Install\t" words ": " title "\taS8pKHUwl0i6mrKJ.1.2.3.0\r\n"
#define IN(time, title)                                                                            \
	AGENT(time, "183 [AGENT_INSTALLING_SUCCEEDED]", "0", "Success",                            \
	      "Installation Successful: Windows successfully installed the following update",      \
	      title)
#define NOT_IN(time, code, title)                                                                  \
	AGENT(time, "182 [AGENT_INSTALLING_FAILED]", code, "Failure",                              \
	      "インストールの失敗: エラー 0x" code                                                 \
	      " のため次の更新プログラムのインストールに失敗しました",                             \
	      title ".")

static const struct {
	const char *log, *text, *source;
	bool wide;
} agent[] = {
	{ IN("2026-10-14 09:45:55:528+0900", "2026-10 累積更新 (KB5066835)")
	      NOT_IN("2026-11-10 10:00:00:001+0900", "800f0922", "2026-11 累積更新 (KB5068861)")
		  NOT_IN("2026-11-11 10:00:00:001+0900", "80070643", "2026-11 累積更新 (KB5068861)")
		      IN("2026-11-12 03:10:00:001+0900", "2026-11 累積更新 (KB5068861)")
			  IN("2026-11-20 10:00:00:001+0900",
			     "Security Intelligence Update - KB2267602 (Version 1.381.1819.0)")
			      NOT_IN("2026-11-21 10:00:00:001+0900", "8024200b", "EPSON - 1.2"),
	  "collected\n log=agent update=KB5066835 windows=yes installed=1 failed=0 "
	  "last_installed=2026-10-14T00:45:55Z\n"
	  " log=agent update=KB5068861 windows=yes installed=1 failed=2 "
	  "last_installed=2026-11-11T18:10:00Z first_failed=2026-11-10T01:00:00Z "
	  "last_failed=2026-11-11T01:00:00Z code=0x80070643\n"
	  " log=agent update=KB2267602 windows=no installed=1 failed=0 "
	  "last_installed=2026-11-20T01:00:00Z\n"
	  " log=agent update=EPSON - 1.2 windows=no installed=0 failed=1 "
	  "first_failed=2026-11-21T01:00:00Z last_failed=2026-11-21T01:00:00Z code=0x8024200b\n",
	  "collected\n log=agent there=yes entries=6 first=2026-10-14T00:45:55Z "
	  "last=2026-11-21T01:00:00Z\n",
	  true },
	/* As older systems write it: bytes, and the event without its name. */
	{ AGENT("2024-01-15 08:00:00.123-0500", "183", "0", "Success", "Installation Successful: x",
		"Security Update (KB5034123)")
	      AGENT("2024-01-16 08:00:00.123-0500", "182", "zz", "Failure",
		    "Installation Failure: x", "Security Update (KB5034124)."),
	  "collected\n log=agent update=KB5034123 windows=yes installed=1 failed=0 "
	  "last_installed=2024-01-15T13:00:00Z\n"
	  " log=agent update=KB5034124 windows=yes installed=0 failed=1 "
	  "first_failed=2024-01-16T13:00:00Z last_failed=2024-01-16T13:00:00Z\n",
	  NULL, false },
	/* No distance from UTC, a strange one, no such day: no date. A download is no try. */
	{ IN("2024-01-15 08:00:00:123", "(KB5034123)")
	      IN("2024-01-15 08:00:00:123-9900", "(KB5034123)")
		  IN("2024-13-15 08:00:00:123-0500", "(KB5034123)")
		      AGENT("2024-01-15 08:00:00:123-0500", "161 [AGENT_DOWNLOAD_FAILED]",
			    "80072ee7", "Failure", "Error: x", "(KB5034123)"),
	  "collected\n", "collected\n log=agent there=yes entries=0\n", false },
	{ "", "collected\n", "collected\n log=agent there=yes entries=0\n", false },
	/* another file under its name, and one that lost its contents with the power */
	{ "\n\n\t\t\n{x}\t\n183\n\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n", "failed\n", NULL, false },
	{ "0123456789 a letter to somebody", "failed\n", NULL, false },
};

START_TEST(the_update_agents_log)
{
	struct visit v;

	visit_init(&v);
	fixtures_text("agent.log", agent[_i].log);
	if (agent[_i].wide)
		fixtures_run(
		    "(printf '\\377\\376'; iconv -f UTF-8 -t UTF-16LE agent.log) >a && mv a "
		    "agent.log");
	visit_bytes(&v, 0, fixtures_load("agent.log"));
	visit_run(&v, "update-agent-log");
	visit_expect(&v, FACT_KIND_UPDATE_EVENT, agent[_i].text);
	if (agent[_i].source)
		visit_expect(&v, FACT_KIND_UPDATE_SOURCE, agent[_i].source);
	visit_done(&v);
}
END_TEST

/* That there is none is told; that it could not be read is another matter. */
START_TEST(no_log_of_the_update_agent)
{
	struct visit v;

	visit_init(&v);
	visit_run(&v, "update-agent-log");
	visit_expect(&v, FACT_KIND_UPDATE_EVENT, "collected\n");
	visit_expect(&v, FACT_KIND_UPDATE_SOURCE, "collected\n log=agent there=no\n");
	visit_done(&v);
	visit_init(&v);
	v.blob[0].state = PROBE_BLOB_UNREADABLE;
	visit_run(&v, "update-agent-log");
	visit_expect(&v, FACT_KIND_UPDATE_EVENT, "failed\n");
	visit_expect(&v, FACT_KIND_UPDATE_SOURCE, "failed\n");
	visit_done(&v);
}
END_TEST

/* --- the component store ------------------------------------------------------------------- */
#define STORE "[Microsoft\\Windows\\CurrentVersion\\Component Based Servicing"
#define PACKAGE(name, state, error)                                                                \
	STORE "\\Packages\\" name "]\nwritten=2026-11-14T03:00:00Z\n\"CurrentState\"=dword:" state \
	      "\n\"LastError\"=dword:" error "\n"
#define THERE(n, rest) "collected\n log=store there=yes entries=" n " " rest "\n"
#define FAILED_ON_14TH "first_failed=2026-11-14T03:00:00Z last_failed=2026-11-14T03:00:00Z "

static const struct {
	const char *spec, *events, *source;
} store[] = {
	{ STORE "\\Packages]\n", "collected\n", THERE("0", "busy=no") },
	/* put in; needed by nobody; cancelled; no error; waits for a restart; gone; no update */
	{ PACKAGE("Package_for_KB5000001~a~b~~1.1", "70", "800f0922")
	      PACKAGE("Package_for_KB5000002~a~b~~1.1", "40", "800f081e")
		  PACKAGE("Package_for_KB5000003~a~b~~1.1", "40", "800704c7")
		      PACKAGE("Package_for_KB5000004~a~b~~1.1", "40", "0")
			  PACKAGE("Package_for_KB5000005~a~b~~1.1", "60", "800f0922")
			      PACKAGE("Package_for_KB5000006~a~b~~1.1", "0", "800f0922")
				  PACKAGE("OpenSSH-Client-Package~a~b~~1.1", "40", "800f0922"),
	  "collected\n", THERE("6", "busy=no") },
	{ PACKAGE("Package_for_KB5066128~31bf3856ad364e35~amd64~~10.0.9321.2", "40", "80070643")
	      PACKAGE("Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.7171.1.11", "ffffffc0",
		      "800f0831") PACKAGE("Package_for_KB4052623~a~b~~1.1", "20", "800f0922"),
	  "collected\n log=store update=KB4052623 windows=no installed=0 failed=1 " FAILED_ON_14TH
	  "code=0x800f0922\n log=store update=KB5066128 windows=yes installed=0 "
	  "failed=1 " FAILED_ON_14TH
	  "code=0x80070643\n log=store update=RollupFix 26100.7171.1.11 windows=yes installed=0 "
	  "failed=1 " FAILED_ON_14TH "code=0x800f0831\n",
	  THERE("3", "busy=no") },
	/* The key of sessions is always there; what counts is one in it. */
	{ STORE "\\Packages]\n" STORE "\\SessionsPending]\n\"Exclusive\"=dword:0\n", "collected\n",
	  THERE("0", "busy=no") },
	{ STORE "\\Packages]\n" STORE
		"\\SessionsPending]\nwritten=2026-11-14T03:00:00Z\n\"Exclusive\"=dword:3\n",
	  "collected\n", THERE("0", "busy=yes busy_since=2026-11-14T03:00:00Z") },
	{ STORE "\\Packages]\n" STORE "\\RebootInProgress]\nwritten=2026-11-15T03:00:00Z\n",
	  "collected\n", THERE("0", "busy=yes busy_since=2026-11-15T03:00:00Z") },
	{ "[Microsoft\\Windows\\CurrentVersion]\n", "failed\n", "failed\n" },
	{ NULL, "failed\n", "failed\n" },
};

START_TEST(the_component_store)
{
	struct visit v;

	visit_init(&v);
	if (store[_i].spec)
		visit_spec(&v, 0, store[_i].spec);
	visit_run(&v, "component-store");
	visit_expect(&v, FACT_KIND_UPDATE_EVENT, store[_i].events);
	visit_expect(&v, FACT_KIND_UPDATE_SOURCE, store[_i].source);
	visit_done(&v);
}
END_TEST

/* More failures than are told: in part, and said so. */
START_TEST(a_store_full_of_failures)
{
	struct str s = STR_INIT(1 << 20);
	struct visit v;

	for (int i = 0; i < 201; i++)
		str_addf(&s, PACKAGE("Package_for_KB50%05d~a~b~~1", "40", "800f0922"), i);
	visit_init(&v);
	visit_spec(&v, 0, str_c(&s));
	visit_run(&v, "component-store");
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_UPDATE_EVENT), 200);
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_UPDATE_EVENT), FACT_STATE_PARTIAL);
	visit_done(&v);
	str_done(&s);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probes of updates");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, the_update_agents_log, 0, LEN(agent));
	tcase_add_test(t, no_log_of_the_update_agent);
	tcase_add_loop_test(t, the_component_store, 0, LEN(store));
	tcase_add_test(t, a_store_full_of_failures);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
