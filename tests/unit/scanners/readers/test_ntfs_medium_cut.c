/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A disk that is pulled out, at each place of a backup: the writes up to it are there, and of those since
 * the last sync some are, in no order and by pieces. The volume opens, says that it was in use, and what
 * was finished is whole. And 300 damaged volumes: an answer each time. */
#include <signal.h>
#include <sys/syscall.h>

#include "tests/unit/scanners/readers/media.h"

#define ROOT  NTFS_MEDIUM_ROOT
#define PARTS 90u /* its folder grows, and grows again */
#define BYTES 6000u
#define SIZE  (3u << 20)
#define PAGE  4096u /* what a disk takes at once */

struct given {
	uint64_t at;
	uint8_t *bytes; /* NULL: a sync */
	size_t n;
};
static struct given *given;
static size_t n_given, cap_given;
static int watched = -1;

static void note(uint64_t at, const void *p, size_t n)
{
	if (n_given == cap_given) {
		cap_given = MAX(2 * cap_given, (size_t)1024);
		given = realloc(given, cap_given * sizeof(*given));
	}
	given[n_given] = (struct given){ .at = at, .n = n, .bytes = p ? malloc(n) : NULL };
	if (p)
		memcpy(given[n_given].bytes, p, n);
	n_given++;
}

/* In the place of libc's: whatever this program gives to the image. */
ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
	if (fd == watched)
		note((uint64_t)at, p, n);
	return syscall(SYS_pwrite64, fd, p, n, at);
}

int fdatasync(int fd)
{
	if (fd == watched)
		note(0, NULL, 0);
	return (int)syscall(SYS_fdatasync, fd);
}

static uint64_t state = 88172645463325252u;
static uint32_t chance(void)
{
	state ^= state << 13, state ^= state >> 7, state ^= state << 17;
	return (uint32_t)(state >> 32);
}

/* --- a backup ----------------------------------------------------------------------------------- */
struct story {
	size_t marked;          /* so many of `given` when it was marked as in use */
	size_t finished[PARTS]; /* ... when this part was told as finished */
	struct bytes before;
	int fd;
};

static void part_name(char name[32], unsigned i, const char *more)
{
	snprintf(name, 32, "%04u.zip%s", i, more);
}

static void tell(struct story *s, bool inherits)
{
	struct ntfs_medium *m;
	struct medium_stat st;
	uint64_t folder, list;

	media_make("cut.img", SIZE / 1024);
	s->before = fixtures_load("cut.img");
	s->fd = watched = media_fd("cut.img");
	m = media_open(watched);
	if (inherits)
		ntfs_medium_inherit(m);
	s->marked = n_given;
	ck_assert_int_eq(ntfs_medium_make(m, ROOT, "PC-backup", true, &st), 0);
	folder = st.node;
	list = media_file(m, folder, "manifest.jsonl", 99, 300);
	ck_assert_int_eq(ntfs_medium_sync(m), 0);
	for (unsigned i = 0; i < PARTS; i++) {
		char temporary[32], name[32];

		part_name(temporary, i, ".part");
		part_name(name, i, "");
		media_file(m, folder, temporary, i, BYTES);
		ck_assert_int_eq(ntfs_medium_sync(m), 0);
		ck_assert_int_eq(ntfs_medium_rename(m, folder, temporary, folder, name, false), 0);
		ck_assert_int_eq(ntfs_medium_sync(m), 0);
		s->finished[i] = n_given;
		ck_assert_int_eq(media_write(m, list, 99, 300 + 400 * i, 400), 0);
		ck_assert_int_eq(ntfs_medium_sync(m), 0);
	}
	media_close(m);
	watched = -1;
}

/* --- what lies on the disk then ------------------------------------------------------------------ */
static size_t synced(size_t upto)
{
	while (upto && given[upto - 1].bytes)
		upto--;
	return upto;
}

static void apply(int fd, const struct given *g, bool by_pieces)
{
	for (size_t done = 0, n; done < g->n; done += n) {
		n = MIN(g->n - done, PAGE - (size_t)((g->at + done) % PAGE));
		if (!by_pieces || chance() & 1)
			ck_assert_int_eq(
			    syscall(SYS_pwrite64, fd, g->bytes + done, n, (off_t)(g->at + done)),
			    (long)n);
	}
}

/* The disk after the first n_sure of `given`, which grows only. */
static uint8_t *sure;
static size_t n_sure;

static void forget(void)
{
	for (size_t i = 0; i < n_given; i++)
		free(given[i].bytes);
	n_given = n_sure = 0;
	free(sure);
	sure = NULL;
}

static void be_sure(const struct story *s, size_t upto)
{
	if (!sure) {
		sure = malloc(s->before.n);
		memcpy(sure, s->before.p, s->before.n);
	}
	for (; n_sure < upto; n_sure++)
		if (given[n_sure].bytes)
			memcpy(sure + given[n_sure].at, given[n_sure].bytes, given[n_sure].n);
}

/* Pulled out when so many of `given` were given; until the next one is asked for. */
static int disk_at(const struct story *s, size_t upto, bool some_lost)
{
	static int disk = -1;
	size_t from = synced(upto);
	int fd;

	if (disk < 0)
		disk = memfd_create("disk", MFD_CLOEXEC);
	fd = fcntl(disk, F_DUPFD_CLOEXEC, 0);
	be_sure(s, from);
	ck_assert_int_eq(syscall(SYS_pwrite64, fd, sure, s->before.n, 0), (long)s->before.n);
	for (size_t i = from; i < upto; i++)
		apply(fd, &given[i], some_lost);
	return fd;
}

struct tally {
	unsigned disks, refused, unmarked, lost, whole, stuck, unfinished;
};

static uint64_t number_at(int fd, uint64_t at, unsigned bytes)
{
	uint8_t p[8] = { 0 };
	uint64_t n = 0;

	ck_assert_int_eq(pread(fd, p, bytes, (off_t)at), (ssize_t)bytes);
	for (unsigned i = bytes; i-- > 0;)
		n = n << 8 | p[i];
	return n;
}

/* Windows' check at its least: the mark of being in use goes from the volume's record, and from its copy. */
static void unmark(int fd)
{
	uint64_t cluster = number_at(fd, 0x0B, 2) * number_at(fd, 0x0D, 1);

	for (unsigned table = 0x30; table <= 0x38; table += 8) {
		uint64_t record = number_at(fd, table, 8) * cluster + 3 * UINT64_C(1024);
		uint64_t at = record + number_at(fd, record + 0x14, 2);
		uint8_t flags;

		while (number_at(fd, at, 4) != 0x70)
			at += number_at(fd, at + 4, 4);
		at += number_at(fd, at + 0x14, 2) + 10;
		flags = (uint8_t)(number_at(fd, at, 1) & 0xFE);
		ck_assert_int_eq(syscall(SYS_pwrite64, fd, &flags, 1, (off_t)at), 1);
	}
}

/* A name leads to a file, or is free to be had. */
static int had(struct ntfs_medium *m, uint64_t folder, const char *name)
{
	struct medium_stat st;
	int r = ntfs_medium_find(m, folder, name, &st);

	return r == -ENOENT ? ntfs_medium_make(m, folder, name, false, &st) : r;
}

/* True when another backup can be taken there once the mark is gone, and no name of the part that was at hand leads
 * nowhere. A table of files that was growing at that very moment: Windows has more to do than to take the mark away. */
static bool goes_on(const struct story *s, size_t upto, int fd, struct tally *t)
{
	struct ntfs_medium *m;
	struct medium_stat folder;
	char temporary[32], name[32];
	bool unclean;
	unsigned at = 0;
	int r;

	unmark(fd);
	while (at < PARTS - 1 && s->finished[at] <= upto)
		at++;
	part_name(temporary, at, ".part");
	part_name(name, at, "");
	r = media_try(fd, &m, &unclean);
	if (r < 0) {
		t->unfinished++;
		return unclean;
	}
	r = ntfs_medium_find(m, ROOT, "PC-backup", &folder);
	if (r == 0)
		r = had(m, folder.node, name);
	if (r == 0)
		r = had(m, folder.node, temporary);
	if (r == 0 || r == -ENOENT)
		r = ntfs_medium_make(m, ROOT, "PC-backup-2", true, &folder);
	if (r == 0)
		r = had(m, folder.node, name);
	return ntfs_medium_close(m, NULL) == 0 && r == 0;
}

static void look(const struct story *s, size_t upto, int fd, struct tally *t)
{
	struct volume_about about;
	struct volume *v;
	char path[64], name[32];

	t->disks++;
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);

	if (volume_ntfs_open(fd, 0, s->before.n, &v, NULL) < 0) {
		t->refused++;
		return;
	}
	volume_about(v, &about);
	t->unmarked += upto >= s->marked && !about.dirty;
	for (unsigned i = 0; i < PARTS && s->finished[i] <= upto; i++) {
		part_name(name, i, "");
		snprintf(path, sizeof(path), "PC-backup/%s", name);
		if (media_whole(v, path, i, BYTES))
			t->whole++;
		else
			t->lost++;
	}
	volume_close(v);
	t->stuck += !goes_on(s, upto, copy, t);
	close(copy);
}

START_TEST(pulled_out_at_each_place)
{
	struct tally in_order = { 0 }, some_lost = { 0 };
	struct story s = { 0 };

	tell(&s, _i);
	for (size_t upto = s.marked; upto < n_given - 3; upto += 1 + chance() % 15) {
		look(&s, upto, disk_at(&s, upto, false), &in_order);
		for (int i = 0; i < 2; i++)
			look(&s, upto, disk_at(&s, upto, true), &some_lost);
	}
	printf("a second one can be begun on all but %u and %u; for Windows: %u and %u\n",
	       in_order.stuck, some_lost.stuck, in_order.unfinished, some_lost.unfinished);
	printf("%zu writes and syncs; in order: %u disks, %u parts whole, %u lost, %u refused, %u "
	       "unmarked; some lost: %u disks, %u whole, %u lost, %u refused, %u unmarked\n",
	       n_given, in_order.disks, in_order.whole, in_order.lost, in_order.refused,
	       in_order.unmarked, some_lost.disks, some_lost.whole, some_lost.lost,
	       some_lost.refused, some_lost.unmarked);
	ck_assert_uint_gt(in_order.whole, 5000);
	ck_assert_uint_eq(in_order.lost + in_order.refused + in_order.unmarked, 0);
	ck_assert_uint_eq(in_order.stuck + some_lost.stuck, 0);
	ck_assert_uint_le(in_order.unfinished + some_lost.unfinished, in_order.disks / 4);
	ck_assert_uint_eq(some_lost.lost + some_lost.refused + some_lost.unmarked, 0);
	forget();
}
END_TEST

/* --- damaged volumes ----------------------------------------------------------------------------- */
/* A short backup onto it; 0: taken, 1: refused or an error was told. */
static int short_backup(int fd)
{
	struct ntfs_medium *m;
	struct medium_stat folder, st;
	bool unclean;
	int r = media_try(fd, &m, &unclean);

	if (r < 0)
		return 1;
	r = ntfs_medium_make(m, ROOT, "PC-backup", true, &folder);
	for (unsigned i = 0; r == 0 && i < 8; i++) {
		char name[32], temporary[32];

		part_name(temporary, i, ".part");
		part_name(name, i, "");
		r = ntfs_medium_make(m, folder.node, temporary, false, &st);
		if (r == 0)
			r = media_write(m, st.node, i, 0, 20000);
		if (r == 0)
			r = ntfs_medium_rename(m, folder.node, temporary, folder.node, name, false);
		if (r == 0)
			r = ntfs_medium_sync(m);
	}
	return ntfs_medium_close(m, NULL) < 0 || r < 0;
}

static bool eight_whole(int fd, size_t n)
{
	struct volume *v;
	bool whole = true;
	char path[64];

	if (volume_ntfs_open(fd, 0, n, &v, NULL) < 0)
		return false;
	for (unsigned i = 0; whole && i < 8; i++) {
		snprintf(path, sizeof(path), "PC-backup/%04u.zip", i);
		whole = media_whole(v, path, i, 20000);
	}
	volume_close(v);
	return whole;
}

static int mutant(const struct bytes *whole)
{
	int fd = memfd_create("mutant", MFD_CLOEXEC);
	uint8_t *p = malloc(whole->n);

	memcpy(p, whole->p, whole->n);
	for (int i = 0; i < 6;) {
		size_t at = chance() % whole->n;

		if (at >= 512 && memcmp(p + (at & ~(size_t)1023), "FILE", 4) != 0 &&
		    memcmp(p + (at & ~(size_t)4095), "INDX", 4) != 0)
			continue; /* not where NTFS keeps its own */
		p[at] = (uint8_t)chance();
		i++;
	}
	ck_assert(fd >= 0 && write(fd, p, whole->n) == (ssize_t)whole->n);
	free(p);
	return fd;
}

/* In the shipped program each is a worker without power: one that dies costs this backup. None hangs, and
 * what is told as taken can nearly always be read; where not, it is the reading back that says so. */
START_TEST(mutants_give_an_answer)
{
	unsigned taken = 0, told = 0, died = 0, hung = 0, wrong = 0;
	struct bytes whole;

	volumes_make("m.img",
		     "size 4M\nfile a/b/c.txt text x\nmany d 40 900 3\nfile e fill 30K 1\n");
	whole = fixtures_load("m.img");
	for (int round = 0; round < 300; round++) {
		int fd = mutant(&whole), status;
		pid_t pid = fork();

		if (pid == 0) {
			alarm(20);
			_exit(short_backup(fd));
		}
		ck_assert(waitpid(pid, &status, 0) == pid);
		hung += WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
		died += WIFSIGNALED(status) && WTERMSIG(status) != SIGALRM;
		told += WIFEXITED(status) && WEXITSTATUS(status);
		if (WIFEXITED(status) && !WEXITSTATUS(status)) {
			taken++;
			wrong += !eight_whole(fd, whole.n);
		} else {
			close(fd);
		}
	}
	printf("taken %u (%u of them not readable), told %u, died %u, hung %u\n", taken, wrong,
	       told, died, hung);
	ck_assert_uint_eq(hung, 0);
	ck_assert(taken > 30 && told > 30 && wrong < 10 && died < 10);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("ntfs_medium_cut");
	TCase *t = tcase_create("ntfs_medium_cut");

	tcase_set_timeout(t, 240);
	tcase_add_loop_test(t, pulled_out_at_each_place, 0, 2); /* with rights, too */
	tcase_add_test(t, mutants_give_an_answer);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
