/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many passwords a browser keeps: Chromium's "Login Data" (SQLite) and Firefox's logins.json.
 * Counts and nothing else: no name, no address and no password leaves this file. Both are read
 * from memory; a worker needs only its common calls. */
#pragma once

#include "core/base/bytes.h"
#include "core/base/err.h"

#define LOGINS_FILE_MAX ((size_t)64 << 20)

struct logins {
	int64_t count; /* entries with a password */
	int64_t money; /* of these: of banks, cards, brokers and tax offices that we know */
};

NODISCARD int logins_chromium(struct bytes file, struct logins *ret, struct err *err);
/* How many notes Sticky Notes holds (plum.sqlite). */
NODISCARD int logins_notes(struct bytes file, int64_t *ret, struct err *err);
NODISCARD int logins_firefox(struct bytes file, struct logins *ret, struct err *err);
/* Does the address of a page belong to a bank, a card, a broker or a tax office? */
bool logins_money(const char *address);
