/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of programs that rpm keeps: what is told of it, when the system was updated, and that what
 * could not be read whole never looks like a list. */
#include "tests/unit/scanners/probes/linux_files.h"

#define S FACT_KIND_SOFTWARE
#define N FACT_KIND_LINUX_PACKAGES
#define U FACT_KIND_LINUX_UPDATE

#define FEDORA " Fedora Project\n"
#define SYSTEM                                                                                     \
	"filesystem 3.18 1.fc42 2026-01-10" FEDORA "glibc 2.41 3.fc42 2026-01-10" FEDORA           \
	"gpg-pubkey 1 2 2026-11-20\n"
#define UPDATED SYSTEM "kernel-core 6.17 1.fc42 2026-11-10" FEDORA
#define PEOPLES                                                                                    \
	"nano 8 1.fc42 2026-11-19" FEDORA "gimp 3.0 1.fc42 2026-10-10 menu" FEDORA                 \
	"anydesk 6.1 1 2026-02-10 AnyDesk Software\nown 1 1 2026-02-10\n"
#define PEOPLES_SEEN                                                                               \
	" name=gimp version=3.0-1.fc42 publisher=Fedora Project scope=machine origin=rpm "         \
	"installed=2026-10-10T00:00:00Z\n name=anydesk version=6.1-1 publisher=AnyDesk Software "  \
	"scope=machine origin=rpm installed=2026-02-10T00:00:00Z\n name=own version=1-1 "          \
	"scope=machine origin=rpm installed=2026-02-10T00:00:00Z\n"

static const struct list_row {
	const char *now, *ahead; /* in /usr/lib/sysimage/rpm; "!": could not be read, "cut": half */
	const char *old;         /* in /var/lib/rpm */
	const char *dpkg;
	enum fact_kind kind;
	const char *text;
} rows[] = {
	{ UPDATED PEOPLES, NULL, NULL, NULL, S, "collected\n" PEOPLES_SEEN },
	{ UPDATED PEOPLES, "", NULL, NULL, N, "collected\n method=rpm count=7\n" },
	/* What came yesterday may be new: the kernel tells of updates. */
	{ UPDATED PEOPLES, NULL, NULL, NULL, U,
	  "collected\n method=rpm at=2026-11-10T00:00:00Z\n" },
	{ SYSTEM PEOPLES, NULL, NULL, NULL, U,
	  "collected\n method=rpm-first at=2026-01-10T00:00:00Z\n" },
	{ "nano 8 1 2026-11-19" FEDORA, NULL, NULL, NULL, U, "collected\n" },
	{ NULL, NULL, UPDATED PEOPLES, NULL, S, "collected\n" PEOPLES_SEEN },
	{ UPDATED, NULL, SYSTEM PEOPLES, NULL, N, "collected\n method=rpm count=3\n" },
	/* Never whole: no date out of it, and what was seen of it is a part. */
	{ UPDATED PEOPLES "raw 00\n", NULL, NULL, NULL, S, "partial\n" PEOPLES_SEEN },
	{ UPDATED PEOPLES "raw 00\n", NULL, NULL, NULL, U, "failed\n" },
	{ UPDATED PEOPLES, "frames", NULL, NULL, S, "partial\n" PEOPLES_SEEN },
	{ UPDATED PEOPLES, "frames", NULL, NULL, U, "failed\n" },
	{ UPDATED PEOPLES, "!", NULL, NULL, U, "failed\n" },
	{ "cut", NULL, NULL, NULL, S, "failed\n" },
	{ "cut", NULL, NULL, NULL, U, "failed\n" },
	{ "junk", NULL, NULL, NULL, S, "failed\n" },
	{ "!", NULL, NULL, NULL, S, "failed\n" },
	{ "!", NULL, UPDATED PEOPLES, NULL, U, "failed\n" },
	{ NULL, NULL, "!", NULL, S, "failed\n" },
	{ "", NULL, NULL, NULL, S, "failed\n" },
	{ "", NULL, NULL, NULL, U, "failed\n" },
	{ "gpg-pubkey 1 2 2026-11-20\n", NULL, NULL, NULL, S, "failed\n" },
	/* Not of this family, or a tool beside dpkg. */
	{ NULL, NULL, NULL, NULL, S, "collected\n" },
	{ NULL, NULL, "", "Package: dpkg\n", S, "collected\n" },
	{ NULL, NULL, UPDATED PEOPLES, "Package: dpkg\n", U, "collected\n" },
	{ "!", NULL, NULL, "!", U, "collected\n" },
};

static struct bytes database(const char *spec)
{
	char cwd[2048];
	const char *src = getenv("KENSHIN_SRC");
	struct bytes b;
	bool cut = !strcmp(spec, "cut");

	if (!strcmp(spec, "junk"))
		return bytes_of(spec, 4);
	ck_assert(getcwd(cwd, sizeof(cwd)));
	fixtures_text("p.spec", cut ? UPDATED PEOPLES : spec);
	fixtures_run("python3 '%s/tests/fixtures/tools/mkrpmdb.py' p.spec rpmdb.sqlite",
		     src ? src : cwd);
	b = fixtures_load("rpmdb.sqlite");
	ck_assert_uint_gt(b.n, 8192);
	return bytes_of(b.p, cut ? 4096 : b.n);
}

static void put_list(struct visit *v, size_t i, const char *spec)
{
	if (spec && *spec == '!')
		put(v, i, "!");
	else if (spec)
		visit_bytes(v, i, database(spec));
}

START_TEST(each_list)
{
	const struct list_row *r = &rows[_i];
	struct visit v;

	visit_init(&v);
	put_list(&v, 0, r->now);
	put(&v, 1, r->ahead);
	put_list(&v, 2, r->old);
	put(&v, 4, r->dpkg);
	visit_run(&v, "linux-rpm");
	visit_expect(&v, r->kind, r->text);
	visit_done(&v);
}
END_TEST

/* The probes of dpkg and of the logs leave it to this one, and speak of what nobody reads. */
static const struct row others[] = {
	{ "linux-programs", { NULL, NULL, NULL, NULL, "+~rpmdb.sqlite" }, S, "collected\n" },
	{ "linux-programs",
	  { NULL, NULL, NULL, NULL, NULL, "+~Packages +~rpmdb.sqlite" },
	  S,
	  "collected\n" },
	{ "linux-programs", { NULL, NULL, NULL, NULL, "+~Packages.db" }, S, "failed\n" },
	{ "linux-programs", { NULL, NULL, NULL, NULL, NULL, "+~Packages" }, S, "failed\n" },
	{ "linux-programs", { "!", NULL, NULL, NULL, "+~rpmdb.sqlite" }, S, "failed\n" },
	{ "linux-programs", { NULL, NULL, NULL, NULL, "!" }, S, "failed\n" },
	{ "linux-updates",
	  { NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "+~rpmdb.sqlite" },
	  U,
	  "collected\n" },
	{ "linux-updates",
	  { NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "+~Packages" },
	  U,
	  "failed\n" },
	{ "linux-updates",
	  { NULL, "!", NULL, NULL, NULL, NULL, NULL, NULL, "+~rpmdb.sqlite" },
	  U,
	  "failed\n" },
};

START_TEST(what_others_say)
{
	row_holds(&others[_i]);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("linux rpm");
	TCase *tc = tcase_create("rpm");

	tcase_add_loop_test(tc, each_list, 0, LEN(rows));
	tcase_add_loop_test(tc, what_others_say, 0, LEN(others));
	suite_add_tcase(s, tc);
	return fixtures_main(s);
}
