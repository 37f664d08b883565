/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the broker lets be mapped of a locked part, and what it tells the kernel of it. A worker that was taken
 * over says anything: nothing of it may reach another part, the part's own beginning, or one sector twice. */
#include <errno.h>
#include <sys/sysmacros.h>

#include "scanners/broker/server.h"
#include "tests/unit/suite.h"

#define SECTORS 2048u

/* As mkbitlocker's volume of 1 MiB is laid out. */
static struct broker_unlock whole(void)
{
	struct broker_unlock u = {
		.cipher = BROKER_AES_XTS,
		.key_n = 32,
		.n = 9,
		.segment = { { 0, 16, 644, 0, 0 },
			     { 16, 496, 16, 0, 0 },
			     { 512, 128, 0, 1, 0 },
			     { 640, 4, 640, 0, 0 },
			     { 644, 16, 0, 1, 0 },
			     { 660, 364, 660, 0, 0 },
			     { 1024, 128, 0, 1, 0 },
			     { 1152, 768, 1152, 0, 0 },
			     { 1920, 128, 0, 1, 0 } },
	};

	for (unsigned i = 0; i < sizeof(u.key); i++)
		u.key[i] = (uint8_t)(i * 7);
	return u;
}

static int checked(const struct broker_unlock *u)
{
	struct err err = { 0 };
	int r = mapping_check(u, SECTORS, &err);

	ck_assert(r == 0 || (r == -EINVAL && err.message[0]));
	return r;
}

START_TEST(what_can_be)
{
	struct broker_unlock u = whole();

	ck_assert_int_eq(checked(&u), 0);
	ck_assert_int_eq(mapping_check(&u, SECTORS + 1, NULL), 0);
	ck_assert_int_lt(mapping_check(&u, SECTORS - 1, NULL), 0);
	ck_assert_int_lt(mapping_check(&u, 0, NULL), 0);
}
END_TEST

static void no_segment(struct broker_unlock *u)
{
	u->n = 0;
}
static void too_many(struct broker_unlock *u)
{
	u->n = BROKER_SEGMENTS_MAX + 1;
}
static void enormous(struct broker_unlock *u)
{
	u->n = UINT32_MAX;
}
static void no_cipher(struct broker_unlock *u)
{
	u->cipher = BROKER_CIPHERS;
}
static void no_key(struct broker_unlock *u)
{
	u->key_n = 0;
}
static void short_key(struct broker_unlock *u)
{
	u->key_n = 16;
}
static void long_key(struct broker_unlock *u)
{
	u->key_n = 65;
}
static void odd_key(struct broker_unlock *u)
{
	u->key_n = 48;
}
static void key_of_other(struct broker_unlock *u)
{
	u->cipher = BROKER_AES_CBC;
	u->key_n = 64;
}
static void begins_late(struct broker_unlock *u)
{
	u->segment[0].start = 1;
}
static void gap(struct broker_unlock *u)
{
	u->segment[1].start++;
}
static void back(struct broker_unlock *u)
{
	u->segment[3].start = 0;
}
static void nothing(struct broker_unlock *u)
{
	u->segment[3].length = 0;
}
static void beyond(struct broker_unlock *u)
{
	u->segment[8].length++;
}
static void overflows(struct broker_unlock *u)
{
	u->segment[8].length = UINT64_MAX - 1919;
}
static void from_beyond(struct broker_unlock *u)
{
	u->segment[7].from = SECTORS;
}
static void from_over(struct broker_unlock *u)
{
	u->segment[7].from = SECTORS - 767;
}
static void from_far(struct broker_unlock *u)
{
	u->segment[7].from = UINT64_MAX - 100;
}
static void the_face(struct broker_unlock *u)
{
	u->segment[0].from = 0;
}
static void the_face_too(struct broker_unlock *u)
{
	u->segment[1].from = 15;
}
static void twice(struct broker_unlock *u)
{
	u->segment[0].from = 100;
}
static void twice_later(struct broker_unlock *u)
{
	u->segment[7].from = 700;
}
static void half_zero(struct broker_unlock *u)
{
	u->segment[2].zero = 2;
}

static void (*const spoil[])(struct broker_unlock *u) = {
	no_segment, too_many,     enormous,     no_cipher,   no_key,    short_key,
	long_key,   odd_key,      key_of_other, begins_late, gap,       back,
	nothing,    beyond,       overflows,    from_beyond, from_over, from_far,
	the_face,   the_face_too, twice,        twice_later, half_zero,
};

START_TEST(what_cannot_be)
{
	struct broker_unlock u = whole();

	spoil[_i](&u);
	ck_assert_int_eq(checked(&u), -EINVAL);
}
END_TEST

/* 100,000 lists of any numbers: what is let pass lies within the part, each sector at most once. */
START_TEST(any_numbers)
{
	static uint8_t used[SECTORS];
	unsigned state = 11, passed = 0;

	for (unsigned i = 0; i < 100000; i++) {
		struct broker_unlock u = whole();

		for (unsigned k = 0; k < 3; k++) {
			struct broker_segment *s;
			uint64_t *field;

			state = state * 1103515245u + 12345u;
			s = &u.segment[(state >> 8) % 9];
			field = (state >> 20) % 3 == 0   ? &s->start
				: (state >> 20) % 3 == 1 ? &s->length
							 : &s->from;
			*field = (state >> 12) % 7 ? (state >> 4) % (SECTORS + 8)
						   : UINT64_MAX - (state >> 16) % 9;
		}
		if (mapping_check(&u, SECTORS, NULL) < 0)
			continue;
		passed++;
		memset(used, 0, sizeof(used));
		for (unsigned k = 0; k < u.n; k++)
			for (uint64_t at = 0; !u.segment[k].zero && at < u.segment[k].length;
			     at++) {
				ck_assert_uint_lt(u.segment[k].from + at, SECTORS);
				ck_assert_uint_ge(u.segment[k].from + at, u.segment[0].length);
				ck_assert_uint_eq(used[u.segment[k].from + at]++, 0);
			}
	}
	ck_assert_uint_gt(passed, 0);
}
END_TEST

/* The lines that cryptsetup gives the kernel for such a volume (its lib/bitlk, and dm-crypt's own words). */
START_TEST(lines)
{
	static const char *const name[] = { "aes-xts-plain64", "aes-cbc-eboiv",
					    "aes-cbc-elephant" };
	struct broker_unlock u = whole();
	char line[MAPPING_LINE], want[MAPPING_LINE];

	for (uint32_t cipher = 0; cipher < BROKER_CIPHERS; cipher++)
		for (uint32_t twice_as_long = 0; twice_as_long < 2; twice_as_long++) {
			size_t n;

			u.cipher = cipher;
			u.key_n = (cipher == BROKER_AES_CBC ? 16u : 32u) << twice_as_long;
			mapping_line(&u, 0, makedev(8, 17), line, sizeof(line));
			n = (size_t)snprintf(want, sizeof(want), "%s ", name[cipher]);
			for (uint32_t i = 0; i < u.key_n; i++)
				n += (size_t)snprintf(want + n, sizeof(want) - n, "%02x", u.key[i]);
			snprintf(want + n, sizeof(want) - n, " 644 8:17 644");
			ck_assert_str_eq(line, want);
		}
	mapping_line(&u, 2, makedev(8, 17), line, sizeof(line));
	ck_assert_str_eq(line, "");
	/* The longest that can be. */
	u.segment[0].from = UINT64_MAX;
	mapping_line(&u, 0, makedev(4095, 1048575), line, sizeof(line));
	ck_assert(strstr(line, " 18446744073709551615 4095:1048575 18446744073709551615"));
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("mapping");

	tcase_add_test(t, what_can_be);
	tcase_add_loop_test(t, what_cannot_be, 0, LEN(spoil));
	tcase_add_test(t, any_numbers);
	tcase_add_test(t, lines);
	return suite_result(suite_create("mapping"), t);
}
