/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A printed page in memory, and what poppler reads out of it. */
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report/report.h"
#include "tests/unit/report/story.h"
#include "tests/unit/suite.h"

#define PDF_MAX ((size_t)4 << 20)

static struct checkup c;
static struct sheet s;
static struct arena arena;
static struct contacts contacts;
static struct str pdf;
static struct err err;

static inline int collect(void *arg, const void *bytes, size_t n)
{
	str_addn(arg, bytes, n);
	return 0;
}

static inline void begin(void)
{
	arena = (struct arena){ 0 };
	pdf = (struct str)STR_INIT(PDF_MAX);
	story_contacts(&arena, &contacts);
}

static inline void end(void)
{
	str_done(&pdf);
	arena_done(&arena);
	checkup_done(&c);
}

static inline void make(void)
{
	struct sheet_options o = { .case_number = "0412-07",
				   .chamber_phone = "03-0000-0000",
				   .short_interview = true,
				   .contacts = &contacts };

	sheet_make(&c, &o, &arena, &s);
	str_clear(&pdf);
	ck_assert_msg(report_pdf(&s, collect, &pdf, &err) == 0, "%s", err.message);
}

static inline bool have(const char *tool)
{
	return access(arena_printf(&arena, "/usr/bin/%s", tool), X_OK) == 0;
}

/* Output of a poppler tool over the PDF. */
static inline const char *poppler(const char *tool, const char *option)
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

static inline void one_good_page(void)
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

static inline TCase *page_case(const char *name)
{
	TCase *t = tcase_create(name);

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, begin, end);
	return t;
}
