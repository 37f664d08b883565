/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* A dconf database of any bytes: each question comes to an end. */
#include "core/base/util.h"
#include "scanners/readers/gvdb.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/seed_tools.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char key[] = "/org/gnome/desktop/session/idle-delay";
	struct bytes b = bytes_of(data, n);
	int64_t v = INT64_MIN;
	bool yes;

	if (gvdb_number(b, key, &v) == GVDB_FOUND && (v < INT32_MIN || v > UINT32_MAX))
		abort();
	(void)gvdb_flag(b, "/org/gnome/desktop/screensaver/lock-enabled", &yes);
	if (gvdb_locked(b, key) == GVDB_FOUND && !gvdb_is(b))
		abort();
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const scripts[] = {
#define KEY    "/org/gnome/desktop/session/idle-delay"
#define MAKE   "python3 \"${KENSHIN_SRC:-$OLDPWD}/tests/fixtures/tools/mkgvdb.py\" s l"
#define SCREEN "/org/gnome/desktop/screensaver/lock-enabled"
		"{ echo '" KEY " u 900'; echo '" SCREEN " b false'; echo 'lock " KEY
		"'; } >s;" MAKE,
		"echo '" KEY " u 5' >s;" MAKE,
	};

	if (i >= LEN(scripts))
		return -1;
	*ret = seed_make(scripts[i], "l", ret_n);
	return *ret ? 0 : -1;
}
