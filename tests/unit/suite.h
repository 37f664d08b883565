/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every test program shares: libcheck, less talkative, and the end of a program, which runs a
 * suite and answers with the exit code. */
#pragma once

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Check notes the place of every assertion that holds, so that it can tell how far a test came
 * before it crashed: a write() to a file each. In a loop the place tells no more the hundredth time
 * than the first; the millions of those were most of what some tests took. */
#define SUITE_MARKS 64
#define _mark_point(file, line)                                                                    \
	__extension__({                                                                            \
		static unsigned suite_marks;                                                       \
		if (suite_marks < SUITE_MARKS) {                                                   \
			suite_marks++;                                                             \
			(_mark_point)(file, line);                                                 \
		}                                                                                  \
	})

/* Each test in a process of its own: not under a sanitizer. */
static inline bool suite_forks(void)
{
	const char *fork = getenv("CK_FORK");

	return !fork || strcmp(fork, "no") != 0;
}

static inline int suite_run(Suite *s)
{
	SRunner *r = srunner_create(s);
	int bad;

	srunner_run_all(r, CK_ENV);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* The same of a suite of one case. */
static inline int suite_result(Suite *s, TCase *t)
{
	suite_add_tcase(s, t);
	return suite_run(s);
}
