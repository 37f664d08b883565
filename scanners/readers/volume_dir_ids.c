/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inode numbers and where they were seen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scanners/readers/volume_dir.h"

#define NAMES_MAX   ((size_t)256 << 20)
#define FOLDERS_MAX ((size_t)1 << 20)

void dir_ids_done(struct dir_ids *ids)
{
	for (size_t i = 0; i < ids->n_folders; i++)
		free(ids->folder[i]);
	free(ids->folder);
	free(ids->node);
	free(ids->names);
	id_set_done(&ids->index);
}

uint32_t dir_ids_folder(struct dir_ids *ids, const char *path)
{
	if (ids->n_folders >= FOLDERS_MAX)
		return UINT32_MAX;
	if (ids->n_folders && !strcmp(ids->folder[ids->n_folders - 1], path))
		return (uint32_t)(ids->n_folders - 1);
	ids->folder = xgrow(ids->folder, ids->n_folders, &ids->cap_folders, sizeof(*ids->folder),
			    FOLDERS_MAX);
	ids->folder[ids->n_folders] = xstrdup(path);
	return (uint32_t)ids->n_folders++;
}

static bool add_name(struct dir_ids *ids, const char *name, uint32_t *ret)
{
	size_t n = strlen(name) + 1;

	if (ids->names_n + n > NAMES_MAX)
		return false;
	if (ids->names_n + n > ids->names_cap) {
		ids->names_cap = MAX(ids->names_cap * 2, ids->names_n + n + 4096);
		ids->names = xrealloc(ids->names, ids->names_cap);
	}
	memcpy(ids->names + ids->names_n, name, n);
	*ret = (uint32_t)ids->names_n;
	ids->names_n += n;
	return true;
}

void dir_ids_add(struct dir_ids *ids, uint64_t id, uint32_t folder, const char *name)
{
	uint32_t *place, at;

	if (folder == UINT32_MAX || id_set_get(&ids->index, id) || ids->n >= ID_SET_MAX ||
	    !add_name(ids, name, &at))
		return;
	place = id_set_value(&ids->index, id);
	if (!place)
		return;
	*place = (uint32_t)ids->n;
	ids->node = xgrow(ids->node, ids->n, &ids->cap, sizeof(*ids->node), ID_SET_MAX + 1);
	ids->node[ids->n++] = (struct dir_node){ folder, at };
}

bool dir_ids_path(const struct dir_ids *ids, uint64_t id, char *path)
{
	const uint32_t *place = id_set_get(&ids->index, id);
	const char *folder;
	int n;

	if (!place)
		return false;
	folder = ids->folder[ids->node[*place].folder];
	n = snprintf(path, VOLUME_PATH_MAX, "%s%s%s", folder, *folder ? "/" : "",
		     ids->names + ids->node[*place].name);
	return n >= 0 && n < VOLUME_PATH_MAX;
}
