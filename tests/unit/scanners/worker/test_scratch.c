/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Temporary directories of scanners: what a killed one left goes, whatever it is. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scanners/worker/scratch.h"
#include "tests/unit/suite.h"

static char root[] = "/tmp/kenshin-scratch-XXXXXX";

/* Files, a deep tree, a link that leads outside. */
static void leave_things(int scratch)
{
	char outside[64];

	ck_assert_int_eq(scratch_enter(scratch, 7), 0);
	close(open("file", O_WRONLY | O_CREAT, 0000));
	snprintf(outside, sizeof(outside), "%s/precious", root);
	ck_assert_int_eq(symlink(root, "out"), 0);
	ck_assert_int_eq(symlink(outside, "out2"), 0);
	for (int i = 0; i < 40; i++) {
		ck_assert_int_eq(mkdir("deeper", 0700), 0);
		ck_assert_int_eq(chdir("deeper"), 0);
		close(open("file", O_WRONLY | O_CREAT, 0600));
	}
	ck_assert_int_eq(chdir("/"), 0);
}

START_TEST(wiped)
{
	int scratch = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	close(openat(scratch, "precious", O_WRONLY | O_CREAT, 0600));
	leave_things(scratch);
	ck_assert_int_eq(faccessat(scratch, "w7", F_OK, 0), 0);
	scratch_wipe(scratch, 7);
	ck_assert_int_lt(faccessat(scratch, "w7", F_OK, 0), 0);
	ck_assert_int_eq(faccessat(scratch, "precious", F_OK, 0), 0);
	scratch_wipe(scratch, 7); /* harmless */
	ck_assert_int_eq(scratch_enter(scratch, 7), 0);
	ck_assert_int_lt(scratch_enter(scratch, 7), 0); /* never somebody else's */
	ck_assert_int_eq(chdir("/"), 0);
	scratch_wipe(scratch, 7);
	unlinkat(scratch, "precious", 0);
	close(scratch);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("scratch");
	TCase *t = tcase_create("scratch");
	int bad;

	if (!mkdtemp(root))
		return 1;
	tcase_add_test(t, wiped);
	bad = suite_result(s, t);
	rmdir(root);
	return bad;
}
