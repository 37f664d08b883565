/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files a user opened on removable drives and discs: the shortcuts that Windows writes into
 * the folder Recent. Only those are facts, and without their names; files on the PC's own disk are nobody's business
 * here. */
#include "scanners/probes/registry.h"
#include "scanners/readers/lnk.h"

#define FOLDER    "{user}/AppData/Roaming/Microsoft/Windows/Recent"
#define PLACE     "AppData\\Roaming\\Microsoft\\Windows\\Recent"
#define FILES_MAX 5000u
#define LNK_MAX   ((uint64_t)64 << 10)

extern const struct probe probe_recent_file;

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

static void add(const struct lnk *l, const struct probe_packed *file, const char *user,
		struct facts *out)
{
	struct fact_recent_file *f = FACTS_ADD(out, recent_file, RECENT_FILE, PLACE);

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->user = user;
	f->drive = l->drive == LNK_DRIVE_OPTICAL ? "optical" : "removable";
	f->sort = sort_of(l);
	f->volume_label = l->label;
	if (l->volume_serial)
		f->volume_serial = arena_printf(out->arena, "%04X-%04X", l->volume_serial >> 16,
						l->volume_serial & 0xffff);
	f->opened = file->modified;
}

/* Shortcuts that are none, that could not be read, or were too many. */
static void note(unsigned unread, unsigned left_out, struct facts *out)
{
	struct phrase reason =
	    phrase_of(N_("because {0} shortcuts in the list of recent files could not be read"), 1,
		      PHRASE_NUMBER((int64_t)unread + left_out));

	if (unread || left_out)
		probe_unseen(&probe_recent_file, out, &reason);
}

static void read_all(const struct probe_blob *blob, const char *user, struct facts *out)
{
	unsigned unread = 0, left_out = 0, seen = 0;
	struct probe_packed file;
	size_t pos = 0;

	while (probe_pack_next(blob->data, &pos, out->arena, &file)) {
		struct err err = { 0 };
		struct lnk l;

		if (seen++ >= FILES_MAX || file.state == PROBE_PACK_LEFT_OUT) {
			left_out++;
			continue;
		}
		if (file.state == PROBE_PACK_UNREADABLE ||
		    lnk_read(file.data, out->arena, &l, &err) < 0) {
			unread++;
			continue;
		}
		if (l.drive == LNK_DRIVE_REMOVABLE || l.drive == LNK_DRIVE_OPTICAL)
			add(&l, &file, user, out);
	}
	note(unread, left_out, out);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;
	const struct probe_blob *files = &in->blob[0];

	/* No shortcut in a folder that is there is an empty list; no folder is none at all. */
	if (files->state == PROBE_BLOB_PRESENT)
		read_all(files, user, out);
	else if (files->state == PROBE_BLOB_UNREADABLE && files->reason.id)
		probe_unseen(&probe_recent_file, out, &files->reason);
	else if (in->blob[1].state != PROBE_BLOB_PRESENT)
		probe_missing(&probe_recent_file, out, PLACE);
	return 0;
}

const struct probe probe_recent_file = {
	.id = "recent-file",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_PACK, FOLDER "/*.lnk", LNK_MAX, true },
		   { PROBE_WANT_LIST, FOLDER, 0, true } },
	.gives = { FACT_KIND_RECENT_FILE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
