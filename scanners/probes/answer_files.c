/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passwords that the setup of Windows or a domain's rules left behind in XML files. Whether there is
 * one is kept, never the password. */
#include "scanners/probes/hardening.h"
#include "scanners/readers/xml.h"

extern const struct probe probe_answer_files;

/* Windows puts this in place of a password once it was used. */
#define REMOVED "*SENSITIVE*DATA*DELETED*"

struct look {
	bool setup, found;
};

static bool ends_with(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	return n >= m && !strcasecmp(path + n - m, end);
}

static void on_close(void *arg, const char *path, const char *text)
{
	struct look *l = arg;

	if (l->setup &&
	    (ends_with(path, "Password/Value") || ends_with(path, "AdministratorPassword") ||
	     ends_with(path, "Credentials/Password")))
		l->found |= *text && strcasecmp(text, REMOVED) != 0;
}

static void on_open(void *arg, const char *path UNUSED, const char *const *attribute)
{
	struct look *l = arg;

	for (; !l->setup && attribute[0]; attribute += 2)
		l->found |= !strcasecmp(attribute[0], "cpassword") && *attribute[1];
}

static void look_at(struct facts *out, struct bytes file, bool setup, int64_t *count)
{
	struct look l = { .setup = setup };
	struct xml_handler handler = { &l, on_open, on_close };
	struct err err = { 0 };

	if (xml_walk(file, &handler, &err) < 0 && !l.found) {
		struct phrase reason = PHRASE(N_("because a file of the setup is damaged"));

		facts_note(out, FACT_KIND_STORED_SESSION, FACT_STATE_PARTIAL, &reason);
	}
	*count += l.found;
}

static void add(struct facts *out, const char *program, const char *source, int64_t count)
{
	struct fact_stored_session *f;

	if (!count)
		return;
	f = FACTS_ADD(out, stored_session, STORED_SESSION, source);
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->program = program;
	f->count = f->open = count;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	int64_t setup = 0, policy = 0;
	struct probe_packed file;
	size_t pos = 0;

	if (in->n_blobs < 4)
		return 0;
	for (size_t i = 0; i < 3; i++)
		if (hardening_blob(out, FACT_KIND_STORED_SESSION, &in->blob[i]))
			look_at(out, in->blob[i].data, true, &setup);
	if (hardening_blob(out, FACT_KIND_STORED_SESSION, &in->blob[3])) {
		while (probe_pack_next(in->blob[3].data, &pos, out->arena, &file))
			if (hardening_whole(out, FACT_KIND_STORED_SESSION, &file))
				look_at(out, file.data, false, &policy);
		if (pos < in->blob[3].data.n)
			hardening_unseen(out, FACT_KIND_STORED_SESSION,
					 N_("because a file or folder could not be read"));
	}
	add(out, "setup", "Windows\\Panther", setup);
	add(out, "policy", "ProgramData\\Microsoft\\Group Policy\\History", policy);
	return 0;
}

const struct probe probe_answer_files = {
	.id = "answer-files",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_FILE, "{windows}/Panther/unattend.xml", 0, true },
		   { PROBE_WANT_FILE, "{windows}/Panther/Unattend/unattend.xml", 0, true },
		   { PROBE_WANT_FILE, "{windows}/System32/Sysprep/unattend.xml", 0, true },
		   { PROBE_WANT_TREE, "ProgramData/Microsoft/Group Policy/History/**/*.xml", 0,
		     true } },
	.gives = { FACT_KIND_STORED_SESSION, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
