/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sealed files: what went in comes out with the key and not without; an age that dies, or a file that is given
 * up, leaves no name. */
#include <errno.h>

#include "tests/unit/backup/keys.h"

#define MIB ((size_t)1 << 20)

static void begin(void)
{
	keys_begin(2);
}

static int gather(void *arg, const void *p, size_t n, struct err *why)
{
	(void)why;
	str_addn(arg, p, n);
	return 0;
}

static int unseal(const char *name, int key_fd, struct str *out)
{
	int fd = openat(folder_fd, name, O_RDONLY | O_CLOEXEC), r;

	ck_assert_int_ge(fd, 0);
	r = sealed_open(fd, key_fd, gather, out, &err);
	close(fd);
	return r;
}

static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 9 * MIB + 5 };

START_TEST(there_and_back)
{
	size_t n = sizes[_i];
	uint8_t *bytes = malloc(n + 1), hash[HASH_SIZE];
	struct sealed s = SEALED_NONE;

	for (size_t i = 0; i < n; i++)
		bytes[i] = (uint8_t)(i * 2654435761u >> 13);
	ck_assert_msg(sealed_begin(&s, folder_fd, "x.age", &to, &err) == 0, "%s", err.message);
	for (size_t at = 0; at < n; at += MIN(n - at, 3 * MIB))
		ck_assert_int_eq(sealed_write(&s, bytes + at, MIN(n - at, 3 * MIB), &err), 0);
	ck_assert(!folder_has(folder_fd, "x.age"));
	ck_assert_msg(sealed_commit(&s, hash, &err) == 0, "%s", err.message);
	for (int i = 0; i < 2; i++) {
		struct str out = STR_INIT(16 * MIB);

		ck_assert_msg(unseal("x.age", key[i], &out) == 0, "%s", err.message);
		ck_assert_uint_eq(out.len, n);
		ck_assert(n == 0 || memcmp(out.p, bytes, n) == 0);
		str_done(&out);
	}
	free(bytes);
}
END_TEST

START_TEST(only_with_the_key)
{
	struct sealed s = SEALED_NONE;
	struct str out = STR_INIT(MIB);
	uint8_t hash[HASH_SIZE];

	to.n = 1;
	ck_assert_int_eq(sealed_begin(&s, folder_fd, "x.age", &to, &err), 0);
	ck_assert_int_eq(sealed_write(&s, "secret", 6, &err), 0);
	ck_assert_int_eq(sealed_commit(&s, hash, &err), 0);
	ck_assert_int_eq(unseal("x.age", key[1], &out), -EACCES);
	ck_assert_uint_eq(out.len, 0);
	str_done(&out);
}
END_TEST

/* age is ended in the middle, before its end, and at once: never a name. */
START_TEST(age_dies)
{
	static uint8_t bytes[MIB];
	struct sealed s = SEALED_NONE;
	uint8_t hash[HASH_SIZE];
	int r;

	ck_assert_int_eq(sealed_begin(&s, folder_fd, "x.age", &to, &err), 0);
	r = _i ? sealed_write(&s, bytes, sizeof(bytes), &err) : 0;
	ck_assert_int_eq(r, 0);
	ck_assert_int_gt(s.age.pid, 1);
	kill(s.age.pid, SIGKILL);
	for (int i = 0; r == 0 && i < 20 && _i; i++)
		r = sealed_write(&s, bytes, sizeof(bytes), &err);
	if (r == 0)
		r = sealed_commit(&s, hash, &err);
	ck_assert_int_eq(r, -EPROTO);
	ck_assert_msg(strstr(err.message, "age was ended by signal"), "%s", err.message);
	ck_assert_int_lt(sealed_commit(&s, hash, &err), 0);
	sealed_abort(&s);
	ck_assert(!folder_has(folder_fd, "x.age"));
	ck_assert(!folder_has(folder_fd, "x.age.part"));
}
END_TEST

START_TEST(given_up)
{
	struct sealed s = SEALED_NONE;
	pid_t pid;

	sealed_abort(&s); /* never begun */
	ck_assert_int_eq(sealed_begin(&s, folder_fd, "x.age", &to, &err), 0);
	pid = s.age.pid;
	ck_assert_int_eq(sealed_write(&s, "x", 1, &err), 0);
	sealed_abort(&s);
	ck_assert_int_eq(kill(pid, 0), -1);
	ck_assert(!folder_has(folder_fd, "x.age.part"));
	to.recipient[0] = "age1nobody";
	ck_assert_int_eq(sealed_begin(&s, folder_fd, "x.age", &to, &err), 0);
	ck_assert_int_lt(sealed_commit(&s, (uint8_t[HASH_SIZE]){ 0 }, &err), 0);
	ck_assert_msg(strstr(err.message, "age: "), "%s", err.message);
	ck_assert(!folder_has(folder_fd, "x.age"));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("sealed");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, begin, keys_end);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, there_and_back, 0, LEN(sizes));
	tcase_add_test(t, only_with_the_key);
	tcase_add_loop_test(t, age_dies, 0, 2);
	tcase_add_test(t, given_up);
	return suite_result(s, t);
}
