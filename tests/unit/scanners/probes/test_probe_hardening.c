/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of settings on small hives: sharing, services, exclusions, hijacks, backups, macros. */
#include "tests/unit/scanners/probes/harness.h"

#define SYS   "[Select]\n\"Current\"=dword:2\n[ControlSet002\\Control\\Lsa]\n"
#define CCS   "[ControlSet002\\"
#define SERVE CCS "Services\\LanmanServer\\"
#define FULL                                                                                       \
	"hex:01,00,04,80,00,00,00,00,00,00,00,00,00,00,00,00,14,00,00,00,02,00,1c,00,01,00,00,00," \
	"00,00,14,00,ff,01,1f,00,01,01,00,00,00,00,00,01,00,00,00,00\n"
#define READ                                                                                       \
	"hex:01,00,04,80,00,00,00,00,00,00,00,00,00,00,00,00,14,00,00,00,02,00,1c,00,01,00,00,00," \
	"00,00,14,00,a9,00,12,00,01,01,00,00,00,00,00,01,00,00,00,00\n"
#define NT "Microsoft\\Windows NT\\CurrentVersion\\"
#define LOGON                                                                                      \
	"[" NT "Winlogon]\n\"Shell\"=\"explorer.exe\"\n\"Userinit\"=\"C:"                          \
	"\\\\Windows\\\\system32\\\\userinit.exe,\"\n"
#define MD     "[Microsoft\\Windows Defender"
#define UNIN   "[Microsoft\\Windows\\CurrentVersion\\Uninstall"
#define CV     "[Software\\Microsoft\\Windows\\CurrentVersion\\"
#define OFFICE "[Software\\Microsoft\\Office\\16.0\\Excel"

struct row {
	const char *probe, *spec;
	enum fact_kind kind;
	const char *text;
};

static const struct row rows[] = {
	/* shares */
	{ "hardening-system", SYS SERVE "Shares]\n", FACT_KIND_SHARE, "collected\n" },
	{ "hardening-system", SYS, FACT_KIND_SHARE, "failed\n" },
	{ "hardening-system",
	  SYS SERVE
	  "Shares]\n\"見積\"=multi:\"CSCFlags=0\",\"Path=C:\\\\見積\",\"ShareName=見積\",\"Type="
	  "0\"\n"
	  "\"P1\"=multi:\"Path=Printer\",\"Type=1\"\n\"C\"=multi:\"Path=C:\\\\\",\"Type=0\"\n"
	  "\"Users\"=multi:\"Path=C:\\\\Users\",\"Type=0\"\n" SERVE
	  "Shares\\Security]\n\"見積\"=" FULL "\"C\"=" READ "\"Users\"=hex:01,02\n",
	  FACT_KIND_SHARE,
	  "collected\n name=見積 path=C:\\見積 area=folder everyone=full\n"
	  " name=P1 path=Printer area=printer\n name=C path=C:\\ area=drive everyone=read\n"
	  " name=Users path=C:\\Users area=users\n" },
	{ "hardening-system", SYS SERVE "Shares]\n\"x\"=dword:1\n", FACT_KIND_SHARE, "failed\n" },
	/* how file sharing talks */
	{ "hardening-system", SYS, FACT_KIND_FILE_SHARING, "collected\n -\n" },
	{ "hardening-system", "[Select]\n\"Current\"=dword:2\n[ControlSet002\\Control]\n",
	  FACT_KIND_FILE_SHARING, "failed\n" },
	{ "hardening-system",
	  SYS "\"restrictanonymous\"=dword:1\n\"LmCompatibilityLevel\"=dword:2\n"
	      "\"everyoneincludesanonymous\"=dword:1\n" SERVE
	      "Parameters]\n\"SMB1\"=dword:0\n\"RequireSecuritySignature\"=dword:1\n" CCS
	      "Services\\mrxsmb10]\n\"Start\"=dword:2\n",
	  FACT_KIND_FILE_SHARING,
	  "collected\n old_server=no old_client_start=2 restrict_anonymous=1 "
	  "everyone_anonymous=yes lm_level=2 signing_required=yes\n" },
	/* services */
	{ "hardening-system", SYS, FACT_KIND_SERVICE, "failed\n" },
	{ "hardening-system", SYS CCS "Services]\n", FACT_KIND_SERVICE, "failed\n" },
	{ "hardening-system",
	  SYS CCS
	  "Services\\A]\n\"ImagePath\"=\"\\\\SystemRoot\\\\System32\\\\drivers\\\\a.sys\"\n" CCS
	  "Services\\RemoteRegistry]\n\"Start\"=dword:2\n\"ImagePath\"=expand:\"%systemroot%"
	  "\\\\system32\\\\svchost.exe -k x\"\n" CCS "Services\\WinRM]\n\"Start\"=dword:3\n" CCS
	  "Services\\upd\\x]\n" CCS
	  "Services\\upd]\n\"Start\"=dword:2\n\"ImagePath\"=\"C:\\\\Users\\\\Public\\\\u.exe "
	  "-key secret\"\n",
	  FACT_KIND_SERVICE,
	  "collected\n name=RemoteRegistry reason=listens start=2 "
	  "program=%systemroot%\\system32\\svchost.exe ... area=system\n"
	  " name=upd reason=place start=2 program=C:\\Users\\Public\\u.exe ... area=public\n" },
	/* name servers */
	{ "hardening-system",
	  SYS CCS
	  "Services\\Tcpip\\Parameters\\Interfaces\\{1}]\n\"NameServer\"=\"192.168.1.1\"\n" CCS
	  "Services\\Tcpip\\Parameters\\Interfaces\\{2}]\n\"NameServer\"=\"8.8.8.8\"\n" CCS
	  "Services\\Tcpip\\Parameters\\Interfaces\\{3}]\n\"NameServer\"=\"\"\n",
	  FACT_KIND_DETOUR,
	  "collected\n sort=names value=192.168.1.1 local=yes\n sort=names value=8.8.8.8 "
	  "local=no\n" },
	{ "hardening-system",
	  SYS "\"RunAsPPL\"=dword:2\n" CCS
	      "Control\\SecureBoot\\State]\n\"UEFISecureBootEnabled\"=dword:0\n",
	  FACT_KIND_START_GUARDS, "collected\n secure_boot=no lsa=2\n" },
	{ "hardening-system",
	  SYS CCS "Control\\SystemInformation]\n\"BIOSVersion\"=\"1.2\"\n"
		  "\"BIOSReleaseDate\"=\"03/14/2023\"\n",
	  FACT_KIND_FIRMWARE, "collected\n version=1.2 date=03/14/2023\n" },
	/* each value from where it is: the last start's own, else what SystemInformation has */
	{ "hardening-system",
	  SYS CCS "Control\\SystemInformation]\n\"BIOSVersion\"=\"A15 1.2\"\n"
		  "\"BIOSReleaseDate\"=\"03/14/2023\"\n[HardwareConfig]\n\"LastConfig\"=\"{1}\"\n"
		  "[HardwareConfig\\{1}]\n\"BIOSVersion\"=\"1.2\"\n",
	  FACT_KIND_FIRMWARE, "collected\n version=1.2 date=03/14/2023\n" },
	{ "hardening-system", SYS "[HardwareConfig\\Current]\n\"BIOSReleaseDate\"=\"01/02/2020\"\n",
	  FACT_KIND_FIRMWARE, "collected\n date=01/02/2020\n" },
	{ "hardening-system", SYS, FACT_KIND_FIRMWARE, "collected\n -\n" },

	/* left out of the virus protection */
	{ "hardening-software", LOGON MD "]\n", FACT_KIND_ANTIVIRUS_EXCLUSION, "collected\n" },
	{ "hardening-software",
	  LOGON MD "\\Exclusions\\Paths]\n\"C:\\\\\"=dword:0\n\"C:\\\\Users\\\\a\"=dword:0\n"
		   "\"D:\\\\弥生\"=dword:0\n" MD "\\Exclusions\\Extensions]\n\".exe\"=dword:0\n"
		   "\"yk1\"=dword:0\n"
		   "[Policies\\Microsoft\\Windows Defender\\Exclusions\\Processes]\n"
		   "\"C:\\\\Windows\\\\a.exe\"=dword:0\n",
	  FACT_KIND_ANTIVIRUS_EXCLUSION,
	  "collected\n sort=path value=C:\\ area=everything by_policy=no\n"
	  " sort=path value=C:\\Users\\a area=users by_policy=no\n"
	  " sort=path value=D:\\弥生 area=other by_policy=no\n"
	  " sort=extension value=.exe area=programs by_policy=no\n"
	  " sort=extension value=yk1 area=other by_policy=no\n"
	  " sort=process value=C:\\Windows\\a.exe area=system by_policy=yes\n" },
	{ "hardening-software",
	  LOGON MD
	  "\\Features]\n\"TamperProtection\"=dword:5\n" MD
	  "\\Windows Defender Exploit Guard\\Controlled Folder Access]\n"
	  "\"EnableControlledFolderAccess\"=dword:1\n"
	  "[Microsoft\\Windows\\CurrentVersion\\Explorer]\n\"SmartScreenEnabled\"=\"Off\"\n",
	  FACT_KIND_DEFENDER_GUARDS, "collected\n tamper=5 smartscreen=no folder_guard=yes\n" },
	{ "hardening-software", LOGON, FACT_KIND_DEFENDER_GUARDS, "collected\n -\n" },
	/* hijacks */
	{ "hardening-software", LOGON, FACT_KIND_HIJACK, "collected\n" },
	{ "hardening-software", "[Microsoft]\n", FACT_KIND_HIJACK, "failed\n" },
	{ "hardening-software",
	  "[" NT "Winlogon]\n\"Shell\"=\"explorer.exe,C:\\\\Users\\\\a\\\\x.exe\"\n"
	  "\"Userinit\"=\"C:\\\\Windows\\\\system32\\\\userinit.exe,C:\\\\x.exe,\"\n"
	  "[" NT "Windows]\n\"AppInit_DLLs\"=\"C:\\\\a.dll\"\n\"LoadAppInit_DLLs\"=dword:1\n"
	  "[" NT "Image File Execution Options\\sethc.exe]\n\"Debugger\"=\"cmd.exe\"\n"
	  "[" NT "Image File Execution Options\\taskmgr.exe]\n"
	  "\"Debugger\"=\"\\\"C:\\\\tools\\\\PROCEXP64.EXE\\\"\"\n"
	  "[" NT "Image File Execution Options\\word.exe]\n\"GlobalFlag\"=dword:0\n",
	  FACT_KIND_HIJACK,
	  "collected\n place=shell name=Shell program=explorer.exe ... C:\\Users\\a\\x.exe ...\n"
	  " place=userinit name=Userinit program=C:\\Windows\\system32\\userinit.exe ...\n"
	  " place=every-program name=AppInit_DLLs program=C:\\a.dll\n"
	  " place=debugger name=sethc.exe program=cmd.exe\n" },
	{ "hardening-software",
	  "[" NT "Winlogon]\n\"Userinit\"=\"D:\\\\WINNT\\\\System32\\\\userinit.exe\"\n"
	  "[" NT "Windows]\n\"AppInit_DLLs\"=\"C:\\\\a.dll\"\n\"LoadAppInit_DLLs\"=dword:0\n",
	  FACT_KIND_HIJACK, "collected\n" },
	{ "hardening-software",
	  "[" NT "Winlogon]\n\"Shell\"=\"D:\\\\WINNT\\\\explorer.exe\"\n"
	  "[Wow6432Node\\" NT
	  "Windows]\n\"AppInit_DLLs\"=\"x.dll\"\n\"LoadAppInit_DLLs\"=dword:1\n",
	  FACT_KIND_HIJACK, "collected\n place=every-program name=AppInit_DLLs program=x.dll\n" },
	{ "hardening-software",
	  "[" NT "Winlogon]\n\"Shell\"=\"C:\\\\Users\\\\a\\\\explorer.exe\"\n", FACT_KIND_HIJACK,
	  "collected\n place=shell name=Shell program=C:\\Users\\a\\explorer.exe\n" },
	/* backups */
	{ "hardening-software", LOGON UNIN "]\n", FACT_KIND_BACKUP_TRACE, "collected\n" },
	{ "hardening-software", LOGON, FACT_KIND_BACKUP_TRACE, "failed\n" },
	{ "hardening-software",
	  LOGON UNIN "\\a]\n\"DisplayName\"=\"Acronis True Image 2021\"\n" UNIN
		     "\\b]\n\"DisplayName\"=\"Acronis Driver\"\n" UNIN
		     "\\c]\n\"DisplayName\"=\"HD革命/BackUp Next\"\n"
		     "[Microsoft\\Windows\\CurrentVersion\\WindowsBackup\\Status]\n"
		     "\"LastSuccess\"=filetime:2026-11-10T03:00:00Z\n",
	  FACT_KIND_BACKUP_TRACE,
	  "collected\n method=windows-backup enabled=no at=2026-11-10T03:00:00Z date_is=success "
	  "out_of=settings\n"
	  " method=Acronis\n method=HD革命/BackUp\n" },

	/* a user's settings */
	{ "hardening-user", CV "Explorer\\Advanced]\n\"HideFileExt\"=dword:1\n",
	  FACT_KIND_FOLDER_VIEW, "collected\n user=yamada endings_hidden=yes\n" },
	{ "hardening-user", "[Software]\n", FACT_KIND_FOLDER_VIEW, "collected\n user=yamada\n" },
	{ "hardening-user", "[Other]\n", FACT_KIND_FOLDER_VIEW, "failed\n" },
	{ "hardening-user", "[Software]\n", FACT_KIND_OFFICE_MACROS, "collected\n" },
	{ "hardening-user",
	  OFFICE
	  "\\Security]\n\"VBAWarnings\"=dword:1\n"
	  "\"blockcontentexecutionfrominternet\"=dword:0\n" OFFICE
	  "\\Security\\Trusted Locations\\Location0]\n\"Path\"=\"\\\\\\\\srv\\\\a\"\n" OFFICE
	  "\\Security\\Trusted Locations\\Location1]\n\"Path\"=\"C:\\\\Program Files\\\\a\"\n"
	  "[Software\\Policies\\Microsoft\\Office\\16.0\\Excel\\Security]\n"
	  "\"blockcontentexecutionfrominternet\"=dword:1\n"
	  "[Software\\Microsoft\\Office\\Common]\n",
	  FACT_KIND_OFFICE_MACROS,
	  "collected\n application=Excel version=16.0 user=yamada warnings=1 block_internet=yes "
	  "open_places=1\n" },
	{ "hardening-user",
	  CV "Internet Settings]\n\"ProxyEnable\"=dword:1\n\"ProxyServer\"=\"127.0.0.1:8080\"\n"
	     "\"AutoConfigURL\"=\"http://x.example/p.pac\"\n",
	  FACT_KIND_DETOUR,
	  "collected\n sort=server user=yamada value=127.0.0.1:8080 local=yes\n"
	  " sort=script user=yamada value=http://x.example/p.pac local=no\n" },
	{ "hardening-user",
	  CV "Internet Settings]\n\"ProxyEnable\"=dword:0\n\"ProxyServer\"=\"1.2.3.4:80\"\n",
	  FACT_KIND_DETOUR, "collected\n" },
	{ "hardening-user",
	  "[Software\\Martin Prikryl\\WinSCP 2\\Sessions\\a]\n\"Password\"=\"A35C\"\n"
	  "[Software\\Martin Prikryl\\WinSCP 2\\Sessions\\Default%20Settings]\n"
	  "[Software\\Sota\\FFFTP\\Options\\Host0]\n\"Password\"=hex:01\n"
	  "[Software\\Sota\\FFFTP\\Options\\Other]\n\"Password\"=hex:01\n"
	  "[Software\\Microsoft\\Terminal Server Client\\Servers\\srv]\n"
	  "\"UsernameHint\"=\"a\"\n",
	  FACT_KIND_STORED_SESSION,
	  "collected\n program=winscp user=yamada count=1 open=1\n"
	  " program=ffftp user=yamada count=1 open=1\n"
	  " program=remote-desktop user=yamada count=1 open=0\n" },
	{ "hardening-user",
	  CV "Explorer\\User Shell Folders]\n\"Desktop\"=expand:\"%USERPROFILE%\\\\OneDrive\\\\"
	     "デスクトップ\"\n\"Personal\"=expand:\"%USERPROFILE%\\\\Documents\"\n",
	  FACT_KIND_CLOUD_FOLDERS, "collected\n user=yamada folders=1\n" },
	{ "hardening-user",
	  "[Software\\Microsoft\\Windows "
	  "NT\\CurrentVersion\\Winlogon]\n\"Shell\"=\"C:\\\\x.exe\"\n",
	  FACT_KIND_HIJACK, "collected\n place=shell name=Shell program=C:\\x.exe\n" },
	{ "hardening-user", "[Software]\n", FACT_KIND_BACKUP_TRACE, "collected\n" },
	{ "hardening-user",
	  CV "FileHistory]\n\"ProtectedUpToTime\"=filetime-qword:2026-11-19T03:00:00Z\n",
	  FACT_KIND_BACKUP_TRACE,
	  "collected\n method=file-history user=yamada enabled=yes at=2026-11-19T03:00:00Z "
	  "date_is=success out_of=settings\n" },
};

START_TEST(a_row_gives_its_answer)
{
	const struct row *r = &rows[_i];
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, r->spec);
	visit_run(&v, r->probe);
	visit_expect(&v, r->kind, r->text);
	if (strncmp(r->text, "collected", 9))
		ck_assert_msg(v.facts.by_kind[r->kind].reason.id, "no reason given");
	visit_done(&v);
}
END_TEST

static struct bytes text_of(const char *text)
{
	return bytes_of(text, strlen(text));
}

/* A hive that is not there fails every kind that comes out of it. */
START_TEST(no_hive_is_told)
{
	static const char *const probe[] = { "hardening-system", "hardening-software",
					     "hardening-user" };
	struct visit v;

	visit_init(&v);
	visit_run(&v, probe[_i]);
	for (size_t k = 0; probe_by_id(probe[_i])->gives[k] != FACT_KIND_NONE; k++)
		ck_assert_int_eq(facts_state(&v.facts, probe_by_id(probe[_i])->gives[k]),
				 FACT_STATE_FAILED);
	visit_done(&v);
}
END_TEST

#define RESTORE LOGON "[" NT "SystemRestore]\n"
#define ID      "{3808876b-c176-4e48-b7ae-04046e6cc752}"

static const struct {
	const char *spec, *copies, *prefetch, *text;
} states[] = {
	{ RESTORE "\"RPSessionInterval\"=dword:1\n",
	  "f 9 1700000000 {0a}" ID "\nf 9 1600000000 {0b}" ID "\nf 9 1 " ID
	  "\nf 1 1 tracking.log\n",
	  "f 1 1 CMD.EXE-1.pf\n",
	  "collected\n protection=yes copies=2 newest=2023-11-14T22:13:20Z remover_run=no\n" },
	{ RESTORE "\"RPSessionInterval\"=dword:0\n", "f 1 1 tracking.log\n",
	  "f 1 1 VSSADMIN.EXE-12AB.pf\n", "collected\n protection=no copies=0 remover_run=yes\n" },
	{ RESTORE, NULL, NULL, "collected\n -\n" },
	{ RESTORE "[" NT "SPP\\Clients]\n\"{09F7EDC5-294E-4180-AF6A-FB0E6A0E9513}\"=multi:\"C\"\n",
	  "", NULL, "collected\n protection=yes copies=0\n" },
	{ LOGON, "", "", "failed\n" },
	{ RESTORE, "f 1 broken\n", "", "partial\n copies=0 remover_run=no\n" },
};

START_TEST(earlier_states)
{
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, states[_i].spec);
	if (states[_i].copies)
		visit_bytes(&v, 1, text_of(states[_i].copies));
	if (states[_i].prefetch)
		visit_bytes(&v, 2, text_of(states[_i].prefetch));
	visit_run(&v, "hardening-software");
	visit_expect(&v, FACT_KIND_EARLIER_STATES, states[_i].text);
	visit_done(&v);
}
END_TEST

/* File History sets its value to zero between two copies: its catalogue's time tells as well. */
START_TEST(file_history_by_its_catalogue)
{
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, "[Software]\n");
	visit_bytes(&v, 1, text_of("f 9 1600000000 Config1.xml\nf 9 1700000000 Catalog1.edb\n"));
	visit_run(&v, "hardening-user");
	visit_expect(&v, FACT_KIND_BACKUP_TRACE,
		     "collected\n method=file-history user=yamada enabled=yes "
		     "at=2023-11-14T22:13:20Z date_is=change out_of=file\n");
	visit_done(&v);
}
END_TEST

/* Real hives: a server's shares with Windows' own lists, connections of WinSCP and PuTTY, a driver
 * that an imaging tool left in a temporary folder (seen only when the log is applied). */
START_TEST(real_hives)
{
	struct visit v;

	if (!fixtures_samples())
		return;
	fixtures_run("for h in gosecretsdump_SYSTEM NTUSER_with_winscp.DAT SYSTEM_B SYSTEM_B.LOG1 "
		     "SYSTEM_B.LOG2; do xz -dc \"$SAMPLES/windows/registry/$h.xz\" >$h; done");
	visit_init(&v);
	visit_hive(&v, 0, "gosecretsdump_SYSTEM");
	visit_run(&v, "hardening-system");
	visit_expect(&v, FACT_KIND_SHARE,
		     "collected\n name=SYSVOL path=C:\\WINDOWS\\SYSVOL\\sysvol area=folder "
		     "everyone=read\n name=NETLOGON path=C:\\WINDOWS\\SYSVOL\\sysvol\\demo.local\\"
		     "SCRIPTS area=folder everyone=read\n");
	visit_expect(&v, FACT_KIND_FILE_SHARING,
		     "collected\n restrict_anonymous=0 everyone_anonymous=no lm_level=2 "
		     "signing_required=yes\n");
	visit_done(&v);
	visit_init(&v);
	visit_hive(&v, 0, "SYSTEM_B");
	visit_run(&v, "hardening-system");
	visit_expect(&v, FACT_KIND_SERVICE,
		     "collected\n name=ad_driver reason=place start=3 program=\\??\\C:\\Users\\"
		     "jcloudy\\AppData\\Local\\Temp\\ad_driver.sys area=temporary\n");
	visit_done(&v);
	visit_init(&v);
	visit_hive(&v, 0, "NTUSER_with_winscp.DAT");
	visit_run(&v, "hardening-user");
	visit_expect(&v, FACT_KIND_STORED_SESSION,
		     "partial\n program=putty user=yamada count=1 open=0\n"
		     " program=winscp user=yamada count=1 open=0\n");
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probes of settings");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, a_row_gives_its_answer, 0, LEN(rows));
	tcase_add_loop_test(t, no_hive_is_told, 0, 3);
	tcase_add_loop_test(t, earlier_states, 0, LEN(states));
	tcase_add_test(t, file_history_by_its_catalogue);
	tcase_add_test(t, real_hives);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
