/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P21: locks of wireless networks. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *lock;
	enum flag automatic;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
	{ "wpa2", FLAG_YES, ANSWER_OK, NULL },
	{ "wpa3", FLAG_YES, ANSWER_OK, NULL },
	{ "enterprise", FLAG_YES, ANSWER_OK, NULL },
	{ "wpa", FLAG_YES, ANSWER_CONCERN, "lock-wifi" },
	{ "none", FLAG_NO, ANSWER_CONCERN, "lock-wifi" }, /* chosen once, in a station say */
	{ "none", FLAG_YES, ANSWER_DANGER, "lock-wifi" },
	{ "wep", FLAG_ABSENT, ANSWER_DANGER, "lock-wifi" },
};

static void add_one(struct bench *b, const char *lock, enum flag automatic)
{
	struct fact_wifi_profile *f = FACTS_ADD(&b->facts, wifi_profile, WIFI_PROFILE, "x");

	f->lock = lock;
	f->automatic = automatic;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].lock, rows[i].automatic);
	add_one(b, "wpa2", FLAG_YES);
}

static void good(struct bench *b)
{
	add_one(b, "wpa2", FLAG_YES);
}

ROWS_TEST(wifi_lock, good, rows[_i].advice, ANSWER_OK)
