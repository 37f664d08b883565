/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many passwords each browser of a user keeps. Only counts are taken. */
#include "scanners/probes/hardening.h"
#include "scanners/readers/logins.h"

#define LOCAL "{user}/AppData/Local/"
#define DATA  "/User Data/*/Login Data*"

extern const struct probe probe_browser_passwords;

static const char *const browsers[] = { "chrome", "edge", "brave", "vivaldi", "opera", "firefox" };

/* A journal or a log of writes with something in it: the database itself may be behind. */
static bool is_beside(const char *name)
{
	const char *dash = strrchr(name, '-');

	return dash && (!strcasecmp(dash, "-journal") || !strcasecmp(dash, "-wal"));
}

/* A finished journal is left with its head emptied. */
static bool is_pending(struct bytes b)
{
	uint32_t head;

	return bytes_u32le(b, 0, &head) && head != 0;
}

static void unseen(struct facts *out, const char *because)
{
	struct phrase reason = PHRASE(because);

	facts_note(out, FACT_KIND_BROWSER_PASSWORDS, FACT_STATE_PARTIAL, &reason);
}

static void count(struct facts *out, const struct probe_packed *file, bool firefox,
		  struct logins *sum)
{
	struct err err = { 0 };
	struct logins one;
	int r;

	if (!firefox && is_beside(file->name)) {
		if (is_pending(file->data))
			unseen(out, N_("because a browser had not finished writing its list of "
				       "passwords"));
		return;
	}
	/* "Login Data 2" and the like are not the list; an empty file was never used. */
	if (!file->data.n)
		return;
	r = firefox ? logins_firefox(file->data, &one, &err)
		    : logins_chromium(file->data, &one, &err);
	if (r < 0) {
		unseen(out, N_("because a browser's list of passwords could not be read"));
		return;
	}
	sum->count += one.count;
	sum->money += one.money;
}

static void look(struct facts *out, const struct probe_blob *blob, const char *browser,
		 const char *user)
{
	struct logins sum = { 0 };
	struct fact_browser_passwords *f;
	struct probe_packed file;
	size_t pos = 0;

	if (!hardening_blob(out, FACT_KIND_BROWSER_PASSWORDS, blob))
		return;
	while (probe_pack_next(blob->data, &pos, out->arena, &file))
		if (hardening_whole(out, FACT_KIND_BROWSER_PASSWORDS, &file))
			count(out, &file, !strcmp(browser, "firefox"), &sum);
	if (pos < blob->data.n)
		unseen(out, N_("because a file or folder could not be read"));
	f = FACTS_ADD(out, browser_passwords, BROWSER_PASSWORDS, "AppData");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->browser = browser;
	f->user = user;
	f->count = sum.count;
	f->money = sum.money;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;

	for (size_t i = 0; i < MIN(LEN(browsers), in->n_blobs); i++)
		look(out, &in->blob[i], browsers[i], user);
	return 0;
}

const struct probe probe_browser_passwords = {
	.id = "browser-passwords",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_TREE, LOCAL "Google/Chrome" DATA, LOGINS_FILE_MAX, true },
		   { PROBE_WANT_TREE, LOCAL "Microsoft/Edge" DATA, LOGINS_FILE_MAX, true },
		   { PROBE_WANT_TREE, LOCAL "BraveSoftware/Brave-Browser" DATA, LOGINS_FILE_MAX,
		     true },
		   { PROBE_WANT_TREE, LOCAL "Vivaldi" DATA, LOGINS_FILE_MAX, true },
		   { PROBE_WANT_TREE, "{user}/AppData/Roaming/Opera Software/*/Login Data*",
		     LOGINS_FILE_MAX, true },
		   { PROBE_WANT_TREE,
		     "{user}/AppData/Roaming/Mozilla/Firefox/Profiles/*/logins.json",
		     LOGINS_FILE_MAX, true } },
	.gives = { FACT_KIND_BROWSER_PASSWORDS, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
