/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packs a folder without the reading workers, for measuring: pack_tree zip|tar DIR OUT. tar: as the sealed profile
 * does, every file hashed, but not sealed. OUT is an empty folder. */
/* link: backup */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup/inside.h"
#include "backup/pack.h"
#include "backup/session.h"
#include "backup/walk.h"
#include "core/base/arena.h"

static struct err err;
static char path[16384];
static struct walk walk;

static void die(const char *what)
{
	fprintf(stderr, "pack_tree: %s: %s\n", what, err.kind ? err.message : strerror(errno));
	exit(1);
}

static void unmap(const uint8_t *p, size_t n)
{
	if (n)
		munmap((void *)(uintptr_t)p, n);
}

static void add_file(struct pack *p, const char *name, const struct stat *st)
{
	size_t n = (size_t)st->st_size;
	const struct pack_file f = { .path = name, .size = n, .modified = st->st_mtime };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	uint8_t *bytes = NULL;
	struct pack_blob *blob;

	if (fd < 0)
		die(path);
	if (n)
		bytes = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		die(path);
	close(fd);
	blob = pack_blob_new(bytes, n, unmap);
	if (pack_begin(p, &f, &err) < 0)
		die(path);
	for (size_t at = 0; at < n; at += PACK_PIECE_MAX)
		if (pack_piece(p, blob, bytes + at, MIN(PACK_PIECE_MAX, n - at), 0, &err) < 0)
			die(path);
	pack_blob_drop(blob);
	walk_add(&walk, name, n, st->st_mtime, false);
}

static void add_folder(struct pack *p, size_t base)
{
	struct dirent **e;
	size_t end = strlen(path);
	int n = scandir(path, &e, NULL, alphasort);

	if (n < 0)
		die(path);
	for (int i = 0; i < n; i++) {
		struct stat st;

		snprintf(path + end, sizeof(path) - end, "/%s", e[i]->d_name);
		if (!strcmp(e[i]->d_name, ".") || !strcmp(e[i]->d_name, "..") ||
		    lstat(path, &st) < 0) {
			free(e[i]);
			continue;
		}
		free(e[i]);
		if (S_ISREG(st.st_mode)) {
			add_file(p, path + base, &st);
		} else if (S_ISDIR(st.st_mode)) {
			const struct pack_file f = { .path = path + base,
						     .folder = true,
						     .modified = st.st_mtime };

			if (pack_begin(p, &f, &err) < 0)
				die(path);
			walk_add(&walk, path + base, 0, st.st_mtime, true);
			add_folder(p, base);
		}
	}
	path[end] = '\0';
	free(e);
}

int main(int argc, char **argv)
{
	static const struct sealed_to nobody;
	static const uint8_t id[HASH_SIZE];
	const struct manifest_head head = {
		.tool = "pack_tree", .profile = "x", .source = "", .id = id
	};
	bool tar = argc == 4 && !strcmp(argv[1], "tar");
	int dir = argc == 4 ? open(argv[3], O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	struct manifest m;
	struct pack_options o = { .dirfd = dir,
				  .manifest = &m,
				  .shard_bytes = (uint64_t)1 << 30,
				  .sealed = tar ? &nobody : NULL,
				  .inside = &head,
				  .walk = &walk };
	struct pack *p;

	walk_begin(&walk, id, "");
	if (dir < 0 || manifest_create(&m, dir, &head, &err) < 0)
		die("pack_tree zip|tar DIR OUT");
	p = pack_new(&o);
	snprintf(path, sizeof(path), "%s", argv[2]);
	add_folder(p, strlen(path) + 1);
	if (pack_finish(p, &err) < 0 || (tar && inside_seal_all(dir, &m, &nobody, &err) < 0) ||
	    manifest_finish(&m, &err) < 0)
		die(argv[3]);
	pack_free(p);
	manifest_close(&m);
	return 0;
}
