/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows' security descriptors in their self-relative form, as they lie in the registry and in
 * $Secure: who is allowed what. Pure: bytes in, values out; a worker needs nothing for it. Owner,
 * group and audit list are not looked at. Facts: Microsoft, [MS-DTYP] 2.4.2 to 2.4.6. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/bytes.h"
#include "core/base/err.h"

#define SECURITY_ACES_MAX 1024
#define SECURITY_SID_TEXT 190 /* "S-1-..." of 15 parts, with its NUL */

/* Everybody, whoever that is; everybody who has signed in. */
#define SECURITY_EVERYONE      "S-1-1-0"
#define SECURITY_ANONYMOUS     "S-1-5-7"
#define SECURITY_GUESTS        "S-1-5-32-546"
#define SECURITY_AUTHENTICATED "S-1-5-11"
#define SECURITY_USERS         "S-1-5-32-545"
#define SECURITY_INTERACTIVE   "S-1-5-4" /* whoever sits in front of it */
#define SECURITY_LOCAL         "S-1-2-0"
#define SECURITY_NETWORK       "S-1-5-2" /* whoever comes over the network */
#define SECURITY_ADMINS        "S-1-5-32-544"
#define SECURITY_SYSTEM        "S-1-5-18"
#define SECURITY_CREATOR       "S-1-3-0"
#define SECURITY_OWNER         "S-1-3-4"

/* What the rights of a file or a share come to. */
enum security_access { SECURITY_NONE, SECURITY_READ, SECURITY_WRITE, SECURITY_FULL };

struct security_ace {
	bool allow, inherited; /* inherited: it came from the folder above */
	uint32_t mask;         /* generic rights already spelled out */
	char sid[SECURITY_SID_TEXT];
};

struct security {
	bool everything_open; /* no list at all: everybody may do everything */
	size_t n;
	struct security_ace ace[SECURITY_ACES_MAX];
};

/* Entries that only children inherit are left out. -EBADMSG with err when the bytes do not hold
 * together or hold a kind of entry that is not known: nobody may then be said to be shut out. */
NODISCARD int security_parse(struct bytes descriptor, struct security *ret, struct err *err);
/* What the list gives to one of these names together, in its order, as Windows reads it. */
enum security_access security_access(const struct security *s, const char *const *sid, size_t n);
