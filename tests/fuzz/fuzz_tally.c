/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tally.csv: taken only when it is what we would write, byte by byte; then one more visit can be
 * counted and read again. */
/* link: core/checklist core/record core/text core/model core/base */
#include <stdlib.h>
#include <string.h>

#include "core/checklist/tally.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct checkup c;
	struct str text = STR_INIT(2 * TALLY_FILE_MAX);
	struct tally t, again;

	if (tally_parse((const char *)data, n, &t, NULL) < 0) {
		if (t.n || t.row)
			abort();
		return 0;
	}
	tally_text(&t, &text);
	if (text.len != n || memcmp(str_c(&text), data, n) != 0)
		abort();
	if (tally_add(&t, 1795225327, TALLY_DESK, 30, &c, NULL) == 0) {
		str_clear(&text);
		tally_text(&t, &text);
		if (text.len <= TALLY_FILE_MAX) {
			if (tally_parse(str_c(&text), text.len, &again, NULL) < 0)
				abort();
			tally_done(&again);
		}
	}
	tally_done(&t);
	str_done(&text);
	return 0;
}
