/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jump lists of both kinds and of each version: entries with their days, days without an entry, cut at
 * every place, and what is none. Entries of the shell's lists of drives. */
#include "scanners/readers/compound.h"
#include "scanners/readers/jump_list.h"
#include "scanners/readers/shell_item.h"
#include "tests/unit/scanners/readers/fixtures.h"
#include "tests/unit/scanners/readers/jump_maker.h"

static const struct lnk_recipe targets[] = {
	{ .drive = 2, .serial = 0x11112222, .label = "KEIRI", .path = "E:\\a.xlsx" },
	{ .drive = 3, .serial = 7, .label = "OS", .path = "C:\\b.docx", .wide_path = "C:\\b.docx" },
	{ .drive = 5, .serial = 9, .label = "CD", .path = "D:\\c", .attributes = 0x10 },
};
/* 2026-03-02T03:01:12Z, none, a second later than the first */
static const uint64_t opened[] = { 0x01dca9f0d3a98000u, 0, 0x01dca9f0d4421680u };

struct told {
	unsigned n, removable;
	int64_t opened[16];
	struct jump_seen seen;
};

static void tell(void *arg, const struct lnk *l, int64_t at)
{
	struct told *t = arg;

	if (t->n < 16)
		t->opened[t->n] = at;
	t->n++;
	t->removable += l->drive == LNK_DRIVE_REMOVABLE;
}

static int read_list(bool custom, struct bytes b, struct told *t)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	int r;

	*t = (struct told){ 0 };
	r = custom ? jump_custom(b, &a, tell, t, &t->seen, &err)
		   : jump_automatic(b, &a, tell, t, &t->seen, &err);
	arena_done(&a);
	return r;
}

START_TEST(entries_with_their_days)
{
	static const uint32_t versions[] = { 1, 3, 4 };
	struct jump_recipe r = { targets, opened, 3, versions[_i], 0 };
	struct told t;
	size_t n;
	uint8_t *b = jump_make(&r, &n);

	ck_assert_int_eq(read_list(false, bytes_of(b, n), &t), 0);
	ck_assert_uint_eq(t.n, 3);
	ck_assert_uint_eq(t.seen.entries, 3);
	ck_assert_uint_eq(t.seen.unread, 0);
	ck_assert_uint_eq(t.removable, 1);
	ck_assert_int_eq(t.opened[1], TIME_ABSENT);
	ck_assert_int_eq(t.opened[2] - t.opened[0], 1);
	free(b);
}
END_TEST

START_TEST(odd_lists)
{
	struct jump_recipe r = { targets, opened, 2, 0, 0 };
	struct told t;
	size_t n;
	uint8_t *b = jump_make(&r, &n);

	/* no days: the entries stay */
	ck_assert_int_eq(read_list(false, bytes_of(b, n), &t), 0);
	ck_assert_uint_eq(t.seen.entries, 2);
	ck_assert_int_eq(t.opened[0], TIME_ABSENT);
	free(b);
	/* an empty list still has its table of days */
	r.n = 0;
	r.version = 4;
	b = jump_make(&r, &n);
	ck_assert_int_eq(read_list(false, bytes_of(b, n), &t), 0);
	ck_assert_uint_eq(t.seen.entries + t.seen.unread, 0);
	free(b);
	/* days of entries that are gone are told */
	r = (struct jump_recipe){ targets, opened, 3, 4, 2 };
	b = jump_make(&r, &n);
	ck_assert_int_eq(read_list(false, bytes_of(b, n), &t), 0);
	ck_assert_uint_eq(t.seen.entries, 3);
	ck_assert_uint_eq(t.seen.unread, 2);
	free(b);
}
END_TEST

START_TEST(lists_of_programs)
{
	struct jump_recipe r = { targets, opened, 3, 0, 0 };
	struct told t;
	size_t n;
	uint8_t *b = jump_make_custom(&r, &n);

	ck_assert_int_eq(read_list(true, bytes_of(b, n), &t), 0);
	ck_assert_uint_eq(t.seen.entries, 3);
	ck_assert_uint_eq(t.removable, 1);
	ck_assert_int_eq(t.opened[0], TIME_ABSENT);
	ck_assert_int_eq(read_list(true, bytes_of(b, 12), &t), 0);
	ck_assert_uint_eq(t.seen.entries + t.seen.unread, 0);
	ck_assert_int_eq(read_list(true, bytes_of("text", 4), &t), -EBADMSG);
	ck_assert_int_eq(read_list(false, bytes_of(b, n), &t), -EBADMSG);
	free(b);
}
END_TEST

/* Cut anywhere: told, or fewer entries and a number of those that are lost; never all of them quietly. */
START_TEST(cut_anywhere)
{
	struct jump_recipe r = { targets, opened, 3, 4, 0 };
	struct told t;
	size_t n;
	uint8_t *b = jump_make(&r, &n);

	for (size_t i = 0; i + JUMP_SECTOR < n; i += 37) {
		uint8_t *cut = malloc(i + 1);

		memcpy(cut, b, i);
		if (read_list(false, bytes_of(cut, i), &t) == 0)
			ck_assert_msg(t.seen.unread > 0, "at %zu", i);
		free(cut);
	}
	free(b);
}
END_TEST

START_TEST(drives_of_the_shell)
{
	static const uint8_t usb[] = { 25, 0, 0x2f, 'e', ':', '\\', 0, 0, 0, 0, 0, 0, 0,
				       0,  0, 0,    0,   0,   0,    0, 0, 0, 0, 0, 0 };
	uint8_t odd[sizeof(usb)];
	char c = 0;

	ck_assert(shell_item_drive(bytes_of(usb, sizeof(usb)), &c) && c == 'E');
	for (size_t i = 0; i < 6; i++) {
		memcpy(odd, usb, sizeof(usb));
		odd[i] = 0x80;
		ck_assert_msg(!shell_item_drive(bytes_of(odd, sizeof(odd)), &c), "at %zu", i);
		ck_assert(!shell_item_drive(bytes_of(usb, i), &c));
	}
	memcpy(odd, usb, sizeof(usb));
	odd[2] = 0x31; /* a folder */
	ck_assert(!shell_item_drive(bytes_of(odd, sizeof(odd)), &c));
	ck_assert(shell_item_shown_drive("ボリューム (f:)", &c) && c == 'F');
	ck_assert(!shell_item_shown_drive("(F:)x", &c) && !shell_item_shown_drive("F:)", &c));
	ck_assert(!shell_item_shown_drive("a (1:)", &c) && !shell_item_shown_drive("", &c));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("jump_list");
	TCase *t = tcase_create("jump_list");

	tcase_add_loop_test(t, entries_with_their_days, 0, 3);
	tcase_add_test(t, odd_lists);
	tcase_add_test(t, lists_of_programs);
	tcase_add_test(t, cut_anywhere);
	tcase_add_test(t, drives_of_the_shell);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
