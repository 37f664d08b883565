/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of user names of a Windows (the SAM hive), as far as it needs no key: names, flags,
 * times, rules for passwords, who is an administrator. What is kept of the passwords themselves
 * stays encrypted here; sam_vault.h looks at it. Reads only the hive that it is given; needs
 * nothing of the system beyond what hive.h names.
 * Facts about the format: the layouts of the values F, V and C as the impacket and samba projects
 * describe them, compared with public samples; see tests/fixtures/sam/mksam.py. */
#pragma once

#include "scanners/readers/hive.h"

#define SAM_ACCOUNTS_MAX ((size_t)2000)
#define SAM_MEMBERS_MAX  ((size_t)2000)

/* Flags of an account. */
enum {
	SAM_DISABLED = 0x0001,
	SAM_NO_PASSWORD_NEEDED = 0x0004,
	SAM_LOCKED_OUT = 0x0400,
	SAM_NEVER_EXPIRES = 0x0200,
};

/* Well-known accounts, by the last part of their SID. */
enum {
	SAM_RID_ADMINISTRATOR = 500,
	SAM_RID_GUEST = 501,
	SAM_RID_DEFAULT = 503,
	SAM_RID_SANDBOX = 504, /* WDAGUtilityAccount */
	SAM_RID_FIRST_OWN = 1000,
};

struct sam_account {
	uint32_t rid;
	const char *name, *full_name; /* WTF-8, "" when they could not be read */
	bool state_known;             /* the fixed part (flags, times, counts) could be read */
	unsigned flags;
	int64_t written;                      /* of its key */
	int64_t last_logon, password_changed; /* TIME_ABSENT: never */
	unsigned logons, wrong_tries;
	bool administrator;
	bool microsoft;      /* signs in with an address at Microsoft */
	bool secrets_known;  /* lm and nt lie where the account says */
	struct bytes lm, nt; /* as they lie in the hive: encrypted */
};

struct sam_policy {
	unsigned min_length, history, lockout_threshold; /* threshold 0: never locked out */
	bool complexity, reversible;
	int64_t max_age_days;                            /* -1: never expires */
	int64_t lockout_minutes, lockout_window_minutes; /* -1: until somebody unlocks it */
};

struct sam {
	struct sam_account *account; /* in the hive's order; arena */
	size_t n;
	bool damaged;            /* an account, or the list, could not be read */
	bool more;               /* there are more accounts than SAM_ACCOUNTS_MAX */
	const char *machine_sid; /* "S-1-5-21-...", or NULL */
	bool administrators_known;
	size_t other_administrators; /* members that are no account of this machine */
	bool policy_known;
	struct sam_policy policy;
	struct bytes key; /* the encrypted key of the passwords, for sam_vault.h */
};

/* Reads everything; texts and bytes live in the arena. Returns 0, or -EBADMSG when this hive holds
 * no list of user names. */
NODISCARD int sam_read(struct hive *h, struct arena *a, struct sam *ret, struct err *err);
