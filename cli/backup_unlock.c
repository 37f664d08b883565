/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nothing here takes the disk apart: a worker does. */
#include "cli/backup_unlock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>

#include "cli/usb_disk.h"
#include "core/base/arena.h"
#include "core/base/io.h"
#include "core/base/secret.h"
#include "core/text/text.h"
#include "scanners/engine/blkid_ask.h"
#include "scanners/engine/unlock_ask.h"

/* 256 letters, which is what Windows takes, and the end of a line. */
#define SECRET_ROOM 1024u

bool backup_unlock_needed(const struct carry_target *medium)
{
	return !strcmp(medium->type, "BitLocker");
}

/* --- the password ----------------------------------------------------------------------------- */
/* The first line of it; its length, or negative errno. */
static ssize_t read_line(int fd, char *buf)
{
	size_t n = 0;

	while (n < SECRET_ROOM) {
		ssize_t got = read(fd, buf + n, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0 || buf[n] == '\n')
			return (ssize_t)n;
		n++;
	}
	return -E2BIG;
}

static ssize_t ask_at_terminal(char *buf, struct err *err)
{
	CLEANUP(cleanup_close) int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	struct termios was, quiet;
	const char *words = _("Password of the locked disk, or its recovery key: ");
	ssize_t n;

	if (fd < 0 || tcgetattr(fd, &was) < 0)
		return err_set(err, ERR_DENIED, -EKEYREJECTED,
			       "the disk is locked: its password is needed (--pass-fd)");
	quiet = was;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	(void)!io_write_full(fd, words, strlen(words));
	if (tcsetattr(fd, TCSAFLUSH, &quiet) < 0)
		return err_sys(err, -errno, "the terminal");
	n = read_line(fd, buf);
	(void)!tcsetattr(fd, TCSAFLUSH, &was);
	(void)!io_write_full(fd, "\n", 1);
	return n < 0 ? err_sys(err, (int)n, "the password") : n;
}

static ssize_t ask_for_it(const struct options *o, char *buf, struct err *err)
{
	ssize_t n;

	if (o->pass_fd < 0)
		return ask_at_terminal(buf, err);
	n = read_line(o->pass_fd, buf);
	close(o->pass_fd);
	return n < 0 ? err_sys(err, (int)n, "the password") : n;
}

/* --- what opens it ------------------------------------------------------------------------------ */
static int open_with(struct crew *crew, const struct options *o, struct backup_unlock *u,
		     const char *secret, size_t n, struct err *err)
{
	uint64_t size = usb_disk_part_size(u->part.disk, u->part.offset), whole;
	bool guarded;
	int r, fd;

	if (!size)
		return err_set(err, ERR_IO, -ENODEV, "%s has no such part", u->part.disk);
	fd = broker_open(o->broker_fd, u->part.disk, &whole, &guarded, err);
	if (fd < 0)
		return fd;
	r = unlock_ask(crew, fd, u->part.offset, size, secret, n, u->how, err);
	close(fd);
	return r;
}

/* What is inside is told by a worker, too. */
static int look_inside(struct crew *crew, const struct options *o, const struct backup_unlock *u,
		       struct carry_target *medium, struct err *err)
{
	struct blkid_answer answer = { 0 };
	struct arena a = { 0 };
	uint64_t size = 0;
	int r, fd = broker_unlock(o->broker_fd, u->part.disk, u->part.sequence, u->part.offset,
				  u->how, &size, err);

	if (fd < 0)
		return fd;
	r = blkid_ask(crew, fd, size, 0, &a, &answer, err);
	close(fd);
	if (r == 0 && (answer.n != 1 || answer.volume[0].offset ||
		       strlen(answer.volume[0].type) >= sizeof(medium->type)))
		r = err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP,
			    "no file system that is written here is on the locked disk");
	if (r == 0)
		snprintf(medium->type, sizeof(medium->type), "%s", answer.volume[0].type);
	arena_done(&a);
	return r;
}

static int unlock(struct backup_unlock *u, const struct options *o, const char *secret, size_t n,
		  struct carry_target *medium, struct err *err)
{
	const struct crew_options options = { .broker = o->broker_fd,
					      .no_sandbox = o->no_sandbox,
					      .weak_ok = o->weak_sandbox };
	struct crew *crew = NULL;
	int r = crew_start(&options, &crew, err);

	if (r == 0)
		r = open_with(crew, o, u, secret, n, err);
	if (r == 0)
		r = look_inside(crew, o, u, medium, err);
	crew_stop(crew);
	return r;
}

int backup_unlock_begin(struct backup_unlock *u, const struct options *o,
			struct carry_target *medium, struct err *err)
{
	char *secret = secret_new(SECRET_ROOM, err);
	ssize_t n;
	int r;

	u->part = *medium;
	u->how = secret ? secret_new(sizeof(*u->how), err) : NULL;
	n = u->how ? ask_for_it(o, secret, err) : -ENOMEM;
	r = n < 0 ? (int)n : unlock(u, o, secret, (size_t)n, medium, err);
	secret_free(secret, SECRET_ROOM);
	if (r < 0)
		backup_unlock_done(u);
	return r;
}

int backup_unlock_again(const struct backup_unlock *u, int broker, struct err *err)
{
	uint64_t size;

	return broker_unlock(broker, u->part.disk, u->part.sequence, u->part.offset, u->how, &size,
			     err);
}

void backup_unlock_done(struct backup_unlock *u)
{
	secret_free(u->how, sizeof(*u->how));
	u->how = NULL;
}
