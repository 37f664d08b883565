/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One part at a time: no name with a '/' in it ever reaches the kernel. */
#include "backup/put_where.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>

#include "backup/entry_name.h"
#include "core/base/utf.h"

#define PART_MAX  (2 * ENTRY_NAME_MAX)
#define SHORT_MAX 200u /* bytes of a name that is cut; most file systems take 255 */
#define TRIES     20   /* of a path that somebody turns round meanwhile */
#define NTFS3     0x7366746e
#define EXFAT     0x2011bab0
#define FUSE      0x65735546 /* ntfs-3g is one */
#define SMB       0x517b
#define SMB2      0xfe534d42
#define CIFS      0xff534d42

int put_where_init(struct put_where *w, int dirfd, struct err *err)
{
	static const unsigned windows[] = {
		MSDOS_SUPER_MAGIC, NTFS3, EXFAT, FUSE, SMB, SMB2, CIFS
	};
	struct statfs fs;

	*w = (struct put_where){ .root = dirfd };
	if (fstatfs(dirfd, &fs) < 0)
		return err_sys(err, -errno, "the folder");
	for (size_t i = 0; i < LEN(windows); i++)
		w->names_of_windows |= (unsigned)fs.f_type == windows[i];
	return 0;
}

/* --- names ----------------------------------------------------------------------------------- */

unsigned put_where_parts(const char *path)
{
	unsigned n = 1;

	for (; *path; path++)
		n += *path == '/';
	return n;
}

int put_where_valid(const char *path, const char *name, struct err *err)
{
	const char *part = path;

	if (!entry_name_valid(name))
		return err_set(err, ERR_FORMAT, -EINVAL, N_("it has a name that no backup has"));
	if (put_where_parts(path) != put_where_parts(name))
		return err_set(err, ERR_FORMAT, -EINVAL, N_("its two names do not fit each other"));
	for (;;) {
		size_t n = strcspn(part, "/");

		if (n == 0 || n >= PART_MAX || (n <= 2 && !strncmp(part, "..", n)))
			return err_set(err, ERR_FORMAT, -EINVAL,
				       N_("its name would lead out of the folder"));
		if (!part[n])
			return 0;
		part += n + 1;
	}
}

/* The k-th part. */
static void part_of(const char *path, unsigned k, struct str *ret)
{
	size_t n;

	for (; k; k--)
		path = strchr(path, '/') + 1;
	n = strcspn(path, "/");
	str_clear(ret);
	str_addn(ret, path, n);
}

/* Its beginning, a number that tells it from others of that beginning, its ending. */
static void shorten(struct str *name)
{
	char keep[SHORT_MAX + 1], ending[24] = "";
	const char *dot = strrchr(str_c(name), '.');
	uint64_t h = 0xcbf29ce484222325u;

	if (dot && dot != name->p && strlen(dot) < sizeof(ending))
		snprintf(ending, sizeof(ending), "%s", dot);
	for (size_t i = 0; i < name->len; i++)
		h = (h ^ (uint8_t)name->p[i]) * 0x100000001b3u;
	utf8_cut(keep, sizeof(keep), str_c(name));
	str_clear(name);
	str_addf(name, "%s%%~%016" PRIx64 "%s", keep, h, ending);
}

/* 0: as it was, 1: as Windows takes it, 2: short. */
static bool variant(const struct put_where *w, const char *path, const char *name, unsigned k,
		    unsigned number, struct str *ret)
{
	if (number > 2)
		return false;
	part_of(number || w->names_of_windows ? name : path, k, ret);
	if (number == 2)
		shorten(ret);
	return true;
}

bool put_where_last(const struct put_where *w, const char *path, const char *name, unsigned number,
		    struct str *ret)
{
	return variant(w, path, name, put_where_parts(path) - 1, number, ret);
}

void put_where_second(const char *last, unsigned number, struct str *ret)
{
	const char *dot = strrchr(last, '.');

	if (!dot || dot == last)
		dot = last + strlen(last);
	str_clear(ret);
	str_addn(ret, last, (size_t)(dot - last));
	str_addf(ret, " (%u)%s", number, dot);
}

bool put_where_name_refused(int code)
{
	return code == -EINVAL || code == -ENAMETOOLONG || code == -EILSEQ || code == -EPROTO;
}

/* --- folders ---------------------------------------------------------------------------------- */

static int open_part(int at, const char *part, int flags)
{
	const struct open_how how = { .flags =
					  (unsigned)(flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK),
				      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
						 RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV };
	long fd = -1;

	for (int i = 0; i < TRIES; i++) {
		fd = syscall(SYS_openat2, at, part, &how, sizeof(how));
		if (fd >= 0 || errno != EAGAIN)
			break;
	}
	return fd < 0 ? -errno : (int)fd;
}

static int enter(int at, const char *part, bool make)
{
	int fd = open_part(at, part, O_RDONLY | O_DIRECTORY);

	if (fd != -ENOENT || !make)
		return fd;
	if (mkdirat(at, part, 0755) < 0)
		return errno == EEXIST ? open_part(at, part, O_RDONLY | O_DIRECTORY) : -errno;
	fd = open_part(at, part, O_RDONLY | O_DIRECTORY);
	if (fd >= 0) /* the owner's: readable by whoever holds the disk */
		(void)!fchmod(fd, 0755);
	return fd;
}

static int not_entered(int code, struct err *err)
{
	if (code == -ELOOP || code == -ENOTDIR || code == -EEXIST)
		return err_set(err, ERR_FORMAT, -EEXIST,
			       N_("something else of that name is in the way"));
	if (code == -EXDEV)
		return err_set(err, ERR_FORMAT, -EXDEV, N_("the way there leads to another disk"));
	return err_sys(err, code, "the folder for it");
}

int put_where_folder(const struct put_where *w, const char *path, const char *name, unsigned n,
		     bool make, bool *ret_spelled, struct err *err)
{
	struct str part = STR_INIT(PART_MAX + 64), was = STR_INIT(PART_MAX + 64);
	int at = fcntl(w->root, F_DUPFD_CLOEXEC, 0);

	if (at < 0)
		return err_sys(err, -errno, "the folder");
	for (unsigned k = 0; at >= 0 && k < n; k++) {
		int below = -EINVAL;

		for (unsigned v = 0;
		     put_where_name_refused(below) && variant(w, path, name, k, v, &part); v++) {
			below = enter(at, str_c(&part), make);
			part_of(path, k, &was);
			*ret_spelled |= below >= 0 && strcmp(str_c(&part), str_c(&was)) != 0;
		}
		close(at);
		at = below;
	}
	if (at < 0)
		not_entered(at, err);
	str_done(&part);
	str_done(&was);
	return at;
}

/* --- files ------------------------------------------------------------------------------------ */

int put_where_open(int folder, const char *last)
{
	int fd = open_part(folder, last, O_RDONLY | O_NOCTTY);
	struct stat st;

	if (fd >= 0 && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		return -EEXIST;
	}
	return fd;
}

int put_where_name(int from, const char *temporary, int folder, const char *last)
{
	int fd;

	if (renameat2(from, temporary, folder, last, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
		return -errno;
	/* A file system without that: a second link replaces nothing either. */
	if (linkat(from, temporary, folder, last, 0) == 0)
		return unlinkat(from, temporary, 0) < 0 ? -errno : 0;
	if (errno == EEXIST)
		return -EEXIST;
	/* Nor links: the name is taken first, which only one can. */
	fd = openat(folder, last, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	close(fd);
	if (renameat(from, temporary, folder, last) == 0)
		return 0;
	fd = -errno;
	(void)unlinkat(folder, last, 0);
	return fd;
}
