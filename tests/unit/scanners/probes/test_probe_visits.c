/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Probes on what comes beside the rows: hives that are unreadable, left open or without their log,
 * sleep files, folders, the files of a Linux. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/lnk_maker.h"
#include "tests/unit/scanners/readers/prefetch_maker.h"

#define SW      "[Microsoft\\Windows\\CurrentVersion]\n"
#define SYS     "[Select]\n\"Current\"=dword:2\n[ControlSet002\\Control]\n"
#define PROFILE "[Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\"
#define UAC_KEY "[Microsoft\\Windows\\CurrentVersion\\Policies\\System]\n"

START_TEST(an_unreadable_hive_keeps_its_reason)
{
	struct visit v;

	visit_init(&v);
	v.blob[0].state = PROBE_BLOB_UNREADABLE;
	v.blob[0].reason = PHRASE("because of the weather");
	visit_run(&v, "uac");
	visit_expect(&v, FACT_KIND_UAC, "failed\n");
	ck_assert_str_eq(v.facts.by_kind[FACT_KIND_UAC].reason.id, "because of the weather");
	visit_done(&v);
}
END_TEST

/* One user's hive that cannot be read does not spoil the other's, nor is it forgotten. */
START_TEST(two_users_one_unreadable)
{
	struct visit v;

	visit_init(&v);
	visit_run(&v, "autorun-user");
	visit_spec(&v, 0, "[Software]\n");
	v.user.name = "経理";
	visit_run(&v, "autorun-user");
	visit_expect(&v, FACT_KIND_AUTORUN, "partial\n scope=user user=経理\n");
	visit_done(&v);
}
END_TEST

START_TEST(sleep_files)
{
	static const struct {
		const char *head;
		const char *text;
	} rows[] = {
		{ "HIBR....", "collected\n hibernated=yes hive_log_pending=no\n" },
		{ "hibr", "collected\n hibernated=yes hive_log_pending=no\n" },
		{ "RSTR", "collected\n hibernated=yes hive_log_pending=no\n" },
		{ "wake", "collected\n hibernated=no hive_log_pending=no\n" },
		{ "", "collected\n hibernated=no hive_log_pending=no\n" },
		{ "\xff\xff\xff\xff", "partial\n hive_log_pending=no\n" },
		{ "HI", "partial\n hive_log_pending=no\n" },
	};
	struct visit v;

	for (size_t i = 0; i < LEN(rows); i++) {
		visit_init(&v);
		visit_spec(&v, 0, SYS);
		visit_bytes(&v, 1, bytes_of(rows[i].head, strlen(rows[i].head)));
		visit_run(&v, "shutdown-state");
		visit_expect(&v, FACT_KIND_SHUTDOWN_STATE, rows[i].text);
		visit_done(&v);
	}
	visit_init(&v);
	visit_spec(&v, 0, SYS);
	v.blob[1].state = PROBE_BLOB_UNREADABLE;
	v.volume.dirty = FLAG_YES;
	visit_run(&v, "shutdown-state");
	visit_expect(&v, FACT_KIND_SHUTDOWN_STATE,
		     "partial\n hive_log_pending=no volume_dirty=yes\n");
	visit_done(&v);
}
END_TEST

START_TEST(software_left_open)
{
	static const uint8_t head[2][12] = { "regf\5\0\0\0\5\0\0", "regf\6\0\0\0\5\0\0" };
	struct visit v;

	for (size_t i = 0; i < 2; i++) {
		visit_init(&v);
		visit_spec(&v, 0, SYS);
		visit_bytes(&v, 2, bytes_of(head[i], 12));
		visit_run(&v, "shutdown-state");
		visit_expect(&v, FACT_KIND_SHUTDOWN_STATE,
			     i ? "collected\n hibernated=no hive_log_pending=yes\n"
			       : "collected\n hibernated=no hive_log_pending=no\n");
		visit_done(&v);
	}
}
END_TEST

/* What the lost log held may be the very thing that is asked for: never wholly collected. */
START_TEST(a_log_that_is_lost)
{
	struct visit v;

	for (int with_log = 0; with_log < 2; with_log++) {
		visit_init(&v);
		fixtures_text("before.spec", UAC_KEY "\"EnableLUA\"=dword:1\n");
		fixtures_text("after.spec", UAC_KEY "\"EnableLUA\"=dword:0\n");
		fixtures_run("\"$TOOLS/mkhive\" before.spec lost --dirty-log lost.LOG1 after.spec");
		visit_hive(&v, 0, "lost");
		if (!with_log)
			v.blob[0].log1 = bytes_of(NULL, 0);
		visit_run(&v, "uac");
		visit_expect(&v, FACT_KIND_UAC,
			     with_log ? "collected\n enabled=no\n" : "partial\n enabled=yes\n");
		visit_done(&v);
	}
}
END_TEST

static void blob_text(struct visit *v, size_t i, const char *text)
{
	visit_bytes(v, i, bytes_of(text, strlen(text)));
}

#define APPROVED SW "[Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\"
#define RUN_KEYS                                                                                   \
	SW "[Microsoft\\Windows\\CurrentVersion\\Run]\n\"a\"=\"C:\\\\Windows\\\\a.exe\"\n"         \
	   "\"b\"=\"C:\\\\Windows\\\\b.exe\"\n["                                                   \
	   "Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Run]\n"                               \
	   "\"a\"=\"C:\\\\Windows\\\\c.exe\"\n["                                                   \
	   "Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer\\"                              \
	   "Run]\n\"a\"=\"C:\\\\Windows\\\\d.exe\"\n"

static void shortcut(struct str *pack, const char *name, const char *path, const char *arguments)
{
	struct lnk_recipe r = { .drive = 3, .label = "", .path = path, .arguments = arguments };
	size_t n;
	uint8_t *b = lnk_make(&r, &n);

	str_addf(pack, "w %zu - %zu %s\n", n, n, name);
	str_addn(pack, (const char *)b, n);
	free(b);
}

/* What the user switched off, each kind by its own list; and what shortcuts lead to. */
START_TEST(switched_off_and_shortcuts)
{
	struct str pack = STR_INIT(1 << 16);
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0,
		   RUN_KEYS APPROVED "Run]\n\"a\"=hex:03,00,00,00,01,02,03,04,05,06,07,08\n"
				     "\"b\"=hex:02,00,00,00\n" APPROVED
				     "Run32]\n\"a\"=hex:06\n" APPROVED
				     "StartupFolder]\n\"x.lnk\"=hex:07,00\n\"y.lnk\"=hex:\n");
	shortcut(&pack, "x.lnk", "C:\\Users\\Public\\x.exe", NULL);
	shortcut(&pack, "y.lnk", "C:\\Windows\\System32\\cmd.exe", "/c %TEMP%\\y.bat Secret");
	str_add(&pack, "u 9 - 0 z.lnk\n");
	blob_text(&v, 1, "f 9 - x.lnk\nf 9 - y.lnk\nf 9 - z.lnk\n");
	visit_bytes(&v, 2, bytes_of(str_c(&pack), pack.len));
	visit_run(&v, "startup");
	visit_expect(
	    &v, FACT_KIND_STARTUP_ENTRY,
	    "collected\n origin=startup-folder scope=machine name=x.lnk "
	    "command=\"C:\\Users\\Public\\x.exe\" area=public off=yes\n"
	    " origin=startup-folder scope=machine name=y.lnk "
	    "command=\"C:\\Windows\\System32\\cmd.exe\" ... %TEMP%\\y.bat ... area=temporary\n"
	    " origin=startup-folder scope=machine name=z.lnk command=z.lnk\n"
	    " origin=run scope=machine name=a command=C:\\Windows\\a.exe area=system off=yes\n"
	    " origin=run scope=machine name=b command=C:\\Windows\\b.exe area=system off=no\n"
	    " origin=run scope=machine name=a command=C:\\Windows\\d.exe area=system\n"
	    " origin=run scope=machine name=a command=C:\\Windows\\c.exe area=system off=no\n");
	visit_done(&v);
	str_done(&pack);
}
END_TEST

START_TEST(folders_beside_the_registry)
{
	struct visit v;

	visit_init(&v);
	visit_spec(&v, 0, SW);
	blob_text(
	    &v, 1,
	    "f 174 1700000000 desktop.ini\nf 1024 1700000000 a.lnk\nf 9 - b.vbs\nd 0 - sub\n");
	visit_run(&v, "startup");
	visit_expect(&v, FACT_KIND_STARTUP_ENTRY,
		     "collected\n origin=startup-folder scope=machine name=a.lnk command=a.lnk\n"
		     " origin=startup-folder scope=machine name=b.vbs command=b.vbs area=other\n");
	visit_done(&v);
	visit_init(&v);
	visit_spec(&v, 0, SW);
	blob_text(&v, 1, "f 9 - b.vbs\nbroken\n");
	visit_run(&v, "startup");
	visit_expect(&v, FACT_KIND_STARTUP_ENTRY,
		     "partial\n origin=startup-folder scope=machine name=b.vbs command=b.vbs "
		     "area=other\n");
	visit_done(&v);
	visit_init(&v);
	visit_spec(&v, 0, PROFILE "S-1-5-21-1]\n\"ProfileImagePath\"=\"C:\\\\Users\\\\Yamada\"\n");
	blob_text(&v, 1,
		  "d 0 - yamada\nd 0 - Public\nd 0 - 退職者\nf 1 - desktop.ini\nl 0 - All Users\n");
	visit_run(&v, "user");
	visit_expect(
	    &v, FACT_KIND_USER,
	    "collected\n name=Yamada profile=Yamada sid=S-1-5-21-1\n name=退職者 profile=退職者\n");
	visit_done(&v);
}
END_TEST

START_TEST(linux_files)
{
	struct visit v;

	visit_init(&v);
	blob_text(
	    &v, 1,
	    "# c\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID='12'\n");
	blob_text(&v, 2,
		  "root:x:0:0:root:/root:/bin/bash\nyamada:x:1000:1000:,,,:/home/yamada:/bin/bash\n"
		  "nobody:x:65534:65534::/:/usr/sbin/nologin\nbad\nx:y\n"
		  "s:x:1001:1:::/usr/sbin/nologin\n");
	visit_run(&v, "linux-version");
	visit_expect(
	    &v, FACT_KIND_LINUX_VERSION,
	    "collected\n id=debian pretty_name=Debian GNU/Linux 12 (bookworm) version_id=12\n");
	visit_expect(&v, FACT_KIND_USER, "collected\n name=yamada profile=yamada\n");
	visit_done(&v);
	visit_init(&v);
	visit_run(&v, "linux-version");
	visit_expect(&v, FACT_KIND_LINUX_VERSION, "failed\n");
	visit_expect(&v, FACT_KIND_USER, "failed\n");
	visit_done(&v);
	visit_init(&v);
	blob_text(&v, 0, "# luks\nroot_crypt UUID=1 none luks\n");
	blob_text(&v, 1, "# x\n/dev/mapper/root_crypt / ext4 defaults 0 1\n");
	visit_run(&v, "linux-encryption");
	visit_expect(&v, FACT_KIND_DISK_ENCRYPTION, "collected\n method=luks state=unlocked\n");
	visit_done(&v);
	visit_init(&v);
	blob_text(&v, 1, "/dev/sda2 / ext4 defaults 0 1\n");
	visit_run(&v, "linux-encryption");
	visit_expect(&v, FACT_KIND_DISK_ENCRYPTION, "collected\n state=none\n");
	visit_done(&v);
	visit_init(&v); /* what lies under a UUID may be a lock */
	blob_text(&v, 1, "UUID=2 / ext4 defaults 0 1\n");
	visit_run(&v, "linux-encryption");
	visit_expect(&v, FACT_KIND_DISK_ENCRYPTION, "failed\n");
	visit_done(&v);
}
END_TEST

/* When and how often a known program was started; a note that cannot be read, was cut or left out still
 * tells by its name that it was. */
START_TEST(notes_of_what_was_started)
{
	static const struct prefetch_recipe winny = { "WINNY2.EXE",        31,  296, 3,
						      0x01dca9f0d3a98000u, true };
	struct str pack = STR_INIT(1 << 16);
	struct visit v;
	size_t n;
	uint8_t *b = prefetch_make(&winny, &n);

	visit_init(&v);
	visit_spec(&v, 0,
		   "[Select]\n\"Current\"=dword:1\n[ControlSet001\\Control]\n"
		   "[ControlSet001\\Services\\x]\n");
	blob_text(&v, 1,
		  "f 9 - EMULE.EXE-1.pf\nf 9 - WINNY2.EXE-12AB34CD.pf\nf 9 - BITCOMET.EXE-2.pf\n");
	str_addf(&pack, "w 4 - 4 EMULE.EXE-1.pf\njunk");
	str_addf(&pack, "c 900000 - %zu WINNY2.EXE-12AB34CD.pf\n", n);
	str_addn(&pack, (const char *)b, n);
	str_add(&pack, "o 9 - 0 BITCOMET.EXE-2.pf\n");
	visit_bytes(&v, 5, bytes_of(str_c(&pack), pack.len));
	visit_run(&v, "program-traces");
	visit_expect(&v, FACT_KIND_PROGRAM_TRACE,
		     "collected\n purpose=sharing product=emule method=run\n"
		     " purpose=sharing product=winny method=run at=2026-03-02T03:01:12Z runs=3\n"
		     " purpose=sharing product=bitcomet method=run\n");
	visit_done(&v);
	str_done(&pack);
	free(b);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probes on odd visits");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, an_unreadable_hive_keeps_its_reason);
	tcase_add_test(t, two_users_one_unreadable);
	tcase_add_test(t, sleep_files);
	tcase_add_test(t, software_left_open);
	tcase_add_test(t, a_log_that_is_lost);
	tcase_add_test(t, folders_beside_the_registry);
	tcase_add_test(t, switched_off_and_shortcuts);
	tcase_add_test(t, notes_of_what_was_started);
	tcase_add_test(t, linux_files);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
