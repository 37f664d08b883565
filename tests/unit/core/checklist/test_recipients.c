/* SPDX-License-Identifier: GPL-2.0-or-later */
/* chamber.txt: whose keys open the results. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/checklist/recipients.h"
#include "tests/unit/suite.h"

/* Made by age-keygen. */
#define A "age1llxyuwa9jj4mtw2uhqw6s57apj6lc0ln7vzlsh6txdazj7kk6yqsrf0unp"
#define B "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

static const struct {
	const char *text;
	int n; /* recipients, or negative errno */
} files[] = {
	{ A, 1 },
	{ A "\n", 1 },
	{ A "\r\n" B "\r\n", 2 },
	{ "# the office\n\n" A "\n# and the president\n" B "\n", 2 },
	{ A "\n" A "\n", 1 },
	{ "", -ENOKEY },
	{ "\n\n", -ENOKEY },
	{ "# " A "\n", -ENOKEY },
	{ A "\nhello\n", -EBADMSG },
	{ A " \n", -EBADMSG },
	{ " " A "\n", -EBADMSG },
	{ A "," B "\n", -EBADMSG },
	{ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO\n", -EBADMSG },
	{ "AGE-SECRET-KEY-1NZLJ8L5SQPV6SJYN3PAW3K00GJZD4Q8NRUGF9E3F7D5Q0FJ3CZRQ3RZQYQ\n",
	  -EBADMSG },
};

START_TEST(file)
{
	struct recipients r;
	struct err err = { 0 };
	int result = recipients_parse(files[_i].text, strlen(files[_i].text), &r, &err);

	ck_assert_int_eq(files[_i].n > 0 ? 0 : files[_i].n, result);
	ck_assert_uint_eq(r.n, (unsigned)(files[_i].n > 0 ? files[_i].n : 0));
	if (files[_i].n > 0)
		ck_assert_str_eq(r.key[0], A);
}
END_TEST

/* Any one character that is wrong is found. */
START_TEST(every_typing_mistake)
{
	static const char digits[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	char key[] = A;

	ck_assert(recipient_valid(key, RECIPIENT_LENGTH));
	for (size_t i = 0; i < RECIPIENT_LENGTH; i++) {
		char was = key[i];

		for (const char *d = digits; *d; d++) {
			key[i] = *d;
			ck_assert(*d == was || !recipient_valid(key, RECIPIENT_LENGTH));
		}
		key[i] = '\0';
		ck_assert(!recipient_valid(key, RECIPIENT_LENGTH));
		key[i] = (char)(was - 32);
		ck_assert(!recipient_valid(key, RECIPIENT_LENGTH));
		key[i] = was;
	}
	for (size_t n = 0; n < RECIPIENT_LENGTH; n++)
		ck_assert(!recipient_valid(key, n));
}
END_TEST

START_TEST(too_many)
{
	struct recipients r = { 0 };
	struct err err = { 0 };
	char *text = malloc(RECIPIENTS_FILE_MAX + 1);

	memset(text, '\n', RECIPIENTS_FILE_MAX + 1);
	ck_assert_int_eq(recipients_parse(text, RECIPIENTS_FILE_MAX + 1, &r, &err), -EFBIG);
	ck_assert_int_eq(recipients_parse(text, RECIPIENTS_FILE_MAX, &r, &err), -ENOKEY);
	free(text);
	r.n = RECIPIENTS_MAX; /* of others */
	ck_assert(!recipients_add(&r, A, RECIPIENT_LENGTH));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("recipients");
	TCase *t = tcase_create("recipients");

	tcase_add_loop_test(t, file, 0, (int)LEN(files));
	tcase_add_test(t, every_typing_mistake);
	tcase_add_test(t, too_many);
	return suite_result(s, t);
}
