/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The end of a test program: runs a suite of one case and answers with the exit code. */
#pragma once

#include <check.h>
#include <stdlib.h>

static inline int suite_result(Suite *s, TCase *t)
{
	SRunner *r;
	int bad;

	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_ENV);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
