/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small XML files: every element that opens closes, paths and texts stay below their ceilings. */
/* link: scanners/readers */
#include "core/base/utf.h"
#include "core/base/util.h"
#include "scanners/readers/xml.h"
#include "tests/fuzz/fuzz.h"

static int deep;

static void on_open(void *arg, const char *path, const char *const *attribute)
{
	(void)arg;
	if (++deep > XML_DEPTH_MAX || !*path)
		abort();
	for (; *attribute; attribute += 2)
		if (!attribute[1])
			abort();
}

static void on_close(void *arg, const char *path, const char *text)
{
	(void)arg;
	deep--;
	if (strlen(text) > XML_TEXT_MAX || !utf8_valid(path, strlen(path)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct xml_handler h = { NULL, on_open, on_close };
	struct err err = { 0 };
	int r;

	deep = 0;
	r = xml_walk(bytes_of(data, n), &h, &err);
	if ((r == 0 && deep) || (r < 0 && err.kind == ERR_NONE))
		abort();
	return 0;
}

static const char task[] =
    "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<Task version=\"1.2\" "
    "xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\"><Settings><Hidden>true"
    "</Hidden></Settings><Actions Context=\"Author\"><Exec><Command>C:\\a &amp; b.exe</Command>"
    "</Exec></Actions></Task>";

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const text[] = {
		task, "<!DOCTYPE a [<!ENTITY b \"cccc\">]><a>&b;</a>",
		"<WLANProfile><MSM><security><authEncryption><authentication>WPA2PSK"
		"</authentication></authEncryption></security></MSM></WLANProfile>"
	};

	if (i == 0) { /* as Windows writes it */
		*ret_n = 2 * sizeof(task);
		*ret = calloc(1, *ret_n);
		if (!*ret)
			return -1;
		(*ret)[0] = 0xff;
		(*ret)[1] = 0xfe;
		for (size_t k = 0; k + 1 < sizeof(task); k++)
			(*ret)[2 + 2 * k] = (uint8_t)task[k];
		return 0;
	}
	return fuzz_seed_text(text, LEN(text), i - 1, ret, ret_n);
}
