/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines twice a second at most. */
#include "cli/backup_live.h"

#include <string.h>
#include <time.h>

#include "cli/cancel.h"
#include "cli/output.h"
#include "core/record/backup.h"

#define EVERY_MS 500

static int64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Whoever listens may be gone: the backup itself goes on. */
static void line(void *arg, const char *json, size_t n)
{
	struct str text = STR_INIT(RECORD_LINE_MAX + 1);
	struct err ignored = { 0 };

	(void)arg;
	str_addn(&text, json, n);
	str_addc(&text, '\n');
	(void)!output_print(str_c(&text), text.len, &ignored);
	str_done(&text);
}

static const struct record_sink sink = { line, NULL };

void backup_live_begin(struct backup_live *l, bool on)
{
	*l = (struct backup_live){ .on = on };
	pthread_mutex_init(&l->lock, NULL);
}

void backup_live_done(struct backup_live *l)
{
	pthread_mutex_destroy(&l->lock);
}

static void text_into(char *buf, size_t size, const char *text)
{
	snprintf(buf, size, "%s", text && strlen(text) < size ? text : "");
}

static void tell_folder(const struct run_folder *folder, const struct backup_folder *about,
			bool ticked)
{
	struct backup_told_folder f = { .files = about->totals.files,
					.bytes = about->totals.bytes,
					.cloud = about->totals.hold[VOLUME_HOLD_CLOUD],
					.ticked = ticked,
					.unread = about->uncounted,
					.part = (int)folder->volume };

	text_into(f.path, sizeof(f.path), run_folder_name(folder));
	if (strlen(run_folder_name(folder)) >= sizeof(f.path))
		f.part = -1; /* it cannot be named */
	text_into(f.words, sizeof(f.words), about->words);
	text_into(f.user, sizeof(f.user), about->user);
	record_backup_folder(&sink, &f);
}

void backup_live_choice(struct backup_live *l, const struct backup_choice *choice)
{
	l->p.files_total = choice->files;
	l->p.bytes_total = choice->bytes;
	for (size_t i = 0; l->on && i < choice->n; i++)
		tell_folder(&choice->folder[i], &choice->about[i], true);
	/* What lies beside that, for whoever wants it (--also). */
	for (size_t i = 0; l->on && i < choice->n_shown; i++) {
		const struct backup_folder *a = &choice->shown_about[i];

		if (!a->inside && (a->totals.files || a->uncounted))
			tell_folder(&choice->shown[i], a, false);
	}
}

void backup_live_written(void *arg, const struct pack_progress *p)
{
	struct backup_live *l = arg;

	pthread_mutex_lock(&l->lock);
	if (p->shard != l->written.shard) { /* a part is begun when the one before is there */
		l->whole_files = l->written.files;
		l->whole_bytes = l->written.bytes;
	}
	l->written = *p;
	pthread_mutex_unlock(&l->lock);
}

/* Of a large file that is under way all is written but what may still be between the threads. */
static void tell(struct backup_live *l, bool now)
{
	int64_t ms = clock_ms();
	uint64_t given = l->given > PACK_IN_FLIGHT ? l->given - PACK_IN_FLIGHT : 0;

	if (!l->on || (!now && ms - l->told_ms < EVERY_MS))
		return;
	l->told_ms = ms;
	pthread_mutex_lock(&l->lock);
	l->p.files = l->kept_files + l->written.files;
	l->p.bytes = MAX(l->looked, l->kept_bytes + MAX(l->written.bytes, given));
	pthread_mutex_unlock(&l->lock);
	record_backup_progress(&sink, &l->p);
}

void backup_live_given(struct backup_live *l, const char *folder, uint64_t n)
{
	l->given += n;
	if (strcmp(l->p.folder, folder) != 0)
		text_into(l->p.folder, sizeof(l->p.folder), folder);
	tell(l, false);
}

void backup_live_kept(struct backup_live *l, const char *folder, uint64_t n)
{
	l->kept_files++;
	l->kept_bytes += n;
	backup_live_given(l, folder, 0);
}

void backup_live_left_out(struct backup_live *l, bool unreadable)
{
	if (unreadable)
		l->p.unreadable++;
	else
		l->p.left_out++;
	tell(l, false);
}

static void on_read(void *arg, uint64_t bytes)
{
	struct backup_live *l = arg;

	l->p.same_bytes = bytes;
	tell(l, false);
}

static void on_same(void *arg, uint64_t files)
{
	struct backup_live *l = arg;

	l->p.same_files += files;
	tell(l, true);
}

static void on_looked(void *arg, uint64_t bytes)
{
	struct backup_live *l = arg;

	l->looked = MIN(bytes, l->p.bytes_total);
	tell(l, false);
}

void backup_live_looking(struct backup_live *l, struct session_watch *ret)
{
	*ret = (struct session_watch){ .arg = l, .progress = on_looked, .cancel = &cancel_asked };
}

void backup_live_looked(struct backup_live *l)
{
	l->looked = 0;
}

void backup_live_reading(struct backup_live *l, uint64_t total, struct session_watch *ret)
{
	l->p.reading = true;
	l->p.same_total = total;
	l->p.folder[0] = '\0';
	tell(l, true);
	*ret = (struct session_watch){
		.arg = l, .progress = on_read, .same = on_same, .cancel = &cancel_asked
	};
}

void backup_live_end(struct backup_live *l, const struct backup_told *b)
{
	if (l->on)
		record_backup(&sink, b);
}
