/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tools that anybody can start on the sign-in screen (sticky keys, ease of access): is one of
 * them a copy of the command line? That is an old way to a PC without a password. */
#include "scanners/probes/hardening.h"

#define SYSTEM32 "{windows}/System32/"

extern const struct probe probe_sign_in_tools;

static bool same(const struct probe_blob *a, const struct probe_blob *b)
{
	return b->state == PROBE_BLOB_PRESENT && a->data.n && a->data.n == b->data.n &&
	       !memcmp(a->data.p, b->data.p, a->data.n);
}

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void add(struct facts *out, const struct probe_blob *tool, const char *program)
{
	struct fact_hijack *f = FACTS_ADD(out, hijack, HIJACK, "Windows\\System32");

	if (!f)
		return;
	f->fact.written = tool->modified;
	f->fact.replayed = FLAG_NO;
	f->place = "sign-in-tool";
	f->name = arena_strdup(out->arena, file_name(tool->path));
	f->program = program;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	size_t shells = 2;

	if (in->n_blobs < shells)
		return 0;
	for (size_t i = 0; i < in->n_blobs; i++)
		(void)hardening_blob(out, FACT_KIND_HIJACK, &in->blob[i]);
	if (in->blob[0].state == PROBE_BLOB_ABSENT)
		hardening_unseen(out, FACT_KIND_HIJACK,
				 N_("because Windows' own command line was not found"));
	for (size_t i = shells; i < in->n_blobs; i++) {
		if (same(&in->blob[0], &in->blob[i]))
			add(out, &in->blob[i], "cmd.exe");
		else if (same(&in->blob[1], &in->blob[i]))
			add(out, &in->blob[i], "powershell.exe");
	}
	return 0;
}

const struct probe probe_sign_in_tools = {
	.id = "sign-in-tools",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_FILE, SYSTEM32 "cmd.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "WindowsPowerShell/v1.0/powershell.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "sethc.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "Utilman.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "osk.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "Magnify.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "Narrator.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "DisplaySwitch.exe", 0, true } },
	.gives = { FACT_KIND_HIJACK, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
