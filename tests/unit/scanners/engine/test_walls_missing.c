/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kernels that lack a wall, played by a filter around the whole test: no Landlock is told, no
 * seccomp is refused unless the user insists, and then told. */
/* link: scanners/engine */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "tests/unit/scanners/engine/crew_fixture.h"

/* From here on this call gives this error, in whatever is started from here as well. */
static void take_away(long nr, int error)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)nr, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { LEN(code), code };

	ck_assert_int_eq(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
	ck_assert_int_eq(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
}

static int start(bool weak_ok, struct crew **ret, struct err *err)
{
	struct crew_options o = { .worker_program = worker_program(),
				  .broker = -1,
				  .weak_ok = weak_ok };

	return crew_start(&o, ret, err);
}

START_TEST(no_landlock)
{
	struct err err = { 0 };
	struct crew *c;

	take_away(SYS_landlock_create_ruleset, ENOSYS);
	ck_assert_int_eq(start(false, &c, &err), 0);
	ck_assert_int_eq(crew_sandbox(c)->landlock_abi, 0);
	ck_assert(crew_sandbox(c)->seccomp && !crew_sandbox(c)->weak);
	crew_stop(c);
}
END_TEST

START_TEST(no_seccomp)
{
	struct err err = { 0 };
	struct crew *c;

	take_away(SYS_seccomp, EPERM);
	ck_assert_int_eq(start(false, &c, &err), -EPERM);
	ck_assert_int_eq(err.kind, ERR_DENIED);
	err_clear(&err);
	ck_assert_int_eq(start(true, &c, &err), 0);
	ck_assert(!crew_sandbox(c)->seccomp && crew_sandbox(c)->weak);
	crew_stop(c);
}
END_TEST

/* As in a container that lets nobody become another user. */
START_TEST(no_other_user)
{
	struct err err = { 0 };
	struct crew *c;

	if (geteuid() != 0)
		return;
	take_away(SYS_setresuid, EPERM);
	ck_assert_int_lt(start(false, &c, &err), 0);
	ck_assert_int_eq(err.kind, ERR_DENIED);
	err_clear(&err);
	ck_assert_int_eq(start(true, &c, &err), 0);
	ck_assert(!crew_sandbox(c)->own_user && crew_sandbox(c)->seccomp && crew_sandbox(c)->weak);
	crew_stop(c);
}
END_TEST

START_TEST(no_namespaces)
{
	struct err err = { 0 };
	struct crew *c;

	take_away(SYS_unshare, EPERM);
	ck_assert_int_eq(start(false, &c, &err), 0);
	ck_assert(!crew_sandbox(c)->namespaces);
	crew_stop(c);
}
END_TEST

START_TEST(no_chroot)
{
	struct err err = { 0 };
	struct crew *c;

	take_away(SYS_chroot, EPERM);
	ck_assert_int_eq(start(false, &c, &err), 0);
	ck_assert(!crew_sandbox(c)->chroot);
	crew_stop(c);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("walls-missing");
	TCase *t = tcase_create("walls-missing");

	/* What is taken away does not come back: one process per test, whatever the caller says. */
	setenv("CK_FORK", "yes", 1);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, no_landlock);
	tcase_add_test(t, no_seccomp);
	tcase_add_test(t, no_other_user);
	tcase_add_test(t, no_namespaces);
	tcase_add_test(t, no_chroot);
	return suite_result(s, t);
}
