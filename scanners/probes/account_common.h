/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the probes of user names and their passwords have in common. Must not judge. */
#pragma once

#include "scanners/probes/registry.h"
#include "scanners/readers/sam_vault.h"

#define WANT_SAM                                                                                   \
	{                                                                                          \
		PROBE_WANT_HIVE, "{windows}/System32/config/SAM", (uint64_t)64 << 20, true         \
	}
#define ACCOUNT_USERS "SAM\\Domains\\Account\\Users"

/* Blob 0 of the probe as the list of user names. False: the probe's kinds are noted. sam lives in
 * r's arena; finish with account_close(). */
NODISCARD bool account_open(struct registry *r, struct sam *ret, const struct probe *probe,
			    const struct probe_input *in, struct facts *out);
/* Also notes a list that was damaged or too long. */
void account_close(struct registry *r, const struct sam *sam);

/* "S-1-5-21-...-1001", or NULL. */
const char *account_sid(const struct sam *sam, const struct sam_account *a, struct arena *arena);
/* An account's state in records: "none", "set", "unreadable", "elsewhere". */
const char *account_state(const struct sam_account *a, enum sam_secret secret);

/* Opens the stored passwords with blob 1, SYSTEM. False: the probe's kinds are noted with the
 * reason. Finish with sam_vault_close(). */
NODISCARD bool account_vault(const struct probe *probe, const struct probe_input *in,
			     const struct sam *sam, struct facts *out, struct sam_vault **ret);
