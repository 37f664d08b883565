/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The backup in a visit: its steps. */
#include <stdio.h>
#include <strings.h>

#include "core/text/text.h"
#include "tui/visit/visit.h"

bool backing_busy(const struct visit *v)
{
	return v->backing.step == BACKING_RUNNING || v->backing.step == BACKING_STOPPING;
}

const char *backing_why_not(const struct visit *v)
{
	if (!v->able.backup)
		return C_("page", "not yet on this stick");
	if (v->chosen < 0)
		return C_("S13", "no disk was looked at");
	if (v->consent[0] != TICK_YES || v->consent[1] != TICK_YES)
		return C_("S13", "needs lines 1 and 2 of the consent");
	return NULL;
}

enum screen_id backing_begin(struct visit *v)
{
	struct backing *b = &v->backing;

	if (backing_busy(v))
		return SCREEN_S15;
	if (b->step == BACKING_OVER) {
		b->seen = true;
		return SCREEN_S37;
	}
	if (b->step == BACKING_KEY)
		return SCREEN_S38;
	if (b->n_folders) {
		b->step = BACKING_WHAT;
		return SCREEN_S36;
	}
	backing_done(b);
	b->step = BACKING_PLANNING;
	v->want |= WANT_BACKUP_PLAN;
	return SCREEN_S36;
}

static void forget_key(struct backing *b)
{
	explicit_bzero(b->key, sizeof(b->key));
	b->key_shown = false;
}

void backing_where(struct visit *v)
{
	forget_key(&v->backing);
	v->backing.tries = 0;
	v->backing.step = BACKING_WHERE;
	v->backing.waiting = false;
	v->cursor[SCREEN_S36] = 0;
	v->want |= WANT_BACKUP_MEDIA;
	v->page_changed = true;
}

/* --- what ------------------------------------------------------------------------------------ */
/* Browsers keep their lists of passwords in there, and the backup has no lock: for the command line. */
static bool holds_passwords(const struct backup_told_folder *f)
{
	const char *slash = strrchr(f->path, '/');

	return !f->ticked && !strcasecmp(slash ? slash + 1 : f->path, "AppData");
}

void backing_folder(struct visit *v, const struct backup_told_folder *f)
{
	struct backing *b = &v->backing;

	if (b->step != BACKING_PLANNING || holds_passwords(f))
		return;
	if (!b->folder) {
		b->folder = xcalloc(BACKING_FOLDERS, sizeof(*b->folder));
		b->kind_of = xcalloc(BACKING_FOLDERS, sizeof(*b->kind_of));
	}
	if (b->n_folders == BACKING_FOLDERS) {
		struct backup_told_folder *last = &b->folder[BACKING_FOLDERS - 1];

		b->many = true;
		last->files += MIN(f->files, UINT64_MAX - last->files);
		last->bytes += MIN(f->bytes, UINT64_MAX - last->bytes);
		last->words[0] = last->path[0] = '\0';
		last->ticked = last->ticked || f->ticked;
		return;
	}
	b->folder[b->n_folders++] = *f;
}

static uint64_t more(uint64_t sum, uint64_t n)
{
	return n > UINT64_MAX - sum ? UINT64_MAX : sum + n;
}

static void add_to(struct backing_kind *k, const struct backup_told_folder *f)
{
	k->folders++;
	k->files = more(k->files, f->files);
	k->bytes = more(k->bytes, f->bytes);
	k->cloud = more(k->cloud, f->cloud);
	k->on = f->ticked;
	k->offered = !f->ticked;
	k->unread = k->unread || f->unread;
}

struct sorting {
	struct backing_kind kind[BACKING_FOLDERS];
	unsigned n;
};

static bool is_of(const struct backing_kind *k, const struct backup_told_folder *f)
{
	return !strcmp(k->words, f->words) && k->offered != f->ticked;
}

static struct backing_kind *kind_of(struct sorting *s, const struct backup_told_folder *f)
{
	for (unsigned i = 0; i < s->n; i++)
		if (is_of(&s->kind[i], f))
			return &s->kind[i];
	snprintf(s->kind[s->n].words, sizeof(s->kind[0].words), "%s", f->words);
	return &s->kind[s->n++];
}

static int by_bytes(const void *a, const void *b)
{
	const struct backing_kind *x = a, *y = b;

	if (x->offered != y->offered)
		return x->offered ? 1 : -1;
	if (x->bytes != y->bytes)
		return x->bytes < y->bytes ? 1 : -1;
	return strcmp(x->words, y->words);
}

#define NOWHERE UINT32_MAX

static unsigned place_of(const struct backing *b, const struct backup_told_folder *f)
{
	for (unsigned i = 0; i < b->n_kinds; i++)
		if (is_of(&b->kind[i], f))
			return i;
	return f->ticked ? b->n_kinds - 1 : NOWHERE; /* among the rest */
}

/* What is taken and finds no digit is one line; what is only offered and finds none is not offered. */
static void fold(struct backing *b, const struct sorting *s)
{
	struct backing_kind *rest = &b->kind[BACKING_KINDS - 1];

	b->n_kinds = MIN(s->n, BACKING_KINDS);
	memcpy(b->kind, s->kind, b->n_kinds * sizeof(b->kind[0]));
	for (unsigned i = BACKING_KINDS; i < s->n && !s->kind[i].offered; i++) {
		rest->words[0] = '\0';
		rest->folders += s->kind[i].folders;
		rest->files = more(rest->files, s->kind[i].files);
		rest->bytes = more(rest->bytes, s->kind[i].bytes);
		rest->cloud = more(rest->cloud, s->kind[i].cloud);
		rest->unread = rest->unread || s->kind[i].unread;
	}
}

/* What is taken before what is only offered, the largest first. */
void backing_planned(struct visit *v)
{
	struct backing *b = &v->backing;
	struct sorting *s = xcalloc(1, sizeof(*s));

	if (b->step != BACKING_PLANNING) {
		free(s);
		return;
	}
	for (unsigned i = 0; i < b->n_folders; i++)
		add_to(kind_of(s, &b->folder[i]), &b->folder[i]);
	qsort(s->kind, s->n, sizeof(s->kind[0]), by_bytes);
	fold(b, s);
	for (unsigned i = 0; i < b->n_folders; i++)
		b->kind_of[i] = place_of(b, &b->folder[i]);
	free(s);
	b->step = BACKING_WHAT;
	v->page_changed = v->page_changed || v->screen == SCREEN_S36;
}

void backing_sum(const struct visit *v, uint64_t *ret_files, uint64_t *ret_bytes)
{
	struct backing_more m;

	*ret_files = *ret_bytes = 0;
	for (unsigned i = 0; i < v->backing.n_kinds; i++) {
		const struct backing_kind *k = &v->backing.kind[i];

		*ret_files = more(*ret_files, k->on ? k->files : 0);
		*ret_bytes = more(*ret_bytes, k->on ? k->bytes : 0);
	}
	backing_more(v, &m);
	*ret_files = more(*ret_files, m.plus_files);
	*ret_bytes = more(*ret_bytes, m.plus_bytes);
	*ret_files -= MIN(*ret_files, m.minus_files);
	*ret_bytes -= MIN(*ret_bytes, m.minus_bytes);
}

bool backing_all(const struct visit *v)
{
	for (unsigned i = 0; i < v->backing.n_kinds; i++)
		if (!v->backing.kind[i].on && !v->backing.kind[i].offered)
			return false;
	return true;
}

/* They stand by size: leaving the first ones out helps most. */
unsigned backing_less(const struct visit *v, const struct backup_told_medium *m)
{
	uint64_t files, bytes;
	unsigned less = 0;

	backing_sum(v, &files, &bytes);
	for (unsigned i = 0; m->room != UINT64_MAX && i < v->backing.n_kinds; i++) {
		const struct backing_kind *k = &v->backing.kind[i];

		if (backup_told_need(files, bytes) <= m->room)
			return less;
		if (!k->on)
			continue;
		files -= MIN(files, k->files);
		bytes -= MIN(bytes, k->bytes);
		less++;
	}
	return less;
}

const char *backing_at_hand(const struct visit *v)
{
	const struct backing *b = &v->backing;

	for (unsigned i = 0; i < b->n_folders; i++)
		if (b->progress.folder[0] && !strcmp(b->folder[i].path, b->progress.folder))
			return b->folder[i].words;
	return "";
}

/* --- where ----------------------------------------------------------------------------------- */
void backing_look(struct visit *v)
{
	v->backing.looking = true;
	v->backing.n_next = 0;
}

void backing_found(struct visit *v, const struct backup_told_medium *m)
{
	struct backing *b = &v->backing;
	const char *path = v->chosen >= 0 ? v->disk[v->chosen].path : NULL;
	const char *slash = path ? strrchr(path, '/') : NULL;

	if (!b->looking || b->n_next == BACKING_MEDIA)
		return;
	b->next[b->n_next] = *m;
	/* What is backed up is never where it goes. */
	if (slash && !strcmp(slash + 1, m->name) && v->disk[v->chosen].place != PLACE_IMAGE)
		b->next[b->n_next].reason = BACKUP_OWN;
	b->n_next++;
}

static bool comes_back(struct visit *v)
{
	struct backing *b = &v->backing;

	for (unsigned i = 0; b->waiting && i < b->n; i++) {
		if (!backup_told_same_medium(&b->medium[i], &b->to))
			continue;
		if (b->medium[i].reason == BACKUP_NONE)
			return true;
		/* NTFS that was pulled out: Windows comes first, and waiting on would be for nothing. */
		if (b->medium[i].reason == BACKUP_UNCLEAN) {
			b->told.reason = BACKUP_UNCLEAN;
			b->waiting = false;
		}
	}
	return false;
}

void backing_looked(struct visit *v)
{
	struct backing *b = &v->backing;
	unsigned *cursor = &v->cursor[SCREEN_S36];

	b->looking = false;
	b->looked = true;
	b->n = b->n_next;
	memcpy(b->medium, b->next, sizeof(b->medium));
	if (comes_back(v)) {
		backing_start(v, true);
		return;
	}
	if (b->step != BACKING_WHERE ||
	    (*cursor < b->n && b->medium[*cursor].reason == BACKUP_NONE))
		return;
	*cursor = 0; /* `>` on the first that can be chosen */
	for (unsigned i = b->n; i-- > 0;)
		if (b->medium[i].reason == BACKUP_NONE)
			*cursor = i;
}

/* --- the lock ---------------------------------------------------------------------------------- */
bool backing_locked(const struct backup_told_medium *m)
{
	return !strcmp(m->type, "BitLocker");
}

static void ask_for_key(struct visit *v, bool resume)
{
	struct backing *b = &v->backing;

	b->step = BACKING_KEY;
	b->resume = resume;
	b->waiting = false;
	if (v->screen == SCREEN_S15 || v->screen == SCREEN_S36 || v->screen == SCREEN_S37)
		visit_swap(v, SCREEN_S38);
}

/* Nothing was written. After some tries it is more likely another disk that is meant. */
static void did_not_open(struct visit *v)
{
	struct backing *b = &v->backing;

	forget_key(b);
	if (++b->tries < BACKING_TRIES) {
		ask_for_key(v, b->resume);
		return;
	}
	backing_where(v);
	if (v->screen == SCREEN_S15)
		visit_swap(v, SCREEN_S36);
	visit_say(v, C_("S38", "It did not open. Nothing was written; choose once more."));
}

/* --- how far --------------------------------------------------------------------------------- */
void backing_start(struct visit *v, bool resume)
{
	struct backing *b = &v->backing;

	/* The same disk may have come back under another name. */
	for (unsigned i = 0; resume && i < b->n; i++)
		if (b->medium[i].reason == BACKUP_NONE &&
		    backup_told_same_medium(&b->medium[i], &b->to))
			b->to = b->medium[i];
	if (backing_locked(&b->to) && !b->key[0]) {
		ask_for_key(v, resume);
		return;
	}
	b->step = BACKING_RUNNING;
	b->resume = resume;
	b->asking = b->waiting = b->seen = false;
	b->progress = (struct backup_told_progress){ 0 };
	b->permille = b->since_permille = 0;
	b->since_ms = b->left_ms = 0;
	b->minutes_left = -1;
	b->told = (struct backup_told){ .state = BACKUP_STATE_INCOMPLETE,
					.reason = BACKUP_OTHER,
					.restored = UINT64_MAX };
	v->want |= WANT_BACKUP;
	if (v->screen == SCREEN_S36 || v->screen == SCREEN_S37 || v->screen == SCREEN_S38)
		visit_swap(v, SCREEN_S15);
}

void backing_again(struct visit *v)
{
	v->backing.waiting = true;
	v->want |= WANT_BACKUP_MEDIA;
}

void backing_stop(struct visit *v)
{
	if (v->backing.step != BACKING_RUNNING)
		return;
	v->backing.step = BACKING_STOPPING;
	v->backing.asking = false;
	v->want |= WANT_BACKUP_STOP;
}

#define RENEW_MS 10000

/* As fast as since the last turn from copying to reading back. */
static void reckon(struct visit *v)
{
	struct backing *b = &v->backing;
	int64_t took = v->ms - b->since_ms;
	unsigned done = b->permille - b->since_permille;

	if (took < RENEW_MS || done < 5 || (b->left_ms && v->ms - b->left_ms < RENEW_MS))
		return;
	b->left_ms = v->ms;
	b->minutes_left = (int)MIN(took / done * (1000 - b->permille) / 60000, 100000);
}

void backing_progress(struct visit *v, const struct backup_told_progress *p)
{
	struct backing *b = &v->backing;
	unsigned permille = backup_told_permille(p);

	if (!backing_busy(v))
		return;
	if (!b->since_ms || p->reading != b->progress.reading) {
		b->since_ms = v->ms;
		b->since_permille = MAX(permille, b->permille);
	}
	b->progress = *p;
	b->permille = MAX(b->permille, permille);
	reckon(v);
}

void backing_ended(struct visit *v, const struct backup_told *told)
{
	struct backing *b = &v->backing;

	if (!backing_busy(v))
		return;
	b->asking = false;
	if (told->reason == BACKUP_WRONG_KEY) {
		did_not_open(v);
		return;
	}
	b->told = *told;
	b->step = BACKING_OVER;
	b->waiting = told->reason == BACKUP_GONE;
	if (!b->waiting)
		forget_key(b);
	b->seen = v->screen == SCREEN_S15;
	if (told->state == BACKUP_STATE_PROVEN)
		b->permille = 1000;
	if (told->state == BACKUP_STATE_PROVEN)
		v->checkup.backup = *told; /* the sheet tells of nothing less */
	if (v->screen == SCREEN_S15)
		visit_swap(v, SCREEN_S37);
}

void backing_done(struct backing *b)
{
	free(b->folder);
	free(b->kind_of);
	backing_tree_done(&b->tree);
	forget_key(b);
	*b = (struct backing){ .minutes_left = -1 };
}
