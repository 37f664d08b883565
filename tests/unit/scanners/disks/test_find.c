/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding systems and people on a volume that is a list of paths. */
#include <errno.h>
#include <strings.h>

#include "scanners/disks/find.h"
#include "tests/unit/suite.h"

struct row {
	const char *path;
	enum find_type type;
};

struct fake {
	const struct row *row;
	size_t n;
	const char *unreadable; /* looking there gives EIO */
};

static int lookup(void *arg, const char *path, enum find_type *ret)
{
	const struct fake *f = arg;
	if (f->unreadable && strcmp(path, f->unreadable) == 0)
		return -EIO;
	for (size_t i = 0; i < f->n; i++)
		if (strcasecmp(f->row[i].path, path) == 0) {
			*ret = f->row[i].type;
			return 0;
		}
	return -ENOENT;
}

static int list(void *arg, const char *path, size_t max, struct arena *a, struct find_entry **ret,
		size_t *ret_n, struct err *err)
{
	const struct fake *f = arg;
	size_t prefix = strlen(path);
	*ret = arena_array(a, max, sizeof(**ret));
	*ret_n = 0;
	if (f->unreadable && strcmp(path, f->unreadable) == 0)
		return err_set(err, ERR_IO, -EIO, "unreadable");
	for (size_t i = 0; i < f->n && *ret_n < max; i++) {
		const char *p = f->row[i].path;
		if (prefix && (strncasecmp(p, path, prefix) != 0 || p[prefix] != '/'))
			continue;
		const char *name = p + prefix + (prefix > 0);
		if (*name && !strchr(name, '/'))
			(*ret)[(*ret_n)++] = (struct find_entry){ name, f->row[i].type };
	}
	return 0;
}

static struct arena a;
static struct client_system found[4];
static size_t n;

static int find(const struct row *row, size_t rows, const char *unreadable, struct err *err)
{
	static struct fake f;
	f = (struct fake){ row, rows, unreadable };
	const struct find_volume v = { .arg = &f, .lookup = lookup, .list = list };
	memset(found, 0, sizeof(found));
	return find_systems(&v, 5, &a, found, LEN(found), &n, err);
}

#define D          FIND_DIRECTORY
#define F          FIND_FILE
#define L          FIND_LINK
#define FIND(rows) ck_assert_int_eq(find(rows, LEN(rows), NULL, NULL), 0)

START_TEST(windows_with_people)
{
	static const struct row rows[] = {
		{ "WINDOWS", D },           { "WINDOWS/system32/config/software", F },
		{ "Windows.old", D },       { "Windows.old/System32/config/SOFTWARE", F },
		{ "Program Files", D },     { "Users", D },
		{ "Users/yamada", D },      { "Users/yamada/NTUSER.DAT", F },
		{ "Users/佐藤 花子", D },   { "Users/佐藤 花子/ntuser.dat", F },
		{ "Users/Public", D },      { "Users/Public/NTUSER.DAT", F },
		{ "Users/Default", D },     { "Users/Default/NTUSER.DAT", F },
		{ "Users/All Users", L },   { "Users/shared folder", D },
		{ "Users/desktop.ini", F }, { "Documents and Settings", L },
	};
	FIND(rows);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(found[0].kind, SYSTEM_WINDOWS);
	ck_assert_uint_eq(found[0].volume, 5);
	ck_assert_str_eq(found[0].root, "WINDOWS");
	ck_assert_uint_eq(found[0].n_users, 2);
	ck_assert_str_eq(found[0].user[0].name, "yamada");
	ck_assert_str_eq(found[0].user[1].profile, "Users/佐藤 花子");
}
END_TEST

START_TEST(several_systems)
{
	static const struct row rows[] = {
		{ "WINNT", D },
		{ "WINNT/System32/config/SOFTWARE", F },
		{ "Windows", D },
		{ "Windows/System32/config/SOFTWARE", F },
		{ "Documents and Settings", D },
		{ "Documents and Settings/taro", D },
		{ "Documents and Settings/taro/NTUSER.DAT", F },
		{ "Documents and Settings/LocalService", D },
		{ "Documents and Settings/LocalService/NTUSER.DAT", F },
		{ "etc/os-release", L },
		{ "home", D },
		{ "home/hanako", D },
		{ "home/lost+found", D },
	};
	FIND(rows);
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(found[0].root, "WINNT");
	ck_assert_uint_eq(found[0].n_users, 1);
	ck_assert_str_eq(found[1].root, "Windows");
	ck_assert_int_eq(found[2].kind, SYSTEM_LINUX);
	ck_assert_str_eq(found[2].root, "");
	ck_assert_uint_eq(found[2].n_users, 1);
	ck_assert_str_eq(found[2].user[0].profile, "home/hanako");
}
END_TEST

/* Btrfs as installers part it; a folder "root" of an ordinary Linux is none. */
START_TEST(subvolumes)
{
	static const struct {
		const char *root, *home;
		size_t want;
	} parts[] = {
		{ "@", "@home", 1 },  { "@rootfs", "@rootfs/home", 1 }, { "root", "home", 1 },
		{ "@", "@/home", 1 }, { "backup", "home", 0 },
	};
	char paths[4][64];
	struct row rows[] = {
		{ parts[_i].root, D }, { paths[0], L }, { parts[_i].home, D }, { paths[1], D }
	};

	snprintf(paths[0], sizeof(paths[0]), "%s/usr/lib/os-release", parts[_i].root);
	snprintf(paths[1], sizeof(paths[1]), "%s/sato", parts[_i].home);
	FIND(rows);
	ck_assert_uint_eq(n, parts[_i].want);
	if (!n)
		return;
	ck_assert_int_eq(found[0].kind, SYSTEM_LINUX);
	ck_assert_str_eq(found[0].root, parts[_i].root);
	ck_assert_uint_eq(found[0].n_users, 1);
	ck_assert_str_eq(found[0].user[0].profile, paths[1]);
}
END_TEST

START_TEST(a_mac)
{
	static const struct row whole[] = { { "System/Library/CoreServices/SystemVersion.plist",
					      F },
					    { "Users", D },
					    { "Users/sato", D },
					    { "Users/Shared", D },
					    { "Users/.localized", F } };
	static const struct row data[] = { { "private/var/db/dslocal/nodes", D },
					   { "Users/a", D } };

	FIND(whole);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(found[0].kind, SYSTEM_MACOS);
	ck_assert_uint_eq(found[0].n_users, 1);
	ck_assert_str_eq(found[0].user[0].profile, "Users/sato");
	FIND(data);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(found[0].kind, SYSTEM_MACOS);
}
END_TEST

START_TEST(data_only)
{
	static const struct row rows[] = {
		{ "Windows", D },
		{ "Windows/readme.txt", F },
		{ "Users", D },
		{ "backup", L },
		{ "backup/System32/config/SOFTWARE", F },
		{ "folder", D },
		{ "folder/System32/config/SOFTWARE", D },
	};
	FIND(rows);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(unreadable_places)
{
	static const struct row rows[] = {
		{ "Windows", D },      { "Windows/System32/config/SOFTWARE", F }, { "Users", D },
		{ "Users/yamada", D }, { "Users/yamada/NTUSER.DAT", F },
	};
	struct err err = { 0 };
	ck_assert_int_eq(find(rows, LEN(rows), "", &err), -EIO);
	ck_assert_int_eq(find(rows, LEN(rows), "Users", NULL), 0);
	ck_assert_uint_eq(n, 1);
	ck_assert_uint_eq(found[0].n_users, 0);
	ck_assert(found[0].users_unseen); /* that is not "nobody" */
	/* nor is a Windows that cannot be asked about none at all */
	ck_assert_int_eq(find(rows, LEN(rows), "Windows/System32/config/SOFTWARE", &err), -EIO);
	ck_assert_uint_eq(n, 0);
	/* a person is not left out because of an unreadable hive */
	ck_assert_int_eq(find(rows, LEN(rows), "Users/yamada/NTUSER.DAT", NULL), 0);
	ck_assert_uint_eq(found[0].n_users, 1);
	ck_assert(!found[0].users_unseen);
}
END_TEST

START_TEST(no_more_than_fit)
{
	static char names[6][40], hives[6][80];
	struct row rows[12];
	for (size_t i = 0; i < 6; i++) {
		snprintf(names[i], sizeof(names[i]), "Windows%zu", i);
		snprintf(hives[i], sizeof(hives[i]), "Windows%zu/System32/config/SOFTWARE", i);
		rows[2 * i] = (struct row){ names[i], D };
		rows[2 * i + 1] = (struct row){ hives[i], F };
	}
	FIND(rows);
	ck_assert_uint_eq(n, LEN(found));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("disks");
	TCase *t = tcase_create("find");
	tcase_add_test(t, windows_with_people);
	tcase_add_test(t, several_systems);
	tcase_add_test(t, a_mac);
	tcase_add_loop_test(t, subvolumes, 0, 5);
	tcase_add_test(t, data_only);
	tcase_add_test(t, unreadable_places);
	tcase_add_test(t, no_more_than_fit);
	int bad = suite_result(s, t);
	arena_done(&a);
	return bad;
}
