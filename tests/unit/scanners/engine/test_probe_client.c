/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Real probes in real workers, over a directory: facts come, what is missing or dies is FAILED with
 * a reason. */
/* link: scanners/engine */
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "core/base/io.h"
#include "scanners/engine/crew_private.h"
#include "scanners/engine/probe_client.h"
#include "tests/unit/scanners/engine/crew_fixture.h"

static char root[] = "/tmp/kenshin-probe-XXXXXX";

static void put(const char *name, const char *text)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", root, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_write_full(fd, text, strlen(text)), 0);
	close(fd);
}

static void make_folder(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	ck_assert_int_eq(mkdir(path, 0700), 0);
}

static void build_tree(void)
{
	make_folder("etc");
	put("etc/os-release",
	    "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12\"\nVERSION_ID=\"12\"\n");
	make_folder("Windows");
	make_folder("Windows/System32");
	make_folder("Windows/System32/config");
	make_folder("Windows/INF");
	put("Windows/INF/setupapi.dev.log",
	    "[Boot Session: 2018/03/26 22:00:00.500]\n>>>  [Device Install - "
	    "USBSTOR\\Disk&Ven_A&Prod_B&Rev_1\\S1&0]\n>>>  Section start 2018/03/27 "
	    "14:11:32.123\n");
	put("Windows/INF/SETUPAPI.DEV.20180301_120000.LOG", "");
	put("Windows/INF/setupapi.setup.log", "not asked for");
	put("Windows/System32/config/SYSTEM", "this is no hive");
	put("Windows/System32/config/SOFTWARE", "this is no hive");
}

struct bench {
	struct crew *crew;
	struct reader reader;
	struct arena arena;
	struct facts facts;
	struct volume_info volume;
	struct probe_target target;
};

static void setup(struct bench *b)
{
	struct err err = { 0 };
	int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	memset(b, 0, sizeof(*b));
	b->crew = crew_new(NULL);
	ck_assert_int_eq(reader_open(b->crew, "directory", fd, 0, 0, &b->reader, &err), 0);
	close(fd);
	facts_init(&b->facts, &b->arena);
	b->target = (struct probe_target){ .reader = &b->reader,
					   .volume = &b->volume,
					   .windows = "Windows" };
}

static void teardown(struct bench *b)
{
	facts_done(&b->facts);
	arena_done(&b->arena);
	reader_close(&b->reader);
	crew_stop(b->crew);
}

static int run(struct bench *b, const char *id, struct err *err)
{
	const struct probe *p = probe_by_id(id);

	ck_assert_ptr_nonnull(p);
	err_clear(err);
	return probe_client_run(b->crew, p, &b->target, &b->facts, err);
}

START_TEST(facts_come)
{
	const struct fact_linux_version *v;
	struct bench b;
	struct err err;

	setup(&b);
	ck_assert_int_eq(run(&b, "linux-version", &err), 0);
	ck_assert_int_eq(facts_state(&b.facts, FACT_KIND_LINUX_VERSION), FACT_STATE_COLLECTED);
	v = FACTS_AT(&b.facts, linux_version, LINUX_VERSION, 0);
	ck_assert_ptr_nonnull(v);
	ck_assert_str_eq(v->pretty_name, "Debian GNU/Linux 12");
	teardown(&b);
}
END_TEST

/* Neither a damaged nor a missing file looks like "nothing found". */
START_TEST(damaged_and_missing)
{
	struct bench b;
	struct err err;

	setup(&b);
	(void)run(&b, "uac", &err);
	ck_assert_int_eq(facts_state(&b.facts, FACT_KIND_UAC), FACT_STATE_FAILED);
	ck_assert_ptr_nonnull(b.facts.by_kind[FACT_KIND_UAC].reason.id);
	b.target.windows = "Nowhere";
	(void)run(&b, "usb-storage", &err);
	ck_assert_int_eq(facts_state(&b.facts, FACT_KIND_USB_STORAGE), FACT_STATE_FAILED);
	ck_assert_ptr_nonnull(b.facts.by_kind[FACT_KIND_USB_STORAGE].reason.id);
	teardown(&b);
}
END_TEST

/* A log of several pieces: the worker asks for them while it runs. */
static void make_log(const char *options)
{
	char command[1024];
	const char *src = getenv("KENSHIN_SRC");
	int status = 0;
	pid_t pid;

	snprintf(command, sizeof(command),
		 "cd %s && mkdir -p Windows/System32/winevt/Logs && echo '*300+60 "
		 "2026-11-01T00:00:00Z 4625 Microsoft-Windows-Security-Auditing Security "
		 "TargetUserName=a' >log.spec && python3 \"${SRC:-$OLDPWD}\"/tests/fixtures/tools/"
		 "mkevtx.py log.spec Windows/System32/winevt/Logs/Security.evtx %s && rm log.spec",
		 root, options);
	if (src)
		setenv("SRC", src, 1);
	pid = fork();
	if (pid == 0) {
		execl("/bin/sh", "sh", "-euc", command, (char *)NULL);
		_exit(127);
	}
	ck_assert(pid > 0 && waitpid(pid, &status, 0) == pid);
	ck_assert_int_eq(status, 0);
}

START_TEST(pieces_of_a_log)
{
	const struct fact_logon_failure *f;
	struct bench b;
	struct err err;

	make_log("--times 160");
	setup(&b);
	ck_assert_int_eq(run(&b, "security-events", &err), 0);
	ck_assert_int_eq(facts_state(&b.facts, FACT_KIND_LOGON_FAILURE), FACT_STATE_PARTIAL);
	f = FACTS_AT(&b.facts, logon_failure, LOGON_FAILURE, 0);
	ck_assert_int_eq(f->events, 20000); /* its ceiling; 48,000 are there */
	ck_assert_int_eq(FACTS_AT(&b.facts, event_log, EVENT_LOG, 0)->events, 48000);
	ck_assert_int_gt(FACTS_AT(&b.facts, event_log, EVENT_LOG, 0)->bytes, (int64_t)8 << 20);
	teardown(&b);
}
END_TEST

/* Many files, each in pieces; only those that the pattern names. */
START_TEST(pieces_of_many_files)
{
	static const char script[] =
	    "cd %s && mkdir -p var/log/journal/a && { seq -f '2026-11-01T00:00:00Z kernel usb "
	    "1-1: Product: P%%06g' 50000; echo '2026-11-02T00:00:00Z kernel usb 1-1: New USB "
	    "device found'; echo '2026-11-02T00:00:00Z kernel usb-storage 1-1:1.0: USB Mass "
	    "Storage device detected'; } >spec && m=\"${KENSHIN_SRC:-$OLDPWD}\"/tests/fixtures/"
	    "tools/mkjournal.py && python3 $m spec var/log/journal/a/system@1.journal && tail -n 2 "
	    "spec | sed s/1-1/1-2/g >s2 && python3 $m s2 var/log/journal/a/system.journal && cp "
	    "var/log/journal/a/system@1.journal var/log/journal/a/user-1000.journal && rm spec s2";
	char command[2048];
	int status = 0;
	struct bench b;
	struct err err;
	pid_t pid;

	snprintf(command, sizeof(command), script, root);
	pid = fork();
	if (pid == 0) {
		execl("/bin/sh", "sh", "-euc", command, (char *)NULL);
		_exit(127);
	}
	ck_assert(pid > 0 && waitpid(pid, &status, 0) == pid);
	ck_assert_int_eq(status, 0);
	setup(&b);
	ck_assert_int_eq(run(&b, "linux-usb-log", &err), 0);
	/* 50,002 lines are more than the reader keeps of one file: so it is told. */
	ck_assert_int_eq(facts_state(&b.facts, FACT_KIND_USB_STORAGE), FACT_STATE_PARTIAL);
	ck_assert_uint_eq(facts_count(&b.facts, FACT_KIND_DEVICE_LOG), 2);
	ck_assert_uint_eq(facts_count(&b.facts, FACT_KIND_USB_STORAGE), 1);
	teardown(&b);
}
END_TEST

/* The reader dies before the pieces are asked for: it is replaced, or the kinds are not whole. */
START_TEST(reader_dies_at_a_log)
{
	struct bench b;
	struct err err;

	make_log("--times 2");
	setup(&b);
	ck_assert_int_eq(kill(b.reader.worker.pid, SIGSEGV), 0);
	(void)run(&b, "security-events", &err);
	ck_assert_int_ne(facts_state(&b.facts, FACT_KIND_LOGON_FAILURE), FACT_STATE_NOT_COLLECTED);
	if (facts_count(&b.facts, FACT_KIND_LOGON_FAILURE) == 0)
		ck_assert_int_ne(facts_state(&b.facts, FACT_KIND_LOGON_FAILURE),
				 FACT_STATE_COLLECTED);
	teardown(&b);
}
END_TEST

/* Files by a pattern come as one pack, whatever their spelling; those beside it do not. */
START_TEST(a_pack_comes)
{
	struct bench b;
	struct err err;

	setup(&b);
	ck_assert_int_eq(run(&b, "usb-install", &err), 0);
	ck_assert_int_eq(facts_state(&b.facts, FACT_KIND_USB_INSTALL), FACT_STATE_COLLECTED);
	ck_assert_uint_eq(facts_count(&b.facts, FACT_KIND_USB_INSTALL), 1);
	ck_assert_uint_eq(facts_count(&b.facts, FACT_KIND_DEVICE_LOG), 2);
	ck_assert_str_eq(FACTS_AT(&b.facts, usb_install, USB_INSTALL, 0)->local_time,
			 "2018-03-27 14:11:32");
	b.target.windows = "Nowhere";
	(void)run(&b, "usb-install", &err);
	ck_assert_int_ne(facts_state(&b.facts, FACT_KIND_USB_INSTALL), FACT_STATE_COLLECTED);
	teardown(&b);
}
END_TEST

/* The reader goes while a probe's files are fetched: that probe may not say COLLECTED, the next is fine. */
START_TEST(reader_dies)
{
	struct bench b;
	struct err err;

	setup(&b);
	ck_assert_int_eq(kill(b.reader.worker.pid, SIGSEGV), 0);
	(void)run(&b, "linux-version", &err);
	ck_assert_int_ne(facts_state(&b.facts, FACT_KIND_LINUX_VERSION), FACT_STATE_NOT_COLLECTED);
	if (facts_count(&b.facts, FACT_KIND_LINUX_VERSION) == 0)
		ck_assert_int_ne(facts_state(&b.facts, FACT_KIND_LINUX_VERSION),
				 FACT_STATE_COLLECTED);
	ck_assert_int_eq(run(&b, "linux-version", &err), 0);
	ck_assert_uint_ge(facts_count(&b.facts, FACT_KIND_LINUX_VERSION), 1);
	teardown(&b);
}
END_TEST

/* The parent of all workers dies, with the reader: a probe later works again. */
START_TEST(parent_dies)
{
	struct bench b;
	struct err err;

	setup(&b);
	ck_assert_int_eq(kill(b.crew->zygote[CREW_READERS].pid, SIGKILL), 0);
	(void)run(&b, "linux-version", &err);
	ck_assert_int_ne(facts_state(&b.facts, FACT_KIND_LINUX_VERSION), FACT_STATE_NOT_COLLECTED);
	ck_assert_int_eq(run(&b, "linux-version", &err), 0);
	ck_assert_uint_ge(facts_count(&b.facts, FACT_KIND_LINUX_VERSION), 1);
	teardown(&b);
}
END_TEST

/* A probe whose parent can't be had at all. */
START_TEST(no_worker_at_all)
{
	struct bench b;
	struct err err;

	setup(&b);
	snprintf(b.crew->worker_program, sizeof(b.crew->worker_program), "/nonexistent");
	ck_assert_int_eq(kill(b.crew->zygote[CREW_READERS].pid, SIGKILL), 0);
	b.target.reader->seconds = 1;
	(void)run(&b, "linux-version", &err);
	ck_assert_int_eq(facts_state(&b.facts, FACT_KIND_LINUX_VERSION), FACT_STATE_FAILED);
	ck_assert_ptr_nonnull(b.facts.by_kind[FACT_KIND_LINUX_VERSION].reason.id);
	teardown(&b);
}
END_TEST

/* A probe per user without users has looked everywhere. */
START_TEST(no_users)
{
	struct bench b;
	struct err err;

	setup(&b);
	ck_assert_int_eq(run(&b, "startup-user", &err), 0);
	ck_assert_int_eq(facts_state(&b.facts, FACT_KIND_STARTUP_ENTRY), FACT_STATE_COLLECTED);
	teardown(&b);
}
END_TEST

/* Their folders could not be listed: what is in them was not seen. */
START_TEST(users_unseen)
{
	struct client_user user = { "yamada", "Users/yamada" };
	struct bench b;
	struct err err;

	setup(&b);
	b.target.users_unseen = true;
	ck_assert_int_eq(run(&b, "startup-user", &err), 0);
	ck_assert_int_eq(facts_state(&b.facts, FACT_KIND_STARTUP_ENTRY), FACT_STATE_FAILED);
	teardown(&b);
	setup(&b);
	b.target.users_unseen = true;
	b.target.user = &user;
	b.target.n_users = 1;
	ck_assert_int_eq(run(&b, "local-mail", &err), 0);
	ck_assert_int_eq(facts_state(&b.facts, FACT_KIND_MAIL_STORE), FACT_STATE_PARTIAL);
	teardown(&b);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe-client");
	TCase *t = tcase_create("probe-client");
	int bad;

	if (!mkdtemp(root))
		return 1;
	tcase_set_timeout(t, 60);
	tcase_add_unchecked_fixture(t, build_tree, NULL);
	tcase_add_test(t, facts_come);
	tcase_add_test(t, damaged_and_missing);
	tcase_add_test(t, a_pack_comes);
	tcase_add_test(t, pieces_of_a_log);
	tcase_add_test(t, pieces_of_many_files);
	tcase_add_test(t, reader_dies_at_a_log);
	tcase_add_test(t, reader_dies);
	tcase_add_test(t, parent_dies);
	tcase_add_test(t, no_worker_at_all);
	tcase_add_test(t, no_users);
	tcase_add_test(t, users_unseen);
	bad = suite_result(s, t);
	if (fork() == 0)
		execlp("rm", "rm", "-rf", root, NULL);
	wait(NULL);
	return bad;
}
