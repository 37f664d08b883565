/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* A file of systemd's journal of any bytes, fed in pieces of two sizes: both see the same lines, the
 * walk only goes forward and comes to an end, and every line is a short one. */
#include "core/base/util.h"
#include "scanners/readers/journal.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/seed_tools.h"

static void each(void *arg, const char *line, int64_t when)
{
	uint64_t *sum = arg;

	if (strlen(line) > JOURNAL_LINE_MAX)
		abort();
	for (; *line; line++)
		*sum = *sum * 31 + (uint8_t)*line;
	*sum += (uint64_t)when;
}

static uint64_t read_all(struct bytes file, const struct journal_head *head, size_t piece)
{
	uint64_t sum = 0, before;
	struct journal *j = journal_new(head, each, &sum);
	int r = 0;

	while (r == 0) {
		struct bytes b = bytes_of(NULL, 0);

		before = journal_next(j);
		if (before < file.n)
			b = bytes_of(file.p + before, MIN(piece, file.n - (size_t)before));
		r = journal_feed(j, b);
		if (r == 0 && journal_next(j) <= before)
			abort();
	}
	journal_free(j);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct journal_head head;
	struct bytes file = bytes_of(data, n);

	if (journal_head(file, &head) != JOURNAL_GOOD)
		return 0;
	if (read_all(file, &head, n) != read_all(file, &head, 65536))
		abort();
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const scripts[] = {
#define FILE_OF                                                                                    \
	"{ echo 2026-11-01T00:00:00Z kernel Linux version 6; for s in A B C; do"                   \
	" echo \"2026-11-02T00:00:00Z kernel usb 1-2: New USB device found\";"                     \
	" echo \"2026-11-02T00:00:00Z kernel usb 1-2: SerialNumber: $s\";"                         \
	" echo 2026-11-02T00:00:00Z kernel usb-storage 1-2:1.0: USB Mass Storage device; done; } " \
	">s; python3 \"${KENSHIN_SRC:-$OLDPWD}/tests/fixtures/tools/mkjournal.py\" s l"
		FILE_OF,
		FILE_OF " --compact",
		FILE_OF " --open",
		FILE_OF " --pack zstd",
		FILE_OF " --pack xz --compact",
	};

	if (i >= LEN(scripts))
		return -1;
	*ret = seed_make(scripts[i], "l", ret_n);
	return *ret ? 0 : -1;
}
