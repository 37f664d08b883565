/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk for a backup: every name once, folder by folder in the order of their names, and the same when
 * the worker dies in the middle; the count says what the walk will give. */
/* link: scanners/engine */
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/str.h"
#include "scanners/engine/reader_client.h"
#include "tests/unit/scanners/engine/crew_fixture.h"

#define FOLDERS 40
#define FILES   30 /* in each */

static char root[] = "/tmp/kenshin-folders-XXXXXX";

static const char *in_root(const char *name)
{
	static char path[512];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	return path;
}

static void put(const char *name)
{
	int fd = open(in_root(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_write_full(fd, name, strlen(name)), 0);
	close(fd);
}

static void build_tree(void)
{
	char name[100], other[512];

	ck_assert_ptr_nonnull(mkdtemp(root));
	for (unsigned d = 0; d < FOLDERS; d++) {
		snprintf(name, sizeof(name), "d%02u", d);
		ck_assert_int_eq(mkdir(in_root(name), 0700), 0);
		snprintf(name, sizeof(name), "d%02u/inner", d);
		ck_assert_int_eq(mkdir(in_root(name), 0700), 0);
		for (unsigned i = 0; i < FILES; i++) {
			snprintf(name, sizeof(name), "d%02u/%sf%02u", d, i % 2 ? "inner/" : "", i);
			put(name);
		}
	}
	ck_assert_int_eq(mkdir(in_root("d00 "), 0700), 0); /* before "d00/", behind it as text */
	put("d00 /x");
	snprintf(other, sizeof(other), "%s", in_root("d01/f00"));
	ck_assert_int_eq(link(other, in_root("d02/second name")), 0);
	ck_assert_int_eq(symlink("/etc/passwd", in_root("d03/outside")), 0);
	ck_assert_int_eq(mkfifo(in_root("d03/pipe"), 0600), 0);
}

static void open_tree(struct crew *c, struct reader *r)
{
	int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct err err = { 0 };

	ck_assert_msg(reader_open(c, "directory", fd, 0, 0, r, &err) == 0, "%s", err.message);
	close(fd);
}

static void see(const struct reader_batch *b, struct str *out)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct reader_item *item = &b->item[i];
		char bytes[64] = "";

		if (item->state == READER_ITEM_WHOLE && item->length)
			ck_assert_int_eq(
			    io_pread_full(b->fd, bytes, (size_t)item->length, item->offset),
			    (ssize_t)item->length);
		/* a second name has the bytes of the first, all others hold their own name */
		if (item->state == READER_ITEM_WHOLE)
			ck_assert_str_eq(bytes, strcmp(item->path, "d02/second name") ? item->path
										      : "d01/f00");
		str_addf(out, "%u %s\n", item->state, item->path);
	}
}

/* The walk that was begun, to its end. kill_at: before which batch the worker dies; -1: never. */
static void walk_on(struct reader *r, int kill_at, struct str *out)
{
	struct reader_batch b;
	struct err err = { 0 };

	str_clear(out);
	for (int i = 0;; i++) {
		struct arena a = { 0 };

		if (i == kill_at)
			kill(r->worker.pid, SIGKILL);
		ck_assert_msg(reader_next(r, &a, &b, &err) == 0, "%s", err.message);
		see(&b, out);
		if (b.fd >= 0)
			close(b.fd);
		arena_done(&a);
		if (!b.n)
			break;
	}
}

static void walk(struct reader *r, int kill_at, struct str *out)
{
	struct err err = { 0 };

	ck_assert_int_eq(reader_walk_folders(r, "", false, 1 << 20, &err), 0);
	walk_on(r, kill_at, out);
}

START_TEST(every_name_once_in_order)
{
	struct crew *c = crew_new(NULL);
	struct str out = STR_INIT(1 << 20);
	const char *text;
	struct reader r;
	unsigned lines = 0;

	open_tree(c, &r);
	walk(&r, -1, &out);
	text = str_c(&out);
	for (const char *p = text; (p = strchr(p, '\n')); p++)
		lines++;
	ck_assert_uint_eq(lines, FOLDERS * (2 + FILES) + 2 + 3);
	ck_assert_ptr_nonnull(strstr(text, "\n0 d02/second name\n"));
	ck_assert_ptr_nonnull(strstr(text, " d03/outside\n"));
	/* the folders of one folder, then what is in each of them */
	ck_assert_ptr_eq(strstr(text, "6 d00\n6 d00 \n6 d01\n"), text);
	ck_assert(strstr(text, "d00/inner\n") < strstr(text, "d00/inner/f01\n"));
	ck_assert(strstr(text, "d00/inner/f29\n") < strstr(text, "d00 /x\n"));
	ck_assert(strstr(text, "d00 /x\n") < strstr(text, "d01/f00\n"));
	reader_close(&r);
	crew_stop(c);
	str_done(&out);
}
END_TEST

START_TEST(the_same_after_a_death)
{
	struct crew *c = crew_new(NULL);
	struct str whole = STR_INIT(1 << 20), out = STR_INIT(1 << 20);
	struct reader r;

	open_tree(c, &r);
	walk(&r, -1, &whole);
	for (int at = 0; at < 22; at++) {
		walk(&r, at, &out);
		ck_assert_msg(!strcmp(str_c(&whole), str_c(&out)), "killed before batch %d", at);
	}
	ck_assert_uint_ge(r.deaths, 20);
	reader_close(&r);
	crew_stop(c);
	str_done(&whole);
	str_done(&out);
}
END_TEST

START_TEST(counted_as_it_comes)
{
	struct crew *c = crew_new(NULL);
	struct reader_totals all, once;
	struct err err = { 0 };
	struct reader r;

	open_tree(c, &r);
	ck_assert_int_eq(reader_count_folders(&r, "", false, &all, &err), 0);
	ck_assert_int_eq(reader_count(&r, "", &once, &err), 0);
	ck_assert_uint_eq(all.files, FOLDERS * FILES + 2);
	ck_assert_uint_eq(once.files, FOLDERS * FILES + 1); /* a second name is no second file */
	ck_assert_uint_eq(all.bytes, once.bytes + strlen("d01/f00"));
	ck_assert_uint_eq(all.links, 1);
	ck_assert_uint_eq(all.others, 1);
	ck_assert_int_eq(reader_count_folders(&r, "d03/inner", false, &all, &err), 0);
	ck_assert_uint_eq(all.files, FILES / 2);
	ck_assert_int_eq(reader_count_folders(&r, "nowhere", false, &all, &err), -ENOENT);
	ck_assert_int_lt(reader_count_folders(&r, "d03/f00", false, &all, &err), 0);
	reader_close(&r);
	crew_stop(c);
}
END_TEST

/* As if they were not there, in the count and in the walk, also when the worker dies over it. */
START_TEST(left)
{
	static const char *const leave[] = { "d03/inner", "d05", "nowhere" };
	struct crew *c = crew_new(NULL);
	struct str whole = STR_INIT(1 << 20), out = STR_INIT(1 << 20);
	struct reader_totals t;
	struct err err = { 0 };
	struct reader r;

	open_tree(c, &r);
	reader_leave(&r, leave, 3);
	walk(&r, -1, &whole);
	ck_assert_ptr_null(strstr(str_c(&whole), "d03/inner"));
	ck_assert_ptr_null(strstr(str_c(&whole), "d05"));
	ck_assert_ptr_nonnull(strstr(str_c(&whole), " d04/inner/"));
	for (int at = 0; at < 22; at++) {
		walk(&r, at, &out);
		ck_assert_msg(!strcmp(str_c(&whole), str_c(&out)), "killed before batch %d", at);
	}
	ck_assert_int_eq(reader_count_folders(&r, "", false, &t, &err), 0);
	ck_assert_uint_eq(t.files, FOLDERS * FILES + 2 - FILES - FILES / 2);
	/* Asked for itself it is there. */
	ck_assert_int_eq(reader_count_folders(&r, "d05", false, &t, &err), 0);
	ck_assert_uint_eq(t.files, FILES);
	reader_leave(&r, NULL, 0);
	ck_assert_int_eq(reader_count_folders(&r, "", false, &t, &err), 0);
	ck_assert_uint_eq(t.files, FOLDERS * FILES + 2);
	reader_close(&r);
	crew_stop(c);
	str_done(&whole);
	str_done(&out);
}
END_TEST

/* Only what lies in that folder itself, also when the worker dies over it. */
START_TEST(flat)
{
	struct crew *c = crew_new(NULL);
	struct str out = STR_INIT(1 << 20);
	struct reader_totals t;
	struct err err = { 0 };
	struct reader r;

	open_tree(c, &r);
	for (int kill_at = -1; kill_at < 2; kill_at++) {
		ck_assert_int_eq(reader_walk_folders(&r, "d03", true, 1 << 20, &err), 0);
		walk_on(&r, kill_at, &out);
		ck_assert_ptr_eq(strstr(str_c(&out), "0 d03/f00\n"), str_c(&out));
		ck_assert_ptr_nonnull(strstr(str_c(&out), " d03/outside\n"));
		ck_assert_ptr_null(strstr(str_c(&out), "inner"));
	}
	ck_assert_int_eq(reader_count_folders(&r, "d03", true, &t, &err), 0);
	ck_assert_uint_eq(t.files, FILES - FILES / 2);
	ck_assert_uint_eq(t.links, 1);
	ck_assert_int_eq(reader_count_folders(&r, "", true, &t, &err), 0);
	ck_assert_uint_eq(t.files, 0);
	ck_assert_int_eq(reader_walk_folders(&r, "", true, 1 << 20, &err), 0);
	walk_on(&r, -1, &out);
	ck_assert_str_eq(str_c(&out), "");
	ck_assert_int_eq(reader_walk_folders(&r, "nowhere", true, 1 << 20, &err), -ENOENT);
	reader_close(&r);
	crew_stop(c);
	str_done(&out);
}
END_TEST

static void remove_tree(void)
{
	char command[100];

	snprintf(command, sizeof(command), "rm -rf '%s'", root);
#undef system
	ck_assert_int_eq(system(command), 0);
}

int main(void)
{
	Suite *s = suite_create("reader_folders");
	TCase *t = tcase_create("all");

	tcase_add_unchecked_fixture(t, build_tree, remove_tree);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, every_name_once_in_order);
	tcase_add_test(t, the_same_after_a_death);
	tcase_add_test(t, counted_as_it_comes);
	tcase_add_test(t, left);
	tcase_add_test(t, flat);
	return suite_result(s, t);
}
