/* SPDX-License-Identifier: GPL-2.0-or-later */
/* USB memories of the owner, and what became of the sheet that was to be written onto one, as records
 * and screens tell it. Plain records: must not touch a disk. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/util.h"

enum carry_reason {
#define CARRY(name, id, words, what_to_do) CARRY_##name,
#include "core/model/carry.def"
#undef CARRY
	CARRY_REASONS,
};

#define CARRY_TEXT_MAX   96 /* bytes of a disk's own words that are kept, without the NUL */
#define CARRY_TARGET_MAX 96

/* One USB memory, as offered. */
struct carry_memory {
	char name[32];                     /* kernel name: "sdb" */
	char target[CARRY_TARGET_MAX + 1]; /* for --to; "" when it cannot be written to */
	/* The disk's own words, escaped when shown; "" when it tells none. */
	char model[CARRY_TEXT_MAX + 1], serial[CARRY_TEXT_MAX + 1], label[CARRY_TEXT_MAX + 1];
	char type[16];            /* "vfat" */
	uint64_t size;            /* bytes of the disk */
	enum carry_reason reason; /* why it cannot be written to, or CARRY_NONE */
};

struct carry_status {
	bool saved; /* written, the guard set again, read back, the same */
	enum carry_reason reason;
};

/* Which part of which disk: "sdb:17:1048576:vfat". sequence: the kernel's number of this very disk,
 * so that another one under the same name is never meant. */
struct carry_target {
	char disk[32], type[16];
	uint64_t sequence, offset;
};
bool carry_target_parse(const char *text, struct carry_target *ret);
void carry_target_print(const struct carry_target *t, char buf[CARRY_TARGET_MAX + 1]);

const char *carry_reason_name(enum carry_reason r);
bool carry_reason_from_name(const char *name, enum carry_reason *ret);
/* Message ids: what happened, and what to do. */
const char *carry_reason_words(enum carry_reason r);
const char *carry_reason_help(enum carry_reason r);

/* The beginning of a text that came from a disk, never half a character. */
void carry_text_copy(char buf[CARRY_TEXT_MAX + 1], const char *text);
