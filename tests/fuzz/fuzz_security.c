/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Security descriptors: a list that holds together, or an error; never a way in between. */
/* link: scanners/readers */
#include "core/base/util.h"
#include "scanners/readers/security.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const sid[] = { SECURITY_EVERYONE, SECURITY_USERS };
	static struct security s;
	struct err err = { 0 };
	int r = security_parse(bytes_of(data, n), &s, &err);

	if (s.n > SECURITY_ACES_MAX || (r < 0 && err.kind == ERR_NONE))
		abort();
	for (size_t i = 0; i < s.n; i++)
		if (strncmp(s.ace[i].sid, "S-1-", 4) != 0)
			abort();
	if (r == 0 && security_access(&s, sid, LEN(sid)) > SECURITY_FULL)
		abort();
	return 0;
}

/* Everyone full; then a denial before a grant, and an entry for children only. */
static const uint8_t full[] = { 1,    0, 4,    0x80, 0, 0, 0,  0, 0, 0, 0, 0, 0, 0, 0,  0,
				20,   0, 0,    0,    2, 0, 28, 0, 1, 0, 0, 0, 0, 0, 20, 0,
				0xff, 1, 0x1f, 0,    1, 1, 0,  0, 0, 0, 0, 1, 0, 0, 0,  0 };
static const uint8_t mixed[] = {
	1, 0, 4, 0x80, 0,  0,  0, 0,    0, 0,    0, 0,    0, 0, 0, 0, 20, 0, 0,  0, 2, 0, 72,
	0, 3, 0, 0,    0,  1,  0, 20,   0, 0x16, 1, 0x12, 0, 1, 1, 0, 0,  0, 0,  0, 1, 0, 0,
	0, 0, 0, 0,    24, 0,  0, 0,    0, 0x10, 1, 2,    0, 0, 0, 0, 0,  5, 32, 0, 0, 0, 0x21,
	2, 0, 0, 0,    8,  20, 0, 0xff, 1, 0x1f, 0, 1,    1, 0, 0, 0, 0,  0, 1,  0, 0, 0, 0
};

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	const uint8_t *seed = i ? mixed : full;

	if (i > 1)
		return -1;
	*ret_n = i ? sizeof(mixed) : sizeof(full);
	*ret = malloc(*ret_n);
	if (*ret)
		memcpy(*ret, seed, *ret_n);
	return *ret ? 0 : -1;
}
