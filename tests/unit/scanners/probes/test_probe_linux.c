/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of Linux systems: who may sign in, updates, what protects. */
#include "tests/unit/scanners/probes/linux_files.h"

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
#define JST    "TZif2...\nJST-9\n"
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
};

START_TEST(each_row)
{
	row_holds(&rows[_i]);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("linux probes");
	TCase *tc = tcase_create("linux");

	tcase_add_loop_test(tc, each_row, 0, LEN(rows));
	suite_add_tcase(s, tc);
	return fixtures_main(s);
}
