/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P4: the same password for several user names. */
#include "tests/unit/scanners/checks/accounts_bench.h"

static const struct people_row rows[] = {
	{ { PERSON(.days = 1), PERSON(.rid = 1002) }, ANSWER_OK, NULL },
	{ { PERSON(.same_as = 1), PERSON(.rid = 1002, .same_as = 1) },
	  ANSWER_CONCERN,
	  "own-password" },
	{ { PERSON(.same_as = 1, .administrator = FLAG_YES), PERSON(.rid = 1002, .same_as = 1) },
	  ANSWER_DANGER,
	  "own-password" },
	/* shared only with somebody who is turned off */
	{ { PERSON(.same_as = 1), PERSON(.rid = 1002, .same_as = 1, .enabled = FLAG_NO),
	    PERSON(.rid = 1003) },
	  ANSWER_OK,
	  NULL },
	/* two groups */
	{ { PERSON(.same_as = 1), PERSON(.rid = 1002, .same_as = 2),
	    PERSON(.rid = 1003, .same_as = 2), PERSON(.rid = 1004, .same_as = 1) },
	  ANSWER_CONCERN,
	  "own-password" },
	{ { PERSON(.days = 1) }, ANSWER_NOT_APPLICABLE, NULL },
	/* two without a password do not share one */
	{ { PERSON(.state = "none"), PERSON(.rid = 1002, .state = "none") },
	  ANSWER_NOT_APPLICABLE,
	  NULL },
	{ { PERSON(.days = 1), PERSON(.rid = 1002, .state = "elsewhere") },
	  ANSWER_COULD_NOT_LOOK,
	  NULL },
	{ { PERSON(.days = 1), PERSON(.rid = 1002, .state = "unreadable") },
	  ANSWER_COULD_NOT_LOOK,
	  NULL },
};

static void more_cases(TCase *tc UNUSED)
{
}

PEOPLE_TEST(password_reuse, "password-reuse")
