/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Headers of tar as libarchive reads them: names of every length and of any bytes, sizes and times that have no
 * room in a ustar block; and the very size of what is written. */
/* libs: -larchive */
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include "backup/tar.h"
#include "core/base/arena.h"
#include "core/base/times.h"
#include "tests/unit/suite.h"

#define OUT_MAX ((size_t)1 << 20)

/* One entry, of which the contents are not there. */
static void expect(const struct tar_entry *e, const char *name, int64_t modified)
{
	struct str out = STR_INIT(OUT_MAX);
	struct archive *a = archive_read_new();
	struct archive_entry *got;

	tar_header(&out, e);
	ck_assert_uint_eq(out.len % TAR_BLOCK, 0);
	ck_assert_uint_le(out.len, tar_header_max(e->name));
	archive_read_support_format_tar(a);
	ck_assert_int_eq(archive_read_open_memory(a, out.p, out.len), ARCHIVE_OK);
	ck_assert_msg(archive_read_next_header(a, &got) == ARCHIVE_OK, "%s: %s", e->name,
		      archive_error_string(a));
	ck_assert_str_eq(archive_entry_pathname(got), name);
	ck_assert_int_eq(archive_entry_size(got), (int64_t)e->size);
	ck_assert_int_eq(archive_entry_mtime(got), modified);
	ck_assert_int_eq(archive_entry_filetype(got), e->folder ? AE_IFDIR : AE_IFREG);
	ck_assert_int_eq(archive_entry_perm(got), e->folder ? 0755 : 0644);
	ck_assert_int_eq(archive_entry_uid(got), 0);
	archive_read_free(a);
	str_done(&out);
}

START_TEST(names_of_every_length)
{
	char name[700], with_slash[702];

	for (size_t n = 1; n < sizeof(name); n++) {
		struct tar_entry e = { .name = name, .size = 3, .modified = 1700000000 };

		for (size_t i = 0; i < n; i++)
			name[i] = i % 50 == 49 && i + 1 < n ? '/' : (char)('a' + i % 26);
		name[n] = '\0';
		expect(&e, name, 1700000000);
		e.folder = true;
		e.size = 0;
		snprintf(with_slash, sizeof(with_slash), "%s/", name);
		expect(&e, with_slash, 1700000000);
	}
}
END_TEST

START_TEST(names_of_any_bytes)
{
	static const char *const names[] = {
		"書類/御見積書①㈱髙﨑😀.xlsx",
		"㍿.txt",
		"line\nend",
		"30 path=x\n",
		" lead",
		"trail ",
		"\xed\xa0\x80.txt",
		"\x83\x65\x83\x58.txt",
		"\xff\xfe",
		"a\\b:c*?",
		"-rf",
		"~",
		"\x01\x7f",
	};

	setlocale(LC_ALL, "C.UTF-8");
	for (size_t i = 0; i < LEN(names); i++) {
		struct tar_entry e = { .name = names[i], .modified = 1 };

		expect(&e, names[i], 1);
	}
}
END_TEST

/* One letter more or less makes the record's own length a digit longer. */
START_TEST(records_whose_length_turns)
{
	char name[1100];

	setlocale(LC_ALL, "C.UTF-8");
	for (size_t n = 1; n < 330; n++) {
		struct tar_entry e = { .name = name };

		*name = '\0';
		for (size_t i = 0; i < n; i++)
			memcpy(name + 3 * i, "長", 4);
		expect(&e, name, 0);
	}
}
END_TEST

START_TEST(large_and_odd_numbers)
{
	static const uint64_t sizes[] = { 0,
					  1,
					  511,
					  512,
					  4294967295u,
					  8589934591u,
					  8589934592u,
					  8589934593u,
					  (uint64_t)5 << 40,
					  INT64_MAX - 1024 };
	static const int64_t times[] = { 0,          1,          -1,          -11644473600,
					 8589934591, 8589934592, 253402300799 };

	for (size_t i = 0; i < LEN(sizes); i++) {
		struct tar_entry e = { .name = "large.vhd", .size = sizes[i], .modified = 5 };

		expect(&e, "large.vhd", 5);
	}
	for (size_t i = 0; i < LEN(times); i++) {
		struct tar_entry e = { .name = "old", .modified = times[i] };

		expect(&e, "old", times[i]);
	}
	expect(&(struct tar_entry){ .name = "none", .modified = TIME_ABSENT }, "none", 0);
}
END_TEST

START_TEST(around_the_contents)
{
	struct str out = STR_INIT(OUT_MAX);

	tar_padding(&out, 0);
	tar_padding(&out, 512);
	ck_assert_uint_eq(out.len, 0);
	tar_padding(&out, 1);
	ck_assert_uint_eq(out.len, 511);
	tar_padding(&out, ((uint64_t)1 << 40) + 511);
	ck_assert_uint_eq(out.len, 512);
	tar_end(&out);
	ck_assert_uint_eq(out.len, 3 * 512);
	for (size_t i = 0; i < out.len; i++)
		ck_assert_int_eq(out.p[i], 0);
	str_done(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("tar");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, names_of_every_length);
	tcase_add_test(t, names_of_any_bytes);
	tcase_add_test(t, records_whose_length_turns);
	tcase_add_test(t, large_and_odd_numbers);
	tcase_add_test(t, around_the_contents);
	return suite_result(s, t);
}
