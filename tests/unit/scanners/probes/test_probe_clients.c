/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every probe on the hives of the sample clients: their whole story, as facts. */
#include "tests/unit/scanners/probes/harness.h"

static const struct place {
	const char *path, *office, *tidy;
} places[] = {
	{ "{windows}/System32/config/SOFTWARE", "office.hives/SOFTWARE", "tidy.hives/SOFTWARE" },
	{ "{windows}/System32/config/SYSTEM", "office.hives/SYSTEM", "tidy.hives/SYSTEM" },
	{ "{windows}/System32/config/SAM", "office.hives/SAM", "tidy.hives/SAM" },
	{ "{windows}/System32/config/SECURITY", "office.hives/SECURITY", "tidy.hives/SECURITY" },
	{ "{windows}/AppCompat/Programs/Amcache.hve", "office.hives/Amcache.hve",
	  "tidy.hives/Amcache.hve" },
	{ "{user}/NTUSER.DAT", "office.hives/yamada.dat", "tidy.hives/suzuki.dat" },
};

/* Hands a probe what it wants of a client. */
static void look(struct visit *v, const char *id, bool office)
{
	const struct probe *p = probe_by_id(id);

	for (size_t i = 0; i < wanted_files(p); i++)
		for (size_t k = 0; k < LEN(places); k++)
			if (!strcmp(p->files[i].path, places[k].path))
				visit_hive(v, i, office ? places[k].office : places[k].tidy);
	visit_run(v, id);
}

struct row {
	const char *probe;
	enum fact_kind kind;
	const char *office, *tidy;
};

#define OFFICE "sid=S-1-5-21-1004336348-1177238915-682003330-"
#define TIDY   "sid=S-1-5-21-2025429265-764733703-1417001333-"
static const struct row rows[] = {
	{ "windows-version", FACT_KIND_WINDOWS_VERSION,
	  "collected\n product_name=Windows 11 Home edition=Core installation=Client "
	  "display_version=25H2 build=26200 revision=7171 installed=2024-01-12T04:41:20Z\n",
	  "collected\n product_name=Windows 11 Pro edition=Professional installation=Client "
	  "display_version=25H2 build=26200 revision=7171 installed=2024-01-12T04:41:20Z\n" },
	{ "computer", FACT_KIND_COMPUTER,
	  "collected\n name=AOZORA-PC1 model=Aoi Computer Note A15 chassis=laptop "
	  "zone_offset=32400 zone=Tokyo Standard Time last_shutdown=2026-11-21T08:42:16Z\n",
	  "collected\n name=MIDORI-01 model=Aoi Computer Note B13 chassis=laptop "
	  "zone_offset=32400 zone=Tokyo Standard Time last_shutdown=2026-11-20T09:02:30Z\n" },
	{ "windows-update", FACT_KIND_WINDOWS_UPDATE,
	  "collected\n method=component-store at=2026-11-12T02:41:09Z\n",
	  "collected\n method=component-store at=2026-11-12T04:10:22Z\n" },
	{ "update-policy", FACT_KIND_UPDATE_POLICY, "collected\n wuauserv_start=3 usosvc_start=2\n",
	  "collected\n no_auto_update=no au_options=4 wuauserv_start=3 usosvc_start=2\n" },
	{ "antivirus", FACT_KIND_ANTIVIRUS,
	  "collected\n name=defender enabled=yes realtime=yes service_start=2 "
	  "definitions=2026-11-20T21:04:37Z definitions_version=1.439.512.0\n",
	  "collected\n name=defender enabled=yes realtime=yes service_start=2 "
	  "definitions=2026-11-20T06:11:03Z definitions_version=1.439.498.0\n" },
	{ "firewall", FACT_KIND_FIREWALL_PROFILE,
	  "collected\n profile=domain enabled=yes by_policy=no\n profile=private enabled=yes "
	  "by_policy=no\n profile=public enabled=yes by_policy=no\n",
	  "collected\n profile=domain enabled=yes by_policy=yes\n profile=private enabled=yes "
	  "by_policy=yes\n profile=public enabled=yes by_policy=yes\n" },
	{ "remote-desktop", FACT_KIND_REMOTE_DESKTOP,
	  "collected\n allowed=no network_authentication=yes port=3389\n",
	  "collected\n allowed=no network_authentication=yes port=3389\n" },
	{ "remote-door", FACT_KIND_REMOTE_DOOR,
	  "collected\n profile=domain from=nobody firewall=yes by_policy=no\n profile=private "
	  "from=nobody firewall=yes by_policy=no\n profile=public from=nobody firewall=yes "
	  "by_policy=no\n",
	  "collected\n profile=domain from=nobody firewall=yes by_policy=no\n profile=private "
	  "from=nobody firewall=yes by_policy=no\n profile=public from=nobody firewall=yes "
	  "by_policy=no\n" },
	{ "autorun", FACT_KIND_AUTORUN, "collected\n scope=machine\n",
	  "collected\n scope=machine no_drive_types=255 no_autorun=yes\n" },
	{ "autorun-user", FACT_KIND_AUTORUN, "collected\n scope=user user=yamada\n",
	  "collected\n scope=user user=yamada no_drive_types=255 autoplay_off=yes\n" },
	{ "uac", FACT_KIND_UAC, "collected\n enabled=yes admin_prompt=5 secure_desktop=yes\n",
	  "collected\n enabled=yes admin_prompt=2 secure_desktop=yes\n" },
	{ "auto-logon", FACT_KIND_AUTO_LOGON,
	  "collected\n enabled=yes stored_password=yes user=yamada\n",
	  "collected\n enabled=no stored_password=no\n" },
	{ "auto-logon-secret", FACT_KIND_AUTO_LOGON, "collected\n stored_password=no\n",
	  "collected\n stored_password=no\n" },
	/* office: the bookkeeper has none; two have the same */
	{ "account-password", FACT_KIND_ACCOUNT_PASSWORD,
	  "collected\n"
	  " " OFFICE "500 rid=500 state=none old_form=no\n"
	  " " OFFICE "501 rid=501 state=none old_form=no\n"
	  " " OFFICE "503 rid=503 state=none old_form=no\n"
	  " " OFFICE "504 rid=504 state=set old_form=no\n"
	  " " OFFICE "1001 rid=1001 state=set old_form=no same_as=1\n"
	  " " OFFICE "1002 rid=1002 state=none old_form=no\n"
	  " " OFFICE "1003 rid=1003 state=set old_form=no same_as=1\n",
	  "collected\n"
	  " " TIDY "500 rid=500 state=none old_form=no\n"
	  " " TIDY "501 rid=501 state=none old_form=no\n"
	  " " TIDY "503 rid=503 state=none old_form=no\n"
	  " " TIDY "504 rid=504 state=set old_form=no\n"
	  " " TIDY "1001 rid=1001 state=set old_form=no\n"
	  " " TIDY "1002 rid=1002 state=set old_form=no\n"
	  " " TIDY "1003 rid=1003 state=set old_form=no\n" },
	{ "account", FACT_KIND_PASSWORD_POLICY,
	  "collected\n min_length=0 complexity=no reversible=no history=0 max_days=42 "
	  "lockout_tries=10 lockout_minutes=10 lockout_window=10 other_administrators=0\n",
	  "collected\n min_length=12 complexity=yes reversible=no history=24 lockout_tries=5 "
	  "lockout_minutes=15 lockout_window=15 other_administrators=0\n" },
	{ "sign-in-settings", FACT_KIND_SIGN_IN_SETTINGS,
	  "collected\n blank_local_only=yes no_old_form=yes cached_logons=10\n",
	  "collected\n blank_local_only=yes no_old_form=yes cached_logons=10\n" },
	{ "screen-lock", FACT_KIND_SCREEN_LOCK, "collected\n scope=machine\n",
	  "collected\n scope=machine idle_seconds=600\n" },
	{ "usb-storage", FACT_KIND_USB_STORAGE,
	  "collected\n"
	  " bus=usbstor vendor=BUFFALO product=HD-PCFSU3-A "
	  "friendly_name=BUFFALO HD-PCFSU3-A USB Device serial=00001B5A7C31 own_serial=yes "
	  "installed=2024-02-03T01:12:30Z first_installed=2024-02-03T01:12:30Z "
	  "last_arrival=2026-03-02T07:30:11Z last_removal=2026-03-02T08:55:40Z "
	  "key_written=2026-03-02T08:55:40Z\n"
	  " bus=usbstor vendor=Generic product=Flash Disk "
	  "friendly_name=Generic Flash Disk USB Device serial=7&1c8e0d2&0 own_serial=no "
	  "key_written=2025-08-18T02:33:19Z\n"
	  " bus=usbstor vendor=SanDisk product=Cruzer Glide "
	  "friendly_name=SanDisk Cruzer Glide USB Device serial=4C530001230415116592 "
	  "own_serial=yes "
	  "installed=2024-05-20T06:41:02Z first_installed=2024-05-20T06:41:02Z "
	  "last_arrival=2025-12-09T04:02:51Z last_removal=2025-12-09T04:20:05Z "
	  "key_written=2025-12-09T04:20:05Z\n"
	  " bus=uasp vendor=BUFFALO product=SSD-PGU3 "
	  "friendly_name=BUFFALO SSD-PGU3 SCSI Disk Device serial=000017C4A2190055 own_serial=yes "
	  "installed=2025-04-02T00:30:00Z first_installed=2025-04-02T00:30:00Z "
	  "last_arrival=2025-10-01T01:00:12Z last_removal=2025-10-01T01:44:50Z "
	  "key_written=2025-10-01T01:44:50Z\n",
	  "collected\n" },
	{ "usb-policy", FACT_KIND_USB_POLICY, "collected\n usbstor_start=3 uaspstor_start=3\n",
	  "collected\n deny_all=yes deny_read=yes deny_write=yes deny_execute=yes "
	  "write_protect=yes usbstor_start=4 uaspstor_start=3\n" },
	{ "portable-device", FACT_KIND_PORTABLE_DEVICE,
	  "collected\n bus=mtp model=VID_05AC&PID_12A8 name=山田の iPhone "
	  "serial=00008110001A2B3C4D5E own_serial=yes last_arrival=2026-10-05T03:12:05Z "
	  "key_written=2026-10-05T03:20:40Z\n",
	  "collected\n" },
	{ "usb-volume", FACT_KIND_USB_VOLUME,
	  "collected\n volume={8c1d7f2e-0000-11f0-9a3b-4c4c45440051} vendor=BUFFALO "
	  "product=HD-PCFSU3-A serial=00001B5A7C31 own_serial=yes\n letter=E: vendor=SanDisk "
	  "product=Cruzer Glide serial=4C530001230415116592 own_serial=yes\n",
	  "collected\n" },
	{ "mount-point", FACT_KIND_MOUNT_POINT,
	  "collected\n user=yamada volume={8c1d7f2e-0000-11f0-9a3b-4c4c45440051} "
	  "seen=2026-03-02T07:30:20Z\n",
	  "collected\n" },
	{ "removable-encryption", FACT_KIND_REMOVABLE_ENCRYPTION, "collected\n -\n",
	  "collected\n forced=yes\n" },
	{ "optical-policy", FACT_KIND_OPTICAL_POLICY, "collected\n scope=machine\n",
	  "collected\n scope=machine deny_all=yes\n" },
	{ "usb-policy-user", FACT_KIND_USB_POLICY_USER, "collected\n user=yamada\n",
	  "collected\n user=yamada\n" },
	{ "startup-user", FACT_KIND_STARTUP_ENTRY,
	  "collected\n"
	  " origin=run scope=user user=yamada name=OneDrive command="
	  "\"C:\\Users\\yamada\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe\" ... "
	  "area=user off=no\n"
	  " origin=run scope=user user=yamada name=LINE command="
	  "C:\\Users\\yamada\\AppData\\Local\\LINE\\bin\\LineLauncher.exe ... area=user "
	  "off=yes\n",
	  "collected\n" },
	{ "disk-encryption", FACT_KIND_DISK_ENCRYPTION, "collected\n state=none\n",
	  "collected\n method=bitlocker state=unlocked\n" },
	{ "shutdown-state", FACT_KIND_SHUTDOWN_STATE,
	  "collected\n hibernated=no fast_startup=yes hive_log_pending=yes\n",
	  "collected\n hibernated=no fast_startup=no hive_log_pending=no\n" },
	{ "last-use", FACT_KIND_LAST_USE, "collected\n at=2026-11-21T08:42:16Z\n",
	  "collected\n at=2026-11-20T09:02:30Z\n" },
	{ "office", FACT_KIND_OFFICE,
	  "collected\n method=click-to-run version=16.0.19328.20178 "
	  "products=HomeBusiness2024Retail updates=yes\n",
	  "collected\n method=click-to-run version=16.0.19328.20178 products=O365BusinessRetail "
	  "updates=yes\n" },
	{ "browser", FACT_KIND_BROWSER,
	  "collected\n name=chrome version=142.0.7444.176 method=updater scope=machine\n"
	  " name=edge version=154.0.4098.60 method=updater scope=machine\n",
	  "collected\n name=edge version=154.0.4098.60 method=updater scope=machine\n" },
	{ "component", FACT_KIND_COMPONENT,
	  "collected\n product=java version=1.8.0_301 method=registry\n"
	  " product=dotnetfx version=4.8.09221 release=533320 method=registry\n",
	  "collected\n product=dotnetfx version=4.8.09221 release=533320 method=registry\n" },
	{ "restart-pending", FACT_KIND_RESTART_PENDING,
	  "collected\n component_store=no windows_update=no packages=0 pending_list=no\n",
	  "collected\n component_store=no windows_update=no packages=0 pending_list=no\n" },
	{ "internet-explorer", FACT_KIND_INTERNET_EXPLORER,
	  "collected\n version=11.1.26100.0 sites=no\n",
	  "collected\n version=11.1.26100.0 sites=no\n" },
	/* these hives come without the folder of notes about what was started */
	{ "program-traces", FACT_KIND_PROGRAM_TRACE, "failed\n", "failed\n" },
	{ "amcache", FACT_KIND_NOTED_PROGRAM,
	  "collected\n"
	  " name=7-Zip 22.01 (x64) version=22.01 publisher=Igor Pavlov "
	  "noted=2026-11-03T02:10:00Z\n"
	  " name=筆まめ Ver.27 version=27.0.2 publisher=ソースネクスト株式会社 "
	  "installed=2021-11-20T00:00:00Z noted=2026-11-03T02:10:00Z\n",
	  "collected\n" },
	{ "remote-access", FACT_KIND_REMOTE_ACCESS,
	  "collected\n product=remote-assistance unattended=no method=asked starts=no "
	  "scope=machine\n",
	  "collected\n product=remote-assistance unattended=no method=asked starts=no "
	  "scope=machine\n" },
	{ "cloud-account-user", FACT_KIND_CLOUD_ACCOUNT,
	  "collected\n product=onedrive account=personal user=yamada\n", "collected\n" },
	{ "software-user", FACT_KIND_SOFTWARE,
	  "collected\n"
	  " name=LINE version=9.14.0.3700 publisher=LY Corporation scope=user\n"
	  " name=Zoom Workplace version=6.6.1 (15968) publisher=Zoom Communications, Inc. "
	  "scope=user\n",
	  "collected\n" },
};

START_TEST(a_client_tells_its_story)
{
	const struct row *r = &rows[_i / 2];
	bool office = _i % 2 == 0;
	struct visit v;

	visit_init(&v);
	look(&v, r->probe, office);
	visit_expect(&v, r->kind, office ? r->office : r->tidy);
	visit_done(&v);
}
END_TEST

START_TEST(a_replayed_value_is_marked)
{
	struct visit v;

	visit_init(&v);
	look(&v, "computer", true);
	ck_assert_int_eq(facts_at(&v.facts, FACT_KIND_COMPUTER, 0)->replayed, FLAG_YES);
	visit_done(&v);
	visit_init(&v);
	look(&v, "computer", false);
	ck_assert_int_eq(facts_at(&v.facts, FACT_KIND_COMPUTER, 0)->replayed, FLAG_NO);
	visit_done(&v);
}
END_TEST

START_TEST(sources_are_in_windows_spelling)
{
	struct visit v;

	visit_init(&v);
	look(&v, "uac", true);
	look(&v, "usb-storage", true);
	ck_assert_str_eq(facts_at(&v.facts, FACT_KIND_USB_STORAGE, 0)->source,
			 "SYSTEM\\CurrentControlSet\\Enum\\USBSTOR\\"
			 "Disk&Ven_BUFFALO&Prod_HD-PCFSU3-A&Rev_0003");
	visit_done(&v);
	visit_init(&v);
	look(&v, "uac", true);
	ck_assert_str_eq(facts_at(&v.facts, FACT_KIND_UAC, 0)->source,
			 "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System");
	visit_done(&v);
}
END_TEST

START_TEST(machine_wide_lists)
{
	struct visit v;

	visit_init(&v);
	look(&v, "software", true);
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_SOFTWARE), 10);
	visit_done(&v);
	visit_init(&v);
	look(&v, "startup", true);
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_STARTUP_ENTRY), 4);
	visit_done(&v);
	visit_init(&v);
	look(&v, "user", true);
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_USER), 2);
	visit_done(&v);
}
END_TEST

/* The password of the auto-logon is in the hive; no fact may hold it. */
START_TEST(no_fact_holds_a_password)
{
	struct visit v;

	for (size_t i = 0; probes[i]; i++) {
		if (probes[i]->targets != TARGET_WINDOWS)
			continue;
		visit_init(&v);
		look(&v, probes[i]->id, true);
		for (size_t k = 0; k < FACT_KIND_COUNT; k++)
			ck_assert_ptr_null(
			    strstr(visit_text(&v, (enum fact_kind)k), "aozora-0123"));
		visit_done(&v);
	}
}
END_TEST

/* Makes the clients' hives afresh: the recipe is under test too. */
static void make_hives(void)
{
	char here[4096];
	const char *src = getenv("KENSHIN_SRC");

	if (!src)
		src = getcwd(here, sizeof(here));
	fixtures_run("mkdir b; ln -s \"$TOOLS\" b/tools; '%s/tests/fixtures/clients/make.sh' b; "
		     "mv b/fixtures/*.hives .; rm -rf b",
		     src);
}

int main(void)
{
	Suite *s = suite_create("probes on the sample clients");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_unchecked_fixture(t, make_hives, NULL);
	tcase_add_loop_test(t, a_client_tells_its_story, 0, 2 * (int)LEN(rows));
	tcase_add_test(t, a_replayed_value_is_marked);
	tcase_add_test(t, sources_are_in_windows_spelling);
	tcase_add_test(t, machine_wide_lists);
	tcase_add_test(t, no_fact_holds_a_password);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
