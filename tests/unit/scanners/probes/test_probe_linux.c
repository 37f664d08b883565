/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of Linux systems on small files: one row is a file for each place and the whole
 * answer. "!" stands for a file that could not be read, NULL for one that is not there; "=name
 * text" are the files of a pack, "+name" the names of a list. */
#include "tests/unit/scanners/probes/harness.h"

#define PLACES 6

struct row {
	const char *probe, *place[PLACES];
	enum fact_kind kind;
	const char *text;
};

static struct bytes copy(struct visit *v, struct str *s)
{
	struct bytes b = bytes_of(arena_strndup(&v->arena, str_c(s), s->len), s->len);

	str_done(s);
	return b;
}

/* "=a one\n=b two" becomes a pack of two files, their lines parted by '|'; "+a +b" a list of links. */
static struct bytes pack_of(struct visit *v, const char *text)
{
	struct str s = STR_INIT(1 << 20);

	while (*text == '=') {
		size_t name = strcspn(++text, " "), n = strcspn(text + name, "\n");
		char *body = arena_strndup(&v->arena, text + name + (n > 0), n ? n - 1 : 0);

		for (char *c = body; *c; c++)
			*c = *c == '|' ? '\n' : *c;
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

		str_addf(&s, "l 0 - %.*s\n", (int)n, text);
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
	    "=b.conf PasswordAuthentication yes\n=a.conf passwordauthentication no|PermitRootLogin "
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

int main(void)
{
	Suite *s = suite_create("linux probes");
	TCase *tc = tcase_create("linux");
	SRunner *r;
	int bad;

	tcase_add_loop_test(tc, each_row, 0, LEN(rows));
	suite_add_tcase(s, tc);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
