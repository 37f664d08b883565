/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Probes about programs on small hives and listings: a row is what lies on the disk and the whole
 * answer that it must give. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/pe_maker.h"

#define SW    "[Microsoft\\Windows\\CurrentVersion]\n"
#define SYS   "[Select]\n\"Current\"=dword:2\n[ControlSet002\\Control]\n"
#define CCS   "[ControlSet002\\"
#define NU    "[Software\\Microsoft]\n"
#define CBS   "[Microsoft\\Windows\\CurrentVersion\\Component Based Servicing"
#define NOTED "[Root\\InventoryApplication\\"
#define LISTS 5

/* list[i]: what the probe's file number i + 1 lists, NULL: it is not there. */
struct row {
	const char *probe, *spec;
	const char *list[LISTS];
	enum fact_kind kind;
	const char *text;
};

static const struct row rows[] = {
	/* --- Office --- */
	{ "office",
	  "[Microsoft\\Office\\ClickToRun\\Configuration]\n\"VersionToReport\"=\"16.0.1.2\"\n"
	  "\"ProductReleaseIds\"=\"HomeBusiness2019Retail\"\n\"UpdatesEnabled\"=\"False\"\n",
	  { NULL },
	  FACT_KIND_OFFICE,
	  "collected\n method=click-to-run version=16.0.1.2 products=HomeBusiness2019Retail "
	  "updates=no\n" },
	{ "office",
	  "[Microsoft\\Office\\ClickToRun\\Configuration]\n"
	  "\"ProductReleaseIds\"=\"O365HomePremRetail\"\n\"UpdatesEnabled\"=\"False\"\n"
	  "[Policies\\Microsoft\\office\\16.0\\common\\officeupdate]\n"
	  "\"EnableAutomaticUpdates\"=dword:1\n",
	  { NULL },
	  FACT_KIND_OFFICE,
	  "collected\n method=click-to-run products=O365HomePremRetail updates=yes\n" },
	/* the key of a version without a folder: a viewer or an add-in made it */
	{ "office",
	  "[Microsoft\\Office\\14.0\\Word]\n",
	  { NULL },
	  FACT_KIND_OFFICE,
	  "collected\n" },
	{ "office",
	  SW "[Wow6432Node\\Microsoft\\Office\\14.0\\Excel\\InstallRoot]\n\"Path\"=\"C:\\\\x\"\n"
	     "[Wow6432Node\\Microsoft\\Office\\14.0\\Word\\InstallRoot]\n\"Path\"=\"C:\\\\x\"\n",
	  { NULL },
	  FACT_KIND_OFFICE,
	  "collected\n method=folder version=14.0\n" },
	{ "office", SW, { NULL }, FACT_KIND_OFFICE, "collected\n" },
	{ "office", NULL, { NULL }, FACT_KIND_OFFICE, "failed\n" },
	/* --- browsers --- */
	{ "browser",
	  SW "[Wow6432Node\\Google\\Update\\Clients\\{8A69D345-D564-463c-AFF1-A69D9E530F96}]\n"
	     "\"pv\"=\"142.0.7444.176\"\n"
	     "[Mozilla\\Mozilla Firefox]\n\"CurrentVersion\"=\"145.0 (x64 ja)\"\n",
	  { "d 0 - 142.0.7444.176\nd 0 - SetupMetrics\nf 9 - 1.2.3.4\n", NULL,
	    "d 0 - 150.0.1.2\n" },
	  FACT_KIND_BROWSER,
	  "collected\n name=chrome version=142.0.7444.176 method=folder scope=machine\n"
	  " name=edge version=150.0.1.2 method=folder scope=machine\n"
	  " name=firefox version=145.0 (x64 ja) method=maker scope=machine\n"
	  " name=chrome version=142.0.7444.176 method=updater scope=machine\n" },
	{ "browser", SW, { NULL }, FACT_KIND_BROWSER, "collected\n" },
	{ "browser",
	  NULL,
	  { "d 0 - 1.2.3.4\n" },
	  FACT_KIND_BROWSER,
	  "partial\n name=chrome version=1.2.3.4 method=folder scope=machine\n" },
	{ "browser", NULL, { NULL }, FACT_KIND_BROWSER, "failed\n" },
	{ "browser-user",
	  NU "[Software\\Google\\Update\\Clients\\{8A69D345-D564-463c-AFF1-A69D9E530F96}]\n"
	     "\"pv\"=\"9.0.0.1\"\n",
	  { NULL },
	  FACT_KIND_BROWSER,
	  "collected\n name=chrome version=9.0.0.1 method=updater scope=user\n" },
	{ "browser-user", NULL, { NULL }, FACT_KIND_BROWSER, "failed\n" },
	/* --- components --- */
	{ "component",
	  SW "[Wow6432Node\\JavaSoft\\Java Runtime Environment\\1.8.0_301]\n\"JavaHome\"=\"x\"\n"
	     "[Wow6432Node\\JavaSoft\\Java Runtime Environment\\1.7]\n"
	     "[JavaSoft\\JDK\\17.0.2]\n\"JavaHome\"=\"y\"\n",
	  { NULL },
	  FACT_KIND_COMPONENT,
	  "collected\n product=java version=17.0.2 method=registry\n"
	  " product=java version=1.8.0_301 method=registry\n" },
	{ "component",
	  "[Microsoft\\NET Framework Setup\\NDP\\v4\\Full]\n\"Install\"=dword:1\n"
	  "\"Version\"=\"4.5.50709\"\n\"Release\"=dword:0005c615\n"
	  "[Microsoft\\NET Framework Setup\\NDP\\v3.5]\n\"Install\"=dword:1\n"
	  "[Microsoft\\NET Framework Setup\\NDP\\v2.0.50727]\n\"Install\"=dword:0\n",
	  { NULL },
	  FACT_KIND_COMPONENT,
	  "collected\n product=dotnetfx version=4.5.50709 release=378389 method=registry\n"
	  " product=dotnetfx version=3.5 method=registry\n" },
	{ "component",
	  SW "[Wow6432Node\\dotnet\\Setup\\InstalledVersions\\x64\\sharedfx\\Microsoft.NETCore.App]"
	     "\n\"6.0.36\"=dword:1\n\"note\"=dword:1\n",
	  { NULL },
	  FACT_KIND_COMPONENT,
	  "collected\n product=dotnet version=6.0.36 method=registry\n" },
	{ "component",
	  SW,
	  { "f 900 - Flash64_32_0_0_371.ocx\n", "f 900 - NPSWF32.dll\n" },
	  FACT_KIND_COMPONENT,
	  "collected\n product=flash method=file\n product=flash method=file\n" },
	/* what an uninstaller leaves behind */
	{ "component",
	  SW,
	  { "f 900 - FlashUtil64.exe\nf 90 - FlashInstall.log\nf 0 - Flash.ocx\n" },
	  FACT_KIND_COMPONENT,
	  "collected\n" },
	{ "component",
	  NULL,
	  { "f 900 - Flash.ocx\n" },
	  FACT_KIND_COMPONENT,
	  "partial\n product=flash method=file\n" },
	{ "component", NULL, { NULL }, FACT_KIND_COMPONENT, "failed\n" },
	/* --- restarts --- */
	{ "restart-pending",
	  CBS "]\n",
	  { NULL },
	  FACT_KIND_RESTART_PENDING,
	  "collected\n component_store=no windows_update=no packages=0 pending_list=no\n" },
	{ "restart-pending",
	  CBS "\\RebootPending]\n" CBS "\\PackagesPending\\a]\n",
	  { "<x/>" },
	  FACT_KIND_RESTART_PENDING,
	  "collected\n component_store=yes windows_update=no packages=1 pending_list=yes\n" },
	{ "restart-pending", SW, { NULL }, FACT_KIND_RESTART_PENDING, "failed\n" },
	{ "restart-pending", NULL, { "<x/>" }, FACT_KIND_RESTART_PENDING, "failed\n" },
	/* --- Internet Explorer --- */
	{ "internet-explorer",
	  "[Microsoft\\Internet Explorer]\n\"Version\"=\"9.11.1.0\"\n\"svcVersion\"=\"11.1.1.0\"\n"
	  "[Policies\\Microsoft\\Edge]\n\"InternetExplorerIntegrationLevel\"=dword:1\n"
	  "\"InternetExplorerIntegrationSiteList\"=\"https://x/\"\n",
	  { NULL },
	  FACT_KIND_INTERNET_EXPLORER,
	  "collected\n version=11.1.1.0 ie_mode=1 sites=yes\n" },
	{ "internet-explorer",
	  "[Microsoft\\Internet Explorer]\n\"Version\"=\"8.0.7600.1\"\n",
	  { NULL },
	  FACT_KIND_INTERNET_EXPLORER,
	  "collected\n version=8.0.7600.1 sites=no\n" },
	{ "internet-explorer", NULL, { NULL }, FACT_KIND_INTERNET_EXPLORER, "failed\n" },
	/* --- traces --- */
	{ "program-traces",
	  SYS CCS "Services\\TeamViewer]\n\"Start\"=dword:2\n",
	  { "f 9 - WINNY2.EXE-12AB34CD.pf\nf 9 - NOTEPAD.EXE-1.pf\n",
	    "d 0 - RustDesk\nf 3 - AnyDesk\n", NULL, "d 0 - AnyDesk\n" },
	  FACT_KIND_PROGRAM_TRACE,
	  "collected\n purpose=sharing product=winny method=run\n"
	  " purpose=remote product=rustdesk method=folder\n"
	  " purpose=remote product=anydesk method=folder\n"
	  " purpose=remote product=teamviewer method=service start=2\n" },
	{ "program-traces", /* started only once out of the browser's folder, or left behind */
	  SYS CCS "Services\\x]\n",
	  { "f 9 - SCREENCONNECT.WINDOWSCLIENT.E-1A.pf\nf 9 - SCREENCONNECTION.EXE-1.pf\n"
	    "f 9 - ISLLIGHTCLIENT.EXE-2B.pf\nf 9 - ISLALWAYSON.EXE-3C.pf\n"
	    "f 9 - G2COMM.EXE-4D.pf\nf 9 - G2COMMON.EXE-5E.pf\n",
	    "d 0 - ISL Online\n", "d 0 - GoToMyPC\n" },
	  FACT_KIND_PROGRAM_TRACE,
	  "collected\n purpose=remote product=screenconnect method=run\n"
	  " purpose=remote product=isl method=run\n"
	  " purpose=remote product=isl method=run\n"
	  " purpose=remote product=gotomypc method=run\n"
	  " purpose=remote product=isl method=folder\n"
	  " purpose=remote product=gotomypc method=folder\n" },
	{ "program-traces", /* services with a number of each customer, and one that is none */
	  SYS CCS "Services\\GoToResolve_5674438124342114066]\n\"Start\"=dword:2\n" CCS
		  "Services\\ScreenConnect Client (1a2b3c4d)]\n\"Start\"=dword:3\n" CCS
		  "Services\\MagicConnectSvc]\n" CCS "Services\\GoToResolver]\n",
	  { "f 9 - GOTORESOLVEUNATTENDED.EXE-1.pf\n", NULL, "d 0 - GoTo Resolve Unattended\n" },
	  FACT_KIND_PROGRAM_TRACE,
	  "collected\n purpose=remote product=goto-resolve method=run\n"
	  " purpose=remote product=goto-resolve method=folder\n"
	  " purpose=remote product=screenconnect method=service start=3\n"
	  " purpose=remote product=goto-resolve method=service start=2\n"
	  " purpose=remote product=magic-connect method=service\n" },
	{ "program-traces", SYS, { NULL }, FACT_KIND_PROGRAM_TRACE, "failed\n" },
	{ "program-traces",
	  SYS CCS "Services\\x]\n",
	  { "f 9 - NOTEPAD.EXE-1.pf\n" },
	  FACT_KIND_PROGRAM_TRACE,
	  "collected\n" },
	{ "program-traces", /* no folder of notes */
	  SYS CCS "Services\\x]\n",
	  { NULL },
	  FACT_KIND_PROGRAM_TRACE,
	  "failed\n" },
	{ "program-traces", /* told to keep none */
	  SYS CCS "Services\\x]\n" CCS "Control\\Session Manager\\Memory Management\\"
		  "PrefetchParameters]\n\"EnablePrefetcher\"=dword:0\n",
	  { "f 9 - NOTEPAD.EXE-1.pf\n", "d 0 - RustDesk\n" },
	  FACT_KIND_PROGRAM_TRACE,
	  "partial\n purpose=remote product=rustdesk method=folder\n" },
	{ "program-traces",
	  NULL,
	  { NULL, "d 0 - eMule\n" },
	  FACT_KIND_PROGRAM_TRACE,
	  "partial\n purpose=sharing product=emule method=folder\n" },
	{ "amcache",
	  "[Root\\InventoryApplicationFile\\winny2.exe|1]\n\"Name\"=\"Winny2.exe\"\n"
	  "[Root\\InventoryApplicationFile\\winny2.exe|2]\n\"Name\"=\"winny2.exe\"\n"
	  "[Root\\InventoryApplicationFile\\notepad.exe|1]\n\"Name\"=\"notepad.exe\"\n",
	  { NULL },
	  FACT_KIND_PROGRAM_TRACE,
	  "collected\n purpose=sharing product=winny method=met\n" },
	{ "amcache", NULL, { NULL }, FACT_KIND_PROGRAM_TRACE, "collected\n" }, /* an old Windows */
	{ "amcache", /* programs; then what is none: hidden, of the store, of Windows, a repair */
	  NOTED "1]\n\"Name\"=\"A 1.0\"\n\"Version\"=\"1.0\"\n\"Publisher\"=\"M\"\n"
		"\"InstallDate\"=\"01/12/2024 00:00:00\"\n\"Source\"=\"AddRemoveProgram\"\n"
		"written=2026-11-03T02:10:00Z\n" NOTED "2]\n\"Name\"=\"B\"\n"
		"\"InstallDate\"=\"12.01.2024\"\n\"HiddenArp\"=dword:0\n" NOTED
		"3]\n\"Name\"=\"C\"\n\"HiddenArp\"=dword:1\n" NOTED
		"4]\n\"Name\"=\"D\"\n\"Source\"=\"AppxPackage\"\n" NOTED
		"5]\n\"Name\"=\"E\"\n\"PackageFullName\"=\"E_1\"\n" NOTED
		"6]\n\"Name\"=\"F\"\n\"InboxModernApp\"=dword:1\n" NOTED
		"7]\n\"Name\"=\"Update for X (KB4011)\"\n" NOTED "8]\n\"Version\"=\"1\"\n",
	  { NULL },
	  FACT_KIND_NOTED_PROGRAM,
	  "collected\n name=A 1.0 version=1.0 publisher=M installed=2024-01-12T00:00:00Z "
	  "noted=2026-11-03T02:10:00Z\n name=B noted=2026-11-20T00:00:00Z\n" },
	{ "amcache", NULL, { NULL }, FACT_KIND_NOTED_PROGRAM, "failed\n" }, /* not there */
	{ "amcache", SW, { NULL }, FACT_KIND_NOTED_PROGRAM, "failed\n" },   /* another hive */
	{ "amcache", "[Root\\Programs\\1]\n", { NULL }, FACT_KIND_NOTED_PROGRAM, "failed\n" },
	{ "amcache", SW, { NULL }, FACT_KIND_PROGRAM_TRACE, "failed\n" }, /* another hive */
	/* --- clouds --- */
	{ "cloud-account-user",
	  NU "[Software\\Microsoft\\OneDrive\\Accounts\\Personal]\n\"UserFolder\"=\"C:\\\\x\"\n"
	     "[Software\\Microsoft\\OneDrive\\Accounts\\Business1]\n\"UserFolder\"=\"C:\\\\y\"\n"
	     "[Software\\Google\\DriveFS\\Share]\n[Software\\Dropbox]\n\"InstallPath\"=\"x\"\n",
	  { NULL },
	  FACT_KIND_CLOUD_ACCOUNT,
	  "collected\n product=onedrive account=business user=yamada\n"
	  " product=onedrive account=personal user=yamada\n"
	  " product=dropbox account=unknown user=yamada\n"
	  " product=google-drive account=unknown user=yamada\n" },
	/* Windows makes the key for everybody */
	{ "cloud-account-user",
	  NU "[Software\\Microsoft\\OneDrive\\Accounts\\Personal]\n",
	  { NULL },
	  FACT_KIND_CLOUD_ACCOUNT,
	  "collected\n" },
	{ "cloud-account-user", NULL, { NULL }, FACT_KIND_CLOUD_ACCOUNT, "failed\n" },
	/* --- the list of programs --- */
	{ "software",
	  "[Microsoft\\Windows\\CurrentVersion\\Uninstall\\a]\n\"DisplayName\"=\"A\"\n"
	  "\"InstallDate\"=\"20240112\"\n"
	  "[Microsoft\\Windows\\CurrentVersion\\Uninstall\\b]\n\"DisplayName\"=\"B\"\n"
	  "\"InstallDate\"=\"2024/1/1\"\n"
	  "[Microsoft\\Windows\\CurrentVersion\\Appx\\AppxAllUserStore\\Applications\\"
	  "Acme.Paint_11.2.0.0_x64__8wek]\n"
	  "[Microsoft\\Windows\\CurrentVersion\\Appx\\AppxAllUserStore\\Applications\\odd]\n",
	  { NULL },
	  FACT_KIND_SOFTWARE,
	  "collected\n name=A scope=machine bits=32 installed=2024-01-12T00:00:00Z\n"
	  " name=B scope=machine bits=32\n"
	  " name=Acme.Paint version=11.2.0.0 scope=machine origin=store\n" },
};

START_TEST(a_row_gives_its_answer)
{
	const struct row *r = &rows[_i];
	struct visit v;

	visit_init(&v);
	if (r->spec)
		visit_spec(&v, 0, r->spec);
	for (size_t i = 0; i < LISTS; i++)
		if (r->list[i])
			visit_bytes(
			    &v, i + 1,
			    (struct bytes){ (const uint8_t *)r->list[i], strlen(r->list[i]) });
	visit_run(&v, r->probe);
	visit_expect(&v, r->kind, r->text);
	if (strncmp(r->text, "collected", 9))
		ck_assert_msg(v.facts.by_kind[r->kind].reason.id, "no reason given");
	visit_done(&v);
}
END_TEST

/* A list longer than what is read is told, and what was read stays. */
START_TEST(too_many_notes)
{
	struct str spec = STR_INIT(1 << 20);
	struct visit v;

	for (int i = 0; i < 2005; i++)
		str_addf(&spec, NOTED "%d]\n\"Name\"=\"P%d\"\n", i, i);
	visit_init(&v);
	visit_spec(&v, 0, str_c(&spec));
	visit_run(&v, "amcache");
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_NOTED_PROGRAM), FACT_STATE_PARTIAL);
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_NOTED_PROGRAM), 2000);
	ck_assert(v.facts.by_kind[FACT_KIND_NOTED_PROGRAM].reason.id);
	visit_done(&v);
	str_done(&spec);
}
END_TEST

/* The user's probe of traces has listings only. */
START_TEST(folders_of_a_user)
{
	static const char list[] = "d 0 - AnyDesk\nd 0 - Microsoft\n";
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0, (struct bytes){ (const uint8_t *)list, sizeof(list) - 1 });
	visit_run(&v, "program-traces-user");
	visit_expect(&v, FACT_KIND_PROGRAM_TRACE,
		     "collected\n purpose=remote product=anydesk method=folder\n");
	visit_done(&v);
}
END_TEST

/* Versions inside of programs; one that holds none is told and hides no other. */
START_TEST(programs_of_browsers)
{
	static const unsigned version[] = { 142, 0, 7444, 176 };
	struct visit v;
	size_t n;
	uint8_t *b = pe_make(version, true, &n);

	visit_init(&v);
	visit_run(&v, "browser-program");
	visit_expect(&v, FACT_KIND_BROWSER, "collected\n");
	visit_bytes(&v, 1, bytes_of(b, n));
	visit_bytes(&v, 4, bytes_of(b, n));
	visit_run(&v, "browser-program");
	visit_expect(&v, FACT_KIND_BROWSER,
		     "collected\n name=chrome version=142.0.7444.176 method=program scope=machine\n"
		     " name=firefox version=142.0.7444.176 method=program scope=machine\n");
	visit_done(&v);
	visit_init(&v);
	visit_bytes(&v, 0, bytes_of("MZ", 2));
	visit_bytes(&v, 1, bytes_of(b, n));
	visit_run(&v, "browser-program-user");
	visit_expect(&v, FACT_KIND_BROWSER,
		     "partial\n name=edge version=142.0.7444.176 method=program scope=user\n");
	visit_done(&v);
	visit_init(&v);
	v.blob[2].state = PROBE_BLOB_UNREADABLE;
	visit_run(&v, "browser-program-user");
	visit_expect(&v, FACT_KIND_BROWSER, "failed\n");
	visit_done(&v);
	free(b);
}
END_TEST

/* A place that could not be read is told, whatever the others said. */
START_TEST(an_unreadable_listing_is_told)
{
	static const char *const probes_with_lists[] = { "browser", "component", "program-traces",
							 "restart-pending" };
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, _i == 2 ? SYS CCS "Services\\TeamViewer]\n" : CBS "]\n" SW);
	v.blob[1].state = PROBE_BLOB_UNREADABLE;
	v.blob[1].reason = PHRASE("because the test says so");
	visit_run(&v, probes_with_lists[_i]);
	for (size_t k = 0; k < PROBE_GIVES; k++) {
		enum fact_kind kind = probe_by_id(probes_with_lists[_i])->gives[k];

		if (kind == FACT_KIND_NONE)
			break;
		ck_assert_int_ne(facts_state(&v.facts, kind), FACT_STATE_COLLECTED);
		ck_assert_str_eq(v.facts.by_kind[kind].reason.id, "because the test says so");
	}
	visit_done(&v);
}
END_TEST

/* A tool of the sign-in screen that bears this name inside; blob 6 is sethc, 7 Utilman. */
static void tool(struct visit *v, size_t i, const char *name)
{
	static const unsigned version[] = { 10, 0, 26100, 1 };
	size_t n;
	uint8_t *b = pe_make_named(version, true, name, &n);

	v->blob[i].path = i == 6 ? "Windows/System32/sethc.exe" : "Windows/System32/Utilman.exe";
	visit_bytes(v, i, bytes_of(arena_strndup(&v->arena, "", 0), 0));
	v->blob[i].data = bytes_of(memcpy(arena_alloc(&v->arena, n), b, n), n);
	free(b);
}

START_TEST(sign_in_tools)
{
	static const struct {
		const char *shell, *sethc, *utilman, *want;
	} tools[] = {
		{ "Cmd.Exe", "sethc.exe", "utilman2.exe", "collected\n" },
		{ "Cmd.Exe", "sethc.exe", "Cmd.Exe",
		  "collected\n place=sign-in-tool name=Utilman.exe program=cmd.exe\n" },
		/* a shell that this PC does not have */
		{ "Cmd.Exe", "PowerShell.EXE.MUI", "EXPLORER.EXE",
		  "collected\n place=sign-in-tool name=sethc.exe program=powershell.exe\n"
		  " place=sign-in-tool name=Utilman.exe program=explorer.exe\n" },
		{ "Cmd.Exe", NULL, "utilman2.exe", "failed\n" }, /* not recognised */
		{ "Cmd.Exe", NULL, "cmd.exe",
		  "partial\n place=sign-in-tool name=Utilman.exe program=cmd.exe\n" },
	};
	struct visit v;

	for (size_t i = 0; i < LEN(tools); i++) {
		visit_init(&v);
		tool(&v, 0, tools[i].shell);
		tool(&v, 6, tools[i].sethc);
		tool(&v, 7, tools[i].utilman);
		visit_run(&v, "sign-in-tools");
		visit_expect(&v, FACT_KIND_HIJACK, tools[i].want);
		visit_done(&v);
	}
	visit_init(&v); /* the same bytes, whatever they are */
	visit_bytes(&v, 0, bytes_of("MZ the command line", 19));
	v.blob[7].path = "Windows/System32/Utilman.exe";
	visit_bytes(&v, 7, bytes_of("MZ the command line", 19));
	visit_run(&v, "sign-in-tools");
	visit_expect(&v, FACT_KIND_HIJACK,
		     "collected\n place=sign-in-tool name=Utilman.exe program=cmd.exe\n");
	visit_done(&v);
	visit_init(&v); /* the shell is there, and nothing to compare with it */
	tool(&v, 0, "Cmd.Exe");
	visit_run(&v, "sign-in-tools");
	visit_expect(&v, FACT_KIND_HIJACK, "failed\n");
	visit_done(&v);
	visit_init(&v);
	visit_run(&v, "sign-in-tools");
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_HIJACK), FACT_STATE_FAILED);
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probes about programs");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, a_row_gives_its_answer, 0, LEN(rows));
	tcase_add_test(t, too_many_notes);
	tcase_add_test(t, folders_of_a_user);
	tcase_add_test(t, programs_of_browsers);
	tcase_add_test(t, sign_in_tools);
	tcase_add_loop_test(t, an_unreadable_listing_is_told, 0, 4);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
