/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One sync for many small files, then their names: a sync for each would take a disk's turn. */
#include <errno.h>
#include <string.h>

#include "backup/entry_name.h"
#include "backup/put_private.h"

#define SECONDS_MAX 99u /* second names that are tried */

void put_waiting_forget(struct put_waiting *w)
{
	free(w->path);
	free(w->name);
	*w = (struct put_waiting){ 0 };
}

static const char *last_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Under the best of its names that can be had. ret_last: the one it got. */
static int name_one(struct put_back *p, const struct put_waiting *w, struct str *ret_last,
		    bool *ret_second, bool *ret_spelled)
{
	struct str first = STR_INIT(2 * ENTRY_NAME_MAX + 64);
	int folder = p->folder[w->folder].fd, r = -EINVAL;

	for (unsigned v = 0;
	     put_where_name_refused(r) && put_where_last(&p->where, w->path, w->name, v, &first);
	     v++) {
		*ret_spelled = strcmp(str_c(&first), last_of(w->path)) != 0;
		r = put_where_name(p->ours, w->temporary, folder, str_c(&first));
		str_clear(ret_last);
		str_add(ret_last, str_c(&first));
		for (unsigned i = 2; r == -EEXIST && i <= SECONDS_MAX; i++) {
			*ret_second = true;
			put_where_second(str_c(&first), i, ret_last);
			r = put_where_name(p->ours, w->temporary, folder, str_c(ret_last));
		}
	}
	str_done(&first);
	return r;
}

static void name_waiting(struct put_back *p, struct put_waiting *w)
{
	struct str last = STR_INIT(2 * ENTRY_NAME_MAX + 128);
	bool second = false, spelled = false;
	struct err why = { 0 };
	int r = name_one(p, w, &last, &second, &spelled);

	if (r < 0) {
		err_sys(&why, r, "its name");
		(void)unlinkat(p->ours, w->temporary, 0);
		p->o.lost(p->o.arg, w->path, &why);
	} else {
		p->counts.files++;
		p->counts.bytes += w->size;
		p->counts.second += second;
		p->counts.spelled += spelled || p->folder[w->folder].spelled;
		if (second)
			p->o.second(p->o.arg, w->path, str_c(&last));
	}
	str_done(&last);
}

/* What waits is on the medium, then it gets its names; those are there after the next sync. */
int put_names(struct put_back *p, struct err *err)
{
	int r = 0;

	if (p->n_waiting && syncfs(p->ours) < 0)
		r = err_sys(err, -errno, "the medium did not take it");
	for (unsigned i = 0; i < p->n_waiting; i++) {
		if (r == 0)
			name_waiting(p, &p->waiting[i]);
		else
			(void)unlinkat(p->ours, p->waiting[i].temporary, 0);
		put_waiting_forget(&p->waiting[i]);
	}
	p->n_waiting = 0;
	p->waiting_size = 0;
	return r;
}
