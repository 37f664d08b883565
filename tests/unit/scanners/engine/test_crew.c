/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Workers from the outside: walls, ends, deaths, hangs; as root and as a plain user. */
/* link: scanners/engine */
#include <errno.h>
#include <signal.h>
#include <sys/socket.h>

#include "scanners/engine/crew_private.h"
#include "tests/unit/scanners/engine/crew_fixture.h"

/* A sanitizer catches the crash, wants to report it, and dies of the filter. */
#ifdef __SANITIZE_ADDRESS__
#define CRASHED "stopped by signal 31"
#else
#define CRASHED "stopped by signal 11"
#endif

/* Each test of the loop runs twice: as who we are, and as a plain user. */
static bool user_of(int i)
{
	if (i == 0)
		return true;
	become_plain();
	if (access(worker_program(), X_OK) == 0)
		return true;
	puts("skipped: a plain user can't reach this build folder");
	return false;
}

/* crew_start() itself makes all attempts and refuses to go on when one of them succeeds. */
START_TEST(walls_hold)
{
	struct crew *c;
	const struct sandbox_report *w;

	if (!user_of(_i))
		return;
	c = crew_new(NULL);
	w = crew_sandbox(c);
	ck_assert(w->seccomp);
	ck_assert(!w->weak && !w->off);
	ck_assert_int_eq(w->own_user, geteuid() == 0);
	ck_assert_int_eq(w->chroot, geteuid() == 0);
	crew_stop(c);
}
END_TEST

static const char *const escapes[] = {
#define ESCAPE(name, id) id,
#include "scanners/engine/escapes.def"
#undef ESCAPE
};

START_TEST(every_escape_dies)
{
	struct crew *c;

	if (!user_of(_i))
		return;
	ck_assert_uint_ge(LEN(escapes), 22);
	c = crew_new(NULL);
	for (size_t i = 0; i < LEN(escapes); i++) {
		struct err err = { 0 };
		struct worker w;

		ck_assert_int_eq(crew_spawn(c, ROLE_SELFTEST, escapes[i], NULL, 0, &w, &err), 0);
		ck_assert_int_lt(crew_end(c, &w, false, &err), 0);
		ck_assert_msg(!strcmp(err.message, "stopped by signal 31"), "%s: %s", escapes[i],
			      err.message);
	}
	crew_stop(c);
}
END_TEST

/* 0, 1, 2, the socket, what was handed over, and nothing else. */
START_TEST(descriptors)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC), fds[2] = { null, null };
	char got[17] = "";
	struct err err = { 0 };
	struct worker w;
	struct crew *c;
	size_t n;

	if (!user_of(_i))
		return;
	c = crew_new(NULL);
	ck_assert_int_eq(crew_spawn(c, ROLE_SELFTEST, "fds", fds, 2, &w, &err), 0);
	ck_assert_int_eq(crew_receive(&w, 10000, got, 16, NULL, 0, &n), 16);
	ck_assert_str_eq(got, "1111110000000000");
	ck_assert_int_eq(crew_end(c, &w, false, &err), 0);
	crew_stop(c);
	close(null);
}
END_TEST

/* A descriptor that can write is not let into a worker. */
START_TEST(no_writing_descriptor)
{
	FILE *f = tmpfile();
	int fd = fileno(f);
	struct err err = { 0 };
	struct worker w;
	struct crew *c;

	if (!user_of(_i))
		return;
	c = crew_new(NULL);
	ck_assert_int_eq(crew_spawn(c, ROLE_SELFTEST, "fds", &fd, 1, &w, &err), 0);
	ck_assert_int_lt(crew_end(c, &w, false, &err), 0);
	ck_assert_str_eq(err.message, "stopped with code 126");
	crew_stop(c);
	fclose(f);
}
END_TEST

START_TEST(crash_is_told)
{
	struct err err = { 0 };
	struct worker w;
	struct crew *c;
	char buf[8];
	size_t n;

	if (!user_of(_i))
		return;
	c = crew_new(NULL);
	ck_assert_int_eq(crew_spawn(c, ROLE_SELFTEST, "crash", NULL, 0, &w, &err), 0);
	ck_assert_int_eq(crew_receive(&w, 10000, buf, sizeof(buf), NULL, 0, &n), 0);
	ck_assert_int_eq(crew_end(c, &w, true, &err), -ECHILD);
	ck_assert_str_eq(err.message, CRASHED);
	crew_stop(c);
}
END_TEST

START_TEST(hang_is_ended)
{
	struct err err = { 0 };
	struct worker w;
	struct crew *c;
	char buf[8];
	size_t n;

	if (!user_of(_i))
		return;
	c = crew_new(NULL);
	ck_assert_int_eq(crew_spawn(c, ROLE_SELFTEST, "hang", NULL, 0, &w, &err), 0);
	ck_assert_int_eq(crew_receive(&w, 20, buf, sizeof(buf), NULL, 0, &n), -ETIMEDOUT);
	ck_assert_int_lt(crew_end(c, &w, true, &err), 0);
	ck_assert_str_eq(err.message, "took too long");
	ck_assert_int_eq(crew_end(c, &w, true, &err), 0); /* harmless */
	crew_stop(c);
}
END_TEST

/* The zygote dies: its workers go with it, the next spawn gets a new one. */
START_TEST(zygote_killed)
{
	struct err err = { 0 };
	struct worker w, next;
	struct crew *c;
	char buf[16];
	size_t n;

	if (!user_of(_i))
		return;
	c = crew_new(NULL);
	ck_assert_int_eq(crew_spawn(c, ROLE_SELFTEST, "hang", NULL, 0, &w, &err), 0);
	ck_assert_int_eq(kill(c->zygote[CREW_READERS].pid, SIGKILL), 0);
	ck_assert_int_eq(crew_receive(&w, 10000, buf, sizeof(buf), NULL, 0, &n), 0);
	ck_assert_int_lt(crew_end(c, &w, true, &err), 0);
	ck_assert_int_eq(crew_spawn(c, ROLE_SELFTEST, "fds", NULL, 0, &next, &err), 0);
	ck_assert_int_eq(crew_receive(&next, 10000, buf, sizeof(buf), NULL, 0, &n), 16);
	ck_assert_int_eq(crew_end(c, &next, false, &err), 0);
	crew_stop(c);
}
END_TEST

/* Its parent dies without a word: nothing of ours is left. */
START_TEST(parent_killed)
{
	int pair[2];
	pid_t pid;
	char c;

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	pid = fork();
	if (pid == 0) {
		struct crew *crew;
		struct err err = { 0 };
		struct worker w;

		if (!user_of(_i))
			_exit(0);
		crew = crew_new(NULL);
		if (crew_spawn(crew, ROLE_SELFTEST, "hang", &pair[1], 1, &w, &err) < 0)
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	close(pair[1]);
	/* The worker holds the last copy of the other end: its end is our end of file. */
	ck_assert_int_eq(read(pair[0], &c, 1), 0);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
}
END_TEST

START_TEST(many_workers)
{
	struct err err = { 0 };
	struct worker w[20];
	struct crew *c;

	if (!user_of(_i))
		return;
	c = crew_new(NULL);
	for (size_t i = 0; i < LEN(w); i++)
		ck_assert_int_eq(
		    crew_spawn(c, ROLE_SELFTEST, i % 2 ? "hang" : "crash", NULL, 0, &w[i], &err),
		    0);
	for (size_t i = LEN(w); i-- > 0;) {
		err_clear(&err);
		ck_assert_int_lt(crew_end(c, &w[i], i % 2, &err), 0);
		ck_assert_str_eq(err.message, i % 2 ? "took too long" : CRASHED);
	}
	crew_stop(c);
}
END_TEST

START_TEST(no_such_program)
{
	struct crew_options o = { .worker_program = "/nonexistent/kenshin-worker", .broker = -1 };
	struct crew *c = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(crew_start(&o, &c, &err), -ENOENT);
	o.worker_program = "/bin/true";
	err_clear(&err);
	ck_assert_int_lt(crew_start(&o, &c, &err), 0);
	ck_assert_int_eq(err.kind, ERR_INTERNAL);
	ck_assert_ptr_null(c);
}
END_TEST

START_TEST(no_sandbox_is_told)
{
	struct crew_options o = { .worker_program = worker_program(),
				  .broker = -1,
				  .no_sandbox = true };
	struct crew *c = NULL;
	struct err err = { 0 };
	struct worker w;

	ck_assert_int_eq(crew_start(&o, &c, &err), 0);
	ck_assert(crew_sandbox(c)->off);
	ck_assert(!crew_sandbox(c)->seccomp && !crew_sandbox(c)->weak);
	/* and indeed: it can */
	ck_assert_int_eq(crew_spawn(c, ROLE_SELFTEST, "open-read", NULL, 0, &w, &err), 0);
	crew_end(c, &w, false, &err);
	ck_assert_str_eq(err.message, "stopped with code 3");
	crew_stop(c);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("crew");
	TCase *t = tcase_create("crew");
	int users = geteuid() == 0 ? 2 : 1;

	/* Giving up root can't be undone: one process per test, whatever the caller says. */
	setenv("CK_FORK", "yes", 1);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, walls_hold, 0, users);
	tcase_add_loop_test(t, every_escape_dies, 0, users);
	tcase_add_loop_test(t, descriptors, 0, users);
	tcase_add_loop_test(t, no_writing_descriptor, 0, users);
	tcase_add_loop_test(t, crash_is_told, 0, users);
	tcase_add_loop_test(t, hang_is_ended, 0, users);
	tcase_add_loop_test(t, zygote_killed, 0, users);
	tcase_add_loop_test(t, parent_killed, 0, users);
	tcase_add_loop_test(t, many_workers, 0, users);
	tcase_add_test(t, no_such_program);
	tcase_add_test(t, no_sandbox_is_told);
	return suite_result(s, t);
}
