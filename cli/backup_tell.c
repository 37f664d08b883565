/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is told of a backup, in words for people. Never "safe": what was read back, and what is not in
 * it. */
#include <string.h>

#include "backup/plan.h"
#include "cli/backup.h"
#include "core/text/text.h"

static void line(struct str *out, const struct phrase *p)
{
	text_phrase(out, p, 0);
	str_addc(out, '\n');
}

/* A folder with how much is in it; mark: NULL for none. */
static void tell_folder(const struct run_folder *folder, const struct backup_folder *a,
			const char *mark, struct str *out)
{
	struct phrase p =
	    phrase_of(N_("{0} files, {1}"), 2, PHRASE_NUMBER((int64_t)a->totals.files),
		      PHRASE_BYTES((int64_t)a->totals.bytes));

	if (mark)
		str_addf(out, "%s ", mark);
	text_escape(out, *run_folder_name(folder) ? run_folder_name(folder) : "/");
	if (a->words)
		str_addf(out, "  (%s)", _(a->words));
	str_add(out, "  ");
	if (a->uncounted)
		p = PHRASE(N_("could not be looked through"));
	line(out, &p);
	if (a->totals.hold[VOLUME_HOLD_CLOUD]) {
		p = phrase_of(N_("{0} more are only in the cloud; they will not be in it"), 1,
			      PHRASE_NUMBER((int64_t)a->totals.hold[VOLUME_HOLD_CLOUD]));
		str_add(out, "    ");
		line(out, &p);
	}
	if (a->database) {
		p = PHRASE(N_("This belongs to a program's own store of data. Please make that "
			      "program's own backup as well, and keep both"));
		str_add(out, "    ");
		line(out, &p);
	}
}

static void tell_sum(const struct backup_choice *ch, struct str *out)
{
	struct phrase sum =
	    phrase_of(N_("Together {0} files, {1}"), 2, PHRASE_NUMBER((int64_t)ch->files),
		      PHRASE_BYTES((int64_t)ch->bytes));

	line(out, &sum);
}

/* What is not taken of all that. */
static void tell_leaves(const struct backup_choice *ch, struct str *out)
{
	bool any = false;

	for (size_t i = 0; i < ch->n_leave; i++) {
		const struct backup_leave *l = &ch->leave[i];
		const struct run_folder folder = { .volume = l->volume, .path = l->path };
		const struct backup_folder about = { .totals = { .files = l->files,
								 .bytes = l->bytes },
						     .uncounted = l->uncounted };

		if (!l->used)
			continue;
		if (!any)
			str_addf(out, "\n%s\n", _(N_("Left out of these, as it was chosen")));
		any = true;
		tell_folder(&folder, &about, "[-]", out);
	}
	if (any)
		str_addc(out, '\n');
}

void backup_tell_choice(const struct backup_choice *ch, struct str *out)
{
	for (size_t i = 0; i < ch->n; i++)
		tell_folder(&ch->folder[i], &ch->about[i], NULL, out);
	tell_leaves(ch, out);
	tell_sum(ch, out);
}

/* --- a plan ------------------------------------------------------------------------------------- */
static void tell_shown(const struct backup_choice *ch, bool inside, const char *heading,
		       const char *mark, struct str *out)
{
	bool any = false;

	for (size_t i = 0; i < ch->n_shown; i++) {
		const struct backup_folder *a = &ch->shown_about[i];

		/* An empty folder is nothing to decide about. */
		if (a->inside != inside ||
		    (!a->uncounted && !a->totals.files && !a->totals.hold[VOLUME_HOLD_CLOUD]))
			continue;
		if (!any)
			str_addf(out, "\n%s\n", _(heading));
		any = true;
		tell_folder(&ch->shown[i], a, mark, out);
	}
}

static void tell_number(uint64_t n, const char *words, struct str *out)
{
	struct phrase p = phrase_of("{0}: {1}", 2, PHRASE_NUMBER((int64_t)n), PHRASE_WORD(words));

	if (!n)
		return;
	str_add(out, "  ");
	line(out, &p);
}

/* In the words of the list, before it is written. */
static void tell_never(const struct backup_choice *ch, struct str *out)
{
	struct reader_totals sum = { 0 };
	uint64_t packed, n = 0;

	for (size_t i = 0; i < ch->n; i++) {
		const struct reader_totals *t = &ch->about[i].totals;

		for (size_t k = 0; k < VOLUME_HOLD_KINDS; k++)
			sum.hold[k] += t->hold[k];
		sum.links += t->links;
		sum.others += t->others;
		sum.unread_directories += t->unread_directories;
		n += ch->about[i].uncounted;
	}
	packed = sum.hold[VOLUME_HOLD_DEDUP] + sum.hold[VOLUME_HOLD_WOF] +
		 sum.hold[VOLUME_HOLD_UNKNOWN_TAG];
	n += sum.hold[VOLUME_HOLD_CLOUD] + sum.hold[VOLUME_HOLD_EFS] + packed + sum.links +
	     sum.others + sum.unread_directories + ch->memory_files;
	if (!n)
		return;
	str_addf(out, "\n%s\n", _(N_("What will not be in it")));
	tell_number(sum.hold[VOLUME_HOLD_CLOUD], plan_left_out_words("cloud"), out);
	tell_number(sum.hold[VOLUME_HOLD_EFS], plan_left_out_words("encrypted"), out);
	tell_number(packed, plan_left_out_words("compressed"), out);
	tell_number(sum.unread_directories, plan_left_out_words("folder"), out);
	tell_number(sum.links, plan_left_out_words("link"), out);
	tell_number(sum.others, plan_left_out_words("other"), out);
	tell_number(ch->memory_files, plan_left_out_words("memory"), out);
}

void backup_tell_plan(const struct backup_choice *ch, struct str *out)
{
	struct phrase p;

	for (size_t i = 0; i < ch->n; i++)
		tell_folder(&ch->folder[i], &ch->about[i], "[x]", out);
	tell_shown(ch, true, N_("Data of programs that lie in these folders"), "   ", out);
	tell_shown(ch, false, N_("Not taken; --also PATH takes one of these, too"), "[ ]", out);
	if (ch->not_shown) {
		p = phrase_of(N_("{0} more folders are not shown here"), 1,
			      PHRASE_NUMBER((int64_t)ch->not_shown));
		line(out, &p);
	}
	tell_leaves(ch, out);
	tell_never(ch, out);
	if (ch->hibernated) {
		p = PHRASE(N_("Windows was not shut down completely: what programs had open may "
			      "lie there unfinished. Please start Windows once and shut it down "
			      "with the Shift key held"));
		str_addc(out, '\n');
		line(out, &p);
	}
	str_addc(out, '\n');
	tell_sum(ch, out);
}

void backup_tell_counts(const struct manifest_end *end, struct str *out)
{
	struct phrase p =
	    phrase_of(N_("In it: {0} files, {1}"), 2, PHRASE_NUMBER((int64_t)end->files),
		      PHRASE_BYTES((int64_t)end->bytes));

	line(out, &p);
	if (end->damaged) {
		p = phrase_of(N_("Of these, {0} files have places that could not be read"), 1,
			      PHRASE_NUMBER((int64_t)end->damaged));
		line(out, &p);
	}
	if (end->left_out) {
		p = phrase_of(end->sealed
				  ? N_("Not in it: {0} (the sealed lists name each)")
				  : N_("Not in it: {0} (the list manifest.jsonl names each)"),
			      1, PHRASE_NUMBER((int64_t)end->left_out));
		line(out, &p);
	}
}

static void tell_left_out(const uint64_t *by_word, struct str *out)
{
	for (size_t i = 0; plan_left_out_word(i); i++) {
		struct phrase p;

		if (!by_word[i])
			continue;
		p = phrase_of("{0}: {1}", 2, PHRASE_NUMBER((int64_t)by_word[i]),
			      PHRASE_WORD(plan_left_out_words(plan_left_out_word(i))));
		str_add(out, "  ");
		line(out, &p);
	}
}

/* Who opens the backup later must know it, too: so it is told out of the list. */
static void tell_viruses(enum manifest_viruses viruses, uint64_t not_looked, int64_t samples,
			 struct str *out)
{
	struct phrase p;

	if (viruses == MANIFEST_NOT_LOOKED) {
		p = PHRASE(N_("These files were not looked at for viruses"));
		line(out, &p);
		return;
	}
	p = samples == TIME_ABSENT
		? PHRASE(N_("Looked at for viruses, with samples whose date is not known"))
		: phrase_of(N_("Looked at for viruses, with samples of {0}"), 1,
			    PHRASE_DATE(samples));
	line(out, &p);
	if (viruses == MANIFEST_PARTLY_LOOKED) {
		p = PHRASE(N_("The check for viruses did not come to its end: a part of the files "
			      "was not looked at"));
		line(out, &p);
	}
	if (not_looked) {
		p = phrase_of(N_("{0} files were not looked at for viruses, or not wholly"), 1,
			      PHRASE_NUMBER((int64_t)not_looked));
		line(out, &p);
	}
}

static void tell_marked(uint64_t n, struct str *out)
{
	struct phrase p =
	    phrase_of(N_("{0} files with a sign of a virus are in it, as you chose; the list names "
			 "them. Please do not open them"),
		      1, PHRASE_NUMBER((int64_t)n));

	if (n)
		line(out, &p);
}

void backup_tell_looked(const struct manifest_head *head, size_t n, const struct checkup *c,
			struct str *out)
{
	struct phrase p;

	tell_viruses(head->viruses, head->not_looked, head->samples, out);
	if (head->viruses == MANIFEST_NOT_LOOKED)
		return;
	for (size_t i = 0; i < c->n_gaps; i++) {
		if (strcmp(c->gap[i].group, "malware") != 0 || !c->gap[i].count)
			continue;
		p = phrase_of("{0}: ", 1, PHRASE_NUMBER((int64_t)c->gap[i].count));
		str_add(out, "  ");
		text_phrase(out, &p, 0);
		line(out, &c->gap[i].why);
	}
	p = !n ? PHRASE(N_("No sign of a virus showed up. \"No sign\" does not mean \"nothing "
			   "there\""))
	    : head->signs_copied
		? phrase_of(N_("{0} files have a sign of a virus; they are copied and marked in "
			       "the list"),
			    1, PHRASE_NUMBER((int64_t)n))
		: phrase_of(N_("{0} files have a sign of a virus; they are left out, the list "
			       "names them"),
			    1, PHRASE_NUMBER((int64_t)n));
	line(out, &p);
}

void backup_tell_resumed(const struct session_resume *r, struct str *out)
{
	struct phrase p = phrase_of(N_("Gone on with: {0} finished parts were there and were kept"),
				    1, PHRASE_NUMBER((int64_t)r->kept));

	if (!r->next_shard) /* nothing was gone on with */
		return;
	line(out, &p);
	if (!r->thrown)
		return;
	p = phrase_of(N_("{0} parts were not as they were written; their files were copied again"),
		      1, PHRASE_NUMBER((int64_t)r->thrown));
	line(out, &p);
}

void backup_tell_verdict(const char *name, const struct session_verdict *v, struct str *out)
{
	struct phrase p;

	text_escape(out, name);
	str_add(out, ": ");
	if (v->list == MANIFEST_CHANGED)
		p = PHRASE(N_("its list is not what was written; do not rely on this backup"));
	else if (v->list == MANIFEST_INCOMPLETE)
		p = PHRASE(N_("incomplete: it was stopped before its end"));
	else
		p = PHRASE(N_("it came to its end"));
	line(out, &p);
	if (v->shards_bad)
		p = phrase_of(N_("{0} parts with {1} files did not come back as they were written"),
			      2, PHRASE_NUMBER((int64_t)v->shards_bad),
			      PHRASE_NUMBER((int64_t)v->files_bad));
	else
		p = PHRASE(N_("What is there was read back and is the same as what was written"));
	line(out, &p);
	if (v->opened) {
		p = v->unopened       ? phrase_of(N_("{0} parts do not open with this key"), 1,
						  PHRASE_NUMBER((int64_t)v->unopened))
		    : v->list_differs ? PHRASE(N_("The sealed list does not fit what is there"))
				      : PHRASE(N_("The key opens all of it"));
		line(out, &p);
	}
	backup_tell_counts(&v->counted, out);
	tell_left_out(v->by_reason, out);
	if (v->list == MANIFEST_CHANGED)
		return; /* what it says of viruses is not to be relied on, too */
	tell_viruses(v->viruses, v->not_looked, v->samples, out);
	tell_marked(v->marked, out);
}
