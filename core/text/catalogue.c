/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The .mo format as in "The Format of GNU MO Files", GNU gettext manual. */
#include "core/text/catalogue.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/io.h"
#include "core/base/utf.h"

#define MO_MAGIC  0x950412deu
#define MO_HEADER 20

/* One text of the table at off: inside the file, ended by a zero, UTF-8. NULL when it is not. */
static const char *entry(struct bytes b, uint64_t off)
{
	uint32_t length, place;
	uint8_t end;
	const char *s;

	if (!bytes_u32le(b, off, &length) || !bytes_u32le(b, off + 4, &place))
		return NULL;
	if (!bytes_u8(b, (uint64_t)place + length, &end) || end != 0)
		return NULL;
	s = (const char *)b.p + place;
	/* A plural entry holds several texts; the first one counts here. */
	return utf8_valid(s, strlen(s)) ? s : NULL;
}

static int load_entries(struct catalogue *c, uint32_t ids, uint32_t texts, struct err *err)
{
	struct bytes b = bytes_of(c->data, c->n);

	for (uint32_t i = 0; i < c->n_messages; i++) {
		c->id[i] = entry(b, (uint64_t)ids + (uint64_t)i * 8);
		c->text[i] = entry(b, (uint64_t)texts + (uint64_t)i * 8);
		if (!c->id[i] || !c->text[i])
			return err_set(err, ERR_FORMAT, -EBADMSG,
				       "message %u of the catalogue lies outside of it", i);
		if (i > 0 && strcmp(c->id[i - 1], c->id[i]) >= 0)
			return err_set(err, ERR_FORMAT, -EBADMSG, "the catalogue is not in order");
	}
	return 0;
}

int catalogue_parse(struct catalogue *c, const void *data, size_t n, struct err *err)
{
	uint32_t magic, revision, count, ids, texts;
	struct bytes b = bytes_of(data, n);
	const char *header;
	int r;

	*c = (struct catalogue){ 0 };
	if (n < MO_HEADER || n > CATALOGUE_SIZE_MAX)
		return err_set(err, ERR_FORMAT, -EBADMSG, "%zu bytes are no catalogue", n);
	if (!bytes_u32le(b, 0, &magic) || magic != MO_MAGIC || !bytes_u32le(b, 4, &revision) ||
	    revision >> 16 > 1 || !bytes_u32le(b, 8, &count) || !bytes_u32le(b, 12, &ids) ||
	    !bytes_u32le(b, 16, &texts) || count > CATALOGUE_MESSAGES_MAX)
		return err_set(err, ERR_FORMAT, -EBADMSG, "not a catalogue of messages");
	c->n = n;
	c->data = xmalloc(n + 1);
	memcpy(c->data, data, n);
	c->data[n] = 0;
	c->n_messages = count;
	c->id = xcalloc(count + 1u, sizeof(*c->id));
	c->text = xcalloc(count + 1u, sizeof(*c->text));
	r = load_entries(c, ids, texts, err);
	header = r == 0 ? catalogue_find(c, "") : NULL;
	if (r == 0 && (!header || !strstr(header, "charset=UTF-8")))
		r = err_set(err, ERR_FORMAT, -EBADMSG, "the catalogue is not in UTF-8");
	if (r < 0)
		catalogue_close(c);
	return r;
}

int catalogue_open(struct catalogue *c, const char *path, struct err *err)
{
	CLEANUP(cleanup_close) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	CLEANUP(cleanup_free) uint8_t *buf = NULL;
	struct stat st;
	ssize_t got;
	int r;

	*c = (struct catalogue){ 0 };
	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size < 0 ||
	    (uint64_t)st.st_size > CATALOGUE_SIZE_MAX)
		return err_set(err, ERR_FORMAT, -EBADMSG, "%s is no catalogue", path);
	buf = xmalloc((size_t)st.st_size + 1);
	got = io_pread_full(fd, buf, (size_t)st.st_size, 0);
	if (got < 0)
		return err_sys(err, (int)got, "%s", path);
	r = catalogue_parse(c, buf, (size_t)got, err);
	return r < 0 ? err_while(err, "reading %s", path) : 0;
}

void catalogue_close(struct catalogue *c)
{
	free(c->data);
	free(c->id);
	free(c->text);
	*c = (struct catalogue){ 0 };
}

const char *catalogue_find(const struct catalogue *c, const char *id)
{
	uint32_t low = 0, high = c->n_messages;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		int order = strcmp(id, c->id[mid]);

		if (order == 0)
			return c->text[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}
