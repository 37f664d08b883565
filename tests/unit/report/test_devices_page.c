/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The register as text and on paper: every device on it, ticks where the firm's list knows it, as many
 * pages as it needs, texts from a disk escaped. */
#include <stdlib.h>
#include <string.h>

#include "core/base/times.h"
#include "core/base/util.h"
#include "report/devices.h"
#include "tests/unit/report/pdf_page.h"
#include "tests/unit/suite.h"

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
	const struct device_list list = { d, 3, true, PHRASE_NONE, PHRASE("because of a hole") };
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
	const struct device_list list = { .windows = true };
	struct str out = STR_INIT(REPORT_TEXT_MAX);

	ck_assert_int_eq(report_devices_text(&list, &head, &out), 0);
	ck_assert_ptr_nonnull(strstr(str_c(&out), "none names a device"));
	str_done(&out);
}
END_TEST

/* As many pages as nine rows a page need. */
static void pages(size_t n, int want)
{
	struct device *d = calloc(n + 3, sizeof(*d));
	const struct device_list list = { d, n, true, PHRASE_NONE, PHRASE_NONE };
	const char *line;
	int r, pages = 0;

	begin();
	err_clear(&err);
	fill(d, n + 3);
	r = report_devices_pdf(&list, &head, collect, &pdf, &err);
	if (r < 0 && err.kind == ERR_UNSUPPORTED) {
		printf("skipped: no font here\n");
	} else if (!have("pdfinfo")) {
		ck_assert_int_eq(r, 0);
		printf("skipped: poppler-utils is not installed\n");
	} else {
		ck_assert_int_eq(r, 0);
		line = strstr(poppler("pdfinfo", NULL), "Pages:");
		ck_assert(line && sscanf(line, "Pages: %d", &pages) == 1);
		ck_assert_int_eq(pages, want);
	}
	end();
	free(d);
}

START_TEST(on_paper)
{
	pages(0, 1);
	pages(9, 1);
	pages(10, 2);
	pages(100, 12);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("devices-page");
	TCase *t = tcase_create("devices-page");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, as_text);
	tcase_add_test(t, none_at_all);
	tcase_add_test(t, on_paper);
	return suite_result(suite, t);
}
