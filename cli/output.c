/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that appear when they are whole. */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "cli/command.h"

/* The directory in which path would be made, opened; negative errno. */
static int parent_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char dir[4096];
	size_t n = slash ? (size_t)(slash - path) : 0;
	int fd;

	if (n >= sizeof(dir))
		return -ENAMETOOLONG;
	memcpy(dir, path, n);
	dir[n] = '\0';
	if (slash == path)
		memcpy(dir, "/", 2);
	else if (n == 0)
		memcpy(dir, ".", 2);
	fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static bool same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* True when path would lie in the directory root or below: goes up from it to the top. */
static bool lies_below(const char *path, const struct stat *root)
{
	struct stat here, above;
	int fd = parent_of(path);
	bool found = false;

	while (fd >= 0 && fstat(fd, &here) == 0 && !(found = same(&here, root))) {
		int up = openat(fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);

		close(fd);
		fd = up;
		if (up < 0 || fstat(up, &above) < 0 || same(&here, &above))
			break;
	}
	if (fd >= 0)
		close(fd);
	return found;
}

/* What is looked at is never written to. */
static int refuse_source(const char *path, const struct options *o, struct err *err)
{
	const char *source = o->image ? o->image : o->operand;
	struct stat st, target;

	if (o->root && stat(o->root, &st) == 0 && lies_below(path, &st))
		return err_set(err, ERR_DENIED, -EPERM,
			       "%s: lies on what is looked at, nothing is written there", path);
	if (source && stat(source, &st) == 0 && stat(path, &target) == 0 && same(&st, &target))
		return err_set(err, ERR_DENIED, -EPERM, "%s: is what is read, it is not written to",
			       path);
	return 0;
}

static int begin(struct output *out, const char *path, const struct options *o, struct err *err)
{
	struct stat st;
	int r = refuse_source(path, o, err);

	if (r < 0)
		return r;
	out->path = path;
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return err_set(err, ERR_IO, -EISDIR, "%s: is a directory, not a file to write",
			       path);
	if (stat(path, &st) == 0 && (S_ISCHR(st.st_mode) || S_ISFIFO(st.st_mode))) {
		out->direct = true;
		out->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		return out->fd < 0 ? err_sys(err, -errno, "%s", path) : 0;
	}
	r = io_save_begin(&out->save, path, err);
	out->fd = out->save.fd;
	return r;
}

/* "a" and "./a" are one file: the later would take the place of the earlier. */
static bool one_file(const struct output *a, const struct output *b)
{
	struct stat dir_a, dir_b;

	return a->save.dirfd >= 0 && b->save.dirfd >= 0 && !strcmp(a->save.name, b->save.name) &&
	       fstat(a->save.dirfd, &dir_a) == 0 && fstat(b->save.dirfd, &dir_b) == 0 &&
	       same(&dir_a, &dir_b);
}

int outputs_begin(struct outputs *ret, const struct options *o, struct err *err)
{
	const char *path[OUTPUTS] = { [OUTPUT_SAVE] = o->save,
				      [OUTPUT_TEXT] = o->text,
				      [OUTPUT_PDF] = o->pdf,
				      [OUTPUT_JSON] = o->json_file };

	*ret = (struct outputs){ .committer = -1 };
	for (size_t i = 0; i < OUTPUTS; i++) {
		ret->output[i].fd = -1;
		ret->output[i].save = (struct io_save){ .fd = -1, .dirfd = -1 };
	}
	for (size_t i = 0; i < OUTPUTS; i++) {
		int r = 0;

		if (path[i])
			r = begin(&ret->output[i], path[i], o, err);
		for (size_t k = 0; r == 0 && k < i; k++)
			if (one_file(&ret->output[i], &ret->output[k]))
				r = err_set(err, ERR_IO, -EEXIST, "%s: is named twice", path[i]);
		if (r < 0) {
			outputs_abort(ret);
			return r;
		}
	}
	return 0;
}

bool outputs_want(const struct outputs *s, enum output_kind kind)
{
	return s->output[kind].path != NULL;
}

int outputs_write(struct outputs *s, enum output_kind kind, const void *p, size_t n,
		  struct err *err)
{
	struct output *out = &s->output[kind];
	int r = out->path ? io_write_full(out->fd, p, n) : 0;

	return r < 0 ? err_sys(err, r, "%s", out->path) : 0;
}

static void finish(struct output *out)
{
	if (out->direct && out->fd >= 0)
		close(out->fd);
	io_save_abort(&out->save);
	out->fd = -1;
	out->path = NULL;
}

/* The process that may write there does it; its end without an answer is an error, too. */
static int commit_by_helper(struct outputs *s, struct err *err)
{
	struct err answer = { 0 };
	size_t n_fds;
	int r = io_send(s->committer, "c", 1, NULL, 0);

	if (r == 0 && io_recv(s->committer, &answer, sizeof(answer), NULL, 0, &n_fds) !=
			  (ssize_t)sizeof(answer))
		r = -EPIPE;
	close(s->committer);
	s->committer = -1;
	if (r < 0)
		r = err_set(err, ERR_INTERNAL, r, "the files could not be put in place");
	else if (answer.code < 0) {
		*err = answer;
		r = answer.code;
	}
	for (size_t i = 0; i < OUTPUTS; i++)
		s->output[i].save.temporary[0] = '\0'; /* not ours to remove any more */
	outputs_abort(s);
	return r;
}

int outputs_commit(struct outputs *s, struct err *err)
{
	int r = 0;

	if (s->committer >= 0)
		return commit_by_helper(s, err);
	for (size_t i = 0; r == 0 && i < OUTPUTS; i++) {
		struct output *out = &s->output[i];

		if (out->path && !out->direct)
			r = io_save_commit(&out->save, err);
		if (r == 0)
			finish(out);
	}
	if (r < 0)
		outputs_abort(s);
	return r;
}

/* Waits until the helper has removed what it can remove: nothing is left when we end. */
static void abort_by_helper(struct outputs *s)
{
	char byte;
	size_t n_fds;

	if (s->committer < 0)
		return;
	shutdown(s->committer, SHUT_WR);
	(void)!io_recv(s->committer, &byte, 1, NULL, 0, &n_fds);
	close(s->committer);
	s->committer = -1;
}

void outputs_abort(struct outputs *s)
{
	abort_by_helper(s);
	for (size_t i = 0; i < OUTPUTS; i++)
		finish(&s->output[i]);
}

int output_print(const char *text, size_t n, struct err *err)
{
	int r = io_write_full(STDOUT_FILENO, text, n);

	return r < 0 ? err_sys(err, r, "standard output") : 0;
}
