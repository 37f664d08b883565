/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders and files that are named as secret, and who may open them: counted by place, with the
 * path of one that stands open. Nothing is opened. */
#include <string.h>

#include "scanners/probes/rights_common.h"
#include "scanners/probes/secret_names.h"

#define ASKED_MAX  4000u
#define PLACES_MAX 400u /* of users' folders */

extern const struct probe probe_secret_rights;

struct work {
	const struct probe_input *in;
	struct facts *out;
	unsigned asked;
	struct fact_secret_rights *fact[PLACES_MAX];
	size_t n_facts;
};

/* The fact of this place and user. */
static struct fact_secret_rights *fact_of(struct work *w, const char *place, const char *user)
{
	struct facts *out = w->out;
	struct fact_secret_rights *f;

	for (size_t i = 0; i < w->n_facts; i++) {
		f = w->fact[i];
		if (!strcmp(f->place, place) && (f->user ? user && !strcmp(f->user, user) : !user))
			return f;
	}
	f = w->n_facts < PLACES_MAX ? FACTS_ADD(out, secret_rights, SECRET_RIGHTS, "NTFS") : NULL;
	if (!f) {
		hardening_unseen(out, FACT_KIND_SECRET_RIGHTS,
				 N_("because there are too many users"));
		return NULL;
	}
	w->fact[w->n_facts++] = f;
	f->fact.written = TIME_ABSENT;
	f->fact.replayed = FLAG_NO;
	f->place = place;
	f->user = user ? arena_strdup(out->arena, user) : NULL;
	f->count = f->everyone = f->changeable = f->readable = f->inherited = f->unread = 0;
	return f;
}

/* The widest one is named. */
static void note_open(struct facts *out, struct fact_secret_rights *f, const struct rights *r,
		      const char *path)
{
	bool widest = r->everyone != SECURITY_NONE ? !f->everyone
		      : r->users > SECURITY_READ   ? !f->everyone && !f->changeable
						   : !f->path;

	if (widest)
		f->path = arena_strdup(out->arena, path);
	f->everyone += r->everyone != SECURITY_NONE;
	f->changeable += r->everyone == SECURITY_NONE && r->users > SECURITY_READ;
	f->readable += r->everyone == SECURITY_NONE && r->users == SECURITY_READ;
	f->inherited += r->inherited;
}

static void one(struct work *w, size_t blob, size_t pos, const struct probe_packed *entry,
		const char *place, const char *user)
{
	struct fact_secret_rights *f;
	struct rights r = { 0 };
	bool seen;

	if (w->asked++ >= ASKED_MAX) {
		hardening_unseen(w->out, FACT_KIND_SECRET_RIGHTS,
				 N_("because there are too many files, or too large ones"));
		return;
	}
	seen = rights_of(w->in, blob, pos, entry, &r);
	f = fact_of(w, place, user);
	if (!f)
		return;
	f->count++;
	if (!seen) {
		f->unread++;
		hardening_unseen(w->out, FACT_KIND_SECRET_RIGHTS,
				 N_("because it could not be read who may open a folder"));
	} else if (r.users != SECURITY_NONE) {
		note_open(w->out, f, &r, entry->name);
	}
}

/* "Users/NAME/..." gives NAME. */
static const char *user_of(struct arena *a, const char *path)
{
	const char *name = path + strlen("Users/"), *end = strchr(name, '/');

	return end ? arena_strndup(a, name, (size_t)(end - name)) : NULL;
}

static void take(struct work *w, struct arena *names, size_t blob, size_t pos,
		 struct probe_packed *entry, const char *place)
{
	size_t n = strlen(entry->name);
	bool folder = entry->name[n - 1] == '/', users = !strcmp(place, "user");
	char *path = arena_strndup(names, entry->name, n - folder);
	const char *slash = strrchr(path, '/'), *user = users ? user_of(names, path) : NULL;

	/* The folder of all has its own pack. */
	if (users && (!user || !strcasecmp(user, "Public")))
		return;
	entry->name = path;
	if (secret_names_is(names, slash ? slash + 1 : path, folder))
		one(w, blob, pos, entry, place, user);
}

static void pack(struct work *w, size_t blob, const char *place)
{
	struct bytes data = w->in->blob[blob].data;
	struct probe_packed entry;
	struct arena names = { 0 };
	size_t pos = 0, before = 0;

	if (!hardening_blob(w->out, FACT_KIND_SECRET_RIGHTS, &w->in->blob[blob]))
		return;
	for (; probe_pack_next(data, &pos, &names, &entry); before = pos)
		if (hardening_whole(w->out, FACT_KIND_SECRET_RIGHTS, &entry))
			take(w, &names, blob, before, &entry, place);
	arena_done(&names);
	if (pos < data.n)
		hardening_unseen(w->out, FACT_KIND_SECRET_RIGHTS,
				 N_("because a file or folder could not be read"));
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	static const char *const place[] = { "user",   "user",  "user", "user",
					     "public", "drive", "data" };
	struct work w = { .in = in, .out = out };

	for (size_t i = 0; i < MIN(LEN(place), in->n_blobs); i++)
		pack(&w, i, place[i]);
	rights_seen_in_part(out, FACT_KIND_SECRET_RIGHTS);
	return 0;
}

const struct probe probe_secret_rights = {
	.id = "secret-rights",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_RIGHTS, "Users/*/Desktop/**", 0, true },
		   { PROBE_WANT_RIGHTS, "Users/*/Documents/**", 0, true },
		   { PROBE_WANT_RIGHTS, "Users/*/Downloads/**", 0, true },
		   { PROBE_WANT_RIGHTS, "Users/*/OneDrive*/**", 0, true },
		   { PROBE_WANT_RIGHTS, "Users/Public/**", 0, true },
		   { PROBE_WANT_RIGHTS, PROBE_REST "**", 0, true },
		   { PROBE_WANT_RIGHTS, PROBE_DATA "**", 0, true } },
	.gives = { FACT_KIND_SECRET_RIGHTS, FACT_KIND_NONE },
	.seconds = 40,
	.on_consent = PROBE_CONSENT_NAMES,
	.run = PROBE_RUN(run),
};
