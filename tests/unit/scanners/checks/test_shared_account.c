/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P15: user names that serve several people. */
#include "tests/unit/scanners/checks/accounts_bench.h"

#define TWO(n)                                                                                     \
	{                                                                                          \
		PERSON(.name = "yamada"), PERSON(.rid = 1002, .name = (n))                         \
	}
static const struct people_row rows[] = {
	{ TWO("佐藤"), ANSWER_OK, NULL },
	{ TWO("経理"), ANSWER_CONCERN, "one-name-each" },
	{ TWO("受付PC"), ANSWER_CONCERN, "one-name-each" },
	{ TWO("User01"), ANSWER_CONCERN, "one-name-each" },
	{ TWO("PC-2"), ANSWER_CONCERN, "one-name-each" },
	{ TWO("pcuser"), ANSWER_OK, NULL }, /* may be anything */
	{ TWO("userberg"), ANSWER_OK, NULL },
	{ TWO("2024"), ANSWER_OK, NULL },
	{ TWO(NULL), ANSWER_OK, NULL },
	{ { PERSON(.name = "yamada") }, ANSWER_NOTICE, "one-name-each" },
	{ { PERSON(.name = "yamada"), PERSON(.rid = 1002, .name = "経理", .enabled = FLAG_NO) },
	  ANSWER_NOTICE,
	  "one-name-each" },
	{ { PERSON(.enabled = FLAG_NO) }, ANSWER_COULD_NOT_LOOK, NULL },
};

static void more_cases(TCase *tc UNUSED)
{
}

PEOPLE_TEST(shared_account, "shared-account")
