/* SPDX-License-Identifier: GPL-2.0-or-later */
/* collect: sealed results, counts and erase numbers out of a stick, into a folder of this PC. The
 * stick is only read. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "image-build/stick/command.h"

#define AGE_HEAD "age-encryption.org/v1\n"

static bool wanted(const char *path)
{
	return !strncmp(path, "results/", 8) || !strncmp(path, "kenshin/tally", 13) ||
	       !strcmp(path, "kenshin/erasures.csv");
}

struct collecting {
	const struct content *c;

	unsigned results, others, there, odd;
};

static bool sealed(int fd)
{
	char head[sizeof(AGE_HEAD)] = "";

	return io_pread_full(fd, head, sizeof(AGE_HEAD) - 1, 0) == sizeof(AGE_HEAD) - 1 &&
	       !strcmp(head, AGE_HEAD);
}

static int same_content(int a, int b)
{
	char x[65536], y[65536];
	uint64_t at = 0;
	ssize_t n, k;

	do {
		n = io_pread_full(a, x, sizeof(x), at);
		k = io_pread_full(b, y, sizeof(y), at);
		if (n < 0 || k != n || memcmp(x, y, (size_t)n) != 0)
			return 0;
		at += (uint64_t)n;
	} while (n == sizeof(x));
	return 1;
}

static int copy_all(int from, int to)
{
	char buf[65536];
	ssize_t n;
	int r = 0;

	while (r == 0 && (n = read(from, buf, sizeof(buf))) != 0)
		if (n > 0)
			r = io_write_full(to, buf, (size_t)n);
		else if (errno != EINTR)
			r = -errno;
	return r < 0 ? r : fsync(to) < 0 ? -errno : 0;
}

/* Under its own name; a file that is there already stays. */
static int keep(struct collecting *k, int from, int dir, const char *name, struct err *err)
{
	CLEANUP(cleanup_close)
	int to = openat(dir, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	int r;

	if (to < 0 && errno == EEXIST) {
		to = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		if (to >= 0 && same_content(from, to)) {
			k->there++;
			return 0;
		}
		return err_set(err, ERR_DENIED, -EEXIST,
			       "%s is there already and is another one: choose a new folder", name);
	}
	if (to < 0)
		return err_sys(err, -errno, "%s", name);
	r = copy_all(from, to);
	if (r < 0) {
		unlinkat(dir, name, 0);
		return err_sys(err, r, "%s", name);
	}
	return 0;
}

static int collect_one(struct collecting *k, int in, int dir, const char *name, bool result,
		       struct err *err)
{
	CLEANUP(cleanup_close) int from = openat(in, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int r;

	if (from < 0)
		return err_sys(err, -errno, "%s", name);
	if (result && !sealed(from)) {
		printf(_("not sealed, left out: %s\n"), name);
		k->odd++;
		return 0;
	}
	r = keep(k, from, dir, name, err);
	*(result ? &k->results : &k->others) += r == 0;
	return r;
}

static int collect_folder(struct collecting *k, const char *folder, int dir, bool result,
			  struct err *err)
{
	int in = openat(k->c->fd, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirent *e;
	DIR *d;
	int r = 0;

	if (in < 0)
		return errno == ENOENT ? 0 : err_sys(err, -errno, "%s", folder);
	d = fdopendir(in);
	if (!d) {
		close(in);
		return err_sys(err, -ENOMEM, "%s", folder);
	}
	while (r == 0 && (e = readdir(d)))
		if (e->d_name[0] != '.')
			r = collect_one(k, in, dir, e->d_name, result, err);
	closedir(d);
	return r;
}

static int collect(const struct edit *e, const char *out, struct err *err)
{
	struct collecting k = { .c = &e->c };
	CLEANUP(cleanup_close) int results = -1;
	int r;

	if (mkdir(out, 0700) < 0 && errno != EEXIST)
		return err_sys(err, -errno, "%s", out);

	CLEANUP(cleanup_close) int dir = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0 || (mkdirat(dir, "results", 0700) < 0 && errno != EEXIST))
		return err_sys(err, -errno, "%s", out);
	results = openat(dir, "results", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (results < 0)
		return err_sys(err, -errno, "%s/results", out);
	r = collect_folder(&k, "results", results, true, err);
	if (r == 0)
		r = collect_folder(&k, "kenshin", dir, false, err);
	if (r == 0)
		printf(_("Sealed results: %u. Other files: %u. Already there: %u.\n"), k.results,
		       k.others, k.there);
	return r;
}

int stick_collect(const struct stick_options *o)
{
	struct err err = { 0 };
	struct edit e;
	int r = edit_begin(&e, o, wanted, &err);

	if (r == 0)
		r = collect(&e, o->operand[1], &err);
	edit_done(&e);
	if (r < 0)
		return stick_fail(_("Not everything was taken from the stick"), &err);
	puts(_("The stick still holds them, until it is written anew (kenshin-stick reissue)."));
	return EXIT_DONE;
}
