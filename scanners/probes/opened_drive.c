/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which drives a user opened in Explorer: the folders whose looks Explorer remembers (BagMRU, "shell
 * bags") and the drives among the recent documents. Letters and numbers only; names of folders stay
 * here. */
#include <stdlib.h>
#include <string.h>

#include "core/base/utf.h"
#include "scanners/probes/registry.h"
#include "scanners/readers/shell_item.h"

#define BAGS         "Software\\Microsoft\\Windows\\Shell\\BagMRU"
#define CLASS_BAGS   "Local Settings\\" BAGS
#define EXPLORER     "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer"
#define RECENT       EXPLORER "\\RecentDocs"
#define POLICIES     "Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer"
#define KEYS_MAX     20000u
#define CHILDREN_MAX ((size_t)5000)
#define VALUES_MAX   ((size_t)5000)
#define LETTERS      26u

extern const struct probe probe_opened_drive;

struct tally {
	int64_t folders, seen;
};

struct letters {
	struct tally of[LETTERS];
	unsigned entries;
	bool cut;
};

struct node {
	hive_key key;
	char letter; /* of the drive that it lies on, 0 for none */
};

static void count(struct letters *l, char letter, int64_t seen)
{
	struct tally *t = &l->of[letter - 'A'];

	t->seen = t->folders++ ? MAX(t->seen, seen) : seen;
}

/* The drive that a key below stands for; its item is the value of the same name in the key above. */
static char letter_of(struct registry *r, const struct node *above, hive_key child)
{
	const char *name = hive_key_name(r->hive, child, r->arena);
	char letter = above->letter;
	struct bytes item;

	if (!letter && name && hive_binary(r->hive, above->key, name, r->arena, &item) &&
	    !shell_item_drive(item, &letter))
		letter = 0;
	return letter;
}

/* No recursion: keys may lie in a ring on a damaged disk. */
static void walk(struct registry *r, hive_key top, struct letters *ret)
{
	struct node *list = xcalloc(KEYS_MAX, sizeof(*list));
	size_t n = 1;

	list[0].key = top;
	for (size_t i = 0; i < n; i++) {
		hive_key *child;
		size_t k = hive_children(r->hive, list[i].key, CHILDREN_MAX, r->arena, &child);

		ret->cut |= k == CHILDREN_MAX;
		for (size_t j = 0; j < k; j++) {
			char letter = letter_of(r, &list[i], child[j]);

			if (n == KEYS_MAX) {
				ret->cut = true;
				break;
			}
			ret->entries++;
			if (letter)
				count(ret, letter, hive_key_written(r->hive, child[j]));
			list[n++] = (struct node){ child[j], letter };
		}
	}
	free(list);
}

static bool is_number(const char *s)
{
	return *s && strspn(s, "0123456789") == strlen(s);
}

/* "KEIRI (E:)" among the names of a list; what else it holds has no drive in it. */
static void read_names(struct registry *r, hive_key key, struct letters *ret)
{
	const char **name;
	size_t n = key ? hive_values(r->hive, key, VALUES_MAX, r->arena, &name) : 0;

	ret->cut |= n == VALUES_MAX;
	for (size_t i = 0; i < n; i++) {
		struct bytes b;
		char letter;

		if (!is_number(name[i]) || !hive_binary(r->hive, key, name[i], r->arena, &b))
			continue;
		ret->entries++;
		if (shell_item_shown_drive(utf16le_to_utf8(r->arena, b.p, MIN(b.n / 2, 512), true),
					   &letter))
			count(ret, letter, TIME_ABSENT);
	}
}

static void add(struct registry *r, const char *list, const char *place, hive_key key,
		const char *user, enum flag kept, const struct letters *l)
{
	struct fact_recent_list *f = REGISTRY_FACT(r, recent_list, RECENT_LIST, place, key);

	if (f) {
		f->user = user;
		f->list = list;
		f->entries = l->entries;
		f->kept = kept;
	}
	for (size_t i = 0; i < LETTERS; i++) {
		struct fact_opened_drive *d;

		if (!l->of[i].folders)
			continue;
		d = REGISTRY_FACT(r, opened_drive, OPENED_DRIVE, place, key);
		if (!d)
			return;
		d->user = user;
		d->list = list;
		d->letter = arena_printf(r->arena, "%c:", 'A' + (char)i);
		d->folders = l->of[i].folders;
		d->seen = l->of[i].seen;
	}
	if (l->cut)
		facts_note(
		    r->facts, FACT_KIND_OPENED_DRIVE, FACT_STATE_PARTIAL,
		    &PHRASE(N_("because there are more opened folders than were looked at")));
}

static void opened_folders(struct registry *r, const char *path, const char *user)
{
	struct letters l = { 0 };
	hive_key top = registry_find(r, path);

	/* Nobody who uses Explorer lacks it; somebody who never did has opened nothing. */
	if (top)
		walk(r, top, &l);
	add(r, "opened-folders", path, top, user, FLAG_ABSENT, &l);
}

/* Were the lists of what was opened turned off, or are they cleared? */
static enum flag kept(struct registry *r)
{
	hive_key rules = registry_find(r, POLICIES);
	int64_t track =
	    registry_number(r, registry_find(r, EXPLORER "\\Advanced"), "Start_TrackDocs");

	if (registry_flag(r, rules, "NoRecentDocsHistory") == FLAG_YES ||
	    registry_flag(r, rules, "ClearRecentDocsOnExit") == FLAG_YES || track == 0)
		return FLAG_NO;
	return track == NUMBER_ABSENT ? FLAG_ABSENT : FLAG_YES;
}

static void recent_documents(struct registry *r, const char *user)
{
	struct letters all = { 0 }, folders = { 0 };
	hive_key top = registry_find(r, RECENT);

	read_names(r, top, &all);
	/* The same names once more, as far as they are folders; older ones stay here longer. */
	read_names(r, registry_find(r, RECENT "\\Folder"), &folders);
	for (size_t i = 0; i < LETTERS; i++)
		if (folders.of[i].folders > all.of[i].folders)
			all.of[i] = folders.of[i];
	all.entries = MAX(all.entries, folders.entries);
	all.cut |= folders.cut;
	add(r, "recent-documents", RECENT, top, user, kept(r), &all);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;
	struct registry r;

	if (registry_open(&r, &probe_opened_drive, in, 0, "HKCU\\Software\\Classes", out)) {
		opened_folders(&r, CLASS_BAGS, user);
		facts_note(out, FACT_KIND_OPENED_DRIVE, FACT_STATE_COLLECTED, NULL);
		registry_close(&r);
	}
	if (registry_open(&r, &probe_opened_drive, in, 1, "HKCU", out)) {
		opened_folders(&r, BAGS, user);
		recent_documents(&r, user);
		facts_note(out, FACT_KIND_OPENED_DRIVE, FACT_STATE_COLLECTED, NULL);
		registry_close(&r);
	}
	return 0;
}

const struct probe probe_opened_drive = {
	.id = "opened-drive",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_HIVE, "{user}/AppData/Local/Microsoft/Windows/UsrClass.dat", 0,
		     true },
		   WANT_USER },
	.gives = { FACT_KIND_OPENED_DRIVE, FACT_KIND_RECENT_LIST, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
