/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings of programs for operating a PC from elsewhere: in hives, in small text files, and odd. */
#include "tests/unit/scanners/probes/harness.h"

#define SW   "[Microsoft\\Windows\\CurrentVersion]\n"
#define SYS  "[Select]\n\"Current\"=dword:2\n[ControlSet002\\Control]\n"
#define NU   "[Software\\Microsoft]\n"
#define HELP "[ControlSet002\\Control\\Remote Assistance]\n\"fAllowToGetHelp\"=dword:"
#define HASH "9f3c0ffee9f3c0ffee"
#define MINE " scope=machine\n"

/* Hives: what stands in SOFTWARE and SYSTEM. */
static const struct {
	const char *software, *system, *text;
} hives[] = {
	{ SW, SYS, "collected\n" },
	{ SW "[WOW6432Node\\TeamViewer]\n\"PermanentPassword\"=hex:01,02,03,04\n"
	     "\"Always_Online\"=dword:1\n",
	  SYS, "collected\n product=teamviewer unattended=yes method=password starts=yes" MINE },
	{ SW "[TeamViewer\\Version7]\n\"SecurityPasswordAES\"=hex:ff,9b,1c\n", SYS,
	  "collected\n product=teamviewer unattended=yes method=password" MINE },
	/* a password that is empty is none */
	{ SW "[TeamViewer]\n\"PermanentPassword\"=\"\"\n\"Always_Online\"=dword:0\n", SYS,
	  "collected\n product=teamviewer unattended=no method=asked starts=no" MINE },
	{ SW "[TeamViewer]\n\"Version\"=\"15.1\"\n", SYS, "collected\n" },
	{ SW "[TightVNC\\Server]\n\"Password\"=hex:01,02,03,04,05,06,07,08\n"
	     "\"UseVncAuthentication\"=dword:1\n",
	  SYS, "collected\n product=vnc unattended=yes method=password" MINE },
	{ SW "[TightVNC\\Server]\n\"UseVncAuthentication\"=dword:0\n", SYS,
	  "collected\n product=vnc unattended=yes method=open" MINE },
	{ SW "[TightVNC\\Server]\n\"UseVncAuthentication\"=dword:1\n", SYS,
	  "collected\n product=vnc unattended=no method=shut" MINE },
	{ SW "[TightVNC\\Server]\n\"UseVncAuthentication\"=dword:0\n"
	     "\"AcceptRfbConnections\"=dword:0\n",
	  SYS, "collected\n product=vnc unattended=no method=shut" MINE },
	{ SW "[RealVNC\\vncserver]\n\"Authentication\"=\"SystemAuth+VncAuth\"\n"
	     "\"Password\"=\"1122\"\n",
	  SYS, "collected\n product=vnc unattended=yes method=password" MINE },
	{ SW "[RealVNC\\vncserver]\n\"Authentication\"=\"SystemAuth\"\n\"Password\"=\"1122\"\n",
	  SYS, "collected\n product=vnc unattended=yes method=account" MINE },
	{ SW "[RealVNC\\vncserver]\n\"Authentication\"=\"None\"\n", SYS,
	  "collected\n product=vnc unattended=yes method=open" MINE },
	{ SW "[RealVNC\\vncserver]\n\"Password\"=\"1122\"\n\"QueryConnect\"=\"1\"\n", SYS,
	  "collected\n product=vnc unattended=no method=asked" MINE },
	{ SW "[TigerVNC\\WinVNC4]\n\"SecurityTypes\"=\"VncAuth,NoneSuch\"\n"
	     "\"Password\"=hex:01\n",
	  SYS, "collected\n product=vnc unattended=yes method=password" MINE },
	{ SW "[TigerVNC\\WinVNC4]\n\"SecurityTypes\"=\"TLSVnc,None\"\n", SYS,
	  "collected\n product=vnc unattended=yes method=open" MINE },
	/* nothing that tells who is let in */
	{ SW "[RealVNC\\vncserver]\n\"RfbPort\"=\"5900\"\n", SYS, "failed\n" },
	{ SW "[Wow6432Node\\Splashtop Inc.\\Splashtop Remote Server]\n\"Version\"=\"3.6\"\n", SYS,
	  "collected\n product=splashtop unattended=yes method=account" MINE },
	{ SW "[GoTo Resolve Unattended\\1]\n", SYS,
	  "collected\n product=goto-resolve unattended=yes method=account" MINE },
	{ SW, SYS HELP "1\n",
	  "collected\n product=remote-assistance unattended=no method=asked starts=no" MINE },
	{ SW, SYS HELP "0\n",
	  "collected\n product=remote-assistance unattended=no method=shut starts=no" MINE },
	{ SW "[Policies\\Microsoft\\Windows NT\\Terminal Services]\n\"fAllowToGetHelp\"=dword:0\n",
	  SYS HELP "1\n",
	  "collected\n product=remote-assistance unattended=no method=shut starts=no" MINE },
	{ NULL, SYS HELP "1\n",
	  "partial\n product=remote-assistance unattended=no method=asked starts=no" MINE },
	{ SW, NULL, "failed\n" },
};

START_TEST(settings_in_hives)
{
	struct visit v;

	visit_init(&v);
	if (hives[_i].software)
		visit_spec(&v, 0, hives[_i].software);
	if (hives[_i].system)
		visit_spec(&v, 1, hives[_i].system);
	visit_run(&v, "remote-access");
	visit_expect(&v, FACT_KIND_REMOTE_ACCESS, hives[_i].text);
	if (strncmp(hives[_i].text, "collected", 9))
		ck_assert(v.facts.by_kind[FACT_KIND_REMOTE_ACCESS].reason.id);
	visit_done(&v);
}
END_TEST

/* A pack of one file, or of two. */
static struct bytes pack(struct visit *v, const char *name, const char *text, char state)
{
	size_t n = strlen(text);
	char *p = arena_printf(&v->arena, "%c %zu 1793000000 %zu %s\n%s", state, n, n, name, text);

	return bytes_of(p, strlen(p));
}

enum { ANYDESK = 2, RUSTDESK = 3, INI = 5, INI_PACK = 6, CHROME = 8 };

/* Text files; file: which of the probe's. */
static const struct {
	size_t file;
	const char *name, *body, *text;
} files[] = {
	{ ANYDESK, "ProgramData/AnyDesk/service.conf",
	  "ad.anynet.cert=x\nad.anynet.pwd_hash=" HASH "\nad.anynet.pwd_salt=1\n",
	  "product=anydesk unattended=yes method=password" },
	{ ANYDESK, "ProgramData/AnyDesk/ad_msi/system.conf",
	  "ad.security.permission_profiles._unattended_access.pwd=" HASH "\r\n",
	  "product=anydesk unattended=yes method=password" },
	{ ANYDESK, "ProgramData/AnyDesk/system.conf", "ad.security.pwd=" HASH,
	  "product=anydesk unattended=yes method=password" },
	/* what only looks like one */
	{ ANYDESK, "ProgramData/AnyDesk/system.conf",
	  "ad.anynet.pwd_hash=\nad.security.permission_profiles._unattended_access.permissions.sas"
	  "=1\nad.security.permission_profiles.version=2\n",
	  "product=anydesk unattended=no method=asked" },
	{ ANYDESK, "ProgramData/AnyDesk/system.conf", "ad.security.interactive_access=2\n",
	  "product=anydesk unattended=no method=shut" },
	{ ANYDESK, "ProgramData/AnyDesk/user.conf", "ad.anynet.pwd_hash=" HASH "\n", NULL },
	{ RUSTDESK, "x/RustDesk.toml", "enc_id = '00x'\npassword = '00" HASH "'\nsalt = 'a'\n",
	  "product=rustdesk unattended=yes method=password" },
	{ RUSTDESK, "x/RustDesk.toml", "enc_id = '00x'\npassword = ''\nsalt = 'a'\n",
	  "product=rustdesk unattended=no method=asked" },
	{ RUSTDESK, "x/RustDesk2.toml",
	  "nat_type = 1\npassword = '00" HASH "'\n[options]\napprove-mode = 'click'\n"
	  "stop-service = 'Y'\n",
	  "product=rustdesk unattended=no method=asked starts=no" },
	{ RUSTDESK, "x/RustDesk2.toml",
	  "nat_type = 1\npassword = \"00" HASH "\"\nverification-method = 'use-temporary-password'",
	  "product=rustdesk unattended=no method=asked" },
	{ RUSTDESK, "x/RustDesk_local.toml", "password = '00" HASH "'\n", NULL },
	{ INI, NULL, "[ultravnc]\r\npasswd=" HASH "\r\n[admin]\r\nAuthRequired=1\r\n",
	  "product=vnc unattended=yes method=password" },
	{ INI, NULL, "[admin]\r\nAuthRequired=0\r\n", "product=vnc unattended=yes method=open" },
	{ INI, NULL, "[ultravnc]\r\npasswd=\r\n[admin]\r\nMSLogonRequired=1\r\n",
	  "product=vnc unattended=yes method=account" },
	{ INI_PACK, "Program Files/uvnc bvba/UltraVNC/UltraVNC.ini", "[admin]\nUseRegistry=0\n",
	  "product=vnc unattended=no method=shut" },
};

START_TEST(settings_in_files)
{
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, SW);
	visit_spec(&v, 1, SYS);
	if (files[_i].name)
		visit_bytes(&v, files[_i].file, pack(&v, files[_i].name, files[_i].body, 'w'));
	else
		visit_bytes(&v, files[_i].file, bytes_of(files[_i].body, strlen(files[_i].body)));
	visit_run(&v, "remote-access");
	visit_expect(&v, FACT_KIND_REMOTE_ACCESS,
		     files[_i].text ? arena_printf(&v.arena, "collected\n %s" MINE, files[_i].text)
				    : "collected\n");
	visit_done(&v);
}
END_TEST

/* Cut, unreadable, empty, zeros after a power cut, something else: told with the program's name. */
START_TEST(broken_files_are_told)
{
	static const struct {
		char state;
		const char *body, *text;
	} odd[] = {
		{ 'w', "", "failed\n" },
		{ 'w', "hello\n", "failed\n" },
		{ 'w', "key=value\n", "failed\n" },
		{ 'c', "ad.anynet.cert=x\n", "failed\n" },
		{ 'u', "", "failed\n" },
		{ 'o', "", "failed\n" },
		/* a password that was seen stays seen */
		{ 'c', "ad.anynet.pwd_hash=" HASH "\n",
		  "partial\n product=anydesk unattended=yes method=password" MINE },
	};
	struct visit v;

	for (size_t i = 0; i < LEN(odd); i++) {
		visit_init(&v);
		visit_spec(&v, 0, SW);
		visit_spec(&v, 1, SYS);
		visit_bytes(&v, ANYDESK,
			    pack(&v, "ProgramData/AnyDesk/system.conf", odd[i].body, odd[i].state));
		visit_run(&v, "remote-access");
		visit_expect(&v, FACT_KIND_REMOTE_ACCESS, odd[i].text);
		ck_assert_str_eq(v.facts.by_kind[FACT_KIND_REMOTE_ACCESS].reason.arg[0].text,
				 "AnyDesk");
		visit_done(&v);
	}
	visit_init(&v); /* zeros */
	visit_spec(&v, 0, SW);
	visit_spec(&v, 1, SYS);
	visit_bytes(&v, INI, bytes_of("passwd=\n\0\0\0\0", 12));
	visit_run(&v, "remote-access");
	visit_expect(&v, FACT_KIND_REMOTE_ACCESS, "failed\n");
	visit_done(&v);
	visit_init(&v);
	visit_spec(&v, 0, SW);
	visit_spec(&v, 1, SYS);
	v.blob[INI].state = v.blob[ANYDESK].state = PROBE_BLOB_UNREADABLE;
	visit_run(&v, "remote-access");
	visit_expect(&v, FACT_KIND_REMOTE_ACCESS, "failed\n");
	visit_done(&v);
}
END_TEST

/* A folder of Chrome Remote Desktop counts only with the file that joins the PC to an account. */
START_TEST(chrome_remote_desktop)
{
	static const struct {
		const char *list, *text;
	} rows[] = {
		{ "f 900 1793000000 host.json\n",
		  "collected\n product=chrome-remote-desktop unattended=yes method=account" MINE },
		{ "f 900 1793000000 host_unprivileged.json\n", "collected\n" },
		{ "f 0 1793000000 host.json\n", "failed\n" },
		{ "d 0 - host.json\n", "collected\n" },
	};

	for (size_t i = 0; i < LEN(rows); i++) {
		struct visit v;

		visit_init(&v);
		visit_spec(&v, 0, SW);
		visit_spec(&v, 1, SYS);
		visit_bytes(&v, CHROME, bytes_of(rows[i].list, strlen(rows[i].list)));
		visit_run(&v, "remote-access");
		visit_expect(&v, FACT_KIND_REMOTE_ACCESS, rows[i].text);
		visit_done(&v);
	}
}
END_TEST

/* What one user runs, without an installation. */
START_TEST(of_a_user)
{
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, NU "[Software\\TightVNC\\Server]\n\"Password\"=hex:01,02\n");
	visit_bytes(&v, 1,
		    pack(&v, "Users/yamada/AppData/Roaming/AnyDesk/service.conf",
			 "ad.anynet.pwd_hash=" HASH "\n", 'w'));
	visit_run(&v, "remote-access-user");
	visit_expect(
	    &v, FACT_KIND_REMOTE_ACCESS,
	    "collected\n product=anydesk unattended=yes method=password scope=user user=yamada\n"
	    " product=vnc unattended=yes method=password scope=user user=yamada\n");
	visit_done(&v);
	visit_init(&v);
	visit_run(&v, "remote-access-user");
	visit_expect(&v, FACT_KIND_REMOTE_ACCESS, "failed\n");
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("settings of programs for operating a PC");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, settings_in_hives, 0, LEN(hives));
	tcase_add_loop_test(t, settings_in_files, 0, LEN(files));
	tcase_add_test(t, broken_files_are_told);
	tcase_add_test(t, chrome_remote_desktop);
	tcase_add_test(t, of_a_user);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
