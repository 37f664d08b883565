/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What waits for a restart: the marks of the component store and of the update agent (Windows means
 * them to vanish at a restart), parts that are to be put in, and the list of moves for the next
 * start. */
#include "scanners/probes/registry.h"

#define CURRENT      "Microsoft\\Windows\\CurrentVersion"
#define STORE        CURRENT "\\Component Based Servicing"
#define AGENT        CURRENT "\\WindowsUpdate\\Auto Update\\RebootRequired"
#define PENDING_HEAD 512

extern const struct probe probe_restart_pending;

static enum flag is_there(struct registry *r, const char *path)
{
	return registry_find(r, path) ? FLAG_YES : FLAG_NO;
}

static struct fact_restart_pending *from_registry(struct registry *r)
{
	hive_key store = registry_must(r, STORE), pending, *child;
	struct fact_restart_pending *f;

	if (!store)
		return NULL;
	f = REGISTRY_FACT(r, restart_pending, RESTART_PENDING, STORE, store);
	if (!f)
		return NULL;
	f->component_store = is_there(r, STORE "\\RebootPending");
	f->windows_update = is_there(r, AGENT);
	pending = registry_find(r, STORE "\\PackagesPending");
	f->packages =
	    pending ? (int64_t)hive_children(r->hive, pending, 1000, r->arena, &child) : 0;
	return f;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct probe_blob *list = in->n_blobs > 1 ? &in->blob[1] : NULL;
	struct fact_restart_pending *f = NULL;
	struct registry r;

	if (registry_open(&r, &probe_restart_pending, in, 0, "SOFTWARE", out)) {
		f = from_registry(&r);
		registry_close(&r);
	}
	if (list && list->state == PROBE_BLOB_UNREADABLE)
		probe_unseen(&probe_restart_pending, out, &list->reason);
	else if (f && list)
		f->pending_list = list->state == PROBE_BLOB_PRESENT ? FLAG_YES : FLAG_NO;
	return 0;
}

const struct probe probe_restart_pending = {
	.id = "restart-pending",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE,
		   { PROBE_WANT_HEAD, "{windows}/WinSxS/pending.xml", PENDING_HEAD, true } },
	.gives = { FACT_KIND_RESTART_PENDING, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
