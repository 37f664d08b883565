/* SPDX-License-Identifier: GPL-2.0-or-later */
/* exfat-fill: a folder as an exFAT file system, for whoever builds the image. Not installed. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <sys/stat.h>

#include "core/base/times.h"
#include "image-build/exfat/fill.h"

static const char usage[] =
    "usage: exfat-fill [options] FOLDER FILE\n"
    "  --offset BYTES   the file system begins here in FILE (a partition of an image), default 0\n"
    "  --size BYTES     its size; default: up to the end of FILE\n"
    "  --label NAME     default KENSHIN\n"
    "  --serial HEX     default 6b656e73\n"
    "All times are SOURCE_DATE_EPOCH when it is set, else each file's own.\n"
    "FILE must exist and be large enough; it is written in place.\n";

struct at {
	int fd;
	uint64_t offset;
};

static int put(void *arg, uint64_t off, const void *p, size_t n, struct err *err)
{
	struct at *at = arg;

	return exfat_put_fd(&at->fd, at->offset + off, p, n, err);
}

static int number(const char *s, int base, uint64_t max, uint64_t *ret)
{
	char *end;

	errno = 0;
	*ret = strtoull(s, &end, base);
	return *s == '\0' || *s == '-' || *end || errno || *ret > max ? -EINVAL : 0;
}

static int bad(const char *what, const struct err *err)
{
	char buf[512];

	fprintf(stderr, "exfat-fill: %s%s%s\n", what, err ? ": " : "",
		err ? err_text(err, buf, sizeof(buf)) : "");
	return 1;
}

static int run(struct exfat_fill *f, struct at *at, const char *folder, const char *file)
{
	CLEANUP(cleanup_close) int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct exfat_sink sink = { .put = put, .arg = at };
	struct err err = { 0 };
	off_t end;
	int r;

	at->fd = open(file, O_RDWR | O_CLOEXEC);
	if (dir < 0 || at->fd < 0)
		return bad(dir < 0 ? folder : file, NULL);
	end = lseek(at->fd, 0, SEEK_END);
	if (end < 0 || (uint64_t)end < at->offset || (uint64_t)end - at->offset < f->size)
		r = bad("FILE is smaller than that", NULL);
	else {
		if (!f->size)
			f->size = ((uint64_t)end - at->offset) & ~(uint64_t)511;
		f->partition = at->offset;
		r = exfat_fill(f, dir, &sink, &err) < 0 ? bad(folder, &err) : 0;
		if (r == 0 && fsync(at->fd) < 0)
			r = bad(file, NULL);
	}
	close(at->fd);
	return r;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "offset", required_argument, NULL, 'o' },
		{ "size", required_argument, NULL, 's' },
		{ "label", required_argument, NULL, 'l' },
		{ "serial", required_argument, NULL, 'i' },
		{ NULL, 0, NULL, 0 },
	};
	struct exfat_fill f = { .serial = 0x6b656e73, .now = TIME_ABSENT, .label = "KENSHIN" };
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct at at = { .fd = -1 };
	uint64_t v = 0;
	int c, r = 0;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1 && r == 0) {
		if (c == 'o')
			r = number(optarg, 10, INT64_MAX, &at.offset);
		else if (c == 's')
			r = number(optarg, 10, INT64_MAX, &f.size);
		else if (c == 'l')
			f.label = optarg;
		else if (c == 'i')
			r = number(optarg, 16, UINT32_MAX, &v), f.serial = (uint32_t)v;
		else
			r = -EINVAL;
	}
	if (r == 0 && epoch && *epoch) {
		r = number(epoch, 10, INT64_MAX / 2, &v);
		f.now = (int64_t)v;
	}
	if (r < 0 || argc - optind != 2) {
		fputs(usage, stderr);
		return 2;
	}
	return run(&f, &at, argv[optind], argv[optind + 1]);
}
