/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files a user opened on removable drives and discs: the shortcuts that Windows writes into
 * the folder Recent, and the jump lists of programs. Only those are facts, each target once and without
 * its name; files on the PC's own disk are nobody's business here. */
#include "scanners/probes/registry.h"
#include "scanners/readers/jump_list.h"

#define FOLDER    "{user}/AppData/Roaming/Microsoft/Windows/Recent"
#define PLACE     "AppData\\Roaming\\Microsoft\\Windows\\Recent"
#define AUTOMATIC "AutomaticDestinations"
#define CUSTOM    "CustomDestinations"
#define FILES_MAX 5000u
#define FOUND_MAX 5000u /* targets on such drives */
#define LNK_MAX   ((uint64_t)64 << 10)
#define JUMP_MAX  ((uint64_t)8 << 20)

extern const struct probe probe_recent_file;

enum { SHORTCUTS, RECENT, AUTOMATIC_LISTS, AUTOMATIC_FOLDER, CUSTOM_LISTS };

struct found {
	enum lnk_drive drive;
	uint32_t serial;
	const char *sort, *path, *label; /* arena of the facts */
	int64_t opened;
};

/* One user's lists. */
struct gather {
	struct facts *out;
	const char *user;
	struct found *found; /* FOUND_MAX of them */
	size_t n;
	unsigned left_out;    /* targets beyond */
	struct arena scratch; /* of one list's shortcuts */
};

/* What a firm works with: documents, tables, drawings, mail, books of accounts, archives. */
static const char *const business[] = {
	"doc",  "docx", "docm",  "rtf", "odt", "xls", "xlsx", "xlsm", "xlsb", "ods", "csv",  "ppt",
	"pptx", "pdf",  "txt",   "jtd", "jaw", "xdw", "xbd",  "jww",  "jwc",  "dxf", "dwg",  "sfc",
	"p21",  "mdb",  "accdb", "eml", "msg", "pst", "zip",  "7z",   "lzh",  "rar", "kd12", "xml",
};
static const char *const programs[] = { "exe", "com", "scr", "bat", "cmd", "vbs",
					"js",  "ps1", "msi", "hta", "pif", "lnk" };

static bool is_one_of(const char *const *list, size_t n, const char *ending)
{
	for (size_t i = 0; i < n; i++)
		if (!strcasecmp(list[i], ending))
			return true;
	return false;
}

static const char *sort_of(const struct lnk *l)
{
	const char *dot = l->path ? strrchr(l->path, '.') : NULL;

	if (l->folder)
		return "folder";
	if (!dot || strchr(dot, '\\'))
		return "other";
	if (is_one_of(business, LEN(business), dot + 1))
		return "business";
	return is_one_of(programs, LEN(programs), dot + 1) ? "program" : "other";
}

/* The same target in another list, or in another spelling of it. */
static struct found *known(struct gather *g, const struct lnk *l)
{
	for (size_t i = 0; i < g->n && l->path; i++)
		if (g->found[i].serial == l->volume_serial && g->found[i].path &&
		    !strcasecmp(g->found[i].path, l->path))
			return &g->found[i];
	return NULL;
}

/* jump_fn; for shortcuts in Recent, too. */
static void take(void *arg, const struct lnk *l, int64_t opened)
{
	struct gather *g = arg;
	struct found *f;

	if (l->drive != LNK_DRIVE_REMOVABLE && l->drive != LNK_DRIVE_OPTICAL)
		return;
	f = known(g, l);
	if (f) {
		f->opened = MAX(f->opened, opened);
		return;
	}
	if (g->n >= FOUND_MAX) {
		g->left_out++;
		return;
	}
	f = &g->found[g->n++];
	*f = (struct found){
		.drive = l->drive,
		.serial = l->volume_serial,
		.sort = sort_of(l),
		.path = l->path ? arena_strdup(g->out->arena, l->path) : NULL,
		.label = l->label ? arena_strdup(g->out->arena, l->label) : NULL,
		.opened = opened,
	};
}

static void add(struct gather *g, const struct found *found)
{
	struct fact_recent_file *f = FACTS_ADD(g->out, recent_file, RECENT_FILE, PLACE);

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->user = g->user;
	f->drive = found->drive == LNK_DRIVE_OPTICAL ? "optical" : "removable";
	f->sort = found->sort;
	f->volume_label = found->label;
	if (found->serial)
		f->volume_serial = arena_printf(g->out->arena, "%04X-%04X", found->serial >> 16,
						found->serial & 0xffff);
	f->opened = found->opened;
}

static void list_fact(struct gather *g, const char *list, const char *place, unsigned entries)
{
	struct fact_recent_list *f = FACTS_ADD(g->out, recent_list, RECENT_LIST, place);

	if (!f)
		return;
	f->user = g->user;
	f->list = list;
	f->entries = entries;
}

/* A list of which some could not be read; nothing of it when all could not. */
static void note(struct gather *g, const char *id, unsigned unread, unsigned entries)
{
	struct phrase reason = phrase_of(id, 1, PHRASE_NUMBER(unread));

	if (!unread)
		facts_note(g->out, FACT_KIND_RECENT_FILE, FACT_STATE_COLLECTED, NULL);
	else
		facts_note(g->out, FACT_KIND_RECENT_FILE,
			   entries ? FACT_STATE_PARTIAL : FACT_STATE_FAILED, &reason);
}

/* A pack's next file that can be taken apart. */
static bool next_file(const struct probe_blob *pack, struct gather *g, size_t *pos, unsigned *seen,
		      unsigned *unread, struct probe_packed *ret)
{
	while (probe_pack_next(pack->data, pos, &g->scratch, ret)) {
		if ((*seen)++ < FILES_MAX && ret->state != PROBE_PACK_LEFT_OUT &&
		    ret->state != PROBE_PACK_UNREADABLE)
			return true;
		(*unread)++;
	}
	return false;
}

static void read_shortcuts(const struct probe_blob *pack, struct gather *g)
{
	unsigned unread = 0, entries = 0, seen = 0;
	struct probe_packed file;
	size_t pos = 0;

	while (next_file(pack, g, &pos, &seen, &unread, &file)) {
		struct err err = { 0 };
		struct lnk l;

		if (lnk_read(file.data, &g->scratch, &l, &err) < 0) {
			unread++;
			continue;
		}
		entries++;
		take(g, &l, file.modified);
	}
	if (entries || !unread)
		list_fact(g, "shortcuts", PLACE, entries);
	note(g, N_("because {0} shortcuts in the list of recent files could not be read"), unread,
	     entries);
}

static void read_jumps(const struct probe_blob *pack, bool custom, struct gather *g,
		       struct jump_seen *ret)
{
	struct probe_packed file;
	unsigned seen = 0;
	size_t pos = 0;

	while (next_file(pack, g, &pos, &seen, &ret->unread, &file)) {
		struct err err = { 0 };
		int r = custom ? jump_custom(file.data, &g->scratch, take, g, ret, &err)
			       : jump_automatic(file.data, &g->scratch, take, g, ret, &err);

		if (r < 0 || file.state == PROBE_PACK_CUT)
			ret->unread++;
		arena_done(&g->scratch);
	}
}

/* Why a folder's files did not come: false when there are none to read. */
static bool came(const struct probe_blob *pack, const struct probe_blob *folder, const char *place,
		 struct facts *out)
{
	struct phrase reason = phrase_of(N_("because {0} is missing, which Windows always has"), 1,
					 PHRASE_TEXT(place));

	if (pack->state == PROBE_BLOB_PRESENT)
		return true;
	if (pack->state == PROBE_BLOB_UNREADABLE) {
		reason = pack->reason;
		if (!reason.id)
			reason =
			    phrase_of(N_("because {0} could not be read"), 1, PHRASE_TEXT(place));
		facts_note(out, FACT_KIND_RECENT_FILE, FACT_STATE_FAILED, &reason);
		return false;
	}
	/* No file in a folder that is there is an empty list; no folder is none at all. */
	if (folder && folder->state == PROBE_BLOB_PRESENT)
		return true;
	if (folder)
		facts_note(out, FACT_KIND_RECENT_FILE, FACT_STATE_FAILED, &reason);
	return false;
}

/* Explorer never ran for this user: a list of recent files that came with the profile and is empty, and no
 * folder of jump lists yet. One with shortcuts in it has that folder, too. */
static bool never_used(const struct probe_blob *blob)
{
	return blob[RECENT].state == PROBE_BLOB_PRESENT &&
	       blob[SHORTCUTS].state == PROBE_BLOB_ABSENT &&
	       blob[AUTOMATIC_LISTS].state == PROBE_BLOB_ABSENT &&
	       blob[AUTOMATIC_FOLDER].state == PROBE_BLOB_ABSENT;
}

static void read_jump_lists(const struct probe_blob *blob, struct gather *g)
{
	struct jump_seen seen = { 0 };
	bool automatic = never_used(blob) || came(&blob[AUTOMATIC_LISTS], &blob[AUTOMATIC_FOLDER],
						  PLACE "\\" AUTOMATIC, g->out);
	/* A program that offers nothing of its own has no such list. */
	bool custom = came(&blob[CUSTOM_LISTS], NULL, PLACE "\\" CUSTOM, g->out);

	if (automatic)
		read_jumps(&blob[AUTOMATIC_LISTS], false, g, &seen);
	if (custom)
		read_jumps(&blob[CUSTOM_LISTS], true, g, &seen);
	if (!automatic && !custom)
		return;
	if (automatic && (seen.entries || !seen.unread))
		list_fact(g, "jump-lists", PLACE "\\" AUTOMATIC, seen.entries);
	note(g, N_("because {0} entries of jump lists could not be read"), seen.unread,
	     seen.entries);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct gather g = {
		.out = out,
		.user = in->user ? arena_strdup(out->arena, in->user->name) : NULL,
		.found = xcalloc(FOUND_MAX, sizeof(*g.found)),
	};

	if (came(&in->blob[SHORTCUTS], &in->blob[RECENT], PLACE, out))
		read_shortcuts(&in->blob[SHORTCUTS], &g);
	arena_done(&g.scratch);
	read_jump_lists(in->blob, &g);
	for (size_t i = 0; i < g.n; i++)
		add(&g, &g.found[i]);
	if (g.left_out)
		note(&g, N_("because {0} more files on removable drives were not counted"),
		     g.left_out, (unsigned)g.n);
	arena_done(&g.scratch);
	free(g.found);
	return 0;
}

const struct probe probe_recent_file = {
	.id = "recent-file",
	.targets = TARGET_WINDOWS,
	.files = { [SHORTCUTS] = { PROBE_WANT_PACK, FOLDER "/*.lnk", LNK_MAX, true },
		   [RECENT] = { PROBE_WANT_LIST, FOLDER, 0, true },
		   [AUTOMATIC_LISTS] = { PROBE_WANT_PACK,
					 FOLDER "/" AUTOMATIC "/*.automaticDestinations-ms",
					 JUMP_MAX, true },
		   [AUTOMATIC_FOLDER] = { PROBE_WANT_LIST, FOLDER "/" AUTOMATIC, 0, true },
		   [CUSTOM_LISTS] = { PROBE_WANT_PACK, FOLDER "/" CUSTOM "/*.customDestinations-ms",
				      JUMP_MAX, true } },
	.gives = { FACT_KIND_RECENT_FILE, FACT_KIND_RECENT_LIST, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
