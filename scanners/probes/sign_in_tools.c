/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tools that anybody can start on the sign-in screen (sticky keys, ease of access): is one of
 * them another program? That is an old way to a PC without a password. Told by the bytes of this PC's
 * own shells, and by the name that a program of Microsoft's bears inside, which finds shells of another
 * version, too. A tool that bears no name of Microsoft's was not recognised: that is no "as shipped". */
#include "scanners/probes/hardening.h"
#include "scanners/readers/pe_version.h"

#define SYSTEM32 "{windows}/System32/"
#define WOW64    "{windows}/SysWOW64/"
#define SHELL    "WindowsPowerShell/v1.0/powershell.exe"

extern const struct probe probe_sign_in_tools;

enum { CMD, SHELLS = 6 };

/* What those at the head of the files are. */
static const char *const shells[SHELLS] = { "cmd.exe",        "powershell.exe", "cmd.exe",
					    "powershell.exe", "explorer.exe",   "taskmgr.exe" };

/* Names inside of programs with which somebody at the sign-in screen gets at the PC. */
static const char *const dangerous[] = {
	"cmd.exe",      "powershell.exe", "powershell_ise.exe",  "pwsh.exe",     "pwsh.dll",
	"conhost.exe",  "explorer.exe",   "taskmgr.exe",         "wscript.exe",  "cscript.exe",
	"mshta.exe",    "mmc.exe",        "regedit.exe",         "rundll32.exe", "msconfig.exe",
	"iexplore.exe", "notepad.exe",    "windowsterminal.exe", "wt.exe",
};

static bool same(const struct probe_blob *a, const struct probe_blob *b)
{
	return a->state == PROBE_BLOB_PRESENT && a->data.n && a->data.n == b->data.n &&
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

/* "cmd.exe" when the program's own name, "Cmd.Exe" or "Cmd.Exe.MUI", is a dangerous one. */
static const char *known_danger(const char *name)
{
	size_t n = strlen(name);

	if (n > 4 && !strcasecmp(name + n - 4, ".mui"))
		n -= 4;
	for (size_t i = 0; i < LEN(dangerous); i++)
		if (n == strlen(dangerous[i]) && !strncasecmp(name, dangerous[i], n))
			return dangerous[i];
	return NULL;
}

static void not_recognised(struct facts *out, const struct probe_blob *tool)
{
	struct phrase reason =
	    phrase_of(N_("because {0}, a tool of the sign-in screen, could not be recognised"), 1,
		      PHRASE_TEXT(arena_strdup(out->arena, file_name(tool->path))));

	facts_note(out, FACT_KIND_HIJACK,
		   facts_count(out, FACT_KIND_HIJACK) ? FACT_STATE_PARTIAL : FACT_STATE_FAILED,
		   &reason);
}

static void look_at(struct facts *out, const struct probe_input *in, const struct probe_blob *tool)
{
	const char *name, *maker;
	struct err err = { 0 };

	for (size_t i = 0; i < SHELLS; i++)
		if (same(&in->blob[i], tool)) {
			add(out, tool, shells[i]);
			return;
		}
	if (pe_version_text(tool->data, "OriginalFilename", out->arena, &name, &err) < 0 ||
	    pe_version_text(tool->data, "CompanyName", out->arena, &maker, &err) < 0 ||
	    strncasecmp(maker, "Microsoft", 9) != 0)
		not_recognised(out, tool);
	else if (known_danger(name))
		add(out, tool, known_danger(name));
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	bool any = false;

	if (in->n_blobs < SHELLS)
		return 0;
	for (size_t i = 0; i < in->n_blobs; i++)
		(void)hardening_blob(out, FACT_KIND_HIJACK, &in->blob[i]);
	if (in->blob[CMD].state == PROBE_BLOB_ABSENT)
		hardening_unseen(out, FACT_KIND_HIJACK,
				 N_("because Windows' own command line was not found"));
	for (size_t i = SHELLS; i < in->n_blobs; i++) {
		if (in->blob[i].state != PROBE_BLOB_PRESENT)
			continue;
		look_at(out, in, &in->blob[i]);
		any = true;
	}
	if (!any)
		hardening_unseen(out, FACT_KIND_HIJACK,
				 N_("because no tool of the sign-in screen was found"));
	probe_settle(&probe_sign_in_tools, out);
	return 0;
}

const struct probe probe_sign_in_tools = {
	.id = "sign-in-tools",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_FILE, SYSTEM32 "cmd.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 SHELL, 0, true },
		   { PROBE_WANT_FILE, WOW64 "cmd.exe", 0, true },
		   { PROBE_WANT_FILE, WOW64 SHELL, 0, true },
		   { PROBE_WANT_FILE, "{windows}/explorer.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "Taskmgr.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "sethc.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "Utilman.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "osk.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "Magnify.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "Narrator.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "DisplaySwitch.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "AtBroker.exe", 0, true },
		   { PROBE_WANT_FILE, SYSTEM32 "EaseOfAccessDialog.exe", 0, true } },
	.gives = { FACT_KIND_HIJACK, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
