/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See accounts.h. */
#include "scanners/checks/accounts.h"

#include <string.h>

enum password_state accounts_state(const char *state)
{
	if (state && !strcmp(state, "none"))
		return PASSWORD_NONE;
	if (state && !strcmp(state, "set"))
		return PASSWORD_SET;
	if (state && !strcmp(state, "elsewhere"))
		return PASSWORD_ELSEWHERE;
	return PASSWORD_UNREADABLE;
}

const struct fact_account *accounts_enabled(const struct facts *facts, size_t i)
{
	const struct fact_account *a;

	for (size_t k = 0; (a = FACTS_AT(facts, account, ACCOUNT, k)) != NULL; k++)
		if (a->enabled == FLAG_YES && i-- == 0)
			return a;
	return NULL;
}

size_t accounts_enabled_count(const struct facts *facts)
{
	size_t n = 0;

	while (accounts_enabled(facts, n))
		n++;
	return n;
}

const struct fact_account *accounts_by_rid(const struct facts *facts, int64_t rid)
{
	const struct fact_account *a;

	for (size_t k = 0; (a = FACTS_AT(facts, account, ACCOUNT, k)) != NULL; k++)
		if (a->rid == rid)
			return a;
	return NULL;
}

const struct fact_account_password *accounts_password(const struct facts *facts,
						      const struct fact_account *a)
{
	const struct fact_account_password *p;

	for (size_t k = 0; (p = FACTS_AT(facts, account_password, ACCOUNT_PASSWORD, k)) != NULL;
	     k++)
		if (p->rid == a->rid)
			return p;
	return NULL;
}

int64_t accounts_last_use(const struct facts *facts, const struct fact_account *a)
{
	const struct fact_user *u;
	int64_t at = a->last_logon;

	for (size_t k = 0; (u = FACTS_AT(facts, user, USER, k)) != NULL; k++)
		if (u->sid && a->sid && !strcmp(u->sid, a->sid))
			at = MAX(at, u->last_used);
	return at;
}

void accounts_tally(const struct facts *facts, struct accounts_tally *ret)
{
	const struct fact_account *a;

	*ret = (struct accounts_tally){ 0 };
	for (size_t i = 0; (a = accounts_enabled(facts, i)) != NULL; i++) {
		const struct fact_account_password *p = accounts_password(facts, a);
		enum password_state state = p ? accounts_state(p->state) : PASSWORD_UNREADABLE;

		if (a->microsoft == FLAG_YES)
			state = PASSWORD_ELSEWHERE;
		ret->total++;
		ret->none += state == PASSWORD_NONE;
		ret->set += state == PASSWORD_SET;
		ret->unreadable += state == PASSWORD_UNREADABLE;
		ret->elsewhere += state == PASSWORD_ELSEWHERE;
	}
}

bool accounts_unjudged(const struct accounts_tally *t, struct verdict *ret)
{
	if (!t->total)
		*ret = judging_unseen(N_("because no user name of this PC itself is in use"));
	else if (t->unreadable)
		*ret = judging_unseen(N_("because the password of a user name could not be read"));
	else if (t->elsewhere)
		*ret = judging_unseen(
		    N_("because people sign in with Microsoft accounts, whose passwords are not "
		       "kept here"));
	else
		return false;
	ret->evidence = phrase_of(N_("{0} of {1} user names in use can be judged"), 2,
				  PHRASE_NUMBER(t->none + t->set), PHRASE_NUMBER(t->total));
	return true;
}

struct phrase accounts_evidence(const struct fact *fact, int64_t n, int64_t total)
{
	return phrase_of(N_("{0}: {1} of {2} user names in use"), 3,
			 PHRASE_WORD(judging_where(fact)), PHRASE_NUMBER(n), PHRASE_NUMBER(total));
}
