/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The register as text and on paper: every device on it, ticks where the firm's list knows it, as many
 * pages as it needs, texts from a disk escaped. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/times.h"
#include "core/base/util.h"
#include "report/devices.h"

static const struct devices_head head = { 1795305600, 32400, "0412-07", "" };

static void fill(struct device *d, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		d[i] =
		    (struct device){ .name = "A\x1b[31m B", .serial = "S1", .own_serial = i != 1 };
		for (size_t k = 0; k < DEVICE_DATES; k++)
			d[i].at[k] = i == 2 ? TIME_ABSENT : (int64_t)(1700000000 + k * 86400);
	}
	d[0].whose = DEVICE_WHOSE_COMPANY;
	d[0].label = "USB-01";
	d[0].users = "yamada";
}

START_TEST(as_text)
{
	struct device d[3];
	const struct device_list list = { d, 3, PHRASE("because of a hole") };
	struct str out = STR_INIT(REPORT_TEXT_MAX);

	fill(d, 3);
	ck_assert_int_eq(report_devices_text(&list, &head, &out), 0);
	ck_assert_ptr_nonnull(strstr(str_c(&out), "0412-07"));
	ck_assert_ptr_nonnull(strstr(str_c(&out), "because of a hole"));
	ck_assert_ptr_nonnull(strstr(str_c(&out), "[x] the firm's"));
	ck_assert_ptr_nonnull(strstr(str_c(&out), "USB-01"));
	ck_assert_ptr_nonnull(strstr(str_c(&out), "no day of use"));
	ck_assert_ptr_nonnull(strstr(str_c(&out), "others of its make look the same"));
	ck_assert_ptr_null(strchr(str_c(&out), '\x1b'));
	str_done(&out);
}
END_TEST

START_TEST(none_at_all)
{
	const struct device_list list = { 0 };
	struct str out = STR_INIT(REPORT_TEXT_MAX);

	ck_assert_int_eq(report_devices_text(&list, &head, &out), 0);
	ck_assert_ptr_nonnull(strstr(str_c(&out), "none names a device"));
	str_done(&out);
}
END_TEST

static int count(void *arg, const void *bytes, size_t n)
{
	struct str *out = arg;

	str_addn(out, bytes, n);
	return 0;
}

/* As many pages as nine rows a page need. */
static void pages(size_t n, const char *want)
{
	struct device *d = calloc(n + 3, sizeof(*d));
	const struct device_list list = { d, n, PHRASE_NONE };
	struct str out = STR_INIT((size_t)8 << 20);
	struct err err = { 0 };
	bool found = false;
	int r;

	fill(d, n + 3);
	r = report_devices_pdf(&list, &head, count, &out, &err);
	if (r < 0 && err.kind == ERR_UNSUPPORTED) { /* no font here */
		free(d);
		return;
	}
	ck_assert_int_eq(r, 0);
	for (size_t i = 0; i + strlen(want) <= out.len && !found; i++)
		found = !memcmp(out.p + i, want, strlen(want));
	ck_assert_msg(found, "%zu devices: no %s", n, want);
	free(d);
	str_done(&out);
}

START_TEST(on_paper)
{
	pages(0, "/Count 1");
	pages(9, "/Count 1");
	pages(10, "/Count 2");
	pages(100, "/Count 12");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("devices-page");
	TCase *t = tcase_create("devices-page");
	SRunner *r;
	int bad;

	tcase_set_timeout(t, 60);
	tcase_add_test(t, as_text);
	tcase_add_test(t, none_at_all);
	tcase_add_test(t, on_paper);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
