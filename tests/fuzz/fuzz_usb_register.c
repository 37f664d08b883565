/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The firm's register of USB devices from any bytes: rows, or a refusal that leaves nothing behind. */
/* link: signatures core/model core/base */
#include "core/base/util.h"
#include "signatures/usb_register.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	struct device_register r = { 0 };
	struct err err = { 0 };
	int e = usb_register_parse(&a, (const char *)data, n, &r, &err);

	if ((e == 0) != (r.state == DEVICE_REGISTER_READ) || (e < 0 && r.n))
		abort();
	for (size_t i = 0; i < r.n; i++)
		if (!*r.device[i].serial || !r.device[i].label)
			abort();
	arena_done(&a);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const seeds[] = {
		"serial,holder,label\r\nAA01,company,USB-01\r\n\"BB02&0\",private,\"a, b\"\r\n",
	};

	return fuzz_seed_text(seeds, LEN(seeds), i, ret, ret_n);
}
