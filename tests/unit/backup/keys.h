/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two new keys beside the folder, for the tests of what is sealed. */
#pragma once

#include <signal.h>

#include "backup/age.h"
#include "backup/manifest.h"
#include "backup/sealed.h"
#include "tests/unit/backup/folder.h"

static char recipient[2][80];
static int key[2];
static struct sealed_to to;

/* For the first n of them. */
static inline void keys_begin(size_t n)
{
	folder_begin();
	signal(SIGPIPE, SIG_IGN);
	to.n = n;
	for (int i = 0; i < 2; i++) {
		struct str text = STR_INIT(1024);

		ck_assert_msg(age_new_key(&text, recipient[i], sizeof(recipient[i]), &err) == 0,
			      "%s", err.message);
		key[i] = io_sealed_memfd("key", str_c(&text), text.len, &err);
		ck_assert_int_ge(key[i], 0);
		str_done(&text);
		to.recipient[i] = recipient[i];
	}
}

static inline void keys_end(void)
{
	close(key[0]);
	close(key[1]);
	folder_end();
}
