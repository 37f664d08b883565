/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NTFS volumes: every reason why bytes can't be had, odd names, damage, and an image that is the
 * same afterwards. */
#include "tests/unit/scanners/readers/volumes.h"
#include "tests/unit/scanners/readers/volumes_manifest.h"

#include "core/base/times.h"
#include "core/base/utf.h"

START_TEST(what_a_volume_says_of_itself)
{
	struct volume *v = volumes_open(volumes_image());
	struct volume_about a;

	volume_about(v, &a);
	ck_assert_str_eq(a.type, "ntfs");
	ck_assert_str_eq(a.label, "業務用PC");
	ck_assert_str_eq(a.overlay, "");
	ck_assert(!a.dirty && a.cluster == 4096);
	ck_assert(a.size > 47 << 20 && a.size <= 48 << 20);
	ck_assert(a.free_bytes > 0 && a.free_bytes < a.size);
	volume_close(v);
}
END_TEST

START_TEST(files_are_found_and_read)
{
	struct volume *v = volumes_open(volumes_image());
	struct volume_stat st = volumes_stat(v, "users/YAMADA/desktop/見積書.TXT");
	char found[VOLUME_PATH_MAX], iso[32];
	struct volume_file *f;

	ck_assert(st.type == VOLUME_FILE_REGULAR && st.hold == VOLUME_HOLD_NONE);
	ck_assert(st.size == 6 && st.links == 2 && st.streams == 1);
	ck_assert_str_eq(time_iso(st.modified, iso, sizeof(iso)), "2026-11-20T09:00:00Z");
	ck_assert_int_eq(
	    volume_find(v, "users/YAMADA/desktop/見積書.TXT", found, sizeof(found), &st, NULL), 0);
	ck_assert_str_eq(found, "Users/yamada/Desktop/見積書.txt");
	ck_assert_str_eq(volumes_read(v, "Users/hard.txt", NULL, NULL), "hello\n");
	ck_assert_str_eq(volumes_read(v, "Users/hard.txt", "Zone.Identifier", NULL), "ZoneId=3");
	ck_assert_int_eq(volume_open(v, "Users/hard.txt", "Nope", &f, NULL), -ENOENT);
	ck_assert_int_eq(volume_lookup(v, "Users/nope", &st, NULL), -ENOENT);
	ck_assert_int_eq(volume_lookup(v, "Users/hard.txt/x", &st, NULL), -ENOENT);
	ck_assert_int_eq(volume_lookup(v, "Users//x", &st, NULL), -EINVAL);
	ck_assert_int_lt(volume_open(v, "Users", NULL, &f, NULL), 0);
	ck_assert(volumes_stat(v, "").type == VOLUME_FILE_DIRECTORY);
	st = volumes_stat(v, "Users/packed.txt");
	ck_assert((st.attributes & 0x802) == 0x802);
	ck_assert_str_eq(time_iso(st.modified, iso, sizeof(iso)), "2020-02-29T12:00:00Z");
	ck_assert(st.first_lcn != UINT64_MAX || st.size < 700);
	volume_close(v);
}
END_TEST

START_TEST(compressed_sparse_and_wof_are_decoded)
{
	static const char *const same[] = { "Users/packed.txt", "Windows/x4.txt", "Windows/x8.txt",
					    "Windows/x16.txt", "Windows/lzx.txt" };
	struct volume *v = volumes_open(volumes_image());
	struct volume_file *f;
	char buf[100];
	size_t n;
	char *p;

	for (size_t i = 0; i < LEN(same); i++) {
		p = volumes_read(v, same[i], NULL, &n);
		ck_assert_uint_eq(n, sizeof(volumes_manifest) - 1);
		ck_assert_msg(!memcmp(p, volumes_manifest, n), "%s", same[i]);
		ck_assert_uint_eq(volumes_stat(v, same[i]).streams, 0);
		ck_assert_int_eq(volumes_stat(v, same[i]).hold, VOLUME_HOLD_NONE);
	}
	p = volumes_read(v, "Windows/zero.bin", NULL, &n);
	ck_assert(n == 200 << 10 && !p[0] && !p[n - 1]);
	ck_assert_int_eq(volume_open(v, "Windows/x4.bin", NULL, &f, NULL), 0);
	ck_assert_int_eq(volume_pread(f, buf, sizeof(buf), 99950, NULL), 50);
	ck_assert_int_eq(volume_pread(f, buf, sizeof(buf), 4090, NULL), 100);
	volume_file_close(f);
	ck_assert_int_eq(volume_open(v, "Users/hole.bin", NULL, &f, NULL), 0);
	ck_assert_uint_eq(volume_file_size(f), 3ull << 30);
	ck_assert_int_eq(volume_pread(f, buf, sizeof(buf), 2ull << 30, NULL), sizeof(buf));
	ck_assert(!buf[0] && !buf[99]);
	volume_file_close(f);
	volume_close(v);
}
END_TEST

START_TEST(what_can_not_be_had_says_why)
{
	static const struct {
		const char *path;
		enum volume_hold hold;
	} row[] = {
		{ "Users/yamada/OneDrive/cloud.docx", VOLUME_HOLD_CLOUD },
		{ "Users/dedup.bin", VOLUME_HOLD_DEDUP },
		{ "Users/secret.txt", VOLUME_HOLD_EFS },
		{ "Windows/odd.txt", VOLUME_HOLD_WOF },
		{ "Users/tagged.txt", VOLUME_HOLD_UNKNOWN_TAG },
	};
	struct volume *v = volumes_open(volumes_image());
	struct volume_file *f;
	struct err err;

	for (size_t i = 0; i < LEN(row); i++) {
		struct volume_stat st = volumes_stat(v, row[i].path);

		ck_assert_msg(st.hold == row[i].hold, "%s: %d", row[i].path, st.hold);
		ck_assert_int_eq(st.type, VOLUME_FILE_REGULAR);
		err_clear(&err);
		ck_assert_int_lt(volume_open(v, row[i].path, NULL, &f, &err), 0);
		ck_assert_int_eq(err.kind, ERR_UNSUPPORTED);
		ck_assert(err.message[0]);
	}
	ck_assert_uint_eq(volumes_stat(v, "Users/dedup.bin").size, 1 << 20);
	ck_assert_int_eq(volumes_stat(v, "Users/yamada/OneDrive/note.txt").hold, VOLUME_HOLD_NONE);
	ck_assert_str_eq(volumes_read(v, "Users/yamada/OneDrive/note.txt", NULL, NULL), "here");
	ck_assert_int_eq(volumes_stat(v, "Users/yamada/OneDrive/big.bin").hold, VOLUME_HOLD_NONE);
	ck_assert_int_eq(volumes_stat(v, "Documents and Settings").type, VOLUME_FILE_LINK);
	ck_assert_int_eq(volumes_stat(v, "Users/sym.txt").type, VOLUME_FILE_LINK);
	ck_assert_int_lt(
	    volume_lookup(v, "Documents and Settings/yamada", &(struct volume_stat){ 0 }, NULL), 0);
	volume_close(v);
}
END_TEST

/* Tag and attributes together say where the data are; never one of them alone. */
START_TEST(where_the_data_of_cloud_files_are)
{
	static const struct {
		const char *line; /* of the manifest; %s: the file's name */
		const char *attributes;
		enum volume_cloud cloud;
		enum volume_hold hold;
	} row[] = {
		{ "file %s text x", NULL, VOLUME_CLOUD_NONE, VOLUME_HOLD_NONE },
		{ "file %s text x", "offline,recall", VOLUME_CLOUD_NONE, VOLUME_HOLD_NONE },
		{ "sparse %s 64K", NULL, VOLUME_CLOUD_NONE, VOLUME_HOLD_NONE },
		{ "sparse %s 64K", "recall", VOLUME_CLOUD_AWAY, VOLUME_HOLD_CLOUD },
		{ "onedrive %s text x", NULL, VOLUME_CLOUD_HERE, VOLUME_HOLD_NONE },
		{ "onedrive %s text x", "pinned", VOLUME_CLOUD_HERE, VOLUME_HOLD_NONE },
		{ "onedrive %s empty", "offline", VOLUME_CLOUD_HERE, VOLUME_HOLD_NONE },
		{ "onedrive %s text x", "offline", VOLUME_CLOUD_AWAY, VOLUME_HOLD_CLOUD },
		{ "onedrive %s text x", "recall", VOLUME_CLOUD_AWAY, VOLUME_HOLD_CLOUD },
		{ "onedrive %s text x", "recallopen", VOLUME_CLOUD_AWAY, VOLUME_HOLD_CLOUD },
		{ "cloud %s 64K", NULL, VOLUME_CLOUD_AWAY, VOLUME_HOLD_CLOUD },
		{ "cloud %s 64K", "unpinned", VOLUME_CLOUD_AWAY, VOLUME_HOLD_CLOUD },
		{ "dedup %s 64K", "offline", VOLUME_CLOUD_NONE, VOLUME_HOLD_DEDUP },
	};
	char text[4096] = "size 16M\n", name[16];
	struct volume *v;

	for (size_t i = 0; i < LEN(row); i++) {
		char *at = text + strlen(text);

		snprintf(name, sizeof(name), "f%zu", i);
		snprintf(at, 100, "%.*s%s%s\n", (int)(strchr(row[i].line, '%') - row[i].line),
			 row[i].line, name, strchr(row[i].line, '%') + 2);
		if (row[i].attributes)
			snprintf(text + strlen(text), 100, "attributes %s %s\n", name,
				 row[i].attributes);
	}
	volumes_make("cloud.img", text);
	v = volumes_open("cloud.img");
	for (size_t i = 0; i < LEN(row); i++) {
		struct volume_stat st;

		snprintf(name, sizeof(name), "f%zu", i);
		st = volumes_stat(v, name);
		ck_assert_msg(st.cloud == row[i].cloud && st.hold == row[i].hold, "%zu: %d %d", i,
			      st.cloud, st.hold);
	}
	volume_close(v);
}
END_TEST

/* Each sync engine has a tag of its own; its neighbours are no cloud's. */
START_TEST(tags_of_all_sync_engines)
{
	char text[8192] = "size 16M\n", name[16];
	struct volume *v;

	for (unsigned i = 0; i < 32; i++)
		snprintf(text + strlen(text), 200,
			 "file t%u text x\nreparse t%u 0x9000%x01%c text y\n"
			 "attributes t%u offline\n",
			 i, i, i % 16, i < 16 ? 'a' : 'b', i);
	snprintf(text + strlen(text), 200,
		 "dir d\nreparse d 0x9000701a text y\ndir e\nreparse e "
		 "0x9000601a text y\nattributes e recall\n");
	volumes_make("tags.img", text);
	v = volumes_open("tags.img");
	for (unsigned i = 0; i < 32; i++) {
		snprintf(name, sizeof(name), "t%u", i);
		ck_assert_int_eq(volumes_stat(v, name).cloud,
				 i < 16 ? VOLUME_CLOUD_AWAY : VOLUME_CLOUD_NONE);
		ck_assert_int_eq(volumes_stat(v, name).hold,
				 i < 16 ? VOLUME_HOLD_CLOUD : VOLUME_HOLD_UNKNOWN_TAG);
	}
	ck_assert(volumes_stat(v, "d").type == VOLUME_FILE_DIRECTORY);
	ck_assert_int_eq(volumes_stat(v, "d").cloud, VOLUME_CLOUD_HERE);
	ck_assert_int_eq(volumes_stat(v, "e").cloud, VOLUME_CLOUD_AWAY);
	ck_assert_int_eq(volumes_stat(v, "").cloud, VOLUME_CLOUD_NONE);
	volume_close(v);
}
END_TEST

static int note_name(void *arg, const char *name, const struct volume_stat *st)
{
	char *all = arg;

	ck_assert_int_eq(st->type, VOLUME_FILE_REGULAR);
	snprintf(all + strlen(all), 512 - strlen(all), "<%s>", name);
	return 0;
}

START_TEST(odd_names_survive)
{
	static const char *const path[] = { "odd /trailing dot.", "odd /lone\xed\xa0\x80.txt",
					    "odd /rtl\u202egnp.exe", "odd /esc\x1b[31m\nnl" };
	static const char *const text[] = { "dot", "lone", "rtl", "esc" };
	struct volume *v = volumes_open(volumes_image());
	char all[512] = "";

	ck_assert_int_eq(volume_list(v, "odd ", note_name, all, NULL), 0);
	for (size_t i = 0; i < LEN(path); i++) {
		ck_assert_str_eq(volumes_read(v, path[i], NULL, NULL), text[i]);
		ck_assert_msg(strstr(all, path[i] + 5) != NULL, "%s", all);
	}
	volume_close(v);
}
END_TEST

static int stop_at_three(void *arg, const char *name, const struct volume_stat *st)
{
	(void)name, (void)st;
	return ++*(int *)arg == 3 ? 42 : 0;
}

static int sum_extents(void *arg, uint64_t offset, uint64_t place, uint64_t length)
{
	uint64_t *sum = arg;

	ck_assert_uint_eq(offset, *sum);
	ck_assert(place != UINT64_MAX);
	*sum += length;
	return 0;
}

START_TEST(walks_lists_and_extents)
{
	struct volume *v = volumes_open(volumes_image());
	struct volumes_tally t = volumes_read_all(v);
	uint64_t sum = 0;
	int n = 0;

	ck_assert_uint_eq(t.unread_folders, 0);
	ck_assert_uint_eq(t.held, 5);
	ck_assert_uint_eq(t.unread_files, t.held);
	ck_assert_uint_eq(t.links, 2);
	ck_assert_uint_eq(t.files, 422);
	ck_assert_int_eq(volume_list(v, "Users/yamada/Documents", stop_at_three, &n, NULL), 42);
	ck_assert_int_eq(volume_extents(v, volumes_stat(v, "Users/yamada/OneDrive/big.bin").id,
					sum_extents, &sum, NULL),
			 0);
	ck_assert_uint_eq(sum, 100 << 10);
	ck_assert_int_lt(volume_extents(v, volumes_stat(v, "Users").id, sum_extents, &sum, NULL),
			 0);
	volume_close(v);
}
END_TEST

static int count_stream(void *arg, const char *name, uint64_t size)
{
	unsigned *n = arg;

	ck_assert(!strncmp(name, "stream ", 7) && size == 600);
	++*n;
	return 0;
}

/* So many attributes that they need records of their own ($ATTRIBUTE_LIST). */
START_TEST(a_file_of_many_records)
{
	char lines[8192] = "size 16M\nfile big fill 300K 5\n";
	struct volume *v;
	struct volume_stat st;
	unsigned n = 0;

	for (int i = 0; i < 60; i++)
		snprintf(lines + strlen(lines), sizeof(lines) - strlen(lines),
			 "stream big \"stream %d\" fill 600 %d\n", i, i);
	volumes_make("r.img", lines);
	v = volumes_open("r.img");
	st = volumes_stat(v, "big");
	ck_assert_uint_eq(st.streams, 60);
	ck_assert_uint_eq(st.links, 1);
	ck_assert_uint_eq(st.size, 300 << 10);
	ck_assert(st.first_lcn != UINT64_MAX);
	ck_assert_int_eq(volume_streams(v, st.id, count_stream, &n, NULL), 0);
	ck_assert_uint_eq(n, 60);
	volumes_read(v, "big", NULL, NULL);
	volumes_read(v, "big", "stream 59", NULL);
	volume_close(v);
}
END_TEST

START_TEST(dirty_hibernated_and_open_logs)
{
	struct volume_about a;
	struct volume *v;

	volumes_make("d.img", "size 16M\nfile a text x\ndirty\n");
	v = volumes_open("d.img");
	volume_about(v, &a);
	ck_assert(a.dirty);
	ck_assert_str_eq(volumes_read(v, "a", NULL, NULL), "x");
	volume_close(v);
	volumes_make("d.img", "size 16M\nfile a text x\nlog-open\n");
	v = volumes_open("d.img");
	volume_about(v, &a);
	ck_assert(a.dirty);
	volume_close(v);
	volumes_make("d.img", "size 16M\nfile a text x\nhibernated\n");
	v = volumes_open("d.img");
	volume_about(v, &a);
	ck_assert(!a.dirty);
	ck_assert(!memcmp(volumes_read(v, "HIBERFIL.SYS", NULL, NULL), "HIBR", 4));
	volume_close(v);
}
END_TEST

START_TEST(the_image_stays_the_same)
{
	char before[80];
	struct volume *v;

	snprintf(before, sizeof(before), "%s", volumes_sum(volumes_image()));
	v = volumes_open(volumes_image());
	(void)volumes_read_all(v);
	volume_close(v);
	ck_assert_str_eq(volumes_sum("a.img"), before);
}
END_TEST

START_TEST(sample_onedrive)
{
	struct volume *v;
	char before[80];
	struct volume_stat st;

	if (!fixtures_samples())
		return;
	fixtures_run("gzip -dc \"$SAMPLES/windows/ntfs/onedrive.img.gz\" > one.img");
	snprintf(before, sizeof(before), "%s", volumes_sum("one.img"));
	v = volumes_open("one.img");
	st = volumes_stat(v, "Users/yamada/OneDrive/note.txt");
	ck_assert(st.reparse_tag == 0x9000601a && st.hold == VOLUME_HOLD_NONE && st.size > 0);
	ck_assert(volumes_read(v, "Users/yamada/OneDrive/note.txt", NULL, NULL)[0]);
	(void)volumes_read_all(v);
	volume_close(v);
	ck_assert_str_eq(volumes_sum("one.img"), before);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("volume_ntfs");
	TCase *t = tcase_create("volume_ntfs");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, what_a_volume_says_of_itself);
	tcase_add_test(t, files_are_found_and_read);
	tcase_add_test(t, compressed_sparse_and_wof_are_decoded);
	tcase_add_test(t, what_can_not_be_had_says_why);
	tcase_add_test(t, where_the_data_of_cloud_files_are);
	tcase_add_test(t, tags_of_all_sync_engines);
	tcase_add_test(t, odd_names_survive);
	tcase_add_test(t, walks_lists_and_extents);
	tcase_add_test(t, a_file_of_many_records);
	tcase_add_test(t, dirty_hibernated_and_open_logs);
	tcase_add_test(t, the_image_stays_the_same);
	tcase_add_test(t, sample_onedrive);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
