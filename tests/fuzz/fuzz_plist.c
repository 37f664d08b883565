/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* A property list of any bytes: a tree with a ceiling comes out, or none. */
#include "core/base/util.h"
#include "scanners/readers/plist.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/seed_tools.h"

static unsigned count(const struct plist *p, unsigned depth)
{
	unsigned n = 0;

	if (depth > PLIST_DEPTH_MAX)
		abort();
	for (; p; p = p->next) {
		n += 1 + count(p->child, depth + 1);
		if (p->type == PLIST_TEXT && (!p->text || strlen(p->text) > PLIST_TEXT_MAX))
			abort();
		if (p->type != PLIST_DICT && p->type != PLIST_ARRAY && p->child)
			abort();
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { .ceiling = (size_t)192 << 20 };
	struct err err = { 0 };
	const struct plist *p = plist_read(bytes_of(data, n), &a, &err);

	if (p && count(p, 0) > PLIST_NODES_MAX)
		abort();
	if (!p && err.kind == ERR_NONE)
		abort();
	(void)plist_flag(p, "a");
	(void)plist_first(p, "b");
	arena_done(&a);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const scripts[] = {
#define MAKE(form)                                                                                 \
	"python3 -c \"import plistlib, datetime; plistlib.dump({'a': True, 'b': ['x', 'あ'], "    \
	"'c': "                                                                                    \
	"{'d': 5, 'e': datetime.datetime(2026, 1, 2), 'f': b'123', 'g': 1.5}, 'h': [[], {}]}, "    \
	"open('l', 'wb'), fmt=plistlib." form ")\""
		MAKE("FMT_BINARY"),
		MAKE("FMT_XML"),
	};

	if (i >= LEN(scripts))
		return -1;
	*ret = seed_make(scripts[i], "l", ret_n);
	return *ret ? 0 : -1;
}
