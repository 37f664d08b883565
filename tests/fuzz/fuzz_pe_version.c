/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Versions of programs from any bytes. */
/* link: scanners/readers */
#include <errno.h>

#include "scanners/readers/pe_version.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scanners/readers/pe_maker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct pe_version v;
	struct err err = { 0 };
	int r = pe_version_read(bytes_of(data, n), &v, &err);

	struct arena a = { 0 };
	const char *text = "";
	int t = pe_version_text(bytes_of(data, n), "OriginalFilename", &a, &text, &err);

	bool marked;
	int m = pe_version_marked(bytes_of(data, n), &marked, &err);

	if (m != 0 && m != -EBADMSG)
		abort();
	if ((r != 0 && r != -EBADMSG && r != -ENOENT) ||
	    (t != 0 && t != -EBADMSG && t != -ENOENT) || strlen(text) > 3 * PE_TEXT_MAX)
		abort();
	arena_done(&a);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const unsigned version[] = { 142, 0, 7444, 176 };

	if (i > 1)
		return -1;
	*ret = pe_make_named(version, i, i ? "Cmd.Exe" : NULL, ret_n);
	pe_mark(*ret, i, 0x700, 64);
	return 0;
}
