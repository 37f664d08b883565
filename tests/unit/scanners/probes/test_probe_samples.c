/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Probes on real hives (../shared/samples/windows, values from its README), and on files that are
 * no such hive: every probe must then say that it could not look. */
#include "tests/unit/scanners/probes/harness.h"

static void unpack(const char *sample, const char *name)
{
	fixtures_run("case %s in *.xz) xz -dc \"$SAMPLES/windows/%s\" >%s ;; "
		     "*) cp -f \"$SAMPLES/windows/%s\" %s ;; esac",
		     sample, sample, name, sample, name);
}

/* Prints what came out beside what the README says, then compares. */
static void compare(struct visit *v, enum fact_kind kind, const char *wanted)
{
	const char *got = visit_text(v, kind);

	printf("%s: %s", fact_kind_info(kind)->id, got);
	ck_assert_msg(!strcmp(got, wanted), "got:\n%swanted:\n%s", got, wanted);
}

static void samples_or_skip(void)
{
	fixtures_samples();
}

/* The README: SanDisk ...0594 installed 12:11:32Z and arrived 12:13:16Z, ...0215 at 09:22:21Z; a
 * Samsung T5 by UASP is only there after the log's replay. */
START_TEST(windows_10_after_replay)
{
	struct visit v;

	if (!fixtures_samples())
		return;
	unpack("registry/SYSTEM_B.xz", "S");
	unpack("registry/SYSTEM_B.LOG1.xz", "S.LOG1");
	unpack("registry/SYSTEM_B.LOG2.xz", "S.LOG2");
	visit_init(&v);
	visit_hive(&v, 0, "S");
	visit_run(&v, "usb-storage");
	compare(
	    &v, FACT_KIND_USB_STORAGE,
	    "collected\n"
	    " bus=usbstor vendor=SanDisk product=Extreme friendly_name=SanDisk Extreme USB Device "
	    "serial=AA010215170355310594 own_serial=yes installed=2018-03-27T12:11:32Z "
	    "first_installed=2018-03-27T12:11:32Z last_arrival=2018-03-27T12:13:16Z "
	    "last_removal=2018-03-27T09:22:13Z key_written=2018-03-27T12:11:44Z\n"
	    " bus=usbstor vendor=SanDisk product=Extreme friendly_name=SanDisk Extreme USB Device "
	    "serial=AA010603160707470215 own_serial=yes installed=2018-03-27T09:22:21Z "
	    "first_installed=2018-03-27T09:22:21Z last_arrival=2018-03-27T21:45:44Z "
	    "key_written=2018-03-27T09:22:21Z\n"
	    " bus=uasp vendor=Samsung product=Portable SSD T5 "
	    "friendly_name=Samsung Portable SSD T5 SCSI Disk Device serial=MSFT3012345679FD0B "
	    "own_serial=yes installed=2018-04-06T12:35:08Z first_installed=2018-04-06T12:35:08Z "
	    "last_arrival=2018-04-06T12:35:08Z key_written=2018-04-06T12:35:08Z\n");
	ck_assert_int_eq(facts_at(&v.facts, FACT_KIND_USB_STORAGE, 0)->replayed, FLAG_YES);
	visit_run(&v, "computer");
	compare(&v, FACT_KIND_COMPUTER,
		"collected\n name=DESKTOP-PM6C56D model=Dell Inc. Latitude E6430 chassis=laptop "
		"zone_offset=-14400 zone=Eastern Standard Time "
		"last_shutdown=2018-03-27T21:45:28Z\n");
	visit_run(&v, "shutdown-state");
	compare(&v, FACT_KIND_SHUTDOWN_STATE,
		"collected\n hibernated=no fast_startup=yes hive_log_pending=yes\n");
	/* by this id the logs speak of the Samsung disk */
	compare(&v, FACT_KIND_UASP_DISK,
		"collected\n serial=MSFT3012345679FD0B "
		"disk=Disk&Ven_Samsung&Prod_Portable_SSD_T5\\000000\n");
	/* WPDBUSENUM has both sticks and the Samsung disk: none of them is a phone */
	unpack("registry/dev_SOFTWARE", "W");
	visit_hive(&v, 1, "W");
	visit_run(&v, "portable-device");
	compare(&v, FACT_KIND_PORTABLE_DEVICE, "collected\n");
	visit_done(&v);
}
END_TEST

START_TEST(windows_10_without_its_log)
{
	struct visit v;

	if (!fixtures_samples())
		return;
	unpack("registry/SYSTEM_B.xz", "old");
	visit_init(&v);
	visit_hive(&v, 0, "old");
	visit_run(&v, "usb-storage");
	ck_assert_uint_lt(facts_count(&v.facts, FACT_KIND_USB_STORAGE), 3);
	visit_run(&v, "shutdown-state");
	compare(&v, FACT_KIND_SHUTDOWN_STATE,
		"partial\n hibernated=no fast_startup=yes hive_log_pending=yes\n");
	visit_done(&v);
}
END_TEST

/* One stick, and Windows kept no dates but the key's own. */
START_TEST(server_with_an_undated_stick)
{
	struct visit v;

	if (!fixtures_samples())
		return;
	unpack("registry/gosecretsdump_SYSTEM.xz", "G");
	visit_init(&v);
	visit_hive(&v, 0, "G");
	visit_run(&v, "usb-storage");
	compare(
	    &v, FACT_KIND_USB_STORAGE,
	    "collected\n bus=usbstor vendor=USB2.0 product=USB Flash Disk "
	    "friendly_name=USB2.0 USB Flash Disk USB Device serial=00000000000124 own_serial=yes "
	    "key_written=2016-07-10T10:54:18Z\n");
	visit_hive(&v, 1, "G");
	visit_run(&v, "remote-desktop");
	compare(&v, FACT_KIND_REMOTE_DESKTOP, "partial\n allowed=no port=3389\n");
	visit_done(&v);
}
END_TEST

START_TEST(no_branch_for_usb_is_no_clean_bill)
{
	struct visit v;

	if (!fixtures_samples())
		return;
	unpack("registry/SYSTEM_2.xz", "S2");
	visit_init(&v);
	visit_hive(&v, 0, "S2");
	visit_run(&v, "usb-storage");
	compare(&v, FACT_KIND_USB_STORAGE, "failed\n");
	visit_done(&v);
}
END_TEST

START_TEST(software_of_windows_10_home)
{
	struct visit v;

	if (!fixtures_samples())
		return;
	unpack("registry/dev_SOFTWARE", "W");
	visit_init(&v);
	visit_hive(&v, 0, "W");
	visit_run(&v, "windows-version");
	compare(&v, FACT_KIND_WINDOWS_VERSION,
		"collected\n product_name=Windows 10 Home edition=Core installation=Client "
		"display_version=1803 build=17134 revision=1 installed=2018-03-27T11:26:40Z\n");
	visit_run(&v, "software");
	compare(
	    &v, FACT_KIND_SOFTWARE,
	    "collected\n"
	    " name=LibreOffice 5.4.3.2 version=5.4.3.2 publisher=The Document Foundation "
	    "scope=machine bits=64 installed=2017-11-30T00:00:00Z\n"
	    " name=Mozilla Firefox 59.0.1 (x64 ja) version=59.0.1 publisher=Mozilla scope=machine "
	    "bits=32 installed=2018-03-20T00:00:00Z\n"
	    " name=Adobe Reader XI (11.0.23) - Japanese version=11.0.23 "
	    "publisher=Adobe Systems Incorporated scope=machine bits=32 "
	    "installed=2017-12-01T00:00:00Z\n");
	visit_run(&v, "antivirus");
	compare(&v, FACT_KIND_ANTIVIRUS,
		"partial\n name=defender definitions=2018-03-01T00:10:00Z "
		"definitions_version=1.263.48.0\n");
	visit_done(&v);
}
END_TEST

START_TEST(users)
{
	static const struct {
		const char *sample, *probe, *text;
		enum fact_kind kind;
	} rows[] = {
		{ "registry/NTUSER_win10.DAT.xz", "startup-user",
		  "collected\n origin=run scope=user user=yamada name=OneDrive command="
		  "\"C:\\Users\\Patrick\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe\" "
		  "... area=user\n",
		  FACT_KIND_STARTUP_ENTRY },
		{ "registry/NTUSER_win7.DAT.xz", "startup-user",
		  "collected\n origin=run scope=user user=yamada name=Sidebar command="
		  "%ProgramFiles%\\Windows Sidebar\\Sidebar.exe ... area=programs\n",
		  FACT_KIND_STARTUP_ENTRY },
		{ "registry/NTUSER_win7.DAT.xz", "autorun-user",
		  "collected\n scope=user user=yamada no_drive_types=145 autoplay_off=no\n",
		  FACT_KIND_AUTORUN },
	};
	struct visit v;

	for (size_t i = 0; fixtures_samples() && i < LEN(rows); i++) {
		unpack(rows[i].sample, "N");
		visit_init(&v);
		visit_hive(&v, 0, "N");
		visit_run(&v, rows[i].probe);
		compare(&v, rows[i].kind, rows[i].text);
		visit_done(&v);
	}
}
END_TEST

static bool wants_hive(const struct probe *p)
{
	for (size_t k = 0; k < wanted_files(p); k++)
		if (p->files[k].want == PROBE_WANT_HIVE)
			return true;
	return false;
}

/* The sample is no stranger to this probe, but just what it asks for. */
static bool is_its_own(const struct probe *p, const char *sample)
{
	static const char *const kinds[] = { "Amcache", "SAM" };

	for (size_t k = 0; k < wanted_files(p); k++)
		for (size_t i = 0; i < LEN(kinds); i++)
			if (strstr(sample, kinds[i]) && strstr(p->files[k].path, kinds[i]))
				return true;
	return false;
}

/* What is no SOFTWARE, SYSTEM or NTUSER.DAT under their names. */
static void expect_no_facts(const char *file, const char *sample)
{
	struct visit v;

	for (size_t i = 0; probes[i]; i++) {
		const struct probe *p = probes[i];

		if (p->targets != TARGET_WINDOWS || !wants_hive(p) || is_its_own(p, sample))
			continue;
		visit_init(&v);
		for (size_t k = 0; k < wanted_files(p); k++)
			if (p->files[k].want == PROBE_WANT_HIVE)
				visit_hive(&v, k, file);
		visit_run(&v, p->id);
		for (size_t k = 0; p->gives[k] != FACT_KIND_NONE; k++)
			ck_assert_msg(!strcmp(visit_text(&v, p->gives[k]), "failed\n"),
				      "%s on %s gave\n%s", p->id, file,
				      visit_text(&v, p->gives[k]));
		visit_done(&v);
	}
}

START_TEST(other_hives_under_their_names)
{
	static const char *const odd[] = {
		"misc/Amcache.hve",
		"logreplay/BigDataHive",
		"logreplay/DupNameHive",
		"logreplay/EmptyHive",
		"logreplay/MultiSzHive",
		"logreplay/UnicodeHive",
		"logreplay/ExtendedASCIIHive",
		"logreplay/StringValuesHive",
		"registry/dev_aes_SAM",
		"registry/velociraptor_SAM",
		"linux/passwd",
		"misc/VELOCIRAPTOR.EXE-DB95245D.pf",
	};

	for (size_t i = 0; fixtures_samples() && i < LEN(odd); i++) {
		unpack(odd[i], "odd");
		expect_no_facts("odd", odd[i]);
	}
}
END_TEST

START_TEST(no_hive_at_all)
{
	fixtures_text("empty", "");
	expect_no_facts("empty", "");
	fixtures_text("text", "regf is how a hive begins, but not this one\n");
	expect_no_facts("text", "");
	fixtures_run("printf 'regf' >zeros; head -c 8188 /dev/zero >>zeros");
	expect_no_facts("zeros", "");
}
END_TEST

/* A file cut short: never a crash, and never COLLECTED from what is left. */
START_TEST(truncated)
{
	static const char spec[] =
	    "[Select]\n\"Current\"=dword:1\n[ControlSet001\\Control]\n"
	    "[ControlSet001\\Enum\\USBSTOR\\Disk&Ven_A&Prod_B\\x1&0]\n"
	    "\"FriendlyName\"=\"A\"\n[ControlSet001\\Fill]\n\"a\"=fill:20000\n";
	struct bytes whole;
	struct visit v;

	fixtures_text("t.spec", spec);
	fixtures_run("\"$TOOLS/mkhive\" t.spec t.hive");
	whole = fixtures_load("t.hive");
	for (size_t n = 0; n < whole.n; n += 512) {
		visit_init(&v);
		visit_bytes(&v, 0, bytes_of(whole.p, n));
		visit_run(&v, "usb-storage");
		ck_assert_msg(facts_state(&v.facts, FACT_KIND_USB_STORAGE) != FACT_STATE_COLLECTED,
			      "%zu of %zu bytes: collected", n, whole.n);
		visit_done(&v);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probes on real hives");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 120);
	tcase_add_unchecked_fixture(t, samples_or_skip, NULL);
	tcase_add_test(t, windows_10_after_replay);
	tcase_add_test(t, windows_10_without_its_log);
	tcase_add_test(t, server_with_an_undated_stick);
	tcase_add_test(t, no_branch_for_usb_is_no_clean_bill);
	tcase_add_test(t, software_of_windows_10_home);
	tcase_add_test(t, users);
	tcase_add_test(t, other_hives_under_their_names);
	tcase_add_test(t, no_hive_at_all);
	tcase_add_test(t, truncated);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
