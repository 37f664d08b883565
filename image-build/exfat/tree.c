/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a folder of this machine. Order, and nothing else about it, is ours: names by their bytes. */
#include "image-build/exfat/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "image-build/exfat/fill.h"

struct reading {
	struct arena *arena;
	unsigned n, depth;
};

static int compare(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

static bool same_but_case(const struct node *a, const struct node *b)
{
	if (a->n_units != b->n_units)
		return false;
	for (unsigned i = 0; i < a->n_units; i++)
		if (exfat_upcase(a->unit[i]) != exfat_upcase(b->unit[i]))
			return false;
	return true;
}

static int read_folder(struct reading *r, int fd, struct node *self, struct err *err);

static int add(struct reading *r, int dir, const struct node *parent, const char *name,
	       struct node **ret, struct err *err)
{
	struct node *n = arena_alloc(r->arena, sizeof(*n));
	uint16_t unit[EXFAT_NAME_UNITS];
	struct stat st;

	if (++r->n > EXFAT_FILL_NODES)
		return err_set(err, ERR_LIMIT, -E2BIG, "more than %u files", EXFAT_FILL_NODES);
	n->path = *parent->path ? arena_printf(r->arena, "%s/%s", parent->path, name)
				: arena_strdup(r->arena, name);
	if (exfat_name_units(name, unit, &n->n_units) < 0)
		return err_set(err, ERR_UNSUPPORTED, -EINVAL, "%s: no name for exFAT", n->path);
	n->unit = arena_array(r->arena, n->n_units, sizeof(*unit));
	memcpy(n->unit, unit, n->n_units * sizeof(*unit));
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return err_sys(err, -errno, "%s", n->path);
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return err_set(err, ERR_UNSUPPORTED, -EINVAL, "%s: neither file nor folder",
			       n->path);
	n->folder = S_ISDIR(st.st_mode);
	n->size = n->folder ? 0 : (uint64_t)st.st_size;
	n->mtime = st.st_mtime;
	*ret = n;
	if (!n->folder)
		return 0;

	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return err_sys(err, -errno, "%s", n->path);
	return read_folder(r, fd, n, err);
}

/* Children in order, and the room that their entries take. */
static int arrange(struct node *self, struct node **list, size_t n, struct err *err)
{
	struct node **tail = &self->child;

	if (n > 1)
		qsort(list, n, sizeof(*list), compare);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++)
			if (same_but_case(list[k], list[i]))
				return err_set(err, ERR_UNSUPPORTED, -EEXIST,
					       "%s: the same name as %s", list[i]->path,
					       list[k]->path);
		self->size += node_entries_bytes(list[i]);
		*tail = list[i];
		tail = &list[i]->next;
	}
	return 0;
}

/* Takes fd. */
static int read_folder(struct reading *r, int fd, struct node *self, struct err *err)
{
	CLEANUP(cleanup_free) struct node **list = NULL;
	size_t n = 0, cap = 0;
	struct dirent *e;
	DIR *dir = fdopendir(fd);
	int rc = 0;

	if (!dir) {
		close(fd);
		return err_sys(err, -errno, "could not read a folder");
	}
	if (++r->depth > EXFAT_FILL_DEPTH)
		rc = err_set(err, ERR_LIMIT, -E2BIG, "%s: folders too deep", self->path);
	while (rc == 0 && (e = readdir(dir))) {
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		list = xgrow(list, n, &cap, sizeof(*list), EXFAT_FILL_NODES);
		rc = add(r, dirfd(dir), self, e->d_name, &list[n], err);
		n++;
	}
	r->depth--;
	closedir(dir);
	return rc < 0 ? rc : arrange(self, list, n, err);
}

int tree_read(struct arena *arena, int folder, struct node **ret_root, struct err *err)
{
	struct reading r = { .arena = arena };
	struct node *root = arena_alloc(arena, sizeof(*root));
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return err_sys(err, -errno, "could not open the folder");
	root->path = arena_strdup(arena, "");
	root->folder = true;
	rc = read_folder(&r, fd, root, err);
	if (rc == 0)
		*ret_root = root;
	return rc;
}
