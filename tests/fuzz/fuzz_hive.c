/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* A registry hive of any bytes: opened, every key and value read. */
#include <errno.h>

#include "scanners/readers/hive.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/seed_tools.h"

static void read_key(struct hive *h, hive_key key, unsigned depth, unsigned *budget)
{
	struct arena a = { 0 };
	hive_key *child;
	const char **value, *text;
	struct bytes b;
	int64_t number;
	size_t n = hive_values(h, key, 200, &a, &value);

	(void)hive_class(h, key, &b);
	(void)hive_key_written(h, key);
	(void)hive_key_name(h, key, &a);
	for (size_t i = 0; i < n; i++) {
		(void)hive_text(h, key, value[i], &a, &text);
		(void)hive_number(h, key, value[i], &number);
		(void)hive_time(h, key, value[i], &number);
		(void)hive_binary(h, key, value[i], &a, &b);
	}
	n = depth < 30 ? hive_children(h, key, 200, &a, &child) : 0;
	for (size_t i = 0; i < n && *budget; i++, --*budget)
		read_key(h, child[i], depth + 1, budget);
	arena_done(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes none = { 0 };
	struct hive *h = NULL;
	unsigned budget = 2000;

	if (hive_open("FUZZ", bytes_of(data, n), none, none, &h, NULL) < 0)
		return 0;
	read_key(h, hive_root(h), 0, &budget);
	(void)hive_find(h, hive_root(h), "CurrentControlSet\\Control\\Lsa");
	hive_close(h);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	if (i > 0)
		return -1;
	*ret = seed_make(
	    "printf '%s\\n' '[Select]' '\"Current\"=dword:1' '[ControlSet001\\Control\\Lsa]'"
	    " 'class=\"0123\"' '\"a\"=\"text\"' '\"m\"=multi:\"x\",\"y\"' '\"q\"=qword:1'"
	    " '\"b\"=fill:20000' '[Ünï\\見積\\c\\d]' '@=\"x\"' > s; \"$TOOLS/mkhive\" s h",
	    "h", ret_n);
	return *ret ? 0 : -1;
}
