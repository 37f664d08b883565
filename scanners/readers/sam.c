/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See sam.h. Every account stands for itself: one that cannot be read never hides another. */
#include "scanners/readers/sam.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/base/utf.h"

#define ACCOUNTS       "SAM\\Domains\\Account"
#define ADMINISTRATORS "SAM\\Domains\\Builtin\\Aliases\\00000220"
#define NAME_UNITS     ((size_t)256)
#define TICKS_MINUTE   ((int64_t)600000000) /* 100 ns */
#define TICKS_DAY      (24 * 60 * TICKS_MINUTE)

/* Offsets in the value F of the domain, F and V of a user, C of a group. */
enum {
	D_MAX_AGE = 0x18,
	D_LOCKOUT = 0x30,
	D_WINDOW = 0x38,
	D_PROPERTIES = 0x4c,
	D_MIN_LENGTH = 0x50,
	D_HISTORY = 0x52,
	D_THRESHOLD = 0x54,
	D_KEY = 0x68,
	U_LOGON = 0x08,
	U_CHANGED = 0x18,
	U_RID = 0x30,
	U_FLAGS = 0x38,
	U_WRONG = 0x40,
	U_LOGONS = 0x42,
	V_NAME = 0x0c,
	V_FULL_NAME = 0x18,
	V_LM = 0x9c,
	V_NT = 0xa8,
	V_DATA = 0xcc,
	C_MEMBERS = 0x28,
	C_SIZE = 0x2c,
	C_COUNT = 0x30,
	C_DATA = 0x34,
};

enum { PROPERTY_COMPLEX = 0x01, PROPERTY_REVERSIBLE = 0x10 };

/* A part of V by its row in the table of offsets. */
static bool part_of(struct bytes v, uint64_t row, struct bytes *ret)
{
	uint32_t offset, n;

	return bytes_u32le(v, row, &offset) && bytes_u32le(v, row + 4, &n) &&
	       bytes_sub(v, (uint64_t)V_DATA + offset, n, ret);
}

static const char *text_of(struct bytes v, uint64_t row, struct arena *a, bool *damaged)
{
	struct bytes b;

	if (!part_of(v, row, &b)) {
		*damaged = true;
		return "";
	}
	return utf16le_to_utf8(a, b.p, MIN(b.n / 2, NAME_UNITS), true);
}

static int64_t moment(struct bytes b, uint64_t at)
{
	uint64_t filetime;

	if (!bytes_u64le(b, at, &filetime) || filetime >= INT64_MAX)
		return TIME_ABSENT;
	return time_from_filetime(filetime);
}

/* "000003E9" */
static bool rid_of(const char *name, uint32_t *ret)
{
	uint32_t v = 0;

	if (strlen(name) != 8)
		return false;
	for (; *name; name++) {
		const char *digits = "0123456789abcdef", *d = strchr(digits, *name | 0x20);

		if (!d)
			return false;
		v = v << 4 | (uint32_t)(d - digits);
	}
	*ret = v;
	return true;
}

static bool read_state(struct bytes f, struct sam_account *ret)
{
	uint16_t flags, wrong, logons;
	uint32_t rid;

	if (!bytes_u32le(f, U_RID, &rid) || rid != ret->rid || !bytes_u16le(f, U_FLAGS, &flags) ||
	    !bytes_u16le(f, U_WRONG, &wrong) || !bytes_u16le(f, U_LOGONS, &logons))
		return false;
	ret->flags = flags;
	ret->wrong_tries = wrong;
	ret->logons = logons;
	ret->last_logon = moment(f, U_LOGON);
	ret->password_changed = moment(f, U_CHANGED);
	return true;
}

static void read_account(struct hive *h, hive_key key, struct arena *a, struct sam_account *ret,
			 bool *damaged)
{
	struct bytes f, v;
	const char *address;

	ret->written = hive_key_written(h, key);
	ret->last_logon = ret->password_changed = TIME_ABSENT;
	ret->name = ret->full_name = "";
	ret->state_known = hive_binary(h, key, "F", a, &f) && read_state(f, ret);
	if (hive_binary(h, key, "V", a, &v)) {
		ret->name = text_of(v, V_NAME, a, damaged);
		ret->full_name = text_of(v, V_FULL_NAME, a, damaged);
		ret->secrets_known = part_of(v, V_LM, &ret->lm) && part_of(v, V_NT, &ret->nt);
	}
	ret->microsoft = hive_has_value(h, key, "InternetUserName") ||
			 hive_text(h, key, "InternetSID", a, &address);
	*damaged |= !ret->state_known || !ret->secrets_known || !*ret->name;
}

static void read_accounts(struct hive *h, hive_key users, struct arena *a, struct sam *ret)
{
	hive_key *child;
	/* One more than the ceiling and the list of names: so that "more" can be told. */
	size_t n = hive_children(h, users, SAM_ACCOUNTS_MAX + 2, a, &child);

	ret->account = arena_array(a, MIN(n, SAM_ACCOUNTS_MAX), sizeof(*ret->account));
	for (size_t i = 0; i < n; i++) {
		struct sam_account one = { 0 };

		if (!rid_of(hive_key_name(h, child[i], a), &one.rid))
			continue;
		if (ret->n == SAM_ACCOUNTS_MAX) {
			ret->more = true;
			return;
		}
		read_account(h, child[i], a, &one, &ret->damaged);
		ret->account[ret->n++] = one;
	}
}

/* Next member of a group: "S-1-5-21-1-2-3-1001" into buf. */
static bool next_sid(struct bytes b, uint64_t *at, char *buf, size_t size)
{
	uint64_t authority = 0;
	uint8_t revision, parts, byte;
	size_t used;

	if (!bytes_u8(b, *at, &revision) || revision != 1 || !bytes_u8(b, *at + 1, &parts) ||
	    parts > 15 || !bytes_has(b, *at, 8 + 4ull * parts))
		return false;
	for (unsigned i = 0; i < 6 && bytes_u8(b, *at + 2 + i, &byte); i++)
		authority = authority << 8 | byte;
	used = (size_t)snprintf(buf, size, "S-1-%llu", (unsigned long long)authority);
	for (unsigned i = 0; i < parts; i++) {
		uint32_t part = 0;

		(void)bytes_u32le(b, *at + 8 + 4ull * i, &part);
		used += (size_t)snprintf(buf + used, size - used, "-%u", part);
	}
	*at += 8 + 4ull * parts;
	return true;
}

static void note_administrator(struct sam *s, const char *sid)
{
	size_t n = strlen(s->machine_sid);

	for (size_t i = 0; i < s->n; i++) {
		char own[16];

		snprintf(own, sizeof(own), "-%u", s->account[i].rid);
		if (!strncmp(sid, s->machine_sid, n) && !strcmp(sid + n, own)) {
			s->account[i].administrator = true;
			return;
		}
	}
	s->other_administrators++;
}

static bool read_administrators(struct hive *h, struct arena *a, struct sam *s)
{
	hive_key key = hive_find(h, hive_root(h), ADMINISTRATORS);
	uint32_t offset, size, count;
	struct bytes c, members;
	char sid[200];
	uint64_t at = 0;

	if (!key || !s->machine_sid || !hive_binary(h, key, "C", a, &c) ||
	    !bytes_u32le(c, C_MEMBERS, &offset) || !bytes_u32le(c, C_SIZE, &size) ||
	    !bytes_u32le(c, C_COUNT, &count) || count > SAM_MEMBERS_MAX ||
	    !bytes_sub(c, (uint64_t)C_DATA + offset, size, &members))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		if (!next_sid(members, &at, sid, sizeof(sid)))
			return false;
		note_administrator(s, sid);
	}
	return true;
}

/* The last three parts of the machine's SID end the domain's value V. */
static const char *machine_sid(struct bytes v, struct arena *a)
{
	uint32_t part[3];

	for (unsigned i = 0; i < 3; i++)
		if (v.n < 12 || !bytes_u32le(v, v.n - 12 + 4 * i, &part[i]))
			return NULL;
	return arena_printf(a, "S-1-5-21-%u-%u-%u", part[0], part[1], part[2]);
}

/* A negative interval; "never" is the most negative one, or 0. */
static int64_t interval(struct bytes f, uint64_t at, int64_t unit)
{
	uint64_t raw = 0;
	int64_t v;

	if (!bytes_u64le(f, at, &raw))
		return -1;
	memcpy(&v, &raw, sizeof(v));
	if (v >= 0 || v <= -INT64_MAX)
		return -1;
	return -v / unit;
}

static bool read_policy(struct bytes f, struct sam_policy *ret)
{
	uint16_t length, history, threshold;
	uint32_t properties;

	if (!bytes_u32le(f, D_PROPERTIES, &properties) || !bytes_u16le(f, D_MIN_LENGTH, &length) ||
	    !bytes_u16le(f, D_HISTORY, &history) || !bytes_u16le(f, D_THRESHOLD, &threshold))
		return false;
	*ret = (struct sam_policy){
		.min_length = length,
		.history = history,
		.lockout_threshold = threshold,
		.complexity = properties & PROPERTY_COMPLEX,
		.reversible = properties & PROPERTY_REVERSIBLE,
		.max_age_days = interval(f, D_MAX_AGE, TICKS_DAY),
		.lockout_minutes = interval(f, D_LOCKOUT, TICKS_MINUTE),
		.lockout_window_minutes = interval(f, D_WINDOW, TICKS_MINUTE),
	};
	return true;
}

int sam_read(struct hive *h, struct arena *a, struct sam *ret, struct err *err)
{
	hive_key top = hive_find(h, hive_root(h), ACCOUNTS);
	hive_key users = top ? hive_find(h, top, "Users") : 0;
	struct bytes f, v;

	*ret = (struct sam){ 0 };
	if (!users)
		return err_set(err, ERR_FORMAT, -EBADMSG, "there is no list of user names in SAM");
	read_accounts(h, users, a, ret);
	if (hive_binary(h, top, "F", a, &f)) {
		ret->policy_known = read_policy(f, &ret->policy);
		if (!bytes_sub(f, D_KEY, f.n > D_KEY ? f.n - D_KEY : 0, &ret->key))
			ret->key = bytes_of(NULL, 0);
	}
	if (hive_binary(h, top, "V", a, &v))
		ret->machine_sid = machine_sid(v, a);
	ret->administrators_known = read_administrators(h, a, ret);
	return 0;
}
