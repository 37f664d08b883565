/* SPDX-License-Identifier: GPL-2.0-or-later */
/* exFAT: what is made from a folder reads back the same, twice the same bytes; names, checksums and
 * times as Microsoft's specification has them; what does not fit is refused before a byte. */
/* link: image-build/exfat core/base */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/str.h"
#include "core/base/times.h"
#include "image-build/exfat/exfat.h"
#include "image-build/exfat/fill.h"
#include "image-build/exfat/read.h"
#include "tests/unit/image-build/exfat/memory.h"
#include "tests/unit/suite.h"

#define SIZE ((size_t)2 << 20)

static char dir[64];
static uint8_t *disk;
static size_t puts_done;
static struct exfat_volume v;
static struct str said;
static struct err err;

static int put(void *arg, uint64_t off, const void *p, size_t n, struct err *e)
{
	(void)arg, (void)e;
	ck_assert_uint_le(off + n, SIZE);
	memcpy(disk + off, p, n);
	puts_done++;
	return 0;
}

static int compare(void *arg, uint64_t off, const void *p, size_t n, struct err *e)
{
	(void)arg;
	return memcmp(disk + off, p, n) ? err_set(e, ERR_IO, -EUCLEAN, "different") : 0;
}

static const char *in(const char *name)
{
	static char path[400];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static void file(const char *name, char c, size_t n)
{
	FILE *f = fopen(in(name), "w");

	ck_assert_ptr_nonnull(f);
	while (n--)
		fputc(c, f);
	ck_assert_int_eq(fclose(f), 0);
}

static void begin(void)
{
	snprintf(dir, sizeof(dir), "/tmp/kenshin-exfat-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	disk = calloc(1, SIZE);
	said = (struct str)STR_INIT(100000);
	err = (struct err){ 0 };
	puts_done = 0;
}

static int remove_one(const char *path, const struct stat *st, int what, struct FTW *w)
{
	(void)st, (void)what, (void)w;
	return remove(path);
}

static void end(void)
{
	nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(disk);
	str_done(&said);
}

static int fill(const struct exfat_sink *sink, uint64_t size)
{
	struct exfat_fill f = { .size = size,
				.serial = 0x12345678,
				.now = time_from_civil(2026, 11, 22) + 3661,
				.label = "KENSHIN" };
	int fd = open(dir, O_RDONLY | O_DIRECTORY), r = exfat_fill(&f, fd, sink, &err);

	close(fd);
	return r;
}

static int make(void)
{
	struct exfat_sink sink = { .put = put };

	return fill(&sink, SIZE);
}

static int take(void *arg, const void *p, size_t n, struct err *e)
{
	uint64_t *sum = arg;
	const uint8_t *b = p;

	(void)e;
	while (n--)
		*sum = *sum * 31 + *b++;
	return 0;
}

static int each(void *arg, const struct fs_file *f, struct err *e)
{
	uint64_t sum = 0;

	(void)arg;
	str_addf(&said, "%s%s%s %llu", f->path, f->folder ? "/" : "", f->good_name ? "" : "?",
		 (unsigned long long)f->size);
	ck_assert_int_eq(f->mtime, time_from_civil(2026, 11, 22) + 3660);
	if (!f->folder && exfat_content(&v, f, take, &sum, e) < 0)
		return e->code;
	str_addf(&said, " %llx\n", (unsigned long long)sum);
	return 0;
}

static int walk(void)
{
	struct memory m = { disk, SIZE };
	struct fs_source from = { memory_get, &m, SIZE };
	int r = exfat_open(&v, &from, &err);

	return r < 0 ? r : exfat_walk(&v, each, NULL, &err);
}

START_TEST(reads_back_what_was_put_in)
{
	uint8_t *first = malloc(SIZE);
	struct exfat_sink comparing = { .put = compare, .compares = true };

	mkdir(in("leer"), 0700);
	mkdir(in("results"), 0700);
	file("results/a", 'a', 1);
	file("results/\xe6\xa4\x9c\xe8\xa8\xba \xf0\xa0\xae\xb7 of a rather long name", 'b', 4097);
	file("empty", 0, 0);
	ck_assert_int_eq(make(), 0);
	memcpy(first, disk, SIZE);
	ck_assert_int_eq(walk(), 0);
	ck_assert_str_eq(v.label, "KENSHIN");
	ck_assert_uint_eq(v.serial, 0x12345678);
	ck_assert(strstr(str_c(&said), "leer/ 0 0\n"));
	ck_assert(strstr(str_c(&said), "results/a 1 61\n"));
	ck_assert(strstr(str_c(&said), "\xf0\xa0\xae\xb7 of a rather long name 4097 "));
	ck_assert(strstr(str_c(&said), "empty 0 0\n"));
	ck_assert_int_eq(make(), 0);
	ck_assert_int_eq(memcmp(first, disk, SIZE), 0);
	ck_assert_int_eq(fill(&comparing, SIZE), 0);
	disk[SIZE / 16 + 40] ^= 1; /* in the table of clusters */
	ck_assert_int_eq(fill(&comparing, SIZE), -EUCLEAN);
	free(first);
}
END_TEST

START_TEST(what_does_not_fit_writes_nothing)
{
	file("large", 'x', SIZE);
	ck_assert_int_eq(make(), -ENOSPC);
	ck_assert_uint_eq(puts_done, 0);
	unlink(in("large"));
	ck_assert_int_eq(symlink("/etc/passwd", in("link")), 0);
	ck_assert_int_lt(make(), 0);
	unlink(in("link"));
	file("a:b", 'x', 1);
	ck_assert_int_lt(make(), 0);
	unlink(in("a:b"));
	file("Name", 'x', 1);
	file("nAME", 'x', 1);
	ck_assert_int_eq(make(), -EEXIST);
	ck_assert_uint_eq(puts_done, 0);
}
END_TEST

START_TEST(many_files_need_a_longer_folder)
{
	char name[40];

	for (int i = 0; i < 120; i++) {
		snprintf(name, sizeof(name), "a-name-of-28-characters-%04d", i);
		file(name, 'x', 3);
	}
	ck_assert_int_eq(make(), 0);
	ck_assert_int_eq(walk(), 0);
	ck_assert(strstr(str_c(&said), "a-name-of-28-characters-0119 3 "));
}
END_TEST

/* Where the root's entries are, by the boot sector. */
static uint8_t *root(void)
{
	return disk + v.heap + (uint64_t)(v.root - 2) * v.cluster;
}

START_TEST(damage_ends_and_is_told)
{
	file("one", 'x', 5000);
	mkdir(in("two"), 0700);
	file("two/three", 'x', 10);
	ck_assert_int_eq(make(), 0);
	ck_assert_int_eq(walk(), 0);
	ck_assert_uint_eq(root()[96], EXFAT_FILE);
	ck_assert_uint_eq(root()[96 + 96], EXFAT_FILE);
	memset(root() + 96 + 32 + 24, 0xff, 7); /* "one": a huge size */
	ck_assert_int_lt(walk(), 0);
	ck_assert_int_eq(err.kind, ERR_FORMAT);
	make();
	root()[96 + 32 + 20] = 0xff; /* "one" begins outside */
	root()[96 + 32 + 21] = 0xff;
	ck_assert_int_lt(walk(), 0);
	make();
	root()[96 + 96 + 32 + 20] = (uint8_t)v.root; /* "two" is the root */
	ck_assert_int_lt(walk(), 0);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	make();
	disk[v.fat + 4 * v.root] = (uint8_t)v.root; /* the root's chain goes round */
	memset(disk + v.fat + 4 * v.root + 1, 0, 3);
	ck_assert_int_lt(walk(), 0);
	make();
	root()[96 + 64] = 0x05; /* a name that was taken away */
	ck_assert_int_lt(walk(), 0);
	make();
	disk[88] = 0xff; /* the heap begins elsewhere */
	disk[90] = 0xff;
	ck_assert_int_lt(walk(), 0);
	memset(disk, 0, 512);
	ck_assert_int_lt(walk(), 0);
}
END_TEST

START_TEST(names_and_sums_are_microsofts)
{
	uint16_t unit[EXFAT_NAME_UNITS];
	char name[EXFAT_NAME_BYTES];
	uint8_t n;
	size_t bytes;
	const uint8_t *table = exfat_upcase_bytes(&bytes);

	ck_assert_uint_eq(bytes, 5836);
	ck_assert_uint_eq(exfat_table_sum(table, bytes), 0xe619d30d);
	ck_assert_uint_eq(exfat_upcase('k'), 'K');
	ck_assert_uint_eq(exfat_upcase(0xe9), 0xc9);
	ck_assert_uint_eq(exfat_upcase(0x3042), 0x3042);
	ck_assert_int_lt(exfat_name_units("..", unit, &n), 0);
	ck_assert_int_lt(exfat_name_units("", unit, &n), 0);
	ck_assert_int_lt(exfat_name_units("a/b", unit, &n), 0);
	ck_assert_int_lt(exfat_name_units("a\x7f\xff", unit, &n), 0);
	ck_assert_int_eq(exfat_name_units("\xf0\xa0\xae\xb7", unit, &n), 0);
	ck_assert_uint_eq(n, 2);
	ck_assert(exfat_name_utf8(unit, 2, name));
	ck_assert_str_eq(name, "\xf0\xa0\xae\xb7");
	ck_assert(!exfat_name_utf8(unit, 1, name)); /* half a character */
	ck_assert_str_eq(name, "\xef\xbf\xbd");
	unit[0] = unit[1] = '.';
	ck_assert(!exfat_name_utf8(unit, 2, name));
	unit[1] = '/';
	ck_assert(!exfat_name_utf8(unit, 2, name));
	ck_assert_ptr_null(strchr(name, '/'));
}
END_TEST

START_TEST(times_are_clamped)
{
	int64_t t = time_from_civil(2026, 11, 22) + 12 * 3600 + 34 * 60 + 56;

	ck_assert_int_eq(exfat_time_back(exfat_time(t)), t);
	ck_assert_int_eq(exfat_time_back(exfat_time(0)), time_from_civil(1980, 1, 1));
	ck_assert_int_eq(exfat_time_back(exfat_time(INT64_C(1) << 40)),
			 time_from_civil(2107, 12, 31) + 86398);
	ck_assert_int_eq(exfat_time_back(0), TIME_ABSENT);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("exfat");
	TCase *t = tcase_create("exfat");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, reads_back_what_was_put_in);
	tcase_add_test(t, what_does_not_fit_writes_nothing);
	tcase_add_test(t, many_files_need_a_longer_folder);
	tcase_add_test(t, damage_ends_and_is_told);
	tcase_add_test(t, names_and_sums_are_microsofts);
	tcase_add_test(t, times_are_clamped);
	return suite_result(s, t);
}
