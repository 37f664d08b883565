/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See usb_register.h. */
#include "signatures/usb_register.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/utf.h"
#include "core/base/util.h"
#include "signatures/csv.h"

#define COLUMNS 3
static const char head[] = "serial,holder,label";

static int refuse(struct device_register *ret, unsigned line, struct err *err, const char *why)
{
	*ret = (struct device_register){ .state = DEVICE_REGISTER_BROKEN, .line = line };
	return err_set(err, ERR_FORMAT, -EBADMSG, "register of USB devices: line %u %s", line, why);
}

/* Table programs leave rows of nothing but commas behind. */
static bool is_blank(const char *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (line[i] != ',' && line[i] != ' ' && line[i] != '\t')
			return false;
	return true;
}

/* One field at *p, unquoted, without blanks around it; *p then stands behind its comma, or is NULL
 * after the last. */
static char *take_field(struct arena *a, const char **p, const char *end)
{
	char buf[USB_REGISTER_FIELD + 1];
	bool quoted = *p < end && **p == '"';
	const char *c = *p + quoted;
	size_t n = 0;

	for (; c < end && (quoted || *c != ','); c++) {
		if (quoted && *c == '"') {
			if (c + 1 >= end || c[1] != '"')
				break;
			c++;
		}
		if (n == USB_REGISTER_FIELD || !*c)
			return NULL;
		buf[n++] = *c;
	}
	if (quoted && (c >= end || *c++ != '"'))
		return NULL;
	if (c < end && *c != ',')
		return NULL;
	*p = c < end ? c + 1 : NULL;
	while (n && (buf[n - 1] == ' ' || buf[n - 1] == '\t'))
		n--;
	buf[n] = '\0';
	c = buf + strspn(buf, " \t");
	return utf8_valid(buf, n) ? arena_strdup(a, c) : NULL;
}

static bool holder_of(const char *word, enum device_holder *ret)
{
	static const struct {
		const char *word;
		enum device_holder holder;
	} words[] = { { "company", DEVICE_HOLDER_COMPANY }, { "会社", DEVICE_HOLDER_COMPANY },
		      { "private", DEVICE_HOLDER_PRIVATE }, { "私物", DEVICE_HOLDER_PRIVATE },
		      { "unknown", DEVICE_HOLDER_UNKNOWN }, { "不明", DEVICE_HOLDER_UNKNOWN } };

	for (size_t i = 0; i < LEN(words); i++)
		if (!strcasecmp(word, words[i].word)) {
			*ret = words[i].holder;
			return true;
		}
	return false;
}

/* What is wrong with a row, or NULL. */
static const char *take_row(struct arena *a, const char *line, size_t n, struct known_device *ret)
{
	char *field[COLUMNS];
	const char *p = line;
	size_t length;

	for (size_t i = 0; i < COLUMNS; i++) {
		field[i] = p ? take_field(a, &p, line + n) : NULL;
		if (!field[i])
			return "is not a row of serial, holder and label in UTF-8";
	}
	if (p)
		return "has more than three columns";
	length = strlen(field[0]);
	/* Copied out of Windows' list, a serial has a count behind it. */
	if (length > 2 && field[0][length - 2] == '&')
		field[0][length -= 2] = '\0';
	if (!length || field[0][1] == '&')
		return "has no serial number of a device's own";
	if (!holder_of(field[1], &ret->holder))
		return "says neither company nor private nor unknown";
	ret->serial = field[0];
	ret->label = field[2];
	return NULL;
}

static size_t rows_at_most(const char *csv, size_t n)
{
	size_t lines = 1;

	for (const char *p = csv; p < csv + n && (p = memchr(p, '\n', (size_t)(csv + n - p))); p++)
		lines++;
	return MIN(lines, (size_t)USB_REGISTER_ROWS);
}

int usb_register_parse(struct arena *a, const char *csv, size_t n, struct device_register *ret,
		       struct err *err)
{
	struct csv c = { .p = csv, .end = csv + n };
	struct known_device *row = arena_array(a, rows_at_most(csv, n), sizeof(*row));
	bool headed = false;
	const char *line, *why;
	size_t rows = 0, length;

	if (n >= 3 && !memcmp(csv, "\xef\xbb\xbf", 3))
		c.p += 3;
	while (csv_line(&c, &line, &length)) {
		if (is_blank(line, length) || *line == '#')
			continue;
		if (!headed) {
			if (length != sizeof(head) - 1 || memcmp(line, head, length) != 0)
				return refuse(ret, c.line, err, "is not \"serial,holder,label\"");
			headed = true;
			continue;
		}
		if (rows == USB_REGISTER_ROWS)
			return refuse(ret, c.line, err, "is one row too many");
		why = take_row(a, line, length, &row[rows++]);
		if (why)
			return refuse(ret, c.line, err, why);
	}
	if (!headed)
		return refuse(ret, c.line, err, "ends a file without \"serial,holder,label\"");
	*ret = (struct device_register){ DEVICE_REGISTER_READ, row, rows, 0 };
	return 0;
}

/* A file that was opened while this process still had the right to, and is named by its descriptor
 * since, is used as it is: opening it anew would ask for the right again. */
static int open_list(const char *path)
{
	static const char own[] = "/proc/self/fd/";
	unsigned long fd;
	char *end;

	if (strncmp(path, own, sizeof(own) - 1) != 0)
		return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	fd = strtoul(path + sizeof(own) - 1, &end, 10);
	if (*end || fd > 1 << 20) {
		errno = EBADF;
		return -1;
	}
	return fcntl((int)fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

int usb_register_load(struct arena *a, const char *path, struct device_register *ret,
		      struct err *err)
{
	CLEANUP(cleanup_close) int fd = -1;
	struct stat st;
	char *text;
	ssize_t n;

	*ret = (struct device_register){ 0 };
	fd = open_list(path);
	if (fd < 0 && errno == ENOENT)
		return 0;
	ret->state = DEVICE_REGISTER_BROKEN;
	if (fd < 0 || fstat(fd, &st) < 0)
		return err_sys(err, -errno, "%s", path);
	if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size > USB_REGISTER_BYTES)
		return err_set(err, ERR_LIMIT, -EFBIG, "%s: is no small file", path);
	text = arena_alloc(a, (size_t)st.st_size);
	n = io_pread_full(fd, text, (size_t)st.st_size, 0);
	if (n < 0)
		return err_sys(err, (int)n, "%s", path);
	return usb_register_parse(a, text, (size_t)n, ret, err);
}
