/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Event logs that are damaged, cut, open, overwritten or larger than the time; what is told of
 * addresses and titles; the settings beside the logs; the samples. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/evtx_log.h"

#include "scanners/probes/events_updates.h"

static const char failures[] =
    "2026-11-01T00:00:00Z 4625 " SECURITY "TargetUserName=a LogonType=2 IpAddress=-\n"
    "*12+60 2026-11-05T00:00:00Z 4625 " SECURITY "TargetUserName=b IpAddress=203.0.113.9\n"
    "2026-11-08T00:00:00Z 4624 " SECURITY "TargetUserName=a\n";
static const char told[] = "collected\n events=13 last=2026-11-05T00:11:00Z worst_hour=12 "
			   "worst_at=2026-11-05T00:00:00Z from_internet=12 lockouts=0\n";

static void look(struct visit *v, const char *options)
{
	visit_init(v);
	visit_bytes(v, 0, log_make(failures, options));
	visit_run(v, "security-events");
}

/* Every log probe on damage: a kind is never "collected" when part of the log could not be read. */
START_TEST(damage_is_never_collected)
{
	struct bytes log;
	struct visit v;
	uint8_t *copy;

	static const struct {
		size_t at;
		uint8_t put;
		enum fact_state want;
	} hurts[] = {
		{ 0, 'X', FACT_STATE_FAILED }, /* no log at all */
		{ EVTX_HEADER, 'X', FACT_STATE_FAILED },
		{ EVTX_HEADER + 512, 'X', FACT_STATE_FAILED },
		{ EVTX_HEADER + 516, 0xff, FACT_STATE_FAILED },
	};

	for (size_t i = 0; i < LEN(hurts); i++) {
		log = log_make(failures, "");
		copy = malloc(log.n);
		memcpy(copy, log.p, log.n);
		copy[hurts[i].at] = hurts[i].put;
		visit_init(&v);
		visit_bytes(&v, 0, bytes_of(copy, log.n));
		visit_run(&v, "security-events");
		ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_LOGON_FAILURE), hurts[i].want);
		ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_LOG_CLEARED), hurts[i].want);
		visit_done(&v);
		free(copy);
	}
}
END_TEST

START_TEST(a_cut_log_is_known_in_part)
{
	struct bytes log =
	    log_make("*900+60 2026-11-01T00:00:00Z 4625 " SECURITY "TargetUserName=abc\n", "");
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0, bytes_of(log.p, log.n - 30000));
	visit_run(&v, "security-events");
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_LOGON_FAILURE), FACT_STATE_PARTIAL);
	ck_assert_int_gt(FACTS_AT(&v.facts, logon_failure, LOGON_FAILURE, 0)->events, 100);
	visit_done(&v);
}
END_TEST

/* As Windows leaves it when the plug is pulled, and as a ring that has gone round. */
START_TEST(open_and_overwritten_logs)
{
	const struct fact_event_log *f;
	struct visit v;

	look(&v, "--dirty");
	visit_expect(&v, FACT_KIND_LOGON_FAILURE, told);
	visit_done(&v);
	look(&v, "--first 5000");
	f = FACTS_AT(&v.facts, event_log, EVENT_LOG, 0);
	ck_assert_int_eq(f->whole, FLAG_NO);
	visit_expect(&v, FACT_KIND_LOGON_FAILURE, told);
	visit_done(&v);
}
END_TEST

/* No time, and unreadable pieces. */
static enum probe_piece_state refuse(void *arg, size_t blob, size_t file, uint64_t offset, size_t n,
				     struct bytes *ret)
{
	struct bytes *log = arg;

	(void)blob;
	(void)file;
	*ret = bytes_of(NULL, 0);
	if (offset)
		return PROBE_PIECE_NO_TIME;
	*ret = bytes_of(log->p, n);
	return PROBE_PIECE_WHOLE;
}

START_TEST(without_time_it_is_known_in_part)
{
	struct bytes log = log_make(failures, "");
	struct volume_info volume = { 0 };
	struct visit v;
	struct err err;
	struct probe_input in = {
		.n_blobs = 1, .volume = &volume, .piece = refuse, .piece_arg = &log
	};

	visit_init(&v);
	visit_bytes(&v, 0, log);
	in.blob = v.blob;
	ck_assert_int_eq(probe_by_id("security-events")->run(&in, &v.facts, &err), 0);
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_LOGON_FAILURE), FACT_STATE_PARTIAL);
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_EVENT_LOG), FACT_STATE_PARTIAL);
	visit_done(&v);
}
END_TEST

START_TEST(addresses_of_the_internet)
{
	static const struct {
		const char *address;
		bool internet;
	} rows[] = {
		{ "203.0.113.7", true },
		{ "8.8.8.8", true },
		{ "2001:db8::1", true },
		{ "::ffff:8.8.4.4", true },
		{ "172.32.0.1", true },
		{ "100.128.0.1", true },
		{ "10.0.0.1", false },
		{ "192.168.1.1", false },
		{ "172.16.0.1", false },
		{ "172.31.255.1", false },
		{ "100.64.0.1", false },
		{ "127.0.0.1", false },
		{ "169.254.1.1", false },
		{ "fe80::1%12", false },
		{ "fd00::1", false },
		{ "::1", false },
		{ "::ffff:10.0.0.1", false },
		{ "LOCAL", false },
		{ "-", false },
		{ "", false },
		{ "PC-1", false },
		{ "server.local", false },
		{ NULL, false },
		{ "0.0.0.0", false },
	};

	for (size_t i = 0; i < LEN(rows); i++)
		ck_assert_msg(events_internet(rows[i].address) == rows[i].internet, "%s",
			      rows[i].address);
}
END_TEST

START_TEST(updates_of_windows)
{
	static const struct {
		const char *title;
		bool windows;
	} rows[] = {
		{ "2026-11 Cumulative Update for Windows 11 (KB5070311) (26200.7171)", true },
		{ "2026-11 x64 ベース システム用 Windows 10 の累積更新プログラム (KB5070312)",
		  true },
		{ "2026-10 .NET Framework (KB5070313)", true },
		{ "Security Intelligence Update for Microsoft Defender Antivirus - KB2267602",
		  false },
		{ "悪意のあるソフトウェアの削除ツール x64 - v5.1 (KB890830)", false },
		{ "Security Update for Microsoft Excel 2016 (KB5002820) 64-Bit Edition", false },
		{ "Intel - net - 23.5.0.0", false },
		{ "9WZDNCRFJBMP-Microsoft.WindowsStore", false },
		{ "KB12", false },
		{ "", false },
	};

	for (size_t i = 0; i < LEN(rows); i++)
		ck_assert_msg(events_update_of_windows(rows[i].title) == rows[i].windows, "%s",
			      rows[i].title);
}
END_TEST

/* The samples' README: detections of Defender; log cleared. */
START_TEST(samples)
{
	struct visit v;

	if (!fixtures_samples())
		return;
	fixtures_run("cp -f \"$SAMPLES\"/windows/evtx/*.evtx . && chmod u+w ./*.evtx");
	visit_init(&v);
	visit_bytes(&v, 0, fixtures_load("WinDefender_1116_1117.evtx"));
	visit_run(&v, "defender-events");
	printf("README: Defender detections; read:\n%s",
	       visit_text(&v, FACT_KIND_ANTIVIRUS_DETECTION));
	visit_expect(&v, FACT_KIND_ANTIVIRUS_DETECTION,
		     "collected\n"
		     " threat=Trojan:PowerShell/Powersploit.M severity=5 state=gone "
		     "at=2019-07-18T20:40:02Z ended=2019-07-18T20:51:50Z\n"
		     " threat=Trojan:XML/Exeselrun.gen!A severity=5 state=gone "
		     "at=2019-07-18T20:41:15Z ended=2019-07-18T20:53:43Z\n"
		     " threat=HackTool:JS/Jsprat severity=4 state=removed "
		     "at=2019-07-18T20:41:17Z ended=2019-07-18T20:53:31Z\n"
		     " threat=Backdoor:ASP/Ace.T severity=5 state=removed "
		     "at=2019-07-18T20:41:17Z ended=2019-07-18T20:53:31Z\n"
		     " threat=Trojan:Win32/Sehyioa.A!cl severity=5 state=removed "
		     "at=2019-07-18T20:41:55Z ended=2019-07-18T20:53:31Z\n");
	visit_done(&v);
	visit_init(&v);
	visit_bytes(&v, 0, fixtures_load("DE_104_system_log_cleared.evtx"));
	visit_run(&v, "system-events");
	printf("README: log cleared (104); read: %s", visit_text(&v, FACT_KIND_LOG_CLEARED));
	visit_expect(&v, FACT_KIND_LOG_CLEARED, "collected\n log=system at=2019-03-19T23:34:25Z\n");
	visit_done(&v);
}
END_TEST

/* --- the settings beside the logs, out of hives -------------------------------------------- */
START_TEST(audit_policy_rows)
{
	static const struct {
		unsigned logon, categories, at;
		const char *text;
	} rows[] = {
		{ 0, 9, 0, "collected\n logon_success=no logon_failure=no\n" },
		{ 1, 9, 0, "collected\n logon_success=yes logon_failure=no\n" },
		{ 2, 9, 0, "collected\n logon_success=no logon_failure=yes\n" },
		{ 3, 9, 0, "collected\n logon_success=yes logon_failure=yes\n" },
		{ 3, 8, 0, "failed\n" },
		{ 3, 9, 4000, "failed\n" },
		{ 77, 9, 0, "failed\n" },
	};

	for (size_t i = 0; i < LEN(rows); i++) {
		static const uint16_t counts[9] = { 5, 11, 14, 3, 6, 6, 6, 4, 4 };
		uint16_t b[6 + 59 + 9] = { 0x100,
					   0,
					   (uint16_t)rows[i].categories,
					   0,
					   rows[i].at ? (uint16_t)rows[i].at : 12 + 2 * 59,
					   0 };
		struct str s = STR_INIT(4096);
		struct visit v;

		b[6 + 5] = (uint16_t)rows[i].logon;
		memcpy(b + 6 + 59, counts, sizeof(counts));
		str_add(&s, "[Policy\\PolAdtEv]\n@=hex:");
		for (size_t k = 0; k < LEN(b); k++)
			str_addf(&s, "%s%02x,%02x", k ? "," : "", b[k] & 255, b[k] >> 8);
		str_add(&s, "\n");
		visit_init(&v);
		visit_spec(&v, 0, str_c(&s));
		visit_run(&v, "audit-policy");
		visit_expect(&v, FACT_KIND_AUDIT_POLICY, rows[i].text);
		visit_done(&v);
		str_done(&s);
	}
}
END_TEST

START_TEST(audit_policy_missing)
{
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, "[Policy\\Accounts]\n");
	visit_run(&v, "audit-policy");
	visit_expect(&v, FACT_KIND_AUDIT_POLICY, "failed\n");
	visit_done(&v);
	visit_init(&v);
	visit_run(&v, "audit-policy");
	visit_expect(&v, FACT_KIND_AUDIT_POLICY, "failed\n");
	visit_done(&v);
}
END_TEST

#define LOGS "[Select]\n\"Current\"=dword:1\n[ControlSet001\\Services\\EventLog\\Security]\n"
START_TEST(log_settings)
{
	static const struct {
		const char *software, *system, *text;
	} rows[] = {
		{ "[Microsoft]\n", LOGS "\"MaxSize\"=dword:01400000\n",
		  "collected\n log=security max_bytes=20971520 by_policy=no\n log=system "
		  "by_policy=no\n" },
		{ "[Microsoft]\n[Policies\\Microsoft\\Windows\\EventLog\\Security]\n"
		  "\"MaxSize\"=dword:00030000\n",
		  LOGS "\"MaxSize\"=dword:01400000\n",
		  "collected\n log=security max_bytes=201326592 by_policy=yes\n log=system "
		  "by_policy=no\n" },
		{ NULL, LOGS, "partial\n log=security by_policy=no\n log=system by_policy=no\n" },
		{ "[Microsoft]\n", "[Select]\n\"Current\"=dword:1\n[ControlSet001\\Control]\n",
		  "failed\n" },
		{ NULL, NULL, "failed\n" },
	};

	for (size_t i = 0; i < LEN(rows); i++) {
		struct visit v;

		visit_init(&v);
		if (rows[i].software)
			visit_spec(&v, 0, rows[i].software);
		if (rows[i].system)
			visit_spec(&v, 1, rows[i].system);
		visit_run(&v, "event-log-setting");
		visit_expect(&v, FACT_KIND_EVENT_LOG_SETTING, rows[i].text);
		visit_done(&v);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("event log files");
	TCase *tc = tcase_create("all");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, damage_is_never_collected);
	tcase_add_test(tc, a_cut_log_is_known_in_part);
	tcase_add_test(tc, open_and_overwritten_logs);
	tcase_add_test(tc, without_time_it_is_known_in_part);
	tcase_add_test(tc, addresses_of_the_internet);
	tcase_add_test(tc, updates_of_windows);
	tcase_add_test(tc, samples);
	tcase_add_test(tc, audit_policy_rows);
	tcase_add_test(tc, audit_policy_missing);
	tcase_add_test(tc, log_settings);
	suite_add_tcase(suite, tc);
	return fixtures_main(suite);
}
