/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S44: the register of USB devices against its drawings, and what its keys do. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include "tests/unit/suite.h"
#include "tests/unit/tui/drawing.h"
#include "tui/screens/screen.h"
#include "tui/visit/keep.h"

static struct visit v;

static void begin(enum language lang)
{
	story_language(lang);
	visit_story(&v);
	visit_story_devices(&v);
	v.minutes = 29;
	v.screen = SCREEN_S44;
	v.able.print = true;
}

START_TEST(drawing)
{
	begin(_i ? LANGUAGE_EN : LANGUAGE_JA);
	drawing_check_sizes(&v, "44", LEN(drawing_sizes));
	visit_done(&v);
}
END_TEST

START_TEST(each_is_said_once_more)
{
	begin(LANGUAGE_EN);
	v.cursor[SCREEN_S44] = 0;
	ck_assert(s44_key(&v, 1));
	ck_assert_int_eq(v.whose[0], DEVICE_WHOSE_COMPANY);
	ck_assert_uint_eq(v.cursor[SCREEN_S44], 1);
	ck_assert(s44_key(&v, 3));
	ck_assert_int_eq(v.whose[1], DEVICE_WHOSE_UNKNOWN);
	ck_assert_uint_eq(v.cursor[SCREEN_S44], 2);
	ck_assert(s44_key(&v, 2)); /* no number of its own: on paper */
	ck_assert_int_eq(v.whose[2], DEVICE_WHOSE_NOT_SAID);
	ck_assert(v.notice.text);
	ck_assert(s44_key(&v, KEY_DOWN_));
	ck_assert_uint_eq(v.cursor[SCREEN_S44], 2);
	ck_assert(s44_key(&v, KEY_UP_));
	ck_assert(s44_key(&v, 3)); /* the same again takes it back */
	ck_assert_int_eq(v.whose[1], DEVICE_WHOSE_NOT_SAID);
	ck_assert(!s44_key(&v, 7));
	visit_done(&v);
}
END_TEST

/* The firm's own list is where it begins; what is said counts before it, and both outlive a fall. */
START_TEST(begins_with_the_firms_list)
{
	static const struct known_device rows[] = { { "00001B5A7C31", DEVICE_HOLDER_PRIVATE, "" } };
	static const struct device_register known = { DEVICE_REGISTER_READ, rows, LEN(rows), 0 };
	struct str kept = STR_INIT(100000);
	struct device_list list;
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t i = 0;

	begin(LANGUAGE_EN);
	v.known = &known;
	memset(v.whose, 0, sizeof(v.whose));
	devices_make(&v.checkup, v.known, &a, &list);
	while (i < list.n &&
	       (!list.device[i].serial || strcmp(list.device[i].serial, rows[0].serial)))
		i++;
	ck_assert_uint_lt(i, list.n);
	ck_assert_int_eq(visit_whose(&v, &list.device[i], i), DEVICE_WHOSE_PRIVATE);
	v.cursor[SCREEN_S44] = (unsigned)i;
	ck_assert(s44_key(&v, 1));
	ck_assert_int_eq(visit_whose(&v, &list.device[i], i), DEVICE_WHOSE_COMPANY);
	v.chosen = -1; /* the story has no path for its disk */
	visit_keep(&v, &kept);
	memset(v.whose, 0, sizeof(v.whose));
	ck_assert_int_eq(visit_take_up(&v, &a, str_c(&kept), kept.len, &err), 0);
	ck_assert_int_eq(v.whose[i], DEVICE_WHOSE_COMPANY);
	str_done(&kept);
	arena_done(&a);
	visit_wipe(&v);
	ck_assert_int_eq(v.whose[i], DEVICE_WHOSE_NOT_SAID); /* the next client's are others */
	ck_assert_ptr_eq(v.known, &known);
	visit_done(&v);
}
END_TEST

START_TEST(enter_leads_to_the_printer)
{
	begin(LANGUAGE_EN);
	ck_assert(s44_key(&v, KEY_ENTER_));
	ck_assert_int_eq(v.screen, SCREEN_S14);
	ck_assert_uint_eq(v.cursor[SCREEN_S14], 6);
	visit_done(&v);
	begin(LANGUAGE_EN);
	v.able.print = false;
	ck_assert(s44_key(&v, KEY_ENTER_));
	ck_assert_int_eq(v.screen, SCREEN_S44);
	visit_done(&v);
}
END_TEST

/* Without any device the page says so, and the keys do nothing. */
START_TEST(no_device)
{
	begin(LANGUAGE_EN);
	checkup_done(&v.checkup);
	checkup_init(&v.checkup);
	ck_assert(s44_key(&v, 1));
	ck_assert(s44_key(&v, KEY_DOWN_));
	ck_assert_uint_eq(v.cursor[SCREEN_S44], 0);
	ck_assert_int_eq(v.whose[0], DEVICE_WHOSE_PRIVATE);
	visit_done(&v);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("register");

	tcase_add_loop_test(t, drawing, 0, 2);
	tcase_add_test(t, each_is_said_once_more);
	tcase_add_test(t, begins_with_the_firms_list);
	tcase_add_test(t, enter_leads_to_the_printer);
	tcase_add_test(t, no_device);
	return suite_result(suite_create("register"), t);
}
