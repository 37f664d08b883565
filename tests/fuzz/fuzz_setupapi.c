/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Logs of device set-up from any bytes, in any of the spellings of text. */
/* link: scanners/readers */
#include "core/base/util.h"
#include "scanners/readers/setupapi.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const prefix[] = { "USBSTOR\\", "", NULL };
	static struct setupapi s;
	struct setupapi_section section;
	struct arena a = { 0 };
	int64_t t;

	setupapi_open(&s, bytes_of(data, n), &a);
	while (setupapi_next(&s, prefix, &section))
		if (strlen(section.device) >= TEXT_BUF)
			abort();
	setupapi_open(&s, bytes_of(data, n), &a);
	while (setupapi_time(&s, &t))
		;
	arena_done(&a);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char head[] = ">>>  [Device Install - USBSTOR\\Disk&Ven_\x83\x5c\\A&0]\r\n"
				   ">>>  Section start 2018/03/27 14:11:32.123\r\n"
				   "[Boot Session: 2018/03/26 22:00:00.500]\n";

	if (i > 1)
		return -1;
	*ret = calloc(2, sizeof(head) + 1);
	*ret_n = 0;
	if (i)
		memcpy(*ret, "\xff\xfe", *ret_n = 2);
	for (size_t k = 0; *ret && head[k]; k++) {
		(*ret)[(*ret_n)++] = (uint8_t)head[k];
		*ret_n += i;
	}
	return *ret ? 0 : -1;
}
