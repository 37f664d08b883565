/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* Names of any UTF-16 units: there and back again, and folding that agrees with itself. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>

#include "scanners/readers/fold.h"
#include "scanners/readers/volume_ntfs.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	ntfschar u[NTFS_NAME_UNITS], back[NTFS_NAME_UNITS + 1];
	char text[VOLUME_NAME_MAX], again[VOLUME_NAME_MAX];
	size_t units = MIN(n / 2, (size_t)NTFS_NAME_UNITS), got;

	memcpy(u, data, 2 * units);
	ntfs_name(u, units, text);
	if (strlen(text) > 3 * units || strchr(text, '/'))
		abort();
	if (!units)
		return 0;
	if (!ntfs_wide(text, strlen(text), back, &got) || got != units)
		abort();
	ntfs_name(back, got, again);
	if (strcmp(text, again) != 0 || !fold_equal(text, strlen(text), again, strlen(again)))
		abort();
	/* Any bytes at all must be taken, too. */
	(void)fold_equal((const char *)data, n, text, strlen(text));
	(void)ntfs_wide((const char *)data, n, back, &got);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char16_t names[4][16] = { u"見積書.txt", u"a\xd800z", u"\xd83d\xde00/\x202e",
					       u"ÄÖÜäöüß Ωω Жж" };

	if (i >= 4)
		return -1;
	*ret_n = sizeof(names[0]);
	*ret = malloc(*ret_n);
	memcpy(*ret, names[i], *ret_n);
	return 0;
}
