/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What somebody chose, out of the options or out of the records that the kiosk gives: names of a client are
 * nothing for the arguments of a process, which everybody may read. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "cli/backup.h"
#include "core/base/io.h"
#include "core/record/backup.h"

#define CHOICE_BYTES ((size_t)16 << 20) /* 2,000 lines, each byte of a name spelled out */

static bool add(struct backup_wishes *w, bool take, int part, const char *path)
{
	struct backup_named **list = take ? &w->take : &w->leave;
	size_t *n = take ? &w->n_take : &w->n_leave;

	if (*n >= BACKUP_WISHES_MAX)
		return false;
	*list = xgrow(*list, *n, take ? &w->cap_take : &w->cap_leave, sizeof(**list),
		      BACKUP_WISHES_MAX);
	(*list)[(*n)++] = (struct backup_named){ part, arena_strdup(&w->arena, path) };
	return true;
}

static int bad(struct err *err)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "--choice-fd: this is no choice of folders");
}

/* Its last line has to be whole: one that was cut would be another choice. */
static int parse(const char *text, size_t n, struct backup_wishes *ret, struct err *err)
{
	struct backup_record *r = xcalloc(1, sizeof(*r));
	int e = n && text[n - 1] != '\n' ? bad(err) : 0;

	while (e == 0 && n) {
		const char *end = memchr(text, '\n', n);
		size_t len = (size_t)(end - text);

		e = record_parse_backup(text, len, r, err);
		if (e == 0 && r->kind != BACKUP_RECORD_WISH)
			e = bad(err);
		else if (e == 0 && r->wish.what == BACKUP_WISH_USUAL)
			ret->usual = true;
		else if (e == 0 &&
			 !add(ret, r->wish.what == BACKUP_WISH_TAKE, r->wish.part, r->wish.path))
			e = err_set(err, ERR_LIMIT, -E2BIG, "more than %u folders are chosen",
				    BACKUP_WISHES_MAX);
		text = end + 1;
		n -= len + 1;
	}
	free(r);
	return e;
}

static int read_fd(int fd, struct backup_wishes *ret, struct err *err)
{
	struct str text = STR_INIT(CHOICE_BYTES);
	char buf[16384];
	ssize_t n;
	int r = 0;

	while ((n = read(fd, buf, sizeof(buf))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			str_addn(&text, buf, (size_t)n);
	if (n < 0)
		r = err_sys(err, -errno, "--choice-fd");
	else if (text.full)
		r = err_set(err, ERR_LIMIT, -E2BIG, "--choice-fd: too much");
	else
		r = parse(str_c(&text), text.len, ret, err);
	explicit_bzero(buf, sizeof(buf));
	str_done(&text);
	return r;
}

int backup_wishes_read(const struct options *o, struct backup_wishes *ret, struct err *err)
{
	*ret = (struct backup_wishes){ 0 };
	if (o->choice_fd >= 0)
		return read_fd(o->choice_fd, ret, err);
	ret->usual = !o->n_folders;
	ret->settings = true;
	for (size_t i = 0; i < o->n_folders; i++)
		(void)add(ret, true, -1, o->folder[i]);
	for (size_t i = 0; i < o->n_also; i++)
		(void)add(ret, true, -1, o->also[i]);
	for (size_t i = 0; i < o->n_leave; i++)
		(void)add(ret, false, -1, o->leave[i]);
	return 0;
}

void backup_wishes_done(struct backup_wishes *w)
{
	free(w->take);
	free(w->leave);
	arena_done(&w->arena);
	*w = (struct backup_wishes){ 0 };
}
