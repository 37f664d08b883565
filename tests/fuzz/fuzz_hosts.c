/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hosts file: names that fit, kinds that exist, and an end. */
/* link: scanners/readers */
#include "core/base/util.h"
#include "scanners/readers/hosts.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char name[HOSTS_NAME_MAX];
	enum hosts_kind kind;
	struct hosts h;
	size_t names = 0;

	hosts_begin(&h, bytes_of(data, n));
	while (hosts_next(&h, name, &kind))
		if (!*name || strlen(name) >= sizeof(name) || kind >= HOSTS_KINDS || ++names > n)
			abort();
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const text[] = {
		"\xef\xbb\xbf# a\r\n127.0.0.1 localhost\r\n::1 localhost x\n0.0.0.0 a b # c\n",
		"10.0.0.1\tnas\n203.0.113.9 www.microsoft.com\nfe80::1 y\nno address\n",
	};

	return fuzz_seed_text(text, LEN(text), i, ret, ret_n);
}
