/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The printed page: the same bytes twice, text that can be read out again (pdftotext), fonts inside,
 * no name, no forbidden word, errors of the receiver. */
#include <errno.h>

#include "tests/unit/report/pdf_page.h"

START_TEST(the_story_in_japanese)
{
	static const char *const must[] = {
		"パソコンあんしん点検 結果",
		"2026年11月21日（令和8年）",
		"0412-07",
		"もう一息です",
		"75",
		"更新はよくできています。メールと控えを直すと、ぐっと安心です。",
		"メールなどに、二段階の確認がまだないようです",
		"取ってある控えから、ファイルを1つ戻してみる",
		"控えが、しばらく取られていないようです",
		"データの控え",
		"見た 52,310 個に、ウイルスなどの印は出ませんでした（見本帳は6日前のもの）。",
		"「出なかった」は「何もない」とはちがいます。",
		"短い問診のため、聞いていません",
		"ルーターや複合機",
		"線を抜く",
		"電源は切らない",
		"一人で決めない",
		"cs-support@ipa.go.jp",
		"03-0000-0000",
		"記録は：外付けディスクを8か月つないでいません。",
	};
	const char *text;

	story_language(LANGUAGE_JA);
	story_make(&c);
	make();
	one_good_page();
	if (!have("pdftotext"))
		return;
	text = poppler("pdftotext", "-layout");
	for (size_t i = 0; i < LEN(must); i++)
		ck_assert_msg(strstr(text, must[i]), "not on the page: %s", must[i]);
}
END_TEST

START_TEST(the_story_in_english)
{
	static const char *const must[] = {
		"PC check-up: the result",
		"21 November 2026",
		"Nearly there",
		"75",
		"Updates are well kept. Mend mail and backup, and you can worry less.",
		"Mail or cloud has no second step yet",
		"Bring one file back from your backup",
		"No backup seems to have been made for a while",
		"not asked, because the interview was short",
		"We read 52,310 files; no sign of a virus showed (samples are 6 days old).",
	};
	const char *text;

	story_language(LANGUAGE_EN);
	story_make(&c);
	make();
	one_good_page();
	if (!have("pdftotext"))
		return;
	text = poppler("pdftotext", "-layout");
	for (size_t i = 0; i < LEN(must); i++)
		ck_assert_msg(strstr(text, must[i]), "not on the page: %s", must[i]);
}
END_TEST

START_TEST(the_same_bytes_twice)
{
	char *first;
	size_t n;

	story_language(LANGUAGE_JA);
	story_make(&c);
	setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
	make();
	n = pdf.len;
	first = arena_alloc(&arena, n);
	memcpy(first, pdf.p, n);
	make();
	ck_assert_uint_eq(pdf.len, n);
	ck_assert_int_eq(memcmp(first, pdf.p, n), 0);
	if (have("pdfinfo"))
		ck_assert_ptr_nonnull(
		    strstr(poppler("pdfinfo", "-isodates"), "2023-11-14T22:13:20"));
	setenv("SOURCE_DATE_EPOCH", "not a number", 1);
	make();
	if (have("pdfinfo"))
		ck_assert_ptr_nonnull(
		    strstr(poppler("pdfinfo", "-isodates"), "2026-11-21T01:42:07"));
	unsetenv("SOURCE_DATE_EPOCH");
}
END_TEST

static int refuse(void *arg, const void *bytes, size_t n)
{
	(void)bytes;
	(void)n;
	return --*(int *)arg < 0 ? -ENOSPC : 0;
}

START_TEST(a_receiver_that_refuses)
{
	int left = _i;
	struct err why = { 0 };

	story_language(LANGUAGE_JA);
	story_make(&c);
	make();
	ck_assert_int_eq(report_pdf(&s, refuse, &left, &why), -ENOSPC);
	ck_assert_int_ne(why.kind, ERR_NONE);
}
END_TEST

START_TEST(into_a_full_device)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	struct err why = { 0 };

	if (fd < 0)
		return;
	story_language(LANGUAGE_JA);
	story_make(&c);
	make();
	ck_assert_int_eq(report_pdf_fd(&s, fd, &why), -ENOSPC);
	close(fd);
}
END_TEST

int main(void)
{
	TCase *t = page_case("pdf");

	tcase_add_test(t, the_story_in_japanese);
	tcase_add_test(t, the_story_in_english);
	tcase_add_test(t, the_same_bytes_twice);
	tcase_add_loop_test(t, a_receiver_that_refuses, 0, 2);
	tcase_add_test(t, into_a_full_device);
	return suite_result(suite_create("pdf"), t);
}
