/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files by a pattern, through a real reader over a directory: what fits comes, links are not
 * followed, what is too large or could not be read stands in the pack as such. */
/* link: scanners/engine scanners/probes */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/str.h"
#include "scanners/engine/probe_files.h"
#include "tests/unit/scanners/engine/crew_fixture.h"

static char root[] = "/tmp/kenshin-gather-XXXXXX";

static void build_tree(void)
{
	char command[1000];
	int status = 0;
	pid_t pid;

	snprintf(
	    command, sizeof(command),
	    "cd %s && mkdir -p a/b1/deep a/b2 a/B3 'odd [x]' WINDOWS Users && "
	    " echo 1 >a/b1/x.xml && "
	    "echo 22 >a/b2/X.XML && echo 333 >a/B3/y.txt && echo 4444 >a/b1/deep/z.xml && "
	    "ln -s ../b1 a/b2/link && ln -s ../b1/x.xml a/b2/file.xml && "
	    "echo 5 >'odd [x]/back\\slash.xml' && seq 1000 >a/large.xml && mkfifo a/b1/pipe.xml",
	    root);
	pid = fork();
	if (pid == 0)
		execl("/bin/sh", "sh", "-ec", command, (char *)NULL);
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
		abort();
}

static struct str said = STR_INIT(1 << 16);

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "STATE BYTES PATH" of each, sorted. */
static void say(struct bytes pack)
{
	static char *line[100];
	struct arena a = { 0 };
	struct probe_packed f;
	size_t pos = 0, n = 0;

	str_clear(&said);
	while (probe_pack_next(pack, &pos, &a, &f) && n < 100)
		line[n++] = arena_printf(&a, "%c %zu %s", "wcuo"[f.state], f.data.n, f.name);
	ck_assert_uint_eq(pos, pack.n);
	qsort(line, n, sizeof(*line), by_text);
	for (size_t i = 0; i < n; i++)
		str_addf(&said, "%s\n", line[i]);
	arena_done(&a);
}

static int gather(const char *pattern, enum probe_want want, uint64_t ceiling)
{
	struct crew *crew = crew_new(NULL);
	struct probe_part part = { .fd = { -1, -1, -1 } };
	struct reader reader;
	struct reader *const data[] = { &reader, NULL };
	struct probe_target target = { .reader = &reader, .data = data, .n_data = 2 };
	struct err err = { 0 };
	const uint8_t *p = NULL;
	size_t n = 0;
	int r, fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	ck_assert_int_eq(reader_open(crew, "directory", fd, 0, 0, &reader, &err), 0);
	close(fd);
	str_clear(&said);
	r = probe_gather(&target, pattern, want, ceiling, &part, &err);
	if (r == 0) {
		ck_assert_int_eq(io_map_sealed(part.fd[0], 1 << 26, &p, &n, &err), 0);
		ck_assert_uint_eq(part.wire.size, n);
		say(bytes_of(p, n));
		io_unmap(p, n);
		close(part.fd[0]);
	}
	reader_close(&reader);
	crew_stop(crew);
	return r;
}

static const struct {
	const char *pattern;
	enum probe_want want;
	uint64_t ceiling;
	const char *gives; /* NULL: there is none */
} rows[] = {
	{ "a/*/*.xml", PROBE_WANT_TREE, 0, "w 2 a/b1/x.xml\nw 3 a/b2/X.XML\n" },
	{ "A/B1/X.xml", PROBE_WANT_TREE, 0, "w 2 A/B1/X.xml\n" },
	{ "a/**/*.xml", PROBE_WANT_TREE, 100,
	  "c 100 a/large.xml\nw 2 a/b1/x.xml\nw 3 a/b2/X.XML\nw 5 a/b1/deep/z.xml\n" },
	{ "a/**", PROBE_WANT_NAMES, 0,
	  "w 0 a/B3/y.txt\nw 0 a/b1/deep/z.xml\nw 0 a/b1/x.xml\nw 0 a/b2/X.XML\nw 0 "
	  "a/large.xml\n" },
	{ "a/b*/y.txt", PROBE_WANT_NAMES, 0, "w 0 a/B3/y.txt\n" },
	{ "odd [x]/*", PROBE_WANT_TREE, 0, "w 2 odd [x]/back\\slash.xml\n" },
	{ "a/*/nothing", PROBE_WANT_TREE, 0, NULL },
	{ "nowhere/**", PROBE_WANT_TREE, 0, NULL },
	{ "a/large.xml/*", PROBE_WANT_TREE, 0, NULL },
	{ "a/b1", PROBE_WANT_RIGHTS, 0, "w 0 a/b1/\n" },
	{ "a/*", PROBE_WANT_RIGHTS, 0, "w 0 a/B3/\nw 0 a/b1/\nw 0 a/b2/\nw 0 a/large.xml\n" },
	{ "{rest}/*", PROBE_WANT_RIGHTS, 0, "w 0 a/\nw 0 odd [x]/\n" },
	{ "{rest}/*/*", PROBE_WANT_RIGHTS, 0,
	  "w 0 a/B3/\nw 0 a/b1/\nw 0 a/b2/\nw 0 a/large.xml\nw 0 odd [x]/back\\slash.xml\n" },
	{ "{rest}/**", PROBE_WANT_RIGHTS, 0,
	  "w 0 a/\nw 0 a/B3/\nw 0 a/B3/y.txt\nw 0 a/b1/\nw 0 a/b1/deep/\nw 0 a/b1/deep/z.xml\n"
	  "w 0 a/b1/x.xml\nw 0 a/b2/\nw 0 a/b2/X.XML\nw 0 a/large.xml\nw 0 odd [x]/\n"
	  "w 0 odd [x]/back\\slash.xml\n" },
	/* The second drive could not be read. */
	{ "{data}/*", PROBE_WANT_RIGHTS, 0, "u 0 :1/.\nw 0 :0/a/\nw 0 :0/odd [x]/\n" },
	{ "a/b1", PROBE_WANT_TREE, 0, "u 0 a/b1\n" }, /* a folder where a file must be */
};

START_TEST(a_pattern_gives)
{
	int r = gather(rows[_i].pattern, rows[_i].want, rows[_i].ceiling);

	if (!rows[_i].gives) {
		ck_assert_int_eq(r, -ENOENT);
		return;
	}
	ck_assert_int_eq(r, 0);
	ck_assert_str_eq(str_c(&said), rows[_i].gives);
}
END_TEST

/* A folder that may not be listed is told, and the others come all the same. */
START_TEST(an_unreadable_folder_is_told)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/a/B3", root);
	ck_assert_int_eq(chmod(root, 0755), 0);
	ck_assert_int_eq(chmod(path, 0), 0);
	become_plain();
	ck_assert_int_eq(gather("a/*/*", PROBE_WANT_NAMES, 0), 0);
	ck_assert_str_eq(str_c(&said), "u 0 a/B3\nw 0 a/b1/x.xml\nw 0 a/b2/X.XML\n");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe-gather");
	TCase *t = tcase_create("probe-gather");
	int bad;

	if (!mkdtemp(root))
		return 1;
	build_tree();
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, a_pattern_gives, 0, LEN(rows));
	tcase_add_test(t, an_unreadable_folder_is_told);
	bad = suite_result(s, t);
	if (fork() == 0)
		execlp("rm", "rm", "-rf", root, NULL);
	wait(NULL);
	return bad;
}
