/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of cloud folders counted by a real reader, by where their data are: on NTFS, in a folder that
 * cannot tell, and as the lines that a probe gets. */
/* link: scanners/engine scanners/probes */
#include "scanners/engine/probe_files.h"
#include "tests/unit/scanners/engine/crew_fixture.h"
#include "tests/unit/scanners/readers/fixtures.h"

static const char manifest[] = "size 16M\n"
			       "dir Users/a/Pictures\n"
			       "file Users/a/Documents/plain.txt text abc\n"
			       "onedrive Users/a/OneDrive/here.txt text hello\n"
			       "onedrive \"Users/a/OneDrive/deep/er/here 2.txt\" text hello\n"
			       "cloud Users/a/OneDrive/one.bin 64K\n"
			       "cloud Users/a/OneDrive/deep/two.bin 2M\n"
			       "cloud \"Users/a/OneDrive - 会社/three.bin\" 1M\n"
			       "dir Users/a/Contoso/Site\n"
			       "reparse Users/a/Contoso/Site 0x9000701a text x\n"
			       "attributes Users/a/Contoso/Site recall\n"
			       "cloud Users/a/AppData/Local/not.bin 1M\n"
			       "cloud Users/a/alone.bin 3K\n"
			       "junction \"Users/a/Link\" \"C:\\\\Users\\\\a\\\\OneDrive\"\n"
			       "cloud Users/b/OneDrive/other.bin 1M\n";

static void open_image(struct crew *c, const char *name, struct reader *r)
{
	int fd = open(fixtures_path(name), O_RDONLY | O_CLOEXEC);
	struct stat st;
	struct err err = { 0 };

	ck_assert(fd >= 0 && fstat(fd, &st) == 0);
	ck_assert_msg(reader_open(c, "ntfs", fd, 0, (uint64_t)st.st_size, r, &err) == 0, "%s",
		      err.message);
	close(fd);
}

static const struct reader_cloud *of(const struct reader_cloud *f, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(f[i].name, name))
			return &f[i];
	ck_abort_msg("no folder %s", name);
}

START_TEST(an_ntfs_tells)
{
	static struct reader_cloud f[READER_CLOUD_MAX];
	struct crew *c = crew_new(NULL);
	const struct reader_cloud *one;
	struct arena a = { 0 };
	struct err err = { 0 };
	struct reader r;
	size_t n = 0;

	fixtures_text("manifest", manifest);
	fixtures_run("\"$TOOLS/mkimage\" manifest i");
	open_image(c, "i", &r);
	ck_assert_int_eq(reader_cloud(&r, "users/A", &a, f, &n, &err), 0);
	ck_assert_uint_eq(n, 4);
	one = of(f, n, "OneDrive");
	ck_assert(one->here == 2 && one->here_bytes == 10 && one->away == 2);
	ck_assert(one->away_bytes == (2 << 20) + (64 << 10) && !one->folders_away);
	ck_assert(of(f, n, "OneDrive - 会社")->away == 1);
	one = of(f, n, "Contoso");
	ck_assert(one->folders_away == 1 && !one->away && !one->here);
	ck_assert(of(f, n, "")->away == 1 && of(f, n, "")->away_bytes == 3 << 10);
	for (size_t i = 0; i < n; i++)
		ck_assert(!f[i].unknown && !f[i].unread && !f[i].cut);
	ck_assert_int_eq(reader_cloud(&r, "Users/nobody", &a, f, &n, &err), -ENOENT);
	ck_assert_int_eq(reader_cloud(&r, "Users/a/Pictures", &a, f, &n, &err), 0);
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(r.deaths, 0);
	reader_close(&r);
	crew_stop(c);
	arena_done(&a);
}
END_TEST

/* The lines are what the probe reads, whatever the folder is called. */
START_TEST(a_probe_gets_lines)
{
	struct crew *c = crew_new(NULL);
	struct probe_part p = { .fd = { -1, -1, -1 } };
	struct probe_cloud one;
	struct arena a = { 0 };
	struct err err = { 0 };
	const uint8_t *data = NULL;
	struct reader r;
	size_t size = 0, pos = 0, lines = 0;

	fixtures_text("manifest", "size 16M\ncloud \"u/a\\nb/x\" 7K\ncloud u/y 1K\n");
	fixtures_run("\"$TOOLS/mkimage\" manifest l");
	open_image(c, "l", &r);
	snprintf(p.wire.path, sizeof(p.wire.path), "u");
	ck_assert_int_eq(probe_cloud(&r, &p, &err), 0);
	ck_assert_int_eq(io_map_sealed(p.fd[0], 1 << 20, &data, &size, &err), 0);
	while (probe_cloud_next(bytes_of(data, size), &pos, &a, &one)) {
		bool top = !strcmp(one.name, "/");

		ck_assert(top || !strcmp(one.name, "a\nb"));
		ck_assert(one.away == 1 && one.away_bytes == (top ? 1u << 10 : 7u << 10));
		lines++;
	}
	ck_assert(lines == 2 && pos == size);
	io_unmap(data, size);
	close(p.fd[0]);
	reader_close(&r);
	crew_stop(c);
	arena_done(&a);
}
END_TEST

/* A copy has no tags any more: nothing is claimed of its files, neither way. */
START_TEST(a_folder_cannot_tell)
{
	static struct reader_cloud f[READER_CLOUD_MAX];
	struct crew *c = crew_new(NULL);
	struct arena a = { 0 };
	struct err err = { 0 };
	struct reader r;
	size_t n = 0;
	int fd;

	fixtures_run("mkdir -p d/a/OneDrive d/a/AppData d/b && echo 1 >d/a/OneDrive/x && "
		     "echo 1 >d/a/AppData/y && ln -s 'unsupported reparse tag 0x9000601a' "
		     "d/a/OneDrive/z");
	fd = open(fixtures_path("d"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ck_assert_int_eq(reader_open(c, "directory", fd, 0, 0, &r, &err), 0);
	close(fd);
	ck_assert_int_eq(reader_cloud(&r, "a", &a, f, &n, &err), 0);
	ck_assert_uint_eq(n, 1);
	ck_assert(f[0].unknown == 2 && !f[0].here && !f[0].away);
	ck_assert_int_eq(reader_cloud(&r, "b", &a, f, &n, &err), 0);
	ck_assert_uint_eq(n, 0);
	reader_close(&r);
	crew_stop(c);
	arena_done(&a);
}
END_TEST

/* More folders than are told of one by one: the last one says that there are more. */
START_TEST(too_many_folders_are_cut)
{
	static struct reader_cloud f[READER_CLOUD_MAX];
	struct crew *c = crew_new(NULL);
	struct arena a = { 0 };
	struct err err = { 0 };
	struct reader r;
	size_t n = 0;

	fixtures_run("{ echo size 16M; for i in $(seq 80); do echo \"cloud u/f$i/x 1K\"; done; } "
		     ">m; \"$TOOLS/mkimage\" m many");
	open_image(c, "many", &r);
	ck_assert_int_eq(reader_cloud(&r, "u", &a, f, &n, &err), 0);
	ck_assert_uint_eq(n, READER_CLOUD_MAX);
	ck_assert(f[n - 1].cut && !f[n - 2].cut);
	reader_close(&r);
	crew_stop(c);
	arena_done(&a);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("reader-cloud");
	TCase *t = tcase_create("reader-cloud");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, an_ntfs_tells);
	tcase_add_test(t, a_probe_gets_lines);
	tcase_add_test(t, a_folder_cannot_tell);
	tcase_add_test(t, too_many_folders_are_cut);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
