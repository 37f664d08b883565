/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Probes of event logs: one row is up to three logs as specs and the whole answer. Names of people,
 * places and addresses never come out. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/evtx_log.h"

#define AUDIT    "Microsoft-Windows-Security-Auditing Security "
#define EVENTLOG "Microsoft-Windows-Eventlog "
#define UPDATER  "Microsoft-Windows-WindowsUpdateClient System "
#define PNP      "Microsoft-Windows-UserPnp System @InstallDeviceID "
#define GUARD                                                                                      \
	"\"Microsoft-Windows-Windows Defender\" \"Microsoft-Windows-Windows "                      \
	"Defender/Operational\" "
#define RDP     "Microsoft-Windows-TerminalServices-RemoteConnectionManager x @EventXML "
#define DISKS   "Microsoft-Windows-Partition Microsoft-Windows-Partition/Diagnostic "
#define KERNEL  "Microsoft-Windows-Kernel-PnP Microsoft-Windows-Kernel-PnP/Configuration "
#define DRIVERS "Microsoft-Windows-DriverFrameworks-UserMode x @UMDFHostDeviceArrivalBegin "
#define BACKUP  "Microsoft-Windows-Backup Microsoft-Windows-Backup "
#define STICK   "USBSTOR\\Disk&Ven_SanDisk&Prod_Cruzer_Glide&Rev_1.27\\4C53000123&0"
#define DAY(n)  "2026-11-" #n "T00:00:00Z "
#define NONE    "-" /* the log is not there */

struct row {
	const char *probe, *spec[3]; /* NULL: a log without that of which we speak */
	enum fact_kind kind;
	const char *text;
};

/* A UASP disk: its USB device, the disk below SCSI, and one that is built in. */
#define HUB_ID        "USB\\VID_0411&PID_0310\\0000A1"
#define DISK_ID       "SCSI\\Disk&Ven_BUFFALO&Prod_SSD-PGU3\\6&31f0a9c7&0&000000"
#define NVME_ID       "SCSI\\Disk&Ven_NVMe&Prod_X\\5&2b1c44b5&0&000000"
#define PNP_ID(n, id) DAY(n) "410 " KERNEL "'DeviceInstanceId=" id "' "
#define SERVICE_OF(id)                                                                             \
	"20003 Microsoft-Windows-UserPnp System @AddServiceID 'DeviceInstanceID=" id "' "

static const struct row security_rows[] = {
	{ "security-events",
	  { DAY(01) "4625 " AUDIT "TargetUserName=山田 LogonType=2 IpAddress=-\n"
		    "*12+60 " DAY(
			05) "4625 " AUDIT "TargetUserName=admin LogonType=3 IpAddress=203.0.113.9\n"
			    "*3+7200 " DAY(06) "4625 " AUDIT
					       "TargetUserName=admin IpAddress=192.168.1.4\n" DAY(
						   07) "4740 " AUDIT
						       "TargetUserName=admin\n" DAY(
							   08) "4624 " AUDIT "TargetUserName=a\n" },
	  FACT_KIND_LOGON_FAILURE,
	  "collected\n events=16 last=2026-11-06T04:00:00Z worst_hour=12 "
	  "worst_at=2026-11-05T00:00:00Z from_internet=12 lockouts=1 "
	  "last_lockout=2026-11-07T00:00:00Z\n" },
	{ "security-events",
	  { DAY(01) "4624 " AUDIT "a=b\n" },
	  FACT_KIND_LOGON_FAILURE,
	  "collected\n events=0 worst_hour=0 from_internet=0 lockouts=0\n" },
	/* the same number from another source is another event */
	{ "security-events",
	  { DAY(01) "4625 EventSystem Security a=b\n" DAY(02) "1102 Other Security a=b\n" },
	  FACT_KIND_LOGON_FAILURE,
	  "collected\n events=0 worst_hour=0 from_internet=0 lockouts=0\n" },
	{ "security-events", { NONE }, FACT_KIND_LOGON_FAILURE, "failed\n" },
	{ "security-events", { NONE }, FACT_KIND_EVENT_LOG, "failed\n" },
	{ "security-events", { NONE }, FACT_KIND_LOG_CLEARED, "failed\n" },
	{ "security-events", { NONE }, FACT_KIND_USB_EVENT, "failed\n" },
	{ "security-events", { NONE }, FACT_KIND_LAST_USE, "collected\n" },
	{ "security-events",
	  { DAY(01) "1102 " EVENTLOG "Security @LogFileCleared SubjectUserName=山田\n" },
	  FACT_KIND_LOG_CLEARED,
	  "collected\n log=security at=2026-11-01T00:00:00Z\n" },
	{ "security-events",
	  { DAY(01) "4624 " AUDIT "a=b\n" DAY(20) "4624 " AUDIT "a=b\n" },
	  FACT_KIND_EVENT_LOG,
	  "collected\n log=security bytes=69632 events=2 first=2026-11-01T00:00:00Z "
	  "last=2026-11-20T00:00:00Z whole=yes\n" },
	{ "security-events",
	  { DAY(01) "4624 " AUDIT "a=b\n" DAY(20) "4624 " AUDIT "a=b\n" },
	  FACT_KIND_LAST_USE,
	  "collected\n at=2026-11-20T00:00:00Z\n" },
	{ "security-events",
	  { "" },
	  FACT_KIND_EVENT_LOG,
	  "collected\n log=security bytes=69632 events=0\n" },
	/* a printer and the PC's own disk are no USB storage */
	{ "security-events",
	  { DAY(01) "6416 " AUDIT "DeviceId='SWD\\PRINTENUM\\{1}' ClassName=PrintQueue\n" DAY(
	      01) "6416 " AUDIT
		  "DeviceId='USB\\VID_04A9&PID_1' ClassName=USB VendorIds=USBPRINT\n" DAY(
		      01) "6416 " AUDIT
			  "DeviceId='SCSI\\Disk&Ven_NVMe&Prod_X\\5&0' ClassName=DiskDrive\n" },
	  FACT_KIND_USB_EVENT,
	  "collected\n" },
	{ "security-events",
	  { DAY(01) "6416 " AUDIT "DeviceId='" STICK "' ClassName=DiskDrive\n" DAY(
	      03) "6416 " AUDIT "DeviceId='" STICK "' ClassName=DiskDrive\n" },
	  FACT_KIND_USB_EVENT,
	  "collected\n log=security vendor=SanDisk product=Cruzer Glide serial=4C53000123 events=2 "
	  "first=2026-11-01T00:00:00Z last=2026-11-03T00:00:00Z\n" },
};

static const struct row system_rows[] = {
	{ "system-events",
	  { DAY(01) "104 " EVENTLOG
		    "System @LogFileCleared SubjectUserName=a Channel=Application\n" DAY(
			02) "104 " EVENTLOG
			    "System @LogFileCleared Channel=Secret-Program/Log\n" DAY(
				03) "104 Other System a=b\n",
	    "" },
	  FACT_KIND_LOG_CLEARED,
	  "collected\n log=application at=2026-11-01T00:00:00Z\n"
	  " log=other at=2026-11-02T00:00:00Z\n" },
	{ "system-events",
	  { DAY(01) "20 " UPDATER
		    "errorCode=0x80240017 updateTitle='2026-10 更新 (KB5070001)'\n" DAY(
			02) "20 " UPDATER
			    "errorCode=0x80070643 updateTitle='2026-10 更新 (KB5070001)'\n" DAY(
				03) "19 " UPDATER
				    "updateTitle='2026-11 Cumulative Update (KB5070311)'\n" DAY(
					04) "19 " UPDATER
					    "updateTitle='Security Intelligence Update - KB2267602 "
					    "(1.2)'\n" DAY(
						05) "19 " UPDATER
						    "updateTitle='9NBLGGH4NNS1-Microsoft."
						    "DesktopAppInstaller'\n" DAY(
							06) "19 Microsoft-Windows-WHEA-Logger "
							    "System updateTitle='x (KB5070312)'\n",
	    DAY(07) "2 Microsoft-Windows-Servicing Setup @CbsPackageChangeState "
		    "PackageIdentifier=KB5070311 IntendedPackageState=5112 ErrorCode=0x0\n" DAY(
			07) "2 Microsoft-Windows-Servicing Setup @CbsPackageChangeState "
			    "PackageIdentifier=KB5070400 IntendedPackageState=5080 "
			    "ErrorCode=0x0\n" },
	  FACT_KIND_UPDATE_EVENT,
	  "collected\n"
	  " log=system update=KB5070001 windows=yes installed=0 failed=2 "
	  "first_failed=2026-11-01T00:00:00Z last_failed=2026-11-02T00:00:00Z code=0x80070643\n"
	  " log=system update=KB5070311 windows=yes installed=1 failed=0 "
	  "last_installed=2026-11-03T00:00:00Z\n"
	  " log=system update=KB2267602 windows=no installed=1 failed=0 "
	  "last_installed=2026-11-04T00:00:00Z\n"
	  " log=system update=9NBLGGH4NNS1-Microsoft.DesktopAppInstaller windows=no installed=1 "
	  "failed=0 last_installed=2026-11-05T00:00:00Z\n"
	  " log=setup update=KB5070311 windows=yes installed=1 failed=0 "
	  "last_installed=2026-11-07T00:00:00Z\n" },
	{ "system-events",
	  { DAY(01) "19 " UPDATER "updateTitle='(KB5070311)'\n", NONE },
	  FACT_KIND_UPDATE_EVENT,
	  "partial\n log=system update=KB5070311 windows=yes installed=1 failed=0 "
	  "last_installed=2026-11-01T00:00:00Z\n" },
	{ "system-events", { NONE, NONE }, FACT_KIND_UPDATE_EVENT, "failed\n" },
	{ "system-events", { NONE, "" }, FACT_KIND_EVENT_LOG, "failed\n" },
	{ "system-events",
	  { DAY(01) "20001 " PNP "DriverName=disk.inf DeviceInstanceID='" STICK "'\n" DAY(
		02) "20003 Microsoft-Windows-UserPnp System @AddServiceID ServiceName=disk "
		    "DeviceInstanceID='" STICK
		    "'\n" DAY(02) "20001 " PNP "DeviceInstanceID='USBPRINT\\EPSON\\1'\n",
	    "" },
	  FACT_KIND_USB_EVENT,
	  "collected\n log=system vendor=SanDisk product=Cruzer Glide serial=4C53000123 events=2 "
	  "first=2026-11-01T00:00:00Z last=2026-11-02T00:00:00Z\n" },
	{ "system-events",
	  { DAY(01) "20001 " PNP "'DriverName=C:\\x\\uaspstor.inf' 'DeviceInstanceID=" HUB_ID
		    "'\n" DAY(02) SERVICE_OF(HUB_ID) "ServiceName=UASPStor\n",
	    "" },
	  FACT_KIND_USB_EVENT,
	  "collected\n log=system serial=0000A1 events=2 first=2026-11-01T00:00:00Z "
	  "last=2026-11-02T00:00:00Z\n" },
	{ "system-events",
	  { DAY(03) SERVICE_OF(DISK_ID) "ServiceName=disk\n" DAY(
		04) "20001 " PNP "DriverName=disk.inf 'DeviceInstanceID=" DISK_ID "'\n",
	    "" },
	  FACT_KIND_DISK_EVENT,
	  "collected\n log=system vendor=BUFFALO product=SSD-PGU3 "
	  "disk=Disk&Ven_BUFFALO&Prod_SSD-PGU3\\6&31f0a9c7&0&000000 events=2 "
	  "first=2026-11-03T00:00:00Z last=2026-11-04T00:00:00Z\n" },
	{ "system-events", { NONE, "" }, FACT_KIND_DISK_EVENT, "failed\n" },
};

#define FIND(id)                                                                                   \
	"'Detection ID={" id                                                                       \
	"}' 'Threat Name=Trojan:Win32/X' 'Severity ID=5' Path='file:_C:\\Users\\a' "
/* As Windows 7 has them: what counts is the place. */
#define OLD(version, threat, number, action)                                                       \
	"1='%%827' 2=" version " 3=x 4=1 5='%%802' 6=1 7='%%804' 8=W 9=a 10=S 11=" threat          \
	" 12=" number " 13=5 14=8 15=f 16=p 17=a 18=1 19=b 20='" action "' 21=0x0 22=c\n"
static const struct row defender_rows[] = {
	{ "defender-events",
	  { DAY(01) "1006 " GUARD OLD("6.1.7600.16385", "Trojan:Win32/X", "77", "")
		DAY(02) "1007 " GUARD OLD("6.1.7600.16385", "Trojan:Win32/X", "77", "%%812")
		    DAY(03) "1006 " GUARD OLD("6.1.7600.16385", "Trojan:Win32/Y", "78", "")
			DAY(03) "1007 " GUARD OLD("6.1.7600.16385", "Trojan:Win32/Y", "78", "%%813")
			    DAY(04) "1006 " GUARD OLD("4.0.9200.1", "Trojan:Win32/Z", "79", "") DAY(
				05) "1007 " GUARD OLD("4.0.9200.1", "Trojan:Win32/Z", "79", "%%899")
				DAY(06) "1006 " GUARD OLD("1.1.1505.0", "Trojan:Win32/Q", "80", "")
				    DAY(07) "1008 " GUARD OLD("1.1.1505.0", "Trojan:Win32/Q", "80",
							      "%%811") },
	  FACT_KIND_ANTIVIRUS_DETECTION,
	  "collected\n"
	  " threat=Trojan:Win32/X severity=5 state=removed at=2026-11-01T00:00:00Z "
	  "ended=2026-11-02T00:00:00Z\n"
	  " threat=Trojan:Win32/Y severity=5 state=allowed at=2026-11-03T00:00:00Z "
	  "ended=2026-11-03T00:00:00Z\n"
	  " threat=Trojan:Win32/Z severity=5 state=found at=2026-11-04T00:00:00Z\n"
	  " threat=Trojan:Win32/Q severity=5 state=left at=2026-11-06T00:00:00Z "
	  "ended=2026-11-07T00:00:00Z\n" },
	/* Found again after its removal; removed, and taken out of quarantine by a person. */
	{ "defender-events",
	  { DAY(01) "1006 " GUARD OLD("4.0.9200.1", "Trojan:Win32/X", "77", "")
		DAY(02) "1007 " GUARD OLD("4.0.9200.1", "Trojan:Win32/X", "77", "%%809")
		    DAY(03) "1006 " GUARD OLD("4.0.9200.1", "Trojan:Win32/X", "77", "")
			DAY(03) "1007 " GUARD OLD("4.0.9200.1", "Trojan:Win32/Y", "78", "%%808")
			    DAY(04) "1009 " GUARD OLD("4.0.9200.1", "Trojan:Win32/Y", "78", "") },
	  FACT_KIND_ANTIVIRUS_DETECTION,
	  "collected\n"
	  " threat=Trojan:Win32/X severity=5 state=found at=2026-11-01T00:00:00Z\n"
	  " threat=Trojan:Win32/Y severity=5 state=allowed at=2026-11-03T00:00:00Z "
	  "ended=2026-11-04T00:00:00Z\n" },
	{ "defender-events",
	  { DAY(01) "1001 " GUARD "'Scan Parameters Index=1' User=a\n" DAY(
	      03) "1001 " GUARD
		  "'Scan Parameters Index=1'\n" DAY(02) "1001 " GUARD
							"'Scan Parameters Index=2'\n" },
	  FACT_KIND_ANTIVIRUS_SCAN,
	  "collected\n scan=quick at=2026-11-03T00:00:00Z\n scan=full at=2026-11-02T00:00:00Z\n" },
	{ "defender-events", { "" }, FACT_KIND_ANTIVIRUS_SCAN, "collected\n" },
	{ "defender-events", { NONE }, FACT_KIND_ANTIVIRUS_SCAN, "failed\n" },
	{ "defender-events", { NONE }, FACT_KIND_ANTIVIRUS_DETECTION, "failed\n" },
	{ "defender-events",
	  { DAY(01) "1116 " GUARD FIND("1") "'Action ID=9'\n" DAY(02) "1117 " GUARD FIND(
	      "1") "'Action ID=2' 'Error Code=0x00000000'\n" DAY(03) "1116 " GUARD
		FIND("2") "'Action ID=9'\n" DAY(04) "1116 " GUARD FIND("3") "'Action ID=9'\n" DAY(
		    05) "1117 " GUARD
		    FIND("3") "'Action ID=6' 'Error Code=0x00000000'\n" DAY(06) "1116 " GUARD FIND(
			"4") "'Action ID=9'\n" DAY(07) "1119 " GUARD
			FIND("4") "'Action ID=2' 'Error Code=0x80508014'\n" DAY(
			    07) "1117 " GUARD FIND("2") "'Action ID=9' 'Error Code=0x00000000'\n" },
	  FACT_KIND_ANTIVIRUS_DETECTION,
	  "collected\n"
	  " threat=Trojan:Win32/X severity=5 state=removed at=2026-11-01T00:00:00Z "
	  "ended=2026-11-02T00:00:00Z\n"
	  " threat=Trojan:Win32/X severity=5 state=found at=2026-11-03T00:00:00Z\n"
	  " threat=Trojan:Win32/X severity=5 state=allowed at=2026-11-04T00:00:00Z "
	  "ended=2026-11-05T00:00:00Z\n"
	  " threat=Trojan:Win32/X severity=5 state=left at=2026-11-06T00:00:00Z "
	  "ended=2026-11-07T00:00:00Z\n" },
};

static const struct row other_rows[] = {
	{ "remote-events",
	  { DAY(01) "1149 " RDP "Param1=yamada Param2=WORK Param3=192.168.10.20\n" DAY(
	      02) "1149 " RDP
		  "Param1=admin Param2= Param3=198.51.100.7\n" DAY(
		      03) "1149 " RDP "Param1=yamada Param2=WORK Param3=100.80.1.2\n" },
	  FACT_KIND_REMOTE_SESSION,
	  "collected\n events=3 last=2026-11-03T00:00:00Z from_internet=1 "
	  "last_internet=2026-11-02T00:00:00Z\n" },
	{ "remote-events",
	  { "" },
	  FACT_KIND_REMOTE_SESSION,
	  "collected\n events=0 from_internet=0\n" },
	{ "remote-events", { NONE }, FACT_KIND_REMOTE_SESSION, "failed\n" },
	{ "usb-events",
	  { DAY(01) "1006 " DISKS "Capacity=62109253632 Manufacturer='BUFFALO ' Model=SSD-PUT "
		    "SerialNumber=0000A1 BusType=7 'ParentId=USB\\VID_0411&PID_1\\0000A1'\n" DAY(
			02) "1006 " DISKS "Capacity=0 Manufacturer='BUFFALO ' Model=SSD-PUT "
			    "SerialNumber=0000A1 BusType=7\n" DAY(
				03) "1006 " DISKS
				    "Capacity=512110190592 Manufacturer=NULL Model='NVMe X' "
				    "SerialNumber=9 BusType=17 'ParentId=PCI\\VEN_1'\n",
	    NONE,
	    DAY(04) "400 " KERNEL "'DeviceInstanceId=" STICK "' DriverName=disk.inf\n" DAY(
		05) "410 " KERNEL "'DeviceInstanceId=USB\\VID_046D&PID_C31C\\1'\n" },
	  FACT_KIND_USB_EVENT,
	  "collected\n log=partition vendor=BUFFALO product=SSD-PUT serial=0000A1 "
	  "bytes=62109253632 "
	  "events=2 first=2026-11-01T00:00:00Z last=2026-11-02T00:00:00Z\n"
	  " log=kernel-pnp vendor=SanDisk product=Cruzer Glide serial=4C53000123 events=1 "
	  "first=2026-11-04T00:00:00Z last=2026-11-04T00:00:00Z\n" },
	{ "usb-events",
	  { NONE,
	    DAY(01) "2003 " DRIVERS
		    "'InstanceId=WPDBUSENUMROOT\\UMB\\2&37C186B&0&STORAGE#VOLUME#_??_"
		    "USBSTOR#DISK&VEN_SANDISK&PROD_CRUZER_GLIDE&REV_1.27#4C53000123&0#'\n",
	    NONE },
	  FACT_KIND_USB_EVENT,
	  "collected\n log=driver-frameworks vendor=SANDISK product=CRUZER GLIDE serial=4C53000123 "
	  "events=1 first=2026-11-01T00:00:00Z last=2026-11-01T00:00:00Z\n" },
	/* an outside disk below SCSI, told by what it hangs on; the PC's own disk is none */
	{ "usb-events",
	  { "", NONE,
	    DAY(01) "400 " KERNEL "'DeviceInstanceId=" HUB_ID
		    "' DriverName=uaspstor.inf\n" PNP_ID(01, HUB_ID) "ServiceName=UASPStor\n" DAY(
			02) "400 " KERNEL "'DeviceInstanceId=" DISK_ID
			    "' 'ParentDeviceInstanceId=" HUB_ID
			    "'\n" DAY(03) "400 " KERNEL "'DeviceInstanceId=" NVME_ID
					  "' 'ParentDeviceInstanceId=PCI\\VEN_1\\1'\n" },
	  FACT_KIND_USB_EVENT,
	  "collected\n log=kernel-pnp vendor=BUFFALO product=SSD-PGU3 serial=0000A1 events=2 "
	  "first=2026-11-01T00:00:00Z last=2026-11-02T00:00:00Z\n" },
	/* where the event is silent, the disk is told by its id: not here whose it is */
	{ "usb-events",
	  { "", NONE,
	    PNP_ID(01, DISK_ID) "ServiceName=disk\n" PNP_ID(
		04, DISK_ID) "ServiceName=disk\n" PNP_ID(05, NVME_ID) "ServiceName=disk\n" },
	  FACT_KIND_DISK_EVENT,
	  "collected\n log=kernel-pnp vendor=BUFFALO product=SSD-PGU3 "
	  "disk=Disk&Ven_BUFFALO&Prod_SSD-PGU3\\6&31f0a9c7&0&000000 events=2 "
	  "first=2026-11-01T00:00:00Z last=2026-11-04T00:00:00Z\n log=kernel-pnp vendor=NVMe "
	  "product=X disk=Disk&Ven_NVMe&Prod_X\\5&2b1c44b5&0&000000 events=1 "
	  "first=2026-11-05T00:00:00Z last=2026-11-05T00:00:00Z\n" },
	{ "usb-events",
	  { "", NONE, PNP_ID(01, DISK_ID) "\n" },
	  FACT_KIND_USB_EVENT,
	  "collected\n" },
	{ "usb-events", { "", NONE, NONE }, FACT_KIND_DISK_EVENT, "partial\n" },
	{ "usb-events", { NONE, NONE, NONE }, FACT_KIND_DISK_EVENT, "failed\n" },
	/* two bays of one case; what the case's own event says belongs to one of them */
	{ "usb-events",
	  { "", NONE,
	    PNP_ID(01, HUB_ID) "ServiceName=UASPStor\n" DAY(
		02) "400 " KERNEL "'DeviceInstanceId=" DISK_ID "' 'ParentDeviceInstanceId=" HUB_ID
		    "'\n" DAY(03) "400 " KERNEL
				  "'DeviceInstanceId=SCSI\\Disk&Ven_X&Prod_Y\\6&31f0a9c7&0&000001' "
				  "'ParentDeviceInstanceId=" HUB_ID "'\n" },
	  FACT_KIND_USB_EVENT,
	  "collected\n log=kernel-pnp vendor=BUFFALO product=SSD-PGU3 serial=0000A1 events=1 "
	  "first=2026-11-01T00:00:00Z last=2026-11-02T00:00:00Z\n log=kernel-pnp vendor=X "
	  "product=Y serial=0000A1 events=1 first=2026-11-03T00:00:00Z "
	  "last=2026-11-03T00:00:00Z\n" },
	/* a disc drive, odd ids */
	{ "usb-events",
	  { "", NONE,
	    PNP_ID(01, "SCSI\\CdRom&Ven_A\\6&31f0a9c7&0&0") "\n" PNP_ID(
		01, "SCSI\\Disk&Ven_A") "ServiceName=UASPStor\n" PNP_ID(01, "USB\\") "ServiceName="
										     "UASPStor\n" },
	  FACT_KIND_USB_EVENT,
	  "collected\n" },
	/* the disk's own number is another one than that of its case, which is in all lists */
	{ "usb-events",
	  { DAY(01) "1006 " DISKS "Capacity=5 Manufacturer=B Model=M SerialNumber=DISK9 BusType=7 "
		    "'ParentId=" HUB_ID "'\n",
	    NONE, "" },
	  FACT_KIND_USB_EVENT,
	  "collected\n log=partition vendor=B product=M serial=0000A1 bytes=5 events=1 "
	  "first=2026-11-01T00:00:00Z last=2026-11-01T00:00:00Z\n" },
	{ "usb-events", { "", NONE, NONE }, FACT_KIND_USB_EVENT, "partial\n" },
	{ "usb-events", { NONE, NONE, "" }, FACT_KIND_USB_EVENT, "partial\n" },
	{ "usb-events", { NONE, NONE, NONE }, FACT_KIND_USB_EVENT, "failed\n" },
	{ "backup-events",
	  { DAY(01) "4 " BACKUP "a=b\n" DAY(08) "4 " BACKUP "a=b\n" DAY(09) "5 " BACKUP "a=b\n" },
	  FACT_KIND_BACKUP_EVENT,
	  "collected\n finished=yes events=2 last=2026-11-08T00:00:00Z\n"
	  " finished=no events=1 last=2026-11-09T00:00:00Z\n" },
	{ "backup-events",
	  { DAY(01) "4 " BACKUP "a=b\n" DAY(08) "4 " BACKUP "a=b\n" },
	  FACT_KIND_BACKUP_TRACE,
	  "collected\n method=windows-backup at=2026-11-08T00:00:00Z date_is=success "
	  "out_of=event-log\n" },
	{ "backup-events", { DAY(09) "5 " BACKUP "a=b\n" }, FACT_KIND_BACKUP_TRACE, "collected\n" },
	{ "backup-events", { NONE }, FACT_KIND_BACKUP_EVENT, "collected\n" },
};

static void look(struct visit *v, const struct row *r)
{
	visit_init(v);
	for (size_t i = 0; i < LEN(r->spec); i++) {
		if (r->spec[i] && strcmp(r->spec[i], NONE) != 0)
			visit_bytes(v, i, log_make(r->spec[i], ""));
	}
	visit_run(v, r->probe);
}

static void judge_row(const struct row *r)
{
	struct visit v;

	look(&v, r);
	visit_expect(&v, r->kind, r->text);
	ck_assert(facts_state(&v.facts, r->kind) == FACT_STATE_COLLECTED ||
		  v.facts.by_kind[r->kind].reason.id);
	visit_done(&v);
}

#define ROWS(name)                                                                                 \
	START_TEST(name##_row)                                                                     \
	{                                                                                          \
		judge_row(&name##_rows[_i]);                                                       \
	}                                                                                          \
	END_TEST
ROWS(security)
ROWS(system)
ROWS(defender)
ROWS(other)

int main(void)
{
	Suite *suite = suite_create("event log probes");
	TCase *tc = tcase_create("all");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, security_row, 0, LEN(security_rows));
	tcase_add_loop_test(tc, system_row, 0, LEN(system_rows));
	tcase_add_loop_test(tc, defender_row, 0, LEN(defender_rows));
	tcase_add_loop_test(tc, other_row, 0, LEN(other_rows));
	suite_add_tcase(suite, tc);
	return fixtures_main(suite);
}
