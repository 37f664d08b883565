/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owner's word for the one action that changes a PC's disk: typed on the terminal below what will be done.
 * No option stands for it, and no other descriptor: a script has no word of the owner's. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>

#include "cli/restore_onto.h"
#include "core/base/io.h"
#include "core/text/text.h"

#define WORD_ROOM 64u
#define TEXT_MAX  ((size_t)1 << 16)

static void line(struct str *out, const struct phrase *p)
{
	text_phrase(out, p, 0);
	str_addc(out, '\n');
}

static struct phrase bytes_of(const char *id, uint64_t n)
{
	return phrase_of(id, 1, PHRASE_BYTES((int64_t)MIN(n, (uint64_t)INT64_MAX)));
}

static void show_disk(const struct restore_onto *t, struct str *out)
{
	struct phrase p = phrase_of(N_("Disk: {0}, number {1}"), 2,
				    PHRASE_TEXT(*t->model ? t->model : t->part.disk),
				    PHRASE_TEXT(*t->serial ? t->serial : "-"));

	line(out, &p);
	p = bytes_of(N_("Size of the disk: {0}"), t->disk_size);
	line(out, &p);
	p = phrase_of(t->number ? N_("Part {3} of it: {0}, its name: {1}; free: {2}")
				: N_("All of it is one part: {0}, its name: {1}; free: {2}"),
		      4, PHRASE_BYTES((int64_t)MIN(t->size, (uint64_t)INT64_MAX)),
		      PHRASE_TEXT(*t->label ? t->label : "-"),
		      PHRASE_BYTES((int64_t)MIN(t->free, (uint64_t)INT64_MAX)),
		      PHRASE_NUMBER(t->number));
	line(out, &p);
	if (t->windows)
		str_addf(out, "%s\n", _("Windows lies on it: it is this PC's own disk."));
}

static void show(const struct restore_onto *t, const struct restore_sum *s, const char *name,
		 struct str *out)
{
	struct phrase p;

	str_addf(out, "\n%s\n", _("Files of a backup are to be put onto a PC's own disk:"));
	show_disk(t, out);
	if (*name) {
		p = phrase_of(N_("Out of the backup: {0}"), 1, PHRASE_TEXT(name));
		line(out, &p);
	}
	p = phrase_of(N_("Files: {0}, {1}"), 2,
		      PHRASE_NUMBER((int64_t)MIN(s->files, (uint64_t)INT64_MAX)),
		      PHRASE_BYTES((int64_t)MIN(s->bytes, (uint64_t)INT64_MAX)));
	line(out, &p);
	p = phrase_of(N_("Into the folder, at the top of that part: {0}"), 1,
		      PHRASE_TEXT(t->folder));
	line(out, &p);
	str_addf(
	    out, "%s\n%s\n%s\n",
	    _("Nothing that is there is replaced. Whoever uses that PC may be able to read them."),
	    _("It is the one action that changes the disk of a PC: traces of what happened on it "
	      "can be lost by it."),
	    _("Where something is still to be looked into, bring the files back onto another "
	      "disk."));
	p = phrase_of(N_("If the owner of this PC wants that, type {0} and press Enter: "), 1,
		      PHRASE_WORD(N_("restore")));
	text_phrase(out, &p, 0);
}

/* The line that is typed. Its length, or negative errno. */
static ssize_t typed(int tty, char *buf, size_t size)
{
	size_t n = 0;

	while (n < size) {
		ssize_t got = read(tty, buf + n, 1);

		if (got < 0)
			return -errno; /* EINTR: somebody wants it stopped */
		if (got == 0 || buf[n] == '\n')
			break;
		n++;
	}
	return n < size ? (ssize_t)n : -E2BIG;
}

int restore_consent(const struct restore_onto *t, const struct restore_sum *sum, const char *name,
		    struct err *err)
{
	int tty CLEANUP(cleanup_close) = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	const char *word = _("restore");
	struct str out = STR_INIT(TEXT_MAX);
	char buf[WORD_ROOM] = "";
	ssize_t n = -EIO;

	if (tty < 0)
		return err_set(
		    err, ERR_DENIED, -EPERM,
		    "nothing was changed: the owner is asked on a terminal, and there is "
		    "none");
	show(t, sum, name, &out);
	/* What was typed before it was asked is no answer. */
	if (tcflush(tty, TCIFLUSH) == 0 && io_write_full(tty, str_c(&out), out.len) == 0)
		n = typed(tty, buf, sizeof(buf));
	str_done(&out);
	if (n == (ssize_t)strlen(word) && !memcmp(buf, word, (size_t)n))
		return 0;
	return err_set(err, ERR_DENIED, -EPERM, "nothing was changed: the word was not typed");
}
