/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* A hive with two logs of any bytes. Input: sizes of hive and first log (32 bits each), hive,
 * first log, second log. Run as it is, and again with all sums made right, so that mutants get
 * past them. */
#include <errno.h>

#include "scanners/readers/hive.h"
#include "scanners/readers/marvin.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/seed_tools.h"
#include "tests/unit/scanners/readers/replay_room.h"

static void replay(struct bytes hive, struct bytes log1, struct bytes log2)
{
	struct hive_replay r;
	uint8_t *copy = NULL;
	size_t n;

	if (hive_replay(hive, log1, log2, replay_room, &hive, &copy, &n, &r, NULL) == 0 && copy &&
	    n < 4096)
		abort();
	free(copy);
}

static void put(uint8_t *p, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

static void right_base(uint8_t *p, size_t n)
{
	uint32_t sum = 0, word = 0;
	struct bytes b = bytes_of(p, n);

	for (size_t i = 0; i < 508 && bytes_u32le(b, i, &word); i += 4)
		sum ^= word;
	if (n >= 512)
		put(p + 508, sum == 0 ? 1 : sum == UINT32_MAX ? UINT32_MAX - 1 : sum, 4);
}

static void right_log(uint8_t *p, size_t n)
{
	struct bytes b = bytes_of(p, n);
	uint32_t size;

	right_base(p, n);
	for (size_t at = 512; bytes_equal(b, at, "HvLE", 4) && bytes_u32le(b, at + 4, &size) &&
			      size >= 40 && size <= n - at;
	     at += size) {
		put(p + at + 24, marvin(MARVIN_SEED, bytes_of(p + at + 40, size - 40)), 8);
		put(p + at + 32, marvin(MARVIN_SEED, bytes_of(p + at, 32)), 8);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes all = bytes_of(data, n);
	uint32_t hive, log;
	uint8_t *copy;

	if (!bytes_u32le(all, 0, &hive) || !bytes_u32le(all, 4, &log))
		return 0;
	hive = (uint32_t)MIN(hive, n - 8);
	log = (uint32_t)MIN(log, n - 8 - hive);
	copy = malloc(n);
	memcpy(copy, data, n);
	for (int round = 0; round < 2; round++) {
		uint8_t *l1 = copy + 8 + hive, *l2 = l1 + log;
		size_t n2 = n - 8 - hive - log;

		replay(bytes_of(copy + 8, hive), bytes_of(l1, log), bytes_of(l2, n2));
		right_base(copy + 8, hive);
		right_log(l1, log);
		right_log(l2, n2);
	}
	free(copy);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char script[] =
	    "printf '%%s\\n' '[a\\b]' '\"v\"=\"1\"' > s; (cat s; echo '\"w\"=fill:9000') > t;"
	    "\"$TOOLS/mkhive\" s h --%s-log l t;"
	    "python3 -c 'import struct,sys; "
	    "h,l=open(\"h\",\"rb\").read(),open(\"l\",\"rb\").read();"
	    "open(\"o\",\"wb\").write(struct.pack(\"<II\",len(h),len(l))+h+l)'";
	char command[1024];

	if (i > 1)
		return -1;
	snprintf(command, sizeof(command), script, i ? "old" : "dirty");
	*ret = seed_make(command, "o", ret_n);
	return *ret ? 0 : -1;
}
