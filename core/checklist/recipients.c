/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of chamber.txt, and bech32 (BIP 173) as age uses it. */
#include "core/checklist/recipients.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#define HRP      "age"
#define KEY_SIZE 32

static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static uint32_t polymod_step(uint32_t sum, unsigned value)
{
	static const uint32_t generator[] = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
					      0x2a1462b3 };
	uint32_t top = sum >> 25;

	sum = ((sum & 0x1ffffff) << 5) ^ value;
	for (unsigned i = 0; i < LEN(generator); i++)
		if (top >> i & 1)
			sum ^= generator[i];
	return sum;
}

static uint32_t polymod_of_hrp(void)
{
	uint32_t sum = 1;

	for (const char *s = HRP; *s; s++)
		sum = polymod_step(sum, (unsigned)*s >> 5);
	sum = polymod_step(sum, 0);
	for (const char *s = HRP; *s; s++)
		sum = polymod_step(sum, (unsigned)*s & 31);
	return sum;
}

bool recipient_valid(const char *text, size_t n)
{
	uint32_t sum = polymod_of_hrp();
	unsigned last = 0;

	if (n != RECIPIENT_LENGTH || memcmp(text, HRP "1", sizeof(HRP)) != 0)
		return false;
	for (size_t i = sizeof(HRP); i < n; i++) {
		const char *at = text[i] ? strchr(alphabet, text[i]) : NULL;

		if (!at)
			return false;
		sum = polymod_step(sum, (unsigned)(at - alphabet));
		if (i == n - 7)
			last = (unsigned)(at - alphabet);
	}
	/* 52 digits are 260 bits, the key is 256: what is over has to be 0. */
	return sum == 1 && (last & 15) == 0;
}

bool recipients_add(struct recipients *r, const char *text, size_t n)
{
	if (!recipient_valid(text, n))
		return false;
	for (unsigned i = 0; i < r->n; i++)
		if (memcmp(r->key[i], text, n) == 0)
			return true;
	if (r->n == RECIPIENTS_MAX)
		return false;
	memcpy(r->key[r->n], text, n);
	r->key[r->n++][n] = '\0';
	return true;
}

static bool add_line(struct recipients *r, const char *p, size_t n)
{
	if (n > 0 && p[n - 1] == '\r')
		n--;
	return n == 0 || *p == '#' || recipients_add(r, p, n);
}

int recipients_parse(const char *text, size_t n, struct recipients *ret, struct err *err)
{
	unsigned line = 1;

	*ret = (struct recipients){ 0 };
	if (n > RECIPIENTS_FILE_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "the list of recipients is too long");
	for (; n > 0; line++) {
		const char *end = memchr(text, '\n', n);
		size_t length = end ? (size_t)(end - text) : n;

		if (!add_line(ret, text, length)) {
			*ret = (struct recipients){ 0 };
			return err_set(err, ERR_FORMAT, -EBADMSG,
				       "line %u is no recipient of age (or there are more than %d)",
				       line, RECIPIENTS_MAX);
		}
		length += end != NULL;
		text += length;
		n -= length;
	}
	if (ret->n == 0)
		return err_set(err, ERR_FORMAT, -ENOKEY, "it names no recipient");
	return 0;
}
