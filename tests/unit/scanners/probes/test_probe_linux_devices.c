/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of Linux systems: rules about USB devices, and what was plugged in. */
#include "tests/unit/scanners/probes/linux_files.h"
#include "tests/unit/scanners/readers/journal_file.h"

#define RULES FACT_KIND_LINUX_USB_POLICY
#define USB   FACT_KIND_USB_STORAGE
#define LOG   FACT_KIND_DEVICE_LOG
#define JST   "TZif2...\nJST-9\n"
#define OWN   "storage_off=no uas_off=no"

static const struct row rows[] = {
	/* rules about USB */
	{ "linux-usb-rules",
	  { "=a.conf blacklist usb-storage~# blacklist uas" },
	  RULES,
	  "collected\n storage_off=yes uas_off=no udev_refuses=no\n" },
	{ "linux-usb-rules",
	  { "=a.conf install usb_storage /bin/false" },
	  RULES,
	  "collected\n storage_off=yes uas_off=yes udev_refuses=no\n" },
	{ "linux-usb-rules",
	  { NULL, "ImplicitPolicyTarget=block\n", "allow id 1d6b:0002\n# x\nreject\n", NULL, NULL,
	    "+usbguard.service" },
	  RULES,
	  "collected\n " OWN " guard_starts=yes guard_others=block guard_rules=2 "
	  "udev_refuses=no\n" },
	{ "linux-usb-rules",
	  { NULL, "ImplicitPolicyTarget=block\n", "allow\n" },
	  RULES,
	  "collected\n " OWN " guard_starts=no guard_others=allow guard_rules=1 "
	  "udev_refuses=no\n" },
	{ "linux-usb-rules",
	  { NULL, NULL, NULL, "=a SUBSYSTEM==\"usb\", ATTR{authorized}=\"0\"" },
	  RULES,
	  "collected\n " OWN " udev_refuses=yes\n" },
	{ "linux-usb-rules", { "!" }, RULES, "partial\n " OWN " udev_refuses=no\n" },
	/* what was plugged in */
	{ "linux-usb-log",
	  { "=var/log/kern.log Nov 12 10:00:00 pc kernel: [ 1.0] usb 1-2: New USB device found, "
	    "idVendor=0951~Nov 12 10:00:00 pc kernel: [ 1.0] usb 1-2: Product: Stick~Nov 12 "
	    "10:00:00 "
	    "pc kernel: [ 1.0] usb 1-2: Manufacturer: Kingston~Nov 12 10:00:00 pc kernel: [ 1.0] "
	    "usb "
	    "1-2: SerialNumber: 60A4~Nov 12 10:00:01 pc kernel: [ 1.0] usb-storage 1-2:1.0: USB "
	    "Mass "
	    "Storage device detected~Nov 18 10:00:00 pc kernel: [ 9.0] usb 1-3: New USB device "
	    "found~Nov 18 10:00:00 pc kernel: [ 9.0] usb 1-3: Product: Mouse",
	    "=var/log/syslog 2025-11-13T10:00:00.5+09:00 pc kernel: usb 2-1: New USB device "
	    "found~2025-11-13T10:00:00+09:00 pc kernel: usb 2-1: SerialNumber: "
	    "S2~2025-11-13T10:00:00+09:00 pc kernel: scsi host6: uas",
	    NULL, NULL, JST },
	  USB,
	  "collected\n bus=usbstor vendor=Kingston product=Stick serial=60A4 own_serial=yes "
	  "last_arrival=2025-11-12T01:00:00Z\n bus=uasp serial=S2 own_serial=yes "
	  "last_arrival=2025-11-13T01:00:00Z\n" },
	{ "linux-usb-log",
	  { "=var/log/kern.log Dec  3 10:00:00 pc kernel: x" },
	  LOG,
	  "collected\n name=kern.log begins=2024-12-03T10:00:00Z cut=no\n" },
	{ "linux-usb-log", { NULL, NULL, NULL, "!" }, USB, "failed\n" },
	{ "linux-usb-log", { NULL, NULL, NULL, "=a/system.journal x" }, USB, "partial\n" },
	{ "linux-usb-log", { NULL }, USB, "failed\n" },
	{ "linux-usb-log", { "!", "=var/log/syslog x" }, USB, "failed\n" },
};

START_TEST(each_row)
{
	row_holds(&rows[_i]);
}
END_TEST

static struct str packs = STR_INIT(1 << 20);

/* need: what a later systemd would ask of its readers. */
static void pack_journal(const char *name, const char *spec, const char *options, size_t cut,
			 char need)
{
	struct bytes b = journal_make(spec, options);
	size_t n = b.n - cut;

	str_addf(&packs, "w %zu - %zu var/log/journal/a/%s\n", b.n, n, name);
	str_addn(&packs, (const char *)b.p, 12);
	str_addc(&packs, need ? need : (char)b.p[12]);
	str_addn(&packs, (const char *)b.p + 13, n - 13);
}

/* The journal beside a text log: each device once, with its newest day; what a program says is
 * none; each file tells how far it reaches. */
START_TEST(the_journal_joins_the_logs)
{
	struct visit v;

	visit_init(&v);
	pack_journal("system@01-02.journal",
		     STICK_IN("02", "1-1", "S1") STICK_IN("03", "1-1", "S2"), "", 0, 0);
	pack_journal(
	    "system.journal",
	    STICK_IN(
		"10", "1-1",
		"S1") "2026-11-11T00:00:00Z syslog usb 1-3: New USB device found\n"
		      "2026-11-11T00:00:00Z syslog usb-storage 1-3:1.0: USB Mass Storage device "
		      "detected\n",
	    "--compact", 0, 0);
	visit_bytes(&v, 3, copy(&v, &packs));
	put(&v, 0,
	    "=var/log/kern.log 2026-11-15T00:00:00Z pc kernel: usb 1-2: New USB device found~"
	    "2026-11-15T00:00:00Z pc kernel: usb 1-2: Product: Stick~2026-11-15T00:00:00Z pc "
	    "kernel: usb 1-2: SerialNumber: S2~2026-11-15T00:00:00Z pc kernel: usb-storage "
	    "1-2:1.0: USB Mass Storage device detected");
	visit_run(&v, "linux-usb-log");
	visit_expect(&v, USB,
		     "collected\n bus=usbstor product=Stick serial=S2 own_serial=yes "
		     "last_arrival=2026-11-15T00:00:00Z\n bus=usbstor product=Stick serial=S1 "
		     "own_serial=yes last_arrival=2026-11-10T01:00:00Z\n");
	visit_expect(&v, LOG,
		     "collected\n name=kern.log begins=2026-11-15T00:00:00Z cut=no\n "
		     "name=system.journal begins=2026-11-10T01:00:00Z cut=no\n "
		     "name=system@01-02.journal begins=2026-11-02T01:00:00Z cut=no\n");
	visit_done(&v);
}
END_TEST

/* Cut off, packed or made by a later systemd: what was seen is told, and that it is not all. */
START_TEST(a_journal_that_is_not_whole)
{
	static const struct {
		const char *options;
		size_t cut;
		char need;
	} forms[] = { { "", 200, 0 }, { "--pack zstd", 0, 0 }, { "", 0, 64 } };
	struct visit v;

	visit_init(&v);
	pack_journal("system.journal", STICK_IN("02", "1-1", "S1"), forms[_i].options,
		     forms[_i].cut, forms[_i].need);
	visit_bytes(&v, 3, copy(&v, &packs));
	visit_run(&v, "linux-usb-log");
	ck_assert_int_eq(facts_state(&v.facts, USB), FACT_STATE_PARTIAL);
	ck_assert_uint_eq(facts_count(&v.facts, LOG), forms[_i].need ? 0 : 1);
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("linux devices");
	TCase *tc = tcase_create("linux");

	tcase_add_loop_test(tc, each_row, 0, LEN(rows));
	tcase_add_test(tc, the_journal_joins_the_logs);
	tcase_add_loop_test(tc, a_journal_that_is_not_whole, 0, 3);
	suite_add_tcase(s, tc);
	return fixtures_main(s);
}
