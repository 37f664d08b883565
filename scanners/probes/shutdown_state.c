/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether Windows was shut down completely: the head of hiberfil.sys, the fast-startup setting,
 * and whether one of the two great hives has changes that are only in its log. */
#include "scanners/probes/registry.h"

#define POWER "CurrentControlSet\\Control\\Session Manager\\Power"

extern const struct probe probe_shutdown_state;

/* The first four letters, in capitals: what is to be resumed, and what was resumed. */
static enum flag hibernation(const struct probe_blob *blob, bool *ret_odd)
{
	static const struct {
		const char *head;
		enum flag valid;
	} heads[] = {
		{ "HIBR", FLAG_YES },    { "hibr", FLAG_YES }, { "RSTR", FLAG_YES },
		{ "rstr", FLAG_YES },    { "HORM", FLAG_YES }, { "WAKE", FLAG_NO },
		{ "wake", FLAG_NO },     { "LINK", FLAG_NO },  { "link", FLAG_NO },
		{ "\0\0\0\0", FLAG_NO },
	};

	*ret_odd = false;
	if (blob->state == PROBE_BLOB_ABSENT)
		return FLAG_NO;
	if (blob->state == PROBE_BLOB_PRESENT && !blob->size && !blob->data.n)
		return FLAG_NO;
	for (size_t i = 0; blob->state == PROBE_BLOB_PRESENT && i < LEN(heads); i++)
		if (bytes_equal(blob->data, 0, heads[i].head, 4))
			return heads[i].valid;
	*ret_odd = true;
	return FLAG_ABSENT;
}

static void note_odd(const struct probe_blob *blob, struct facts *out)
{
	struct phrase reason = PHRASE(N_("because the sleep file of Windows could not be read"));

	facts_note(out, FACT_KIND_SHUTDOWN_STATE, FACT_STATE_PARTIAL,
		   blob->reason.id ? &blob->reason : &reason);
}

/* A hive counts its writes before and after: two different numbers in its base block mean that it
 * was not closed. Enough of SOFTWARE to ask for, which may be 100 MB. */
static bool is_open(const struct probe_blob *blob)
{
	uint32_t before, after;

	return blob->state == PROBE_BLOB_PRESENT && bytes_equal(blob->data, 0, "regf", 4) &&
	       bytes_u32le(blob->data, 4, &before) && bytes_u32le(blob->data, 8, &after) &&
	       before != after;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_shutdown_state *f;
	struct registry r;
	bool odd;

	if (!registry_open(&r, &probe_shutdown_state, in, 0, "SYSTEM", out))
		return 0;
	f = REGISTRY_FACT(&r, shutdown_state, SHUTDOWN_STATE, POWER, registry_find(&r, POWER));
	if (f) {
		f->fast_startup = registry_flag(&r, registry_find(&r, POWER), "HiberbootEnabled");
		f->hive_log_pending =
		    hive_replayed(r.hive)->needed || (in->n_blobs > 2 && is_open(&in->blob[2]))
			? FLAG_YES
			: FLAG_NO;
		f->volume_dirty =
		    in->volume && in->volume->dirty == FLAG_YES ? FLAG_YES : FLAG_ABSENT;
	}
	if (f && in->n_blobs > 1) {
		f->hibernated = hibernation(&in->blob[1], &odd);
		if (odd)
			note_odd(&in->blob[1], out);
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_shutdown_state = {
	.id = "shutdown-state",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM,
		   { PROBE_WANT_HEAD, "hiberfil.sys", 4096, true },
		   { PROBE_WANT_HEAD, "{windows}/System32/config/SOFTWARE", 4096, true } },
	.gives = { FACT_KIND_SHUTDOWN_STATE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
