/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P15: does one user name serve several people? The records only hint at it: by names of desks or
 * rooms, or by there being a single one. To be asked about. */
#include <string.h>

#include "scanners/checks/accounts.h"

extern const struct check check_shared_account;

/* Anywhere in a Japanese name. */
static const char *const parts[] = { "共用", "共有", "経理",   "受付", "事務",     "総務",
				     "営業", "会計", "窓口",   "現場", "倉庫",     "店舗",
				     "社員", "会社", "みんな", "全員", "パソコン", "ゲスト" };
/* The whole of a Latin one, without the digits behind it. */
static const char *const words[] = { "user",    "users",     "pc",    "office",   "shop",
				     "staff",   "guest",     "keiri", "uketsuke", "jimu",
				     "jimusho", "soumu",     "eigyo", "eigyou",   "kyouyu",
				     "kyoyu",   "kyoyo",     "share", "shared",   "common",
				     "company", "reception", "front", "tenpo",    "genba",
				     "owner",   "member",    "work",  "desk" };

static bool is_word(const char *name)
{
	size_t n = strlen(name);

	while (n && ((name[n - 1] >= '0' && name[n - 1] <= '9') || name[n - 1] == '-' ||
		     name[n - 1] == '_'))
		n--;
	for (size_t i = 0; i < LEN(words); i++)
		if (strlen(words[i]) == n && !strncasecmp(words[i], name, n))
			return true;
	return false;
}

static bool looks_shared(const struct fact_account *a)
{
	if (!a->name || a->rid < RID_PEOPLE)
		return false;
	for (size_t i = 0; i < LEN(parts); i++)
		if (strstr(a->name, parts[i]))
			return true;
	return is_word(a->name);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_account *a, *any = accounts_enabled(facts, 0);
	int64_t n = 0, total = (int64_t)accounts_enabled_count(facts);
	struct verdict v = { .evidence_time = TIME_ABSENT };

	for (size_t i = 0; (a = accounts_enabled(facts, i)) != NULL; i++)
		n += looks_shared(a);
	if (!any)
		return judging_unseen(N_("because no user name of this PC itself is in use"));
	v.evidence = accounts_evidence(&any->fact, n, total);
	if (n) {
		v.answer = ANSWER_CONCERN;
		v.weight = 1;
		v.headline = phrase_of(N_("User names that look like a desk, not a person: {0}"), 1,
				       PHRASE_NUMBER(n));
		v.advice = "one-name-each";
	} else if (total == 1) {
		v.answer = ANSWER_NOTICE;
		v.headline = PHRASE(N_("There is one user name: ask whether one person uses it"));
		v.advice = "one-name-each";
	} else {
		v.answer = ANSWER_OK;
		v.headline = PHRASE(N_("Everybody seems to have a user name of their own"));
	}
	return v;
}

const struct check check_shared_account = {
	.id = "shared-account",
	.row = "P15",
	.question = N_("Does everybody have a user name of their own?"),
	.targets = TARGET_WINDOWS,
	.interview = 9,
	.schemes = "JD4 MN PI 6-4 4-1-1 M6",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_NONE },
	.judge = judge,
};
