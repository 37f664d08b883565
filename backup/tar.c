/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One ustar block per entry, and a block of records before it for what that has no room for. */
#include "backup/tar.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/times.h"
#include "core/base/utf.h"

#define NAME_SIZE 100u
#define OCTAL_11  (((uint64_t)1 << 33) - 1) /* 11 digits */

struct ustar {
	char name[NAME_SIZE], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type;
	char link[100], magic[6], version[2], user[32], group[32], major[8], minor[8], prefix[155];
	char rest[12];
};
_Static_assert(sizeof(struct ustar) == TAR_BLOCK, "one block");

static void octal(char *to, size_t size, uint64_t n)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%0*" PRIo64, (int)(size - 1), n);
	memcpy(to, digits, size);
}

/* name: n bytes, cut where it is too long; then there is a record with the whole. */
static void add_block(struct str *out, const char *name, size_t n, char type, uint64_t size,
		      int64_t modified)
{
	struct ustar u = { .type = type, .magic = "ustar", .version = { '0', '0' } };
	unsigned sum = 0;

	memcpy(u.name, name, MIN(n, (size_t)NAME_SIZE));
	octal(u.mode, sizeof(u.mode), type == '5' ? 0755 : 0644);
	octal(u.uid, sizeof(u.uid), 0);
	octal(u.gid, sizeof(u.gid), 0);
	octal(u.size, sizeof(u.size), MIN(size, OCTAL_11));
	octal(u.mtime, sizeof(u.mtime), MIN((uint64_t)MAX(modified, (int64_t)0), OCTAL_11));
	octal(u.major, sizeof(u.major), 0);
	octal(u.minor, sizeof(u.minor), 0);
	memset(u.checksum, ' ', sizeof(u.checksum));
	for (size_t i = 0; i < sizeof(u); i++)
		sum += ((const uint8_t *)&u)[i];
	octal(u.checksum, sizeof(u.checksum) - 1, sum);
	str_addn(out, (const char *)&u, sizeof(u));
}

/* "LENGTH KEY=VALUE\n", the length counting its own digits. */
static void add_record(struct str *out, const char *key, const char *value, size_t n,
		       const char *behind)
{
	size_t rest = strlen(key) + n + strlen(behind) + 3, length = rest + 1;

	for (size_t digits = 1, limit = 10; length >= limit; limit *= 10)
		length = rest + ++digits;
	str_addf(out, "%zu %s=", length, key);
	str_addn(out, value, n);
	str_addf(out, "%s\n", behind);
}

static void add_number(struct str *out, const char *key, int64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, n);
	add_record(out, key, text, strlen(text), "");
}

static bool plain(const char *name)
{
	for (; *name; name++)
		if ((unsigned char)*name >= 0x80)
			return false;
	return true;
}

void tar_header(struct str *out, const struct tar_entry *e)
{
	size_t n = strlen(e->name);
	struct str records = STR_INIT(n + 256), name = STR_INIT(n + 1);
	int64_t modified = e->modified == TIME_ABSENT ? 0 : e->modified;
	const char *slash = e->folder ? "/" : "";

	if (!plain(e->name) || n + strlen(slash) > NAME_SIZE) {
		if (!utf8_valid(e->name, n))
			add_record(&records, "hdrcharset", "BINARY", 6, "");
		add_record(&records, "path", e->name, n, slash);
	}
	if (e->size > OCTAL_11)
		add_number(&records, "size", (int64_t)MIN(e->size, (uint64_t)INT64_MAX));
	if (modified < 0 || (uint64_t)modified > OCTAL_11)
		add_number(&records, "mtime", modified);
	if (records.len) {
		add_block(out, "PaxHeader/entry", 15, 'x', records.len, modified);
		str_addn(out, str_c(&records), records.len);
		tar_padding(out, records.len);
	}
	str_add(&name, e->name);
	str_add(&name, slash);
	add_block(out, str_c(&name), name.len, e->folder ? '5' : '0', e->size, modified);
	str_done(&name);
	str_done(&records);
}

void tar_padding(struct str *out, uint64_t size)
{
	static const char zeros[TAR_BLOCK];

	str_addn(out, zeros, (size_t)(-size % TAR_BLOCK));
}

void tar_end(struct str *out)
{
	static const char zeros[2 * TAR_BLOCK];

	str_addn(out, zeros, sizeof(zeros));
}

size_t tar_header_max(const char *name)
{
	return strlen(name) + 256 + 4 * TAR_BLOCK;
}
