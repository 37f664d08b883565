/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See shell_item.h. */
#include "scanners/readers/shell_item.h"

#include <string.h>

#define TYPE_MASK   0x70u
#define TYPE_VOLUME 0x20u
#define HAS_NAME    0x01u

static bool letter(uint8_t c, char *ret)
{
	if (c >= 'a' && c <= 'z')
		c = (uint8_t)(c - 'a' + 'A');
	if (c < 'A' || c > 'Z')
		return false;
	*ret = (char)c;
	return true;
}

bool shell_item_drive(struct bytes item, char *ret)
{
	uint16_t size;
	uint8_t type, first;

	return bytes_u16le(item, 0, &size) && size >= 6 && size <= item.n &&
	       bytes_u8(item, 2, &type) && (type & TYPE_MASK) == TYPE_VOLUME && type & HAS_NAME &&
	       bytes_u8(item, 3, &first) && bytes_equal(item, 4, ":\\", 2) && letter(first, ret);
}

bool shell_item_shown_drive(const char *name, char *ret)
{
	size_t n = strlen(name);

	return n >= 4 && name[n - 4] == '(' && !strcmp(name + n - 2, ":)") &&
	       letter((uint8_t)name[n - 3], ret);
}
