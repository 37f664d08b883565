/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of USB devices: what is odd or missing in one place hides nothing of another; logs
 * come as packs, some of their files cut or unread. */
#include "tests/unit/scanners/probes/harness.h"

#define SW    "[Microsoft\\Windows\\CurrentVersion]\n"
#define SYS   "[Select]\n\"Current\"=dword:2\n[ControlSet002\\Control]\n"
#define CCS   "[ControlSet002\\"
#define USB   CCS "Enum\\USB"
#define DATES "\\Properties\\{83da6326-97a6-4088-9453-a1923f573b29}"
#define HKCU  "[Software\\Microsoft]\n"
#define ZONE  CCS "Control\\TimeZoneInformation]\n\"ActiveTimeBias\"=dword:fffffde4\n"

struct row {
	const char *probe, *spec, *second;
	enum fact_kind kind;
	const char *text;
};

#define LIST   "[Microsoft\\Windows Portable Devices\\Devices\\"
#define WPD    CCS "Enum\\SWD\\WPDBUSENUM\\"
#define INSIDE "\"ContainerID\"=\"{00000000-0000-0000-FFFF-FFFFFFFFFFFF}\"\n"
#define POLICY "Policies\\Microsoft\\Windows\\RemovableStorageDevices"
#define SET_UP "[Policies\\Microsoft\\Windows\\DeviceInstall\\Restrictions"
static const struct row rows[] = {
	/* two disks in one case; the parent's dates where the disk has none */
	{ "usb-storage",
	  "time=2020-01-01T00:00:00Z\n" SYS CCS "Enum\\USBSTOR]\n" USB
	  "\\VID_1&PID_1\\S]\n\"Service\"=\"UASPStor\"\n\"ParentIdPrefix\"=\"7&2\"\n" USB
	  "\\VID_1&PID_1\\S" DATES "\\0066]\n@=filetime-prop:2019-05-06T07:08:09Z\n" CCS
	  "Enum\\SCSI\\Disk&Ven_V&Prod_P\\7&2&0&000000]\n" CCS
	  "Enum\\SCSI\\Disk&Ven_V&Prod_Q\\7&2&0&000001]\n",
	  NULL, FACT_KIND_USB_STORAGE,
	  "collected\n bus=uasp vendor=V product=P serial=S own_serial=yes "
	  "last_arrival=2019-05-06T07:08:09Z key_written=2020-01-01T00:00:00Z\n"
	  " bus=uasp vendor=V product=Q serial=S own_serial=yes "
	  "last_arrival=2019-05-06T07:08:09Z key_written=2020-01-01T00:00:00Z\n" },
	/* by which id the logs speak of them; without a list of memories, and without a disk */
	{ "usb-storage",
	  SYS USB "\\VID_1&PID_1\\S]\n\"Service\"=\"UASPStor\"\n\"ParentIdPrefix\"=\"7&2\"\n" CCS
		  "Enum\\SCSI\\Disk&Ven_V&Prod_P\\7&2&0&000000]\n" CCS
		  "Enum\\SCSI\\Disk&Ven_N\\5&1&0&000000]\n",
	  NULL, FACT_KIND_UASP_DISK,
	  "collected\n serial=S disk=Disk&Ven_V&Prod_P\\7&2&0&000000\n" },
	{ "usb-storage", SYS USB "\\VID_1&PID_1\\S]\n\"Service\"=\"UASPStor\"\n", NULL,
	  FACT_KIND_UASP_DISK, "collected\n" },
	{ "usb-storage", SYS CCS "Enum\\USBSTOR]\n", NULL, FACT_KIND_UASP_DISK, "failed\n" },
	{ "usb-storage", NULL, NULL, FACT_KIND_UASP_DISK, "failed\n" },
	{ "portable-device",
	  "time=2020-01-01T00:00:00Z\n" SYS USB
	  "\\VID_1&PID_1&MI_00\\7&a&0&0000]\n\"Service\"=\"WUDFRd\"\n"
	  "\"ClassGUID\"=\"{EEC5AD98-8080-425F-922A-DABF3DE3F69A}\"\n\"FriendlyName\"=\"F\"\n" USB
	  "\\VID_2&PID_2\\S]\n\"Service\"=\"HidUsb\"\n",
	  SW LIST "USB#VID_3&PID_3#S3#{6ac27878-a6fa-4155-ba85-f98f491d4f33}]\n" LIST
		  "SWD#WPDBUSENUM#_??_USBSTOR#DISK&VEN_A&PROD_B#S4&0#{5}]\n"
		  "\"FriendlyName\"=\"KEIRI\"\n" LIST "odd]\n",
	  FACT_KIND_PORTABLE_DEVICE,
	  "collected\n bus=mtp model=VID_1&PID_1&MI_00 name=F serial=7&a&0&0000 own_serial=no "
	  "key_written=2020-01-01T00:00:00Z\n bus=list model=VID_3&PID_3 serial=S3 "
	  "own_serial=yes key_written=2026-11-20T00:00:00Z\n" },
	{ "portable-device", SYS USB "]\n", SW, FACT_KIND_PORTABLE_DEVICE, "collected\n" },
	/* one phone: plugged in, its function, on the bus, in the list, and in another mode */
	{ "portable-device",
	  "time=2020-01-01T00:00:00Z\n" SYS USB
	  "\\VID_04E8&PID_6860\\R58M12AB34C]\n\"Service\"=\"usbccgp\"\n"
	  "\"ContainerID\"=\"{c1}\"\n\"ParentIdPrefix\"=\"6&a&0\"\n" USB
	  "\\VID_04E8&PID_6860&MI_00\\6&a&0&0000]\n\"Service\"=\"WUDFWpdMtp\"\n"
	  "\"ContainerID\"=\"{C1}\"\n\"FriendlyName\"=\"Galaxy\"\n" USB
	  "\\VID_04E8&PID_6860&MI_00\\6&a&0&0000" DATES
	  "\\0065]\n@=filetime-prop:2019-05-06T07:08:09Z\n" USB
	  "\\VID_04E8&PID_6862\\R58M12AB34C]\n\"Service\"=\"WUDFWpdMtp\"\n"
	  "\"ContainerID\"=\"{c2}\"\n" USB "\\VID_04E8&PID_6862\\R58M12AB34C" DATES
	  "\\0066]\n@=filetime-prop:2019-08-06T07:08:09Z\n" WPD
	  "_??_USB#VID_04E8&PID_6860#R58M12AB34C#{6ac27878-a6fa-4155-ba85-f98f491d4f33}]\n"
	  "\"Service\"=\"WUDFWpdMtp\"\n\"ContainerID\"=\"{c1}\"\n",
	  SW LIST "USB#VID_04E8&PID_6860&MI_00#6&a&0&0000#{6ac27878-a6fa-4155-ba85-f98f491d4f33}]\n"
		  "\"FriendlyName\"=\"Galaxy S9\"\n",
	  FACT_KIND_PORTABLE_DEVICE,
	  "collected\n bus=mtp model=VID_04E8&PID_6860&MI_00 name=Galaxy S9 serial=R58M12AB34C "
	  "own_serial=yes first_installed=2019-05-06T07:08:09Z "
	  "last_arrival=2019-08-06T07:08:09Z key_written=2020-01-01T00:00:00Z\n" },
	/* a number that is on thousands of devices, and what is built into the PC, make no two one */
	{ "portable-device",
	  "time=2020-01-01T00:00:00Z\n" SYS USB
	  "\\VID_04E8&PID_1\\0123456789ABCDEF]\n\"Service\"=\"WUDFWpdMtp\"\n" USB
	  "\\VID_04E8&PID_2\\0123456789ABCDEF]\n\"Service\"=\"wudfwpdmtp\"\n" USB
	  "\\VID_04E8&PID_3\\00000000]\n\"Service\"=\"WUDFWpdMtp\"\n" INSIDE USB
	  "\\VID_04E8&PID_4\\00000000]\n\"Service\"=\"WUDFWpdMtp\"\n" INSIDE,
	  SW, FACT_KIND_PORTABLE_DEVICE,
	  "collected\n bus=mtp model=VID_04E8&PID_1 serial=0123456789ABCDEF own_serial=yes "
	  "key_written=2020-01-01T00:00:00Z\n bus=mtp model=VID_04E8&PID_2 "
	  "serial=0123456789ABCDEF own_serial=yes key_written=2020-01-01T00:00:00Z\n"
	  " bus=mtp model=VID_04E8&PID_3 serial=00000000 own_serial=yes "
	  "key_written=2020-01-01T00:00:00Z\n bus=mtp model=VID_04E8&PID_4 serial=00000000 "
	  "own_serial=yes key_written=2020-01-01T00:00:00Z\n" },
	/* left on the bus only: a camera, and one that has no USB name */
	{ "portable-device",
	  "time=2020-01-01T00:00:00Z\n" SYS USB "]\n" WPD
	  "_??_USB#VID_04A9&PID_3281#C0FFEE12#{6ac27878-a6fa-4155-ba85-f98f491d4f33}]\n"
	  "\"DeviceDesc\"=\"@wpdmtp.inf,%x%;Canon EOS\"\n" WPD
	  "_??_USB#VID_04A9&PID_3281#C0FFEE12#{6ac27878-a6fa-4155-ba85-f98f491d4f33}" DATES
	  "\\0066]\n@=filetime-prop:2019-05-06T07:08:09Z\n" WPD
	  "urn:x]\n\"Service\"=\"WUDFWpdMtp\"\n\"FriendlyName\"=\"Player\"\n",
	  SW, FACT_KIND_PORTABLE_DEVICE,
	  "collected\n bus=wpd name=Player key_written=2020-01-01T00:00:00Z\n"
	  " bus=wpd model=VID_04A9&PID_3281 name=Canon EOS serial=C0FFEE12 own_serial=yes "
	  "last_arrival=2019-05-06T07:08:09Z key_written=2020-01-01T00:00:00Z\n" },
	/* memories, cards, outside disks: no phones, by whatever they are told */
	{ "portable-device",
	  SYS USB
	  "\\VID_0781&PID_5580\\AA01]\n\"Service\"=\"USBSTOR\"\n" USB
	  "\\VID_04E8&PID_6860\\Z9]\n\"Service\"=\"WUDFWpdFs\"\n"
	  "\"ClassGUID\"=\"{eec5ad98-8080-425f-922a-dabf3de3f69a}\"\n" WPD
	  "_??_USBSTOR#Disk&Ven_SanDisk&Prod_Extreme&Rev_0001#AA0102&0#{53f56307}]\n" WPD
	  "{8c1d7f2e-0000-11f0-9a3b-4c4c45440051}#0000000000100000]\n" WPD
	  "_??_SD#DISK&MMC&PROD_SL16G#5&1&0#{53f56307}]\n" WPD
	  "_??_SCSI#Disk&Ven_BUFFALO&Prod_SSD#6&1&0&000000#{53f56307}]\n" WPD
	  "_??_USBSTOR#CdRom&Ven_X&Prod_Y#1&0#{53f56308}]\n" WPD
	  "_??_USB#VID_0781&PID_5580#AA01#{a5dcbf10}]\n" WPD
	  "_??_USB#VID_0781&PID_5581#AA02#{a5dcbf10}]\n\"Service\"=\"WUDFWpdFs\"\n" WPD
	  "odd]\n\"CompatibleIDs\"=multi:\"wpdbusenum\\\\fs\"\n" CCS
	  "Enum\\WpdBusEnumRoot\\UMB\\2&37c186b&0&STORAGE#VOLUME#_??_USBSTOR#DISK&VEN_A#S&0#]\n",
	  SW LIST "SWD#WPDBUSENUM#{8C1D7F2E-0000-11F0-9A3B-4C4C45440051}#0000000000100000]\n" LIST
		  "USB#VID_0781&PID_5580#AA01]\n",
	  FACT_KIND_PORTABLE_DEVICE, "collected\n" },
	/* not told what it is: neither a phone nor none */
	{ "portable-device", SYS USB "]\n" WPD "odd]\n", SW, FACT_KIND_PORTABLE_DEVICE,
	  "failed\n" },
	{ "portable-device", SYS USB "\\VID_1&PID_1\\S]\n\"Service\"=\"WUDFWpdMtp\"\n" WPD "odd]\n",
	  SW, FACT_KIND_PORTABLE_DEVICE,
	  "partial\n bus=mtp model=VID_1&PID_1 serial=S own_serial=yes "
	  "key_written=2026-11-20T00:00:00Z\n" },
	{ "portable-device", SYS, SW, FACT_KIND_PORTABLE_DEVICE, "failed\n" },
	{ "portable-device", SYS USB "]\n", NULL, FACT_KIND_PORTABLE_DEVICE, "failed\n" },
	{ "usb-volume", SYS, NULL, FACT_KIND_USB_VOLUME, "failed\n" },
	{ "usb-volume",
	  SYS "[MountedDevices]\n\"\\\\DosDevices\\\\C:\"=hex:01,02,03,04,05,06,07,08,09,0a,0b,0c\n"
	      "\"\\\\DosDevices\\\\D:\"=\"text\"\n\"odd\"=hex:00\n",
	  NULL, FACT_KIND_USB_VOLUME, "collected\n" },
	{ "mount-point",
	  HKCU "[Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\MountPoints2\\{a}]\n"
	       "written=2020-01-01T00:00:00Z\n[Software\\Microsoft\\Windows\\CurrentVersion\\"
	       "Explorer\\MountPoints2\\##SRV#share]\n",
	  NULL, FACT_KIND_MOUNT_POINT,
	  "collected\n user=yamada volume={a} seen=2020-01-01T00:00:00Z\n" },
	{ "mount-point", HKCU, NULL, FACT_KIND_MOUNT_POINT, "collected\n" },
	{ "mount-point", NULL, NULL, FACT_KIND_MOUNT_POINT, "failed\n" },
	{ "usb-policy",
	  SET_UP "]\n\"DenyUnspecified\"=dword:1\n\"AllowDeviceIDs\"=dword:1\n" SET_UP
		 "\\AllowDeviceIDs]\n\"1\"=\"USBSTOR\\\\DiskA\"\n[" POLICY
		 "\\{6AC27878-A6FA-4155-BA85-F98F491D4F33}]\n\"Deny_Read\"=dword:1\n"
		 "\"Deny_Write\"=dword:1\n" SW,
	  SYS, FACT_KIND_USB_POLICY, "collected\n new_refused=yes listed=yes phones_denied=yes\n" },
	{ "usb-policy",
	  SET_UP "]\n\"DenyRemovableDevices\"=dword:1\n\"AllowDeviceIDs\"=dword:1\n" SW, SYS,
	  FACT_KIND_USB_POLICY, "collected\n new_refused=yes\n" },
	{ "usb-policy-user", HKCU "[Software\\" POLICY "]\n\"Deny_All\"=dword:1\n", NULL,
	  FACT_KIND_USB_POLICY_USER, "collected\n user=yamada deny_all=yes\n" },
	{ "usb-policy-user", "[Console]\n", NULL, FACT_KIND_OPTICAL_POLICY, "failed\n" },
	{ "optical-policy",
	  SW "[Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer]\n\"NoCDBurning\"=dword:1\n"
	     "[" POLICY "\\{53f56308-b6bf-11d0-94f2-00a0c91efb8b}]\n\"Deny_Write\"=dword:1\n",
	  NULL, FACT_KIND_OPTICAL_POLICY,
	  "collected\n scope=machine deny_write=yes no_burning=yes\n" },
	{ "optical-policy", "[Microsoft]\n", NULL, FACT_KIND_OPTICAL_POLICY, "failed\n" },
	{ "removable-encryption",
	  SYS CCS "Policies\\Microsoft\\FVE]\n\"RDVDenyWriteAccess\"=dword:1\n",
	  SW "[Policies\\Microsoft\\FVE]\n\"RDVDenyCrossOrg\"=dword:1\n",
	  FACT_KIND_REMOVABLE_ENCRYPTION, "collected\n forced=yes own_only=yes\n" },
	{ "removable-encryption", SYS, NULL, FACT_KIND_REMOVABLE_ENCRYPTION, "partial\n -\n" },
	{ "removable-encryption", NULL, SW, FACT_KIND_REMOVABLE_ENCRYPTION, "partial\n -\n" },
	{ "removable-encryption", NULL, NULL, FACT_KIND_REMOVABLE_ENCRYPTION, "failed\n" },
};

START_TEST(a_row_gives_its_answer)
{
	const struct row *r = &rows[_i];
	struct visit v;

	visit_init(&v);
	if (r->spec)
		visit_spec(&v, 0, r->spec);
	if (r->second)
		visit_spec(&v, 1, r->second);
	visit_run(&v, r->probe);
	visit_expect(&v, r->kind, r->text);
	if (strncmp(r->text, "collected", 9))
		ck_assert_msg(v.facts.by_kind[r->kind].reason.id, "no reason given");
	visit_done(&v);
}
END_TEST

/* --- packs --------------------------------------------------------------------------------- */
struct pack {
	struct str s;
};

static void pack_add(struct pack *p, char state, size_t size, const char *name, const void *data,
		     size_t n)
{
	str_addf(&p->s, "%c %zu 1764000000 %zu %s\n", state, size, n, name);
	if (n)
		str_addn(&p->s, data, n);
}

#define SECTION(id, day)                                                                           \
	">>>  [Device Install (Hardware initiated) - " id "]\r\n>>>  Section start 2018/03/" day   \
	" 14:11:32.123\r\n"

static void log_add(struct pack *p, char state, const char *name, const char *text)
{
	pack_add(p, state, strlen(text), name, text, state == 'u' ? 0 : strlen(text));
}

START_TEST(logs_are_joined)
{
	struct pack dev = { STR_INIT(1 << 16) }, up = { STR_INIT(1 << 16) };
	struct visit v;

	visit_init(&v);
	log_add(&dev, 'w', "setupapi.dev.log",
		"[Boot Session: 2018/03/20 09:00:00.000]\r\n" SECTION(
		    "USBSTOR\\Disk&Ven_A&Prod_B&Rev_1\\S1&0", "27")
		    SECTION("USB\\VID_1&PID_1\\S9", "26") SECTION("PRINT\\x\\y", "25"));
	log_add(&dev, 'w', "setupapi.dev.20180301_120000.log",
		SECTION("USBSTOR\\DISK&VEN_A&PROD_B&REV_1\\s1&0", "05"));
	log_add(&up, 'w', "setupapi.upgrade.log",
		SECTION("USBSTOR\\Disk&Ven_C&Prod_D&Rev_1\\7&1&0", "06"));
	visit_bytes(&v, 0, bytes_of(str_c(&dev.s), dev.s.len));
	visit_bytes(&v, 1, bytes_of(str_c(&up.s), up.s.len));
	visit_spec(&v, 2, SYS ZONE);
	visit_run(&v, "usb-install");
	visit_expect(&v, FACT_KIND_USB_INSTALL,
		     "collected\n bus=usbstor vendor=A product=B serial=S1 own_serial=yes "
		     "local_time=2018-03-05 14:11:32 at=2018-03-05T05:11:32Z\n"
		     " bus=usb serial=S9 own_serial=yes local_time=2018-03-26 14:11:32 "
		     "at=2018-03-26T05:11:32Z\n"
		     " bus=usbstor vendor=C product=D serial=7&1&0 own_serial=no "
		     "local_time=2018-03-06 14:11:32 at=2018-03-06T05:11:32Z\n");
	visit_expect(&v, FACT_KIND_DEVICE_LOG,
		     "collected\n name=setupapi.dev.log begins=2018-03-20T00:00:00Z cut=no\n"
		     " name=setupapi.dev.20180301_120000.log begins=2018-03-05T05:11:32Z cut=no\n"
		     " name=setupapi.upgrade.log begins=2018-03-06T05:11:32Z cut=no\n");
	str_done(&dev.s);
	str_done(&up.s);
	visit_done(&v);
}
END_TEST

/* Unread, cut, missing: each is told; without the zone only local time is left. */
START_TEST(logs_with_holes)
{
	struct pack dev = { STR_INIT(1 << 16) };
	struct visit v;

	visit_init(&v);
	visit_run(&v, "usb-install");
	visit_expect(&v, FACT_KIND_USB_INSTALL, "failed\n");
	visit_done(&v);
	visit_init(&v);
	log_add(&dev, 'u', "setupapi.dev.1.log", "x");
	visit_bytes(&v, 0, bytes_of(str_c(&dev.s), dev.s.len));
	visit_run(&v, "usb-install");
	visit_expect(&v, FACT_KIND_USB_INSTALL, "failed\n");
	visit_done(&v);
	visit_init(&v);
	log_add(&dev, 'c', "setupapi.dev.log", SECTION("USBSTOR\\Disk&Ven_A\\S1&0", "27"));
	visit_bytes(&v, 0, bytes_of(str_c(&dev.s), dev.s.len));
	visit_run(&v, "usb-install");
	visit_expect(&v, FACT_KIND_USB_INSTALL,
		     "partial\n bus=usbstor vendor=A serial=S1 own_serial=yes "
		     "local_time=2018-03-27 14:11:32\n");
	visit_done(&v);
	str_done(&dev.s);
}
END_TEST

/* Past the ceiling some are left out, and that is told. */
START_TEST(more_phones_than_any_pc_has)
{
	struct str spec = STR_INIT(1 << 20);
	struct visit v;

	str_add(&spec, SYS);
	for (int i = 0; i < 5001; i++)
		str_addf(&spec, USB "\\VID_%04x&PID_1\\S%d]\n\"Service\"=\"WUDFWpdMtp\"\n", i / 70,
			 i);
	ck_assert(!spec.full);
	visit_init(&v);
	visit_spec(&v, 0, str_c(&spec));
	visit_spec(&v, 1, SW);
	visit_run(&v, "portable-device");
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_PORTABLE_DEVICE), FACT_STATE_PARTIAL);
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_PORTABLE_DEVICE), 5000);
	visit_done(&v);
	str_done(&spec);
}
END_TEST

/* Real hives: the volumes of the Windows 10 user (the README counts five keys, one of them is none),
 * and the places of the two sticks of SYSTEM_B by the serials of the README. */
START_TEST(samples)
{
	struct visit v;

	if (!fixtures_samples())
		return;
	fixtures_run("xz -dc \"$SAMPLES/windows/registry/NTUSER_win10.DAT.xz\" >user;"
		     "xz -dc \"$SAMPLES/windows/registry/SYSTEM_B.xz\" >SYSTEM;"
		     "for l in 1 2; do xz -dc \"$SAMPLES/windows/registry/SYSTEM_B.LOG$l.xz\" "
		     ">SYSTEM.LOG$l; done");
	visit_init(&v);
	visit_hive(&v, 0, "user");
	visit_run(&v, "mount-point");
	ck_assert_int_eq(facts_state(&v.facts, FACT_KIND_MOUNT_POINT), FACT_STATE_COLLECTED);
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_MOUNT_POINT), 4);
	visit_done(&v);
	visit_init(&v);
	visit_hive(&v, 0, "SYSTEM");
	visit_run(&v, "usb-volume");
	visit_expect(&v, FACT_KIND_USB_VOLUME,
		     "collected\n volume={5c3108bf-31c0-11e8-9b10-806e6f6e6963} vendor=SanDisk "
		     "product=Extreme serial=AA010215170355310594 own_serial=yes\n"
		     " letter=D: vendor=SanDisk product=Extreme serial=AA010603160707470215 "
		     "own_serial=yes\n"
		     " volume={3869c27a-31b8-11e8-9b12-ecf4bb487fed} vendor=SanDisk "
		     "product=Extreme serial=AA010603160707470215 own_serial=yes\n");
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probes of USB devices");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, a_row_gives_its_answer, 0, LEN(rows));
	tcase_add_test(t, logs_are_joined);
	tcase_add_test(t, logs_with_holes);
	tcase_add_test(t, more_phones_than_any_pc_has);
	tcase_add_test(t, samples);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
