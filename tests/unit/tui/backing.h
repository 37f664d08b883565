/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A visit at the begin of its backup, for the tests of it. */
#pragma once

#include "tests/unit/suite.h"
#include "tests/unit/tui/drawing.h"
#include "tui/visit/keep.h"

static struct visit v;

static inline void told(const char *path, const char *words, uint64_t bytes)
{
	struct backup_told_folder f = { .files = 10, .bytes = bytes, .ticked = true };

	snprintf(f.path, sizeof(f.path), "%s", path);
	snprintf(f.words, sizeof(f.words), "%s", words);
	backing_folder(&v, &f);
}

static inline void plugged(uint64_t room)
{
	struct backup_told_medium m = { .name = "sdc",
					.target = "sdc:7:0:exfat",
					.model = "HD",
					.serial = "3D07",
					.uuid = "1A2B",
					.type = "exfat",
					.size = 500000000000,
					.room = room };

	backing_look(&v);
	backing_found(&v, &m);
	backing_looked(&v);
}

/* At S13, with a check behind it and the consent given. */
static inline void at_what_next(void)
{
	visit_story_what_next(&v, LANGUAGE_JA);
	visit_story_disks(&v);
	v.able.backup = true;
	v.chosen = 0;
	v.consent[0] = v.consent[1] = TICK_YES;
	v.want = 0;
}

static inline void planned(void)
{
	at_what_next();
	screen_key(&v, 3);
	ck_assert_int_eq(v.screen, SCREEN_S36);
	ck_assert_uint_eq(v.want, WANT_BACKUP_PLAN);
	told("Users/a/Documents", "Documents", 1000000000);
	told("Users/b/Documents", "Documents", 3000000000);
	told("Users/a/Pictures", "Pictures", 9000000000);
	backing_planned(&v);
	v.want = 0;
}
