/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The local user names with what is known of their passwords, as the checks about them need them:
 * only those in use count. Names are compared, never shown. Shared, so that the checks agree. */
#pragma once

#include "scanners/checks/judging.h"

#define RID_ADMINISTRATOR 500
#define RID_GUEST         501
#define RID_PEOPLE        1000 /* from here on; below are Windows' own */

enum password_state { PASSWORD_NONE, PASSWORD_SET, PASSWORD_UNREADABLE, PASSWORD_ELSEWHERE };
enum password_state accounts_state(const char *state); /* of a fact; anything else: unreadable */

/* The i-th user name that is in use (not turned off); NULL beyond the end. */
const struct fact_account *accounts_enabled(const struct facts *facts, size_t i);
size_t accounts_enabled_count(const struct facts *facts);
const struct fact_account *accounts_by_rid(const struct facts *facts, int64_t rid);
/* What is known of its password, or NULL. */
const struct fact_account_password *accounts_password(const struct facts *facts,
						      const struct fact_account *a);
/* When this person last used the PC, by the list of user names or by the profile. */
int64_t accounts_last_use(const struct facts *facts, const struct fact_account *a);

/* User names in use by the state of their password. */
struct accounts_tally {
	int64_t total, none, set, unreadable, elsewhere;
};
void accounts_tally(const struct facts *facts, struct accounts_tally *ret);

/* COULD NOT LOOK for what keeps a password from being judged, or nothing to say (false). */
bool accounts_unjudged(const struct accounts_tally *t, struct verdict *ret);
/* "Windows settings: {n} of {total} user names in use" and where it was seen. */
struct phrase accounts_evidence(const struct fact *fact, int64_t n, int64_t total);
