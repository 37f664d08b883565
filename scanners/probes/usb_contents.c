/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See usb_contents.h. */
#include "scanners/probes/usb_contents.h"

#include <string.h>

#include "scanners/probes/file_names.h"

/* FNV-1a; a name that somebody made to look like another one costs its own verdict only. */
static uint64_t number_of(const char *text, size_t n)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)text[i]) * 1099511628211u;
	return h == UINT64_MAX ? 0 : h; /* the set keeps number + 1 */
}

static void add_path(struct usb_names *n, struct arena *a, const char *path)
{
	const char *name = file_names_fold(a, path);

	id_set_add(&n->files, number_of(name, strlen(name)));
	for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/'))
		id_set_add(&n->folders, number_of(name, (size_t)(slash - name)));
}

void usb_names_read(struct facts *out, enum fact_kind kind, const struct probe_blob *blob,
		    struct usb_names *ret)
{
	struct probe_packed file;
	struct arena names = { 0 };
	size_t pos = 0;

	*ret = (struct usb_names){ 0 };
	if (!hardening_blob(out, kind, blob))
		return;
	while (probe_pack_next(blob->data, &pos, &names, &file))
		if (hardening_whole(out, kind, &file))
			add_path(ret, &names, file.name);
	arena_done(&names);
	if (pos < blob->data.n)
		hardening_unseen(out, kind, N_("because a file or folder could not be read"));
}

void usb_names_done(struct usb_names *n)
{
	id_set_done(&n->files);
	id_set_done(&n->folders);
}

static bool is_in(struct arena *a, const struct id_set *set, const char *path)
{
	const char *name = file_names_fold(a, path);

	return id_set_get(set, number_of(name, strlen(name))) != NULL;
}

bool usb_names_file(struct arena *a, const struct usb_names *n, const char *path)
{
	return is_in(a, &n->files, path);
}

bool usb_names_folder(struct arena *a, const struct usb_names *n, const char *path)
{
	return is_in(a, &n->folders, path);
}
