/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies in the recycle bins of this disk: number and size of the files, no names. A file in it
 * is called $R and some letters; $I beside it tells where it came from and is passed over. */
#include "scanners/probes/hardening.h"

extern const struct probe probe_recycle_bin;

/* "$Recycle.Bin/S-1-.../$RABCDE.xlsx", or a file below a folder that was thrown away as a whole. */
static bool is_thrown_away(const char *path)
{
	const char *sid = strchr(path, '/'), *name = sid ? strchr(sid + 1, '/') : NULL;

	return name && !strncasecmp(name + 1, "$R", 2);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	int64_t files = 0, bytes = 0, newest = TIME_ABSENT;
	struct fact_recycle_bin *f;
	struct probe_packed file;
	struct arena names = { 0 };
	size_t pos = 0;

	if (in->n_blobs < 1 || !hardening_blob(out, FACT_KIND_RECYCLE_BIN, &in->blob[0]))
		return 0;
	while (probe_pack_next(in->blob[0].data, &pos, &names, &file)) {
		if (!hardening_whole(out, FACT_KIND_RECYCLE_BIN, &file) ||
		    !is_thrown_away(file.name))
			continue;
		files++;
		bytes += (int64_t)MIN(file.size, (uint64_t)1 << 50);
		newest = MAX(newest, file.modified);
	}
	arena_done(&names);
	if (pos < in->blob[0].data.n)
		hardening_unseen(out, FACT_KIND_RECYCLE_BIN,
				 N_("because a file or folder could not be read"));
	f = files ? FACTS_ADD(out, recycle_bin, RECYCLE_BIN, "$Recycle.Bin") : NULL;
	if (f) {
		f->fact.written = newest;
		f->fact.replayed = FLAG_NO;
		f->files = files;
		f->bytes = bytes;
	}
	return 0;
}

const struct probe probe_recycle_bin = {
	.id = "recycle-bin",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_NAMES, "$Recycle.Bin/**", 0, true } },
	.gives = { FACT_KIND_RECYCLE_BIN, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
