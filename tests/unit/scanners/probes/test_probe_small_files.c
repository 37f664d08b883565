/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of small files: wireless networks, hosts, tasks, answer files, ... */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/pst_maker.h"

#include "scanners/probes/file_names.h"

static struct bytes text_of(const char *text)
{
	return bytes_of(text, strlen(text));
}

/* A pack of files: name, text, name, text, ..., NULL. */
static struct bytes pack_of(struct visit *v, const char *const *file)
{
	struct str s = STR_INIT(1 << 20);
	struct bytes b;

	for (; file[0]; file += 2)
		str_addf(&s, "w %zu 1700000000 %zu %s\n%s", strlen(file[1]), strlen(file[1]),
			 file[0], file[1]);
	b = bytes_of(arena_strdup(&v->arena, str_c(&s)), s.len);
	str_done(&s);
	return b;
}

#define WIFI(way, lock)                                                                            \
	"<WLANProfile xmlns=\"x\"><SSIDConfig><SSID><name>青空</name></SSID></SSIDConfig>"       \
	"<connectionMode>auto</connectionMode><MSM><security><authEncryption><authentication>" way \
	"</authentication><encryption>" lock                                                       \
	"</encryption></authEncryption><sharedKey><keyMaterial>0123secret</keyMaterial>"           \
	"</sharedKey></security></MSM></WLANProfile>"

static const struct {
	const char *xml, *text;
} wifi[] = {
	{ WIFI("WPA2PSK", "AES"), "collected\n name=青空 lock=wpa2 automatic=yes\n" },
	{ WIFI("WPA3SAE", "AES"), "collected\n name=青空 lock=wpa3 automatic=yes\n" },
	{ WIFI("WPA2", "AES"), "collected\n name=青空 lock=enterprise automatic=yes\n" },
	{ WIFI("WPAPSK", "TKIP"), "collected\n name=青空 lock=wpa automatic=yes\n" },
	{ WIFI("open", "none"), "collected\n name=青空 lock=none automatic=yes\n" },
	{ WIFI("open", "WEP"), "collected\n name=青空 lock=wep automatic=yes\n" },
	{ WIFI("shared", "WEP"), "collected\n name=青空 lock=wep automatic=yes\n" },
	{ WIFI("WPA9", "X"), "collected\n name=青空 automatic=yes\n" },
	{ "<LANProfile/>", "collected\n" },
	{ "<WLANProfile><MSM>", "partial\n" },
};

START_TEST(wireless_networks)
{
	const char *file[] = { "P/Interfaces/{1}/{2}.xml", wifi[_i].xml, NULL };
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0, pack_of(&v, file));
	visit_run(&v, "wifi");
	visit_expect(&v, FACT_KIND_WIFI_PROFILE, wifi[_i].text);
	visit_done(&v);
}
END_TEST

/* Unreadable, left out, and broken packs never look whole. */
START_TEST(a_pack_with_holes_is_partial)
{
	static const struct {
		const char *probe, *pack;
		enum fact_kind kind;
		size_t blob;
	} holes[] = {
		{ "wifi", "u 0 - 0 a.xml\n", FACT_KIND_WIFI_PROFILE, 0 },
		{ "wifi", "o 0 - 0 a.xml\n", FACT_KIND_WIFI_PROFILE, 0 },
		{ "wifi", "w 0 - 9 a.xml\n", FACT_KIND_WIFI_PROFILE, 0 },
		{ "password-files", "u 0 - 0 Users/Public\n", FACT_KIND_PASSWORD_FILES, 0 },
		{ "password-files-user", "o 0 - 0 a\n", FACT_KIND_PASSWORD_FILES, 1 },
		{ "browser-passwords", "u 0 - 0 Login Data\n", FACT_KIND_BROWSER_PASSWORDS, 0 },
		{ "browser-passwords", "w 4 - 4 Login Data\nabcd", FACT_KIND_BROWSER_PASSWORDS, 1 },
		{ "browser-passwords", "w 4 - 4 Login Data-journal\nabcd",
		  FACT_KIND_BROWSER_PASSWORDS, 0 },
		{ "browser-passwords", "w 2 - 2 logins.json\n{}", FACT_KIND_BROWSER_PASSWORDS, 5 },
		{ "answer-files", "u 0 - 0 a.xml\n", FACT_KIND_STORED_SESSION, 3 },
	};
	struct visit v;
	int state;

	for (size_t i = 0; i < LEN(holes); i++) {
		visit_init(&v);
		visit_bytes(&v, holes[i].blob, text_of(holes[i].pack));
		visit_run(&v, holes[i].probe);
		state = (int)facts_state(&v.facts, holes[i].kind);
		ck_assert_msg(state == FACT_STATE_PARTIAL || state == FACT_STATE_FAILED,
			      "row %zu: %s", i, fact_state_name((enum fact_state)state));
		visit_done(&v);
	}
}
END_TEST

START_TEST(passwords_of_browsers)
{
	const char *file[] = { "p/a/Login Data-journal", "", "p/b/Login Data", "", NULL };
	const char *fox[] = { "p/x/logins.json",
			      "{\"logins\":[{\"hostname\":\"https://www.smbc.co.jp\"}]}", NULL };
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0, pack_of(&v, file));
	visit_bytes(&v, 5, pack_of(&v, fox));
	visit_run(&v, "browser-passwords");
	visit_expect(&v, FACT_KIND_BROWSER_PASSWORDS,
		     "collected\n browser=chrome user=yamada count=0 money=0\n"
		     " browser=firefox user=yamada count=1 money=1\n");
	visit_done(&v);
}
END_TEST

START_TEST(hosts_are_counted)
{
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0,
		    text_of("\xef\xbb\xbf# 127.0.0.1 x\r\n127.0.0.1 localhost\r\n::1 localhost\r\n"
			    "0.0.0.0 ads.example tracker.example # both\r\n\t192.168.1.9\tnas\r\n"
			    "203.0.113.7 www.bank.example\n127.0.0.1 update.microsoft.com\n"
			    "nonsense line\n999.1.1.1 x\n203.0.113.8"));
	visit_run(&v, "hosts");
	visit_expect(&v, FACT_KIND_HOSTS_LINES,
		     "collected\n sort=blocked count=2\n sort=local count=1\n"
		     " sort=elsewhere count=1\n sort=maker count=1\n");
	visit_done(&v);
}
END_TEST

/* --- tasks --------------------------------------------------------------------------------- */
#define TREE "[Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tree"
#define TASK(command, more)                                                                        \
	"<Task xmlns=\"t\"><Settings>" more "</Settings><Actions><Exec><Command>" command          \
	"</Command><Arguments>-p secret</Arguments></Exec></Actions></Task>"

static const struct {
	const char *spec, *file[8], *text;
} tasks[] = {
	{ TREE "\\Microsoft\\Windows\\Defrag\\Run]\n\"Id\"=\"{1}\"\n\"SD\"=hex:01\n" TREE
	       "\\BUFFALO]\n\"Id\"=\"{2}\"\n\"SD\"=hex:01\n" TREE
	       "\\upd]\n\"Id\"=\"{3}\"\n\"SD\"=hex:01\n",
	  { "Windows/System32/Tasks/Microsoft/Windows/Defrag/Run",
	    TASK("%windir%\\system32\\defrag.exe", ""), "Windows/System32/Tasks/BUFFALO",
	    TASK("C:\\Program Files\\B\\b.exe", "<Enabled>false</Enabled>"),
	    "Windows/System32/Tasks/upd",
	    TASK("C:\\Users\\Public\\u.exe", "<Hidden>true</Hidden>") },
	  "collected\n name=BUFFALO command=C:\\Program Files\\B\\b.exe ... area=programs "
	  "enabled=no "
	  "hidden=no file=yes\n name=upd command=C:\\Users\\Public\\u.exe ... area=public "
	  "enabled=yes hidden=yes file=yes\n" },
	/* Only the registry knows it; another one may not be seen any more. */
	{ TREE "\\ghost]\n\"Id\"=\"{1}\"\n\"SD\"=hex:01\n" TREE "\\x]\n\"Id\"=\"{2}\"\n",
	  { "Windows/System32/Tasks/x", TASK("C:\\Windows\\a.exe", "") },
	  "collected\n name=x command=C:\\Windows\\a.exe ... area=system enabled=yes hidden=yes "
	  "file=yes\n name=ghost enabled=yes hidden=no file=no\n" },
	/* A damaged one is told, and named all the same. */
	{ TREE "\\x]\n\"Id\"=\"{2}\"\n\"SD\"=hex:01\n",
	  { "Windows/System32/Tasks/x", "<Task><Act" },
	  "partial\n name=x enabled=yes hidden=no file=yes\n" },
	{ "[Microsoft]\n",
	  { "Windows/System32/Tasks/x", TASK("a.exe", "") },
	  "partial\n name=x command=a.exe ... area=other enabled=yes hidden=no file=yes\n" },
};

START_TEST(scheduled_tasks)
{
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, tasks[_i].spec);
	visit_bytes(&v, 1, pack_of(&v, tasks[_i].file));
	visit_run(&v, "tasks");
	visit_expect(&v, FACT_KIND_SCHEDULED_TASK, tasks[_i].text);
	visit_done(&v);
}
END_TEST

/* Where files could not all be read, no task is called hidden for want of one. */
START_TEST(an_unread_folder_hides_no_task)
{
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, TREE "\\ghost]\n\"Id\"=\"{1}\"\n\"SD\"=hex:01\n");
	visit_bytes(&v, 1, text_of("u 0 - 0 Windows/System32/Tasks\n"));
	visit_run(&v, "tasks");
	visit_expect(&v, FACT_KIND_SCHEDULED_TASK, "partial\n name=ghost enabled=yes hidden=no\n");
	visit_done(&v);
	visit_init(&v);
	visit_spec(&v, 0, TREE "]\n");
	visit_run(&v, "tasks");
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_SCHEDULED_TASK), FACT_STATE_FAILED);
	visit_done(&v);
}
END_TEST

START_TEST(answer_files)
{
	static const char *const gpp[] = { "h/Groups.xml",
					   "<Groups><User><Properties cpassword=\"j1U\"/></User>"
					   "</Groups>",
					   "h/Other.xml", "<a cpassword=\"\"/>", NULL };
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0,
		    text_of("<unattend><settings><component><AutoLogon><Password><Value>abc</Value>"
			    "</Password></AutoLogon></component></settings></unattend>"));
	visit_bytes(&v, 1,
		    text_of("<unattend><AutoLogon><Password><Value>*SENSITIVE*DATA*DELETED*</Value>"
			    "</Password></AutoLogon></unattend>"));
	visit_bytes(&v, 3, pack_of(&v, gpp));
	visit_run(&v, "answer-files");
	visit_expect(&v, FACT_KIND_STORED_SESSION,
		     "collected\n program=setup count=1 open=1\n program=policy count=1 open=1\n");
	visit_done(&v);
}
END_TEST

START_TEST(stored_files)
{
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0, text_of("w 5 1 0 Users/yamada/Desktop/srv.rdp\n"));
	visit_bytes(&v, 1, text_of("w 5 1 0 Users/yamada/Documents/Default.rdp\n"));
	visit_bytes(&v, 2, text_of("f 9 1 DFBE70A7E5CC19A398EBF1B96859CE5D\nf 9 1 desktop.ini\n"));
	visit_run(&v, "stored-files");
	visit_expect(&v, FACT_KIND_STORED_SESSION,
		     "collected\n program=remote-desktop user=yamada count=1 open=0\n"
		     " program=windows user=yamada count=1 open=0\n");
	visit_done(&v);
	visit_init(&v);
	visit_bytes(&v, 3, text_of("f broken"));
	visit_run(&v, "stored-files");
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_STORED_SESSION), FACT_STATE_FAILED);
	visit_done(&v);
}
END_TEST

START_TEST(mail_and_recycle_bin)
{
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0, text_of("w 100 1700000000 0 a/Outlook/x.ost\n"));
	visit_bytes(&v, 1, text_of("w 50 1600000000 0 a/x.pst\n"));
	visit_bytes(&v, 4, text_of("w 7 1 0 p/ImapMail/a\nw 8 1 0 p/ImapMail/b\n"));
	visit_run(&v, "local-mail");
	visit_expect(&v, FACT_KIND_MAIL_STORE,
		     "collected\n program=outlook user=yamada files=2 bytes=150\n"
		     " program=thunderbird user=yamada files=2 bytes=15\n");
	visit_done(&v);
	visit_init(&v);
	visit_bytes(&v, 0,
		    text_of("w 9 1 0 $Recycle.Bin/S-1-5-21-1/$RAAAAAA.xlsx\n"
			    "w 5 1 0 $Recycle.Bin/S-1-5-21-1/$IAAAAAA.xlsx\n"
			    "w 129 1 0 $Recycle.Bin/S-1-5-21-1/desktop.ini\n"
			    "w 4 1 0 $Recycle.Bin/S-1-5-21-1/$RBBBBBB/in/a.txt\n"));
	visit_run(&v, "recycle-bin");
	visit_expect(&v, FACT_KIND_RECYCLE_BIN, "collected\n files=2 bytes=13\n");
	visit_done(&v);
	visit_init(&v);
	visit_bytes(&v, 0, text_of("u 0 - 0 $Recycle.Bin/S-1-5-21-1\n"));
	visit_run(&v, "recycle-bin");
	visit_expect(&v, FACT_KIND_RECYCLE_BIN, "partial\n");
	visit_done(&v);
}
END_TEST

/* One pack of files: a locked one, an open one of the old form, one that is none. */
START_TEST(data_files_of_outlook)
{
	static const struct pst_recipe recipes[] = { { .method = 1, .password = 9 },
						     { .ansi = true, .password = -1 },
						     { .method = 16, .password = -1 },
						     { .version = 36, .password = -1 } };
	static const char *const lines[] = {
		" user=yamada form=unicode method=permute password=yes bytes=16384\n",
		" user=yamada form=ansi method=none password=no bytes=16384\n",
		" user=yamada form=unicode method=protected bytes=16384\n",
		" user=yamada form=other method=unknown bytes=16384\n",
	};
	char *pack = calloc(1, 8 * PST_MADE), wanted[700];
	struct str facts = STR_INIT(600);
	struct visit v;
	size_t n = 0;

	for (size_t i = 0; i < LEN(recipes); i++) {
		uint8_t *file = pst_make(&recipes[i]);

		n += (size_t)snprintf(pack + n, 100, "w %u 1700000000 %u Users/yamada/%zu.pst\n",
				      PST_MADE, PST_MADE, i);
		memcpy(pack + n, file, PST_MADE);
		n += PST_MADE;
		free(file);
		visit_init(&v);
		visit_bytes(&v, 1, bytes_of((uint8_t *)pack, n));
		visit_run(&v, "mail-data");
		str_add(&facts, lines[i]);
		/* Nobody knows the form of the last one. */
		snprintf(wanted, sizeof(wanted), "%s\n%s", i < 3 ? "collected" : "partial",
			 str_c(&facts));
		visit_expect(&v, FACT_KIND_MAIL_DATA, wanted);
		visit_done(&v);
	}
	visit_init(&v);
	visit_bytes(&v, 0, text_of("w 900 1 900 Users/yamada/short.pst\n"));
	visit_run(&v, "mail-data");
	visit_expect(&v, FACT_KIND_MAIL_DATA, "failed\n");
	visit_done(&v);
	visit_init(&v);
	visit_bytes(&v, 0, text_of("w 900 1 0 Users/yamada/cloud.pst\n"));
	visit_bytes(&v, 1, text_of("u 0 - 0 Users/yamada/Documents\n"));
	visit_run(&v, "mail-data");
	ck_assert_int_ne(facts_state(&v.facts, FACT_KIND_MAIL_DATA), FACT_STATE_COLLECTED);
	visit_done(&v);
	visit_init(&v);
	visit_run(&v, "mail-data");
	visit_expect(&v, FACT_KIND_MAIL_DATA, "collected\n");
	visit_done(&v);
	str_done(&facts);
	free(pack);
}
END_TEST

/* Counts of the reader, and folders that the registry knows elsewhere. */
static const struct {
	const char *lines, *hive, *wanted;
} cloud[] = {
	{ "2 10 3 9000000 0 0 0 OneDrive\n0 0 1 5 2 0 0 /\n",
	  "[Software\\Microsoft\\OneDrive\\Accounts\\Personal]\n"
	  "\"UserFolder\"=\"C:\\\\Users\\\\YAMADA\\\\OneDrive\"\n",
	  "collected\n user=yamada folder=OneDrive here=2 here_bytes=10 away=3 "
	  "away_bytes=9000000 folders_away=0\n user=yamada folder=/ here=0 here_bytes=0 away=1 "
	  "away_bytes=5 folders_away=2\n" },
	{ "", "[Software\\Microsoft]\n", "collected\n" },
	{ "0 0 0 0 0 7 0 Documents\n", "[Software\\Microsoft]\n", "failed\n" },
	{ "1 1 0 0 0 0 1 OneDrive\n", "[Software\\Microsoft]\n",
	  "partial\n user=yamada folder=OneDrive here=1 here_bytes=1 away=0 away_bytes=0 "
	  "folders_away=0\n" },
	{ "1 1 0 0 0 0 2 OneDrive\n", "[Software\\Microsoft]\n",
	  "partial\n user=yamada folder=OneDrive here=1 here_bytes=1 away=0 away_bytes=0 "
	  "folders_away=0\n" },
	{ "1 1 0 broken\n", "[Software\\Microsoft]\n", "failed\n" },
	/* On another drive, of another user, synced by a firm's library. */
	{ "",
	  "[Software\\Microsoft\\OneDrive\\Accounts\\Business1]\n"
	  "\"UserFolder\"=\"D:\\\\OneDrive - Firm\"\n",
	  "failed\n" },
	{ "",
	  "[Software\\Microsoft\\OneDrive\\Accounts\\Business1]\n"
	  "\"UserFolder\"=\"C:\\\\Users\\\\yamada2\\\\OneDrive\"\n",
	  "failed\n" },
	{ "1 1 0 0 0 0 0 OneDrive\n",
	  "[Software\\Microsoft]\n[Software\\SyncEngines\\Providers\\OneDrive\\1]\n"
	  "\"MountPoint\"=\"E:\\\\Firm\\\\Site\"\n",
	  "partial\n user=yamada folder=OneDrive here=1 here_bytes=1 away=0 away_bytes=0 "
	  "folders_away=0\n" },
	{ "", NULL, "failed\n" }, /* a user's settings that cannot be read */
};

START_TEST(files_of_the_cloud)
{
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0, text_of(cloud[_i].lines));
	if (cloud[_i].hive)
		visit_spec(&v, 1, cloud[_i].hive);
	visit_run(&v, "cloud-files-user");
	visit_expect(&v, FACT_KIND_CLOUD_FILES, cloud[_i].wanted);
	visit_done(&v);
}
END_TEST

/* --- names --------------------------------------------------------------------------------- */
START_TEST(names_like_lists)
{
	static const struct {
		const char *name;
		enum file_names_kind kind;
	} names[] = {
		{ "パスワード.xlsx", FILE_NAMES_PASSWORDS },
		{ "ﾊﾟｽﾜｰﾄﾞ一覧.TXT", FILE_NAMES_OPEN },
		{ "ハ\xe3\x82\x9aスワート\xe3\x82\x99.csv",
		  FILE_NAMES_OPEN }, /* as a Mac writes it */
		{ "ＰＡＳＳＷＯＲＤ．ｔｘｔ", FILE_NAMES_OPEN },
		{ "My Passwords 2026.docx", FILE_NAMES_PASSWORDS },
		{ "銀行pw.txt", FILE_NAMES_OPEN },
		{ "暗証番号.txt", FILE_NAMES_OPEN },
		{ "ID一覧.xls", FILE_NAMES_PASSWORDS },
		{ "アカウント管理表.xlsx", FILE_NAMES_PASSWORDS },
		{ "アカウント.xlsx", FILE_NAMES_OTHER },
		{ "パスワード変更手順.docx", FILE_NAMES_OTHER },
		{ "password_policy.docx", FILE_NAMES_OTHER },
		{ "password.exe", FILE_NAMES_OTHER },
		{ "spw.txt", FILE_NAMES_OTHER },
		{ "compass.txt", FILE_NAMES_OTHER },
		{ "見積書.xlsx", FILE_NAMES_OTHER },
		{ "", FILE_NAMES_OTHER },
		{ "\xff\xfe", FILE_NAMES_OTHER },
	};
	struct arena a = { 0 };

	for (size_t i = 0; i < LEN(names); i++)
		ck_assert_msg(file_names_passwords(&a, names[i].name) == names[i].kind, "%s: %s",
			      names[i].name, file_names_fold(&a, names[i].name));
	arena_done(&a);
}
END_TEST

START_TEST(lists_by_their_names)
{
	struct visit v;

	visit_init(&v);
	visit_bytes(&v, 0,
		    text_of("w 5 1700000000 0 Users/yamada/Desktop/パスワード.txt\n"
			    "w 5 1600000000 0 Users/yamada/Desktop/a/password.xlsx\n"
			    "w 5 1 0 Users/yamada/Desktop/password/見積.txt\n"));
	visit_bytes(&v, 3, text_of("w 5 1 0 Users/yamada/OneDrive/id一覧.xlsx\n"));
	visit_run(&v, "password-files-user");
	visit_expect(&v, FACT_KIND_PASSWORD_FILES,
		     "collected\n place=desktop user=yamada count=2 open=1 locked=0\n"
		     " place=cloud user=yamada count=1 open=0 locked=0\n");
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probes of small files");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, wireless_networks, 0, LEN(wifi));
	tcase_add_test(t, a_pack_with_holes_is_partial);
	tcase_add_test(t, passwords_of_browsers);
	tcase_add_test(t, hosts_are_counted);
	tcase_add_loop_test(t, scheduled_tasks, 0, LEN(tasks));
	tcase_add_test(t, an_unread_folder_hides_no_task);
	tcase_add_test(t, answer_files);
	tcase_add_test(t, stored_files);
	tcase_add_test(t, mail_and_recycle_bin);
	tcase_add_test(t, data_files_of_outlook);
	tcase_add_loop_test(t, files_of_the_cloud, 0, LEN(cloud));
	tcase_add_test(t, names_like_lists);
	tcase_add_test(t, lists_by_their_names);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
