/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See compound.h. */
#include "scanners/readers/compound.h"

/* Debian 13: the header offers files in memory only to those who say that they have libbfio. */
#define HAVE_LIBBFIO 1
#include <errno.h>
#include <libolecf.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/util.h"
#include "scanners/readers/bytes_io.h"

#define HEADER 512u /* no compound file is shorter */

struct compound {
	struct bytes_io source;
	libbfio_handle_t *io;
	libolecf_file_t *file;
	libolecf_item_t *root;
	size_t n, room;
	uint8_t *data;
};

static bool open_root(struct compound *c, struct bytes file)
{
	int n = 0;

	if (!bytes_io_open(&c->source, file, &c->io) ||
	    libolecf_file_initialize(&c->file, NULL) != 1 ||
	    libolecf_file_open_file_io_handle(c->file, c->io, LIBOLECF_OPEN_READ, NULL) != 1 ||
	    libolecf_file_get_root_item(c->file, &c->root, NULL) != 1 ||
	    libolecf_item_get_number_of_sub_items(c->root, &n, NULL) != 1 || n < 0)
		return false;
	c->n = (size_t)n;
	return true;
}

int compound_open(struct bytes file, struct compound **ret, struct err *err)
{
	static const uint8_t magic[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
	struct compound *c;

	if (file.n < HEADER || !bytes_equal(file, 0, magic, sizeof(magic)))
		return err_set(err, ERR_FORMAT, -EBADMSG, "this is no compound file");
	c = xcalloc(1, sizeof(*c));
	if (!open_root(c, file)) {
		compound_close(c);
		return err_set(err, ERR_FORMAT, -EBADMSG, "a compound file is damaged");
	}
	if (c->n > COMPOUND_STREAMS_MAX) {
		compound_close(c);
		return err_set(err, ERR_LIMIT, -E2BIG, "a compound file holds too many streams");
	}
	*ret = c;
	return 0;
}

void compound_close(struct compound *c)
{
	if (!c)
		return;
	if (c->root)
		(void)libolecf_item_free(&c->root, NULL);
	if (c->file) {
		(void)libolecf_file_close(c->file, NULL);
		(void)libolecf_file_free(&c->file, NULL);
	}
	if (c->io)
		(void)libbfio_handle_free(&c->io, NULL);
	free(c->data);
	free(c);
}

size_t compound_count(const struct compound *c)
{
	return c->n;
}

static bool read_item(struct compound *c, libolecf_item_t *item, char *name, struct bytes *ret)
{
	uint8_t type = 0;
	uint32_t size = 0;
	size_t name_n = 0;

	if (libolecf_item_get_type(item, &type, NULL) != 1 || type != LIBOLECF_ITEM_TYPE_STREAM ||
	    libolecf_item_get_utf8_name_size(item, &name_n, NULL) != 1 || !name_n ||
	    name_n > COMPOUND_NAME_MAX ||
	    libolecf_item_get_utf8_name(item, (uint8_t *)name, name_n, NULL) != 1 ||
	    libolecf_item_get_size(item, &size, NULL) != 1 || size > COMPOUND_STREAM_MAX)
		return false;
	name[name_n - 1] = '\0';
	if (size > c->room) {
		c->data = xrealloc(c->data, size);
		c->room = size;
	}
	*ret = bytes_of(c->data, size);
	return !size || libolecf_stream_read_buffer(item, c->data, size, NULL) == (ssize_t)size;
}

bool compound_stream(struct compound *c, size_t i, char name[COMPOUND_NAME_MAX], struct bytes *ret)
{
	libolecf_item_t *item = NULL;
	bool ok;

	if (i >= c->n || libolecf_item_get_sub_item(c->root, (int)i, &item, NULL) != 1)
		return false;
	ok = read_item(c, item, name, ret);
	(void)libolecf_item_free(&item, NULL);
	return ok;
}
