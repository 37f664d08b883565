/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See part_data.h. */
#include "scanners/readers/part_data.h"

#include <archive.h>
#include <errno.h>

#include "core/base/arena.h"

#define EMPTY_MAX 1000u /* blocks without a byte, one after the other */

/* Our words, whatever libarchive says: they are shown to people, in their language. */
int part_data_say(struct archive *a, struct err *err)
{
	if (archive_errno(a) == EIO)
		return err_set(err, ERR_FORMAT, -EBADMSG, N_("the medium did not give it"));
	return err_set(err, ERR_FORMAT, -EBADMSG, N_("it cannot be unpacked"));
}

int part_data_give(struct archive *a, uint64_t max, const struct zip_taker *taker,
		   enum zip_end *ret, struct err *err)
{
	uint64_t given = 0;
	unsigned empty = 0;

	*ret = ZIP_END_BROKEN;
	while (empty < EMPTY_MAX) {
		const void *p = NULL;
		size_t n = 0, fits;
		la_int64_t at = 0;
		int r = archive_read_data_block(a, &p, &n, &at);

		if (r == ARCHIVE_EOF)
			*ret = ZIP_END_WHOLE;
		if (r != ARCHIVE_OK && r != ARCHIVE_WARN)
			break;
		if ((uint64_t)at != given)
			break;
		empty = n ? 0 : empty + 1;
		fits = (size_t)MIN((uint64_t)n, max - given);
		r = fits ? taker->bytes(taker->arg, p, fits) : 0;
		if (r)
			return r;
		given += fits;
		if (fits < n) {
			*ret = ZIP_END_LARGER;
			err_set(err, ERR_LIMIT, -EFBIG, N_("it is larger than the list says"));
			return 0;
		}
	}
	if (*ret != ZIP_END_WHOLE)
		part_data_say(a, err);
	return 0;
}
