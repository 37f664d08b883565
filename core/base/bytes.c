/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounded looks at bytes. */
#include "core/base/bytes.h"

#include <string.h>

/* n bytes (at most 8) at off, least significant first when little. */
static bool number(struct bytes b, uint64_t off, unsigned n, bool little, uint64_t *ret)
{
	uint64_t v = 0;

	if (!bytes_has(b, off, n))
		return false;
	for (unsigned i = 0; i < n; i++)
		v = v << 8 | b.p[off + (little ? n - 1 - i : i)];
	*ret = v;
	return true;
}

#define READ(name, type, n, little)                                                                \
	bool name(struct bytes b, uint64_t off, type *ret)                                         \
	{                                                                                          \
		uint64_t v;                                                                        \
                                                                                                   \
		if (!number(b, off, n, little, &v))                                                \
			return false;                                                              \
		*ret = (type)v;                                                                    \
		return true;                                                                       \
	}

READ(bytes_u8, uint8_t, 1, true)
READ(bytes_u16le, uint16_t, 2, true)
READ(bytes_u32le, uint32_t, 4, true)
READ(bytes_u64le, uint64_t, 8, true)
READ(bytes_u32be, uint32_t, 4, false)

bool bytes_sub(struct bytes b, uint64_t off, uint64_t n, struct bytes *ret)
{
	if (!bytes_has(b, off, n))
		return false;
	*ret = bytes_of(b.p + off, (size_t)n);
	return true;
}

bool bytes_equal(struct bytes b, uint64_t off, const void *with, size_t n)
{
	return bytes_has(b, off, n) && !memcmp(b.p + off, with, n);
}
