/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader of FAT32: names, content, and damage that must end. */
/* link: image-build/exfat core/base */
#include <stdlib.h>

#include "core/base/str.h"
#include "core/base/times.h"
#include "image-build/exfat/fat.h"
#include "tests/unit/image-build/exfat/fat_image.h"
#include "tests/unit/image-build/exfat/memory.h"
#include "tests/unit/suite.h"

static uint8_t image[FAT_IMAGE_SIZE];
static struct memory memory = { image, sizeof(image) };
static struct fat_volume v;
static struct str said;
static struct err err;

static void begin(void)
{
	fat_image(image);
	said = (struct str)STR_INIT(100000);
	err = (struct err){ 0 };
}

static void end(void)
{
	str_done(&said);
}

static int take(void *arg, const void *p, size_t n, struct err *e)
{
	const char *c = p;

	(void)arg, (void)e;
	str_addf(&said, " %zu%c%c", n, c[0], c[n - 1]);
	return 0;
}

static int each(void *arg, const struct fs_file *f, struct err *e)
{
	char when[24];

	(void)arg;
	str_addf(&said, "%s%s%s", f->path, f->folder ? "/" : "", f->good_name ? "" : "?");
	if (f->mtime != time_from_civil(2026, 11, 22) + 12 * 3600 + 34 * 60 + 56)
		str_addf(&said, " %s", time_iso(f->mtime, when, sizeof(when)));
	if (!f->folder && fat_content(&v, f, take, NULL, e) < 0)
		return e->code;
	str_add(&said, "\n");
	return 0;
}

static int walk(void)
{
	struct fs_source from = { memory_get, &memory, sizeof(image) };
	int r = fat_open(&v, &from, &err);

	return r < 0 ? r : fat_walk(&v, each, NULL, &err);
}

START_TEST(names_and_content)
{
	ck_assert_int_eq(walk(), 0);
	ck_assert_str_eq(str_c(&said), "EFI/\n"
				       "EFI/grub.cfg 5ho\n"
				       "a long name of a file.txt 512xx 88yy\n");
}
END_TEST

START_TEST(a_long_name_of_another_file_is_not_believed)
{
	uint8_t *e = image + FAT_IMAGE_HEAP + 5 * 32;

	e[0] = 'B';
	ck_assert_int_eq(walk(), 0);
	ck_assert(strstr(str_c(&said), "BLONGN~1.TXT "));
}
END_TEST

START_TEST(names_that_nobody_gives)
{
	uint8_t *e = image + FAT_IMAGE_HEAP + 512 + 64;

	memcpy(e, "A/B\x01  \x90 C/D", 11);
	ck_assert_int_eq(walk(), 0);
	ck_assert(strstr(str_c(&said), "?"));
	ck_assert_ptr_null(strchr(str_c(&said) + 9, '/')); /* only EFI/ and EFI/x */
}
END_TEST

START_TEST(chains_end)
{
	fat_put(image + FAT_IMAGE_FAT + 4 * 2, 2, 4); /* the root leads to itself */
	ck_assert_int_lt(walk(), 0);
	ck_assert_int_eq(err.kind, ERR_FORMAT);
}
END_TEST

START_TEST(a_folder_in_itself_ends)
{
	fat_entry(image + FAT_IMAGE_HEAP + 512 + 64, "LOOP       ", 0x10, 3, 0);
	ck_assert_int_lt(walk(), 0);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
}
END_TEST

START_TEST(damage_is_told)
{
	struct fs_source from = { memory_get, &memory, sizeof(image) };

	fat_put(image + FAT_IMAGE_FAT + 4 * 5, 999, 4); /* 5 goes on nowhere */
	ck_assert_int_lt(walk(), 0);
	ck_assert_int_eq(err.kind, ERR_FORMAT);
	fat_image(image);
	fat_put(image + FAT_IMAGE_HEAP + 512 + 64 + 28, UINT32_MAX, 4); /* 4 GB in a small file */
	ck_assert_int_lt(walk(), 0);
	fat_image(image);
	fat_put(image + 32, 1000000, 4);
	ck_assert_int_lt(fat_open(&v, &from, &err), 0);
	fat_image(image);
	fat_put(image + 36, 0xffffffff, 4);
	ck_assert_int_lt(fat_open(&v, &from, &err), 0);
	memset(image, 0, 512);
	ck_assert_int_lt(fat_open(&v, &from, &err), 0);
	from.size = 100;
	ck_assert_int_lt(fat_open(&v, &from, &err), 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("fat");
	TCase *t = tcase_create("fat");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, names_and_content);
	tcase_add_test(t, a_long_name_of_another_file_is_not_believed);
	tcase_add_test(t, names_that_nobody_gives);
	tcase_add_test(t, chains_end);
	tcase_add_test(t, a_folder_in_itself_ends);
	tcase_add_test(t, damage_is_told);
	return suite_result(s, t);
}
