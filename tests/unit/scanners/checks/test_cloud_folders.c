/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L7: folders in the cloud. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	int64_t folders;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, ANSWER_OK, NULL },
	{ 1, ANSWER_NOTICE, NULL },
	{ 3, ANSWER_NOTICE, NULL },
};

static void add_one(struct bench *b, int64_t folders)
{
	FACTS_ADD(&b->facts, cloud_folders, CLOUD_FOLDERS, "HKCU\\x")->folders = folders;
}

static void add(struct bench *b, int i)
{
	add_one(b, 0);
	add_one(b, rows[i].folders);
}

static void good(struct bench *b)
{
	add_one(b, 0);
}

ROWS_TEST(cloud_folders, good, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
