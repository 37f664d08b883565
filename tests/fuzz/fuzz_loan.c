/* SPDX-License-Identifier: GPL-2.0-or-later */
/* loan.json and chamber.txt: whatever the bytes, a whole loan or none; what was taken can be
 * counted on and read again. */
/* link: core/checklist core/record core/text core/model core/base */
#include <stdlib.h>
#include <string.h>

#include "core/checklist/loan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void count(const char *text, size_t n, const struct loan *before)
{
	struct str out = STR_INIT(2 * LOAN_FILE_MAX);
	struct loan after;

	for (unsigned i = 0; i < STICKERS; i++) {
		bool was_free = loan_sticker_free(before, (enum sticker)i);
		int r;

		str_clear(&out);
		r = loan_use(text, n, (enum sticker)i, 0, &out, NULL);
		if (r == 0 && !was_free)
			abort();
		if (r == 0 && out.len <= LOAN_FILE_MAX &&
		    (loan_parse(str_c(&out), out.len, &after, NULL) < 0 ||
		     after.n_used != before->n_used + 1))
			abort();
	}
	str_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *text = (const char *)data;
	struct recipients to;
	struct loan l;

	if (recipients_parse(text, n, &to, NULL) < 0 ? to.n != 0
						     : to.n == 0 || to.n > RECIPIENTS_MAX)
		abort();
	if (loan_parse(text, n, &l, NULL) < 0) {
		if (l.pcs || l.n_used)
			abort();
		return 0;
	}
	if (l.pcs < 1 || l.pcs > LOAN_PCS_MAX || l.n_used > l.pcs || l.until < l.issued ||
	    !recipient_valid(l.recipient, strlen(l.recipient)))
		abort();
	if (loan_state(&l, l.until, false) == LOAN_OVER)
		abort();
	count(text, n, &l);
	return 0;
}
