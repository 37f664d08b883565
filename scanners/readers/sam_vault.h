/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the stored passwords of a Windows have in common, without ever knowing one: blank, equal to
 * each other, equal to a text that somebody offers. Their hashes, and the keys that open them, live
 * only in the vault: memory that is locked, left out of any dump, and wiped when it is closed; no
 * function gives one out. The worker that opens a vault has no path, no socket and ends afterwards.
 * It needs, beyond what hive.h names: mlock, munlock. */
#pragma once

#include "scanners/readers/sam.h"

enum sam_secret {
	SAM_SECRET_UNREADABLE, /* damaged, or of a kind that nothing here knows */
	SAM_SECRET_NONE,       /* there is no password */
	SAM_SECRET_SET,
};

struct sam_judgement {
	enum sam_secret secret;
	bool old_form;  /* also kept in the old form that is opened in minutes (LM) */
	unsigned group; /* accounts with the same password share a number; 0: nobody else has it */
};

struct sam_vault;

/* Opens all stored passwords of sam with the key in the SYSTEM hive. Errors:
 *   -EKEYREJECTED  this SAM does not belong to this SYSTEM (the key's own check does not fit)
 *   -ENOKEY        Windows asks for the key at its start: it is not on the disk
 *   -EBADMSG       a part of either hive is missing or damaged
 *   -ENOMEM        no memory could be locked
 * sam must stay until the vault is closed. */
NODISCARD int sam_vault_open(const struct sam *sam, struct hive *system, struct sam_vault **ret,
			     struct err *err);
/* Wipes and frees; NULL is fine. */
void sam_vault_close(struct sam_vault *v);

/* One judgement for each account of sam, in its order. */
void sam_vault_judge(struct sam_vault *v, struct sam_judgement *ret);

/* Offers a text as a password: hit[i] becomes true where account i has it. */
void sam_vault_offer(struct sam_vault *v, const char *text, size_t n, bool *hit);
