/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Probes on small hives: one row is a spec and the whole answer that it must give. Beside the
 * plain case every row group holds what is odd, old, set by policy, or missing. */
#include "tests/unit/scanners/probes/harness.h"

#define SW      "[Microsoft\\Windows\\CurrentVersion]\n"
#define SYS     "[Select]\n\"Current\"=dword:2\n[ControlSet002\\Control]\n"
#define NT      "[Microsoft\\Windows NT\\CurrentVersion]\n"
#define CCS     "[ControlSet002\\"
#define USBSTOR CCS "Enum\\USBSTOR"
#define DISK    "\\Disk&Ven_A&Prod_B_C&Rev_1"
#define DATES   "\\Properties\\{83da6326-97a6-4088-9453-a1923f573b29}"

struct row {
	const char *probe, *spec, *second; /* second: the probe's other hive, NULL: not there */
	enum fact_kind kind;
	const char *text;
};

static const struct row version_rows[] = {
	{ "windows-version", NT "\"ProductName\"=\"Windows 10 Pro\"\n\"CurrentBuild\"=\"19045\"\n",
	  NULL, FACT_KIND_WINDOWS_VERSION,
	  "collected\n product_name=Windows 10 Pro build=19045\n" },
	{ "windows-version",
	  NT "\"ProductName\"=\"Windows 10 Pro\"\n\"CurrentBuildNumber\"=\"22000\"\n", NULL,
	  FACT_KIND_WINDOWS_VERSION, "collected\n product_name=Windows 11 Pro build=22000\n" },
	{ "windows-version",
	  NT "\"ProductName\"=\"Windows Server 2025 Standard\"\n\"CurrentBuild\"=\"26100\"\n"
	     "\"InstallationType\"=\"Server\"\n",
	  NULL, FACT_KIND_WINDOWS_VERSION,
	  "collected\n product_name=Windows Server 2025 Standard installation=Server "
	  "build=26100\n" },
	{ "windows-version",
	  NT "\"EditionID\"=\"Core\"\n\"CurrentBuild\"=\"26200\"\n"
	     "\"ReleaseId\"=\"2009\"\n",
	  NULL, FACT_KIND_WINDOWS_VERSION,
	  "collected\n product_name=Windows 11 Home edition=Core display_version=2009 "
	  "build=26200\n" },
	{ "windows-version",
	  NT "\"ProductName\"=\"Windows 7 Professional\"\n"
	     "\"CurrentBuild\"=\"7601\"\n\"InstallDate\"=dword:4e000000\n",
	  NULL, FACT_KIND_WINDOWS_VERSION,
	  "collected\n product_name=Windows 7 Professional build=7601 "
	  "installed=2011-06-21T02:20:48Z\n" },
	{ "windows-version", NT "\"ProductName\"=\"Windows 10 Pro\"\n", NULL,
	  FACT_KIND_WINDOWS_VERSION, "failed\n" },
	{ "windows-version", NT "\"CurrentBuild\"=\"x\"\n", NULL, FACT_KIND_WINDOWS_VERSION,
	  "failed\n" },
	{ "windows-version", SW, NULL, FACT_KIND_WINDOWS_VERSION, "failed\n" },
	{ "windows-version", "[Root\\InventoryApplication]\n", NULL, FACT_KIND_WINDOWS_VERSION,
	  "failed\n" },
};

#define AU       "[Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update"
#define PACKAGES "[Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages"
static const struct row update_rows[] = {
	{ "windows-update", AU "\\Results\\Install]\n\"LastSuccessTime\"=\"2017-03-02 11:22:33\"\n",
	  NULL, FACT_KIND_WINDOWS_UPDATE,
	  "collected\n method=auto-update-result at=2017-03-02T11:22:33Z\n" },
	{ "windows-update", AU "\\Results\\Install]\n\"LastSuccessTime\"=\"soon\"\n", NULL,
	  FACT_KIND_WINDOWS_UPDATE, "failed\n" },
	{ "windows-update", PACKAGES "]\n", NULL, FACT_KIND_WINDOWS_UPDATE, "collected\n" },
	{ "windows-update", SW, NULL, FACT_KIND_WINDOWS_UPDATE, "failed\n" },
	/* superseded, staged, without a time, and no update at all */
	{ "windows-update",
	  PACKAGES
	  "\\Package_for_KB1~a]\n\"CurrentState\"=dword:70\n\"InstallTimeHigh\"=dword:01dc0000\n"
	  "\"InstallTimeLow\"=dword:0\n" PACKAGES
	  "\\Package_for_KB2~a]\n\"CurrentState\"=dword:40\n\"InstallTimeHigh\"=dword:01dd0000\n"
	  "\"InstallTimeLow\"=dword:0\n" PACKAGES
	  "\\Package_for_KB3~a]\n\"CurrentState\"=dword:70\n\"InstallTimeLow\"=dword:0\n" PACKAGES
	  "\\Language]\n\"CurrentState\"=dword:70\n\"InstallTimeHigh\"=dword:01dd0000\n"
	  "\"InstallTimeLow\"=dword:0\n",
	  NULL, FACT_KIND_WINDOWS_UPDATE,
	  "collected\n method=component-store at=2025-07-28T20:41:31Z\n" },
	{ "update-policy",
	  SW "[Policies\\Microsoft\\Windows\\WindowsUpdate\\AU]\n\"NoAutoUpdate\"=dword:1\n",
	  SYS CCS "Services\\wuauserv]\n\"Start\"=dword:4\n", FACT_KIND_UPDATE_POLICY,
	  "collected\n no_auto_update=yes wuauserv_start=4\n" },
	{ "update-policy",
	  "[Microsoft\\WindowsUpdate\\UX\\Settings]\n"
	  "\"PauseFeatureUpdatesEndTime\"=\"2026-12-24T01:02:03Z\"\n"
	  "\"PauseUpdatesExpiryTime\"=\"2026-12-01T00:00:00Z\"\n",
	  SYS CCS "Services\\wuauserv]\n\"Start\"=dword:3\n" CCS
		  "Services\\UsoSvc]\n\"Start\"=dword:2\n",
	  FACT_KIND_UPDATE_POLICY,
	  "collected\n paused_until=2026-12-24T01:02:03Z wuauserv_start=3 usosvc_start=2\n" },
	{ "update-policy", AU "]\n\"AUOptions\"=dword:1\n", SYS, FACT_KIND_UPDATE_POLICY,
	  "partial\n au_options=1\n" },
	{ "update-policy", SW, NULL, FACT_KIND_UPDATE_POLICY, "partial\n -\n" },
	{ "update-policy", NULL, SYS CCS "Services\\wuauserv]\n\"Start\"=dword:3\n",
	  FACT_KIND_UPDATE_POLICY, "partial\n wuauserv_start=3\n" },
	{ "update-policy", NULL, NULL, FACT_KIND_UPDATE_POLICY, "failed\n" },
};

#define DEFENDER             "[Microsoft\\Windows Defender]\n"
#define AV                   "[Microsoft\\Security Center\\Provider\\Av\\{1}]\n"
#define SERVICE(name, start) CCS "Services\\" name "]\n\"Start\"=dword:" start "\n"
static const struct row antivirus_rows[] = {
	{ "antivirus", DEFENDER, SYS SERVICE("WinDefend", "2"), FACT_KIND_ANTIVIRUS,
	  "collected\n name=defender service_start=2\n" },
	{ "antivirus", DEFENDER, SYS SERVICE("WinDefend", "4"), FACT_KIND_ANTIVIRUS,
	  "collected\n name=defender enabled=no realtime=no service_start=4\n" },
	{ "antivirus",
	  DEFENDER "\"DisableAntiSpyware\"=dword:0\n"
		   "[Policies\\Microsoft\\Windows Defender]\n\"DisableAntiSpyware\"=dword:1\n",
	  SYS SERVICE("WinDefend", "2"), FACT_KIND_ANTIVIRUS,
	  "collected\n name=defender enabled=no service_start=2\n" },
	{ "antivirus",
	  DEFENDER "[Policies\\Microsoft\\Windows Defender\\Real-Time Protection]\n"
		   "\"DisableRealtimeMonitoring\"=dword:1\n"
		   "[Microsoft\\Windows Defender\\Signature Updates]\n"
		   "\"SignaturesLastUpdated\"=filetime:2018-03-01T00:00:00Z\n",
	  SYS SERVICE("WinDefend", "2"), FACT_KIND_ANTIVIRUS,
	  "collected\n name=defender realtime=no service_start=2 "
	  "definitions=2018-03-01T00:00:00Z\n" },
	{ "antivirus",
	  DEFENDER
	  "\"PassiveMode\"=dword:1\n" AV
	  "\"DISPLAYNAME\"=\"ESET Security\"\n\"STATE\"=dword:00041000\n"
	  "[ESET\\ESET Security\\CurrentVersion\\Info]\n\"ScannerVersion\"=\"30215 (20261119)\"\n",
	  SYS SERVICE("WinDefend", "3") SERVICE("ekrn", "2"), FACT_KIND_ANTIVIRUS,
	  "collected\n name=defender realtime=no service_start=3\n"
	  " name=ESET Security enabled=yes realtime=yes service_start=2 "
	  "definitions=2026-11-19T00:00:00Z definitions_version=30215 (20261119)\n" },
	{ "antivirus",
	  SW "[Wow6432Node\\McAfee\\AVEngine]\n\"AVDatDate\"=\"2026/11/01\"\n"
	     "\"AVDatVersion\"=dword:2a\n",
	  SYS SERVICE("McShield", "2"), FACT_KIND_ANTIVIRUS,
	  "collected\n name=McAfee enabled=yes service_start=2 "
	  "definitions=2026-11-01T00:00:00Z\n" },
	{ "antivirus",
	  AV "\"DISPLAYNAME\"=\"ウイルスバスター クラウド\"\n\"STATE\"=dword:00040000\n",
	  SYS SERVICE("Amsp", "2"), FACT_KIND_ANTIVIRUS,
	  "collected\n name=ウイルスバスター クラウド enabled=no realtime=no service_start=2\n" },
	{ "antivirus", SW, SYS SERVICE("AVP21.3", "2"), FACT_KIND_ANTIVIRUS,
	  "collected\n name=Kaspersky enabled=yes service_start=2\n" },
	{ "antivirus", SW, SYS SERVICE("disk", "0"), FACT_KIND_ANTIVIRUS, "collected\n" },
	{ "antivirus", DEFENDER, NULL, FACT_KIND_ANTIVIRUS, "partial\n name=defender\n" },
	{ "antivirus", NULL, SYS SERVICE("disk", "0"), FACT_KIND_ANTIVIRUS, "failed\n" },
};

#define FIREWALL(profile, on)                                                                      \
	CCS "Services\\SharedAccess\\Parameters\\FirewallPolicy\\" profile                         \
	    "Profile]\n\"EnableFirewall\"=dword:" on "\n"
static const struct row network_rows[] = {
	{ "firewall", SW,
	  SYS FIREWALL("Domain", "1") FIREWALL("Standard", "0") FIREWALL("Public", "1"),
	  FACT_KIND_FIREWALL_PROFILE,
	  "collected\n profile=domain enabled=yes by_policy=no\n profile=private enabled=no "
	  "by_policy=no\n profile=public enabled=yes by_policy=no\n" },
	{ "firewall",
	  SW "[Policies\\Microsoft\\WindowsFirewall\\PrivateProfile]\n\"EnableFirewall\"=dword:0\n",
	  SYS FIREWALL("Standard", "1"), FACT_KIND_FIREWALL_PROFILE,
	  "collected\n profile=private enabled=no by_policy=yes\n" },
	{ "firewall", SW, SYS FIREWALL("Standard", "1") SERVICE("MpsSvc", "4"),
	  FACT_KIND_FIREWALL_PROFILE, "collected\n profile=private enabled=no by_policy=no\n" },
	{ "firewall", SW, SYS, FACT_KIND_FIREWALL_PROFILE, "failed\n" },
	{ "firewall", NULL, SYS FIREWALL("Public", "1"), FACT_KIND_FIREWALL_PROFILE,
	  "partial\n profile=public enabled=yes by_policy=no\n" },
	{ "remote-desktop", SW,
	  SYS CCS
	  "Control\\Terminal Server]\n\"fDenyTSConnections\"=dword:0\n" CCS
	  "Control\\Terminal Server\\WinStations\\RDP-Tcp]\n\"UserAuthentication\"=dword:0\n"
	  "\"PortNumber\"=dword:00000d3d\n",
	  FACT_KIND_REMOTE_DESKTOP,
	  "collected\n allowed=yes network_authentication=no port=3389\n" },
	{ "remote-desktop",
	  SW "[Policies\\Microsoft\\Windows NT\\Terminal Services]\n"
	     "\"fDenyTSConnections\"=dword:0\n\"UserAuthentication\"=dword:1\n",
	  SYS CCS "Control\\Terminal Server]\n\"fDenyTSConnections\"=dword:1\n",
	  FACT_KIND_REMOTE_DESKTOP, "collected\n allowed=yes network_authentication=yes\n" },
	{ "remote-desktop", SW,
	  SYS CCS
	  "Control\\Terminal Server]\n\"fDenyTSConnections\"=dword:0\n" SERVICE("TermService", "4"),
	  FACT_KIND_REMOTE_DESKTOP, "collected\n allowed=no\n" },
	{ "remote-desktop", SW, SYS, FACT_KIND_REMOTE_DESKTOP, "failed\n" },
	{ "remote-desktop", SW, NULL, FACT_KIND_REMOTE_DESKTOP, "failed\n" },
};

#define EXPLORER "[Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer]\n"
#define WINLOGON "[Microsoft\\Windows NT\\CurrentVersion\\Winlogon]\n"
static const struct row setting_rows[] = {
	{ "autorun", EXPLORER "\"NoDriveTypeAutoRun\"=hex:91,00,00,00\n", NULL, FACT_KIND_AUTORUN,
	  "collected\n scope=machine no_drive_types=145\n" },
	{ "autorun",
	  SW "[Microsoft\\Windows NT\\CurrentVersion\\IniFileMapping\\Autorun.inf]\n"
	     "@=\"@SYS:DoesNotExist\"\n",
	  NULL, FACT_KIND_AUTORUN, "collected\n scope=machine no_autorun=yes\n" },
	{ "autorun", NT, NULL, FACT_KIND_AUTORUN, "failed\n" },
	{ "autorun-user",
	  "[Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\AutoplayHandlers]\n"
	  "\"DisableAutoplay\"=dword:1\n",
	  NULL, FACT_KIND_AUTORUN, "collected\n scope=user user=yamada autoplay_off=yes\n" },
	{ "autorun-user", "[Console]\n", NULL, FACT_KIND_AUTORUN, "failed\n" },
	{ "uac", SW, NULL, FACT_KIND_UAC, "failed\n" },
	{ "uac", "[Microsoft\\Windows\\CurrentVersion\\Policies\\System]\n\"EnableLUA\"=dword:0\n",
	  NULL, FACT_KIND_UAC, "collected\n enabled=no\n" },
	{ "uac", "[Microsoft\\Windows\\CurrentVersion\\Policies\\System]\n", NULL, FACT_KIND_UAC,
	  "collected\n -\n" },
	{ "auto-logon", WINLOGON "\"AutoAdminLogon\"=\"1\"\n\"DefaultPassword\"=\"\"\n", NULL,
	  FACT_KIND_AUTO_LOGON, "collected\n enabled=yes stored_password=yes\n" },
	{ "auto-logon", WINLOGON "\"AutoAdminLogon\"=dword:1\n\"DefaultUserName\"=\"経理\"\n", NULL,
	  FACT_KIND_AUTO_LOGON, "collected\n enabled=yes stored_password=no user=経理\n" },
	{ "auto-logon", WINLOGON, NULL, FACT_KIND_AUTO_LOGON, "collected\n stored_password=no\n" },
	{ "auto-logon", NT, NULL, FACT_KIND_AUTO_LOGON, "failed\n" },
	{ "disk-encryption", SYS CCS "Control\\BitLockerStatus]\n\"BootStatus\"=dword:1\n", NULL,
	  FACT_KIND_DISK_ENCRYPTION, "collected\n method=bitlocker state=unlocked\n" },
	{ "disk-encryption", SYS CCS "Control\\BitLockerStatus]\n\"BootStatus\"=dword:0\n", NULL,
	  FACT_KIND_DISK_ENCRYPTION, "collected\n state=none\n" },
	{ "disk-encryption", SYS, NULL, FACT_KIND_DISK_ENCRYPTION, "collected\n -\n" },
	{ "disk-encryption", "[ControlSet001]\n", NULL, FACT_KIND_DISK_ENCRYPTION, "failed\n" },
	{ "disk-encryption", NULL, NULL, FACT_KIND_DISK_ENCRYPTION, "failed\n" },
};

static const struct row usb_rows[] = {
	{ "usb-storage", SYS USBSTOR "]\n" CCS "Enum\\USB]\n", NULL, FACT_KIND_USB_STORAGE,
	  "collected\n" },
	/* where fast disks would stand is missing, too */
	{ "usb-storage", SYS USBSTOR "]\n", NULL, FACT_KIND_USB_STORAGE, "failed\n" },
	{ "usb-storage", SYS CCS "Enum\\USB]\n", NULL, FACT_KIND_USB_STORAGE, "failed\n" },
	{ "usb-storage", SYS, NULL, FACT_KIND_USB_STORAGE, "failed\n" },
	/* Windows 7's way of keeping dates */
	{ "usb-storage",
	  SYS CCS "Enum\\USB]\n" USBSTOR DISK "\\S1&0]\nwritten=2015-01-01T00:00:00Z\n"
		  "\"FriendlyName\"=\"A B\"\n" USBSTOR DISK "\\S1&0" DATES
		  "\\00000064\\00000000]\n\"Data\"=filetime:2014-05-06T07:08:09Z\n",
	  NULL, FACT_KIND_USB_STORAGE,
	  "collected\n bus=usbstor vendor=A product=B C friendly_name=A B serial=S1 own_serial=yes "
	  "installed=2014-05-06T07:08:09Z key_written=2015-01-01T00:00:00Z\n" },
	/* odd ones stand among good ones and hide nothing */
	{ "usb-storage",
	  "time=2016-01-01T00:00:00Z\n" SYS CCS "Enum\\USB]\n" USBSTOR DISK
	  "\\a]\n\"FriendlyName\"=dword:1\n" USBSTOR DISK "\\bb&0" DATES
	  "\\0064]\n@=\"tomorrow\"\n" USBSTOR "\\odd\\cc&0]\n" USBSTOR "\\empty]\n" USBSTOR
	  "\\CdRom&Ven_X&Prod_Y\\d&0]\n" USBSTOR DISK "\\ee&0" DATES
	  "\\0066]\n@=filetime-prop:2016-02-03T04:05:06Z\n",
	  NULL, FACT_KIND_USB_STORAGE,
	  "collected\n"
	  " bus=usbstor vendor=A product=B C serial=a own_serial=yes "
	  "key_written=2016-01-01T00:00:00Z\n"
	  " bus=usbstor vendor=A product=B C serial=bb own_serial=yes "
	  "key_written=2016-01-01T00:00:00Z\n"
	  " bus=usbstor vendor=A product=B C serial=ee own_serial=yes "
	  "last_arrival=2016-02-03T04:05:06Z "
	  "key_written=2016-01-01T00:00:00Z\n"
	  " bus=usbstor serial=cc own_serial=yes key_written=2016-01-01T00:00:00Z\n" },
	/* UASP: its disk found by container; another whose disk is gone; no USBSTOR branch */
	{ "usb-storage",
	  "time=2020-01-01T00:00:00Z\n" SYS CCS "Enum\\USB\\VID_0411&PID_1\\SER1]\n\"Service\"="
	  "\"UASPStor\"\n\"ContainerID\"=\"{9}\"\n" CCS
	  "Enum\\USB\\VID_0411&PID_2\\SER2]\n\"Service\"=\"uaspstor\"\n"
	  "\"DeviceDesc\"=\"@a.inf,%x%;UAS Device\"\n" CCS
	  "Enum\\USB\\VID_0411&PID_3\\SER3]\n\"Service\"=\"USBSTOR\"\n" CCS
	  "Enum\\SCSI\\Disk&Ven_NVMe&Prod_Z\\5&1&0&000000]\n\"FriendlyName\"=\"Z\"\n" CCS
	  "Enum\\SCSI\\Disk&Ven_V&Prod_P\\7&2&0&000000]\n\"ContainerID\"=\"{9}\"\n"
	  "\"FriendlyName\"=\"V P SCSI Disk Device\"\n",
	  NULL, FACT_KIND_USB_STORAGE,
	  "partial\n"
	  " bus=uasp vendor=V product=P friendly_name=V P SCSI Disk Device serial=SER1 "
	  "own_serial=yes "
	  "key_written=2020-01-01T00:00:00Z\n"
	  " bus=uasp friendly_name=UAS Device serial=SER2 own_serial=yes "
	  "key_written=2020-01-01T00:00:00Z\n" },
	{ "usb-policy",
	  "[Microsoft\\PolicyManager\\current\\device\\Storage]\n"
	  "\"RemovableDiskDenyWriteAccess\"=dword:1\n",
	  SYS CCS
	  "Control\\StorageDevicePolicies]\n\"WriteProtect\"=dword:0\n" SERVICE("USBSTOR", "4"),
	  FACT_KIND_USB_POLICY, "collected\n deny_write=yes write_protect=no usbstor_start=4\n" },
	{ "usb-policy", SW, SYS, FACT_KIND_USB_POLICY, "collected\n -\n" },
	{ "usb-policy", SW, NULL, FACT_KIND_USB_POLICY, "partial\n -\n" },
};

#define UNINSTALL "[Microsoft\\Windows\\CurrentVersion\\Uninstall\\"
#define ZONE      CCS "Control\\TimeZoneInformation]\n\"ActiveTimeBias\"=dword:"
#define PROFILE   "[Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\"
static const struct row list_rows[] = {
	{ "software",
	  UNINSTALL "a]\n\"DisplayName\"=\"A\"\n\"DisplayVersion\"=\"1\"\n" UNINSTALL
		    "b]\n\"DisplayName\"=\"B\"\n\"SystemComponent\"=dword:1\n" UNINSTALL
		    "c]\n\"DisplayName\"=\"C\"\n\"ParentKeyName\"=\"A\"\n" UNINSTALL
		    "d]\n\"DisplayName\"=\"D\"\n\"ReleaseType\"=\"Security Update\"\n" UNINSTALL
		    "e]\n\"DisplayVersion\"=\"9\"\n",
	  NULL, FACT_KIND_SOFTWARE, "collected\n name=A version=1 scope=machine bits=32\n" },
	{ "software", SW, NULL, FACT_KIND_SOFTWARE, "failed\n" },
	{ "startup", NT, NULL, FACT_KIND_STARTUP_ENTRY, "failed\n" },
	{ "startup",
	  "[Microsoft\\Windows\\CurrentVersion\\RunOnce]\n\"x\"=\"%TEMP%\\\\x.exe\"\n"
	  "\"n\"=dword:1\n",
	  NULL, FACT_KIND_STARTUP_ENTRY,
	  "collected\n origin=run-once scope=machine name=x command=%TEMP%\\x.exe "
	  "area=temporary\n" },
	{ "user",
	  PROFILE
	  "S-1-5-18]\n\"ProfileImagePath\"=\"C:\\\\x\"\n" PROFILE
	  "S-1-12-1-7]\n\"ProfileImagePath\"=expand:\"%SystemDrive%\\\\Users\\\\山田\"\n" PROFILE
	  "S-1-5-21-1-2-3-1001]\n",
	  NULL, FACT_KIND_USER,
	  "collected\n name=山田 profile=山田 sid=S-1-12-1-7\n sid=S-1-5-21-1-2-3-1001\n" },
	{ "user", NT, NULL, FACT_KIND_USER, "failed\n" },
	{ "computer", SYS ZONE "0000012c\n" CCS "Enum\\ACPI\\PNP0C0A\\1]\n", NULL,
	  FACT_KIND_COMPUTER, "collected\n chassis=laptop zone_offset=-18000\n" },
	{ "computer",
	  SYS ZONE "7fffffff\n" CCS "Control\\SystemInformation]\n"
		   "\"SystemManufacturer\"=\"Dell\"\n\"SystemProductName\"=\"Dell Vostro\"\n"
		   "[HardwareConfig]\n\"LastConfig\"=\"{gone}\"\n",
	  NULL, FACT_KIND_COMPUTER, "collected\n model=Dell Vostro\n" },
	{ "computer",
	  SYS ZONE "fffffde4\n\"TimeZoneKeyName\"=\"Tokyo Standard Time\"\n"
		   "\"StandardName\"=\"x\"\n" CCS "Control\\Windows]\n"
		   "\"ShutdownTime\"=filetime:2026-11-20T09:02:30Z\n",
	  NULL, FACT_KIND_COMPUTER,
	  "collected\n zone_offset=32400 zone=Tokyo Standard Time "
	  "last_shutdown=2026-11-20T09:02:30Z\n" },
	/* Windows XP has the name that people read; "@..." is none */
	{ "computer", SYS ZONE "fffffde4\n\"StandardName\"=\"東京 (標準時)\"\n", NULL,
	  FACT_KIND_COMPUTER, "collected\n zone_offset=32400 zone=東京 (標準時)\n" },
	{ "computer", SYS ZONE "fffffde4\n\"StandardName\"=\"@tzres.dll,-632\"\n", NULL,
	  FACT_KIND_COMPUTER, "collected\n zone_offset=32400\n" },
	{ "computer", "[Select]\n\"Current\"=dword:7\n[ControlSet001\\Control]\n", NULL,
	  FACT_KIND_COMPUTER, "failed\n" },
	{ "last-use",
	  "time=2026-01-02T00:00:00Z\n" SYS CCS "Control\\Windows]\n"
	  "\"ShutdownTime\"=filetime:2026-03-04T05:06:07Z\n",
	  "time=2026-01-03T00:00:00Z\n" SW, FACT_KIND_LAST_USE,
	  "collected\n at=2026-03-04T05:06:07Z\n" },
	{ "last-use", SYS CCS "Control\\Windows]\n\"ShutdownTime\"=filetime:2030-03-04T05:06:07Z\n",
	  NULL, FACT_KIND_LAST_USE, "partial\n at=2030-03-04T05:06:07Z\n" },
	{ "last-use", NULL, NULL, FACT_KIND_LAST_USE, "failed\n" },
};

#define GROUP(rows)                                                                                \
	{                                                                                          \
		rows, LEN(rows)                                                                    \
	}
static const struct {
	const struct row *row;
	size_t n;
} groups[] = {
	GROUP(version_rows), GROUP(update_rows), GROUP(antivirus_rows), GROUP(network_rows),
	GROUP(setting_rows), GROUP(usb_rows),    GROUP(list_rows),
};

START_TEST(a_row_gives_its_answer)
{
	const struct row *r = NULL;
	size_t i = (size_t)_i;
	struct visit v;

	for (size_t g = 0; g < LEN(groups) && !r; g++) {
		if (i < groups[g].n)
			r = &groups[g].row[i];
		i -= groups[g].n;
	}
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

int main(void)
{
	Suite *s = suite_create("probes on small hives");
	TCase *t = tcase_create("all");
	size_t n = 0;

	for (size_t g = 0; g < LEN(groups); g++)
		n += groups[g].n;
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, a_row_gives_its_answer, 0, (int)n);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
