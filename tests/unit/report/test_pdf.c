/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The printed page: one page whatever comes, the same bytes twice, text that can be read out again
 * (pdftotext), fonts inside, no name, no forbidden word, errors of the receiver. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report/report.h"
#include "tests/unit/report/story.h"

#define PDF_MAX ((size_t)4 << 20)

static struct checkup c;
static struct sheet s;
static struct arena arena;
static struct contacts contacts;
static struct str pdf;
static struct err err;

static int collect(void *arg, const void *bytes, size_t n)
{
	str_addn(arg, bytes, n);
	return 0;
}

static void begin(void)
{
	arena = (struct arena){ 0 };
	pdf = (struct str)STR_INIT(PDF_MAX);
	story_contacts(&arena, &contacts);
}

static void end(void)
{
	str_done(&pdf);
	arena_done(&arena);
	checkup_done(&c);
}

static void make(void)
{
	struct sheet_options o = { .case_number = "0412-07",
				   .chamber_phone = "03-0000-0000",
				   .short_interview = true,
				   .contacts = &contacts };

	sheet_make(&c, &o, &arena, &s);
	str_clear(&pdf);
	ck_assert_msg(report_pdf(&s, collect, &pdf, &err) == 0, "%s", err.message);
}

static bool have(const char *tool)
{
	return access(arena_printf(&arena, "/usr/bin/%s", tool), X_OK) == 0;
}

/* Output of a poppler tool over the PDF. */
static const char *poppler(const char *tool, const char *option)
{
	char in[] = "/tmp/kenshin-pdf-XXXXXX";
	struct str out = STR_INIT(PDF_MAX);
	int fd = mkstemp(in), pipefd[2], status;
	char buf[4096];
	const char *text;
	ssize_t n;
	pid_t pid;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, pdf.p, pdf.len), (ssize_t)pdf.len);
	close(fd);
	ck_assert_int_eq(pipe(pipefd), 0);
	pid = fork();
	if (pid == 0) {
		dup2(pipefd[1], 1);
		close(pipefd[0]);
		close(pipefd[1]);
		if (!option)
			execlp(tool, tool, in, NULL);
		else
			execlp(tool, tool, option, in, strcmp(tool, "pdftotext") ? NULL : "-",
			       NULL);
		_exit(127);
	}
	close(pipefd[1]);
	while ((n = read(pipefd[0], buf, sizeof(buf))) > 0)
		str_addn(&out, buf, (size_t)n);
	close(pipefd[0]);
	waitpid(pid, &status, 0);
	ck_assert_int_eq(status, 0);
	unlink(in);
	text = arena_strdup(&arena, str_c(&out));
	str_done(&out);
	return text;
}

static void one_good_page(void)
{
	const char *text, *word;

	ck_assert_int_eq(memcmp(pdf.p, "%PDF-1.", 7), 0);
	if (!have("pdfinfo") || !have("pdftotext") || !have("pdffonts")) {
		printf("skipped: poppler-utils is not installed\n");
		return;
	}
	text = poppler("pdfinfo", "-isodates");
	ck_assert_msg(strstr(text, "Pages:           1\n"), "%s", text);
	ck_assert_msg(strstr(text, "(A4)"), "%s", text);
	text = poppler("pdffonts", NULL);
	ck_assert_ptr_nonnull(strstr(text, "IPAexGothic"));
	ck_assert_msg(!strstr(text, " no "), "a font is not embedded:\n%s", text);
	text = poppler("pdftotext", "-layout");
	word = story_forbidden(text);
	ck_assert_msg(!word, "the page says %s", word);
	ck_assert_ptr_null(strstr(text, "SECRET"));
	ck_assert_ptr_null(strstr(text, "amada"));
}

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

/* Everything as long and as much as the records allow. */
static void worst_case(void)
{
	char *big = arena_alloc(&arena, 3001);
	struct finding *f;

	for (size_t i = 0; i + 3 < 3000; i += 3)
		memcpy(big + i, "長", 3);
	story_make(&c);
	c.system[0].name = big;
	c.malware.state = MALWARE_PARTIAL;
	c.malware.reason = PHRASE(big);
	c.malware.files = c.malware.files_total = c.malware.not_looked = UINT64_C(1) << 60;
	c.malware.database_time = STORY_NOW - 45 * TIME_DAY;
	c.partial = true;
	for (unsigned q = 1; q <= QUESTIONS; q++)
		story_answer(&c, q, REPLY_YES);
	for (int i = 0; i < 100; i++) {
		struct hit *h = checkup_add_hit(&c);
		struct phrase gap = PHRASE(arena_printf(&arena, "%d%s", i, big));

		h->path = big;
		h->folder = big;
		h->signature = arena_printf(&arena, "%d%s", i, big);
		checkup_add_gap(&c, "malware", &gap, &gap, 12345678);
		f = story_finding(&c, "x", "X1", (unsigned)i % 31, ANSWER_DANGER, 3, big, NULL);
		f->evidence = PHRASE(big);
		f = story_finding(&c, "y", "Y1", 1, ANSWER_COULD_NOT_LOOK, 0, big, NULL);
		f->reason = PHRASE(arena_printf(&arena, "%d%s", i, big));
	}
	for (unsigned i = 0; i < contacts.n; i++)
		for (unsigned l = 0; l < CONTACT_LANGUAGES; l++) {
			contacts.contact[i].name[l] = big;
			contacts.contact[i].hours[l] = big;
			contacts.contact[i].situation[l] = big;
		}
}

START_TEST(the_worst_case_is_one_page)
{
	struct sheet_options o = { .contacts = &contacts };
	char *big;

	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	worst_case();
	make();
	one_good_page();
	big = arena_strdup(&arena, c.system[0].name);
	o.case_number = o.pc_label = o.chamber_phone = o.chamber_hours = big;
	sheet_make(&c, &o, &arena, &s);
	str_clear(&pdf);
	ck_assert_int_eq(report_pdf(&s, collect, &pdf, &err), 0);
	one_good_page();
}
END_TEST

/* As the page shows a headline: without its full stop. */
static const char *titled(const char *headline)
{
	char *copy = arena_strdup(&arena, headline);
	size_t n = strlen(copy);

	if (n && copy[n - 1] == '.')
		copy[n - 1] = '\0';
	else if (n > 3 && !strcmp(copy + n - 3, "。"))
		copy[n - 3] = '\0';
	return copy;
}

/* Every question as the only action, in both languages: its words fit without being cut. */
START_TEST(no_question_is_cut)
{
	if (!have("pdftotext"))
		return;
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	for (unsigned q = 1; q <= QUESTIONS; q += 3) {
		const char *text;

		story_init(&c);
		for (unsigned k = q; k < q + 3; k++)
			story_answer(&c, k, REPLY_NO);
		make();
		text = poppler("pdftotext", "-layout");
		for (unsigned k = q; k < q + 3; k++) {
			const struct question *is = question_get(k);
			const char *must[] = { titled(_(is->headline)), _(is->why),
					       _(is->today.text), _(is->month.text),
					       _(is->month.who) };

			for (size_t i = 0; i < LEN(must); i++)
				ck_assert_msg(strstr(text, must[i]), "question %u: %s", k, must[i]);
		}
		checkup_done(&c);
	}
	checkup_init(&c);
}
END_TEST

static const char *const advice_ids[] = {
#define ADVICE(id, ...) id,
#include "core/checklist/advice.def"
#undef ADVICE
};

/* The same of every advice. */
START_TEST(no_advice_is_cut)
{
	if (!have("pdftotext"))
		return;
	story_language(_i ? LANGUAGE_EN : LANGUAGE_JA);
	for (size_t first = 0; first < LEN(advice_ids); first += 3) {
		const char *text;

		story_init(&c);
		for (size_t k = first; k < MIN(first + 3, LEN(advice_ids)); k++)
			story_finding(&c, "x", "X1", 0, ANSWER_DANGER, 3, "x", advice_ids[k]);
		make();
		text = poppler("pdftotext", "-layout");
		for (size_t k = first; k < MIN(first + 3, LEN(advice_ids)); k++) {
			const struct advice *is = advice_get(advice_ids[k]);
			const char *must[] = { _(is->why), _(is->today.text), _(is->month.text),
					       _(is->month.who) };

			for (size_t i = 0; i < LEN(must); i++)
				ck_assert_msg(strstr(text, must[i]), "%s: %s", is->id, must[i]);
		}
		checkup_done(&c);
	}
	checkup_init(&c);
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
	Suite *suite = suite_create("pdf");
	TCase *t = tcase_create("pdf");
	SRunner *r;
	int failed;

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, the_story_in_japanese);
	tcase_add_test(t, the_story_in_english);
	tcase_add_test(t, the_same_bytes_twice);
	tcase_add_loop_test(t, the_worst_case_is_one_page, 0, 2);
	tcase_add_loop_test(t, no_question_is_cut, 0, 2);
	tcase_add_loop_test(t, no_advice_is_cut, 0, 2);
	tcase_add_loop_test(t, a_receiver_that_refuses, 0, 2);
	tcase_add_test(t, into_a_full_device);
	suite_add_tcase(suite, t);
	r = srunner_create(suite);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? 1 : 0;
}
