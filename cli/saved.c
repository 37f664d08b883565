/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Save files and answer files. */
#include "cli/saved.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/str.h"

#define ANSWERS_FILE_MAX ((size_t)1 << 20)
#define ANSWER_LINE_MAX  200

FILE *saved_open(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	FILE *f;

	if (fd < 0) {
		err_sys(err, -errno, "%s", path);
		return NULL;
	}
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		err_set(err, ERR_FORMAT, -EISDIR, "%s: is a directory, not a file", path);
		close(fd);
		return NULL;
	}
	f = fdopen(fd, "r");
	if (!f) {
		err_sys(err, -errno, "%s", path);
		close(fd);
	}
	return f;
}

int saved_load(struct checkup *c, FILE *f, const char *path, struct err *err)
{
	int r = record_load(c, f, err);

	fclose(f);
	return r < 0 ? err_while(err, "reading %s", path) : 0;
}

void saved_records(const struct checkup *c, const struct record_sink *sink)
{
	record_checkup(sink, c);
	if (c->finished)
		record_end(sink, c->partial);
}

/* "12 yes" with anything blank around, "# remark" or nothing. */
static int answer_line(struct checkup *c, const char *line, struct err *err)
{
	char reply_text[16] = "", rest[2] = "";
	unsigned question = 0;
	enum reply reply;
	int n;

	line += strspn(line, " \t\r");
	if (!*line || *line == '#')
		return 0;
	n = sscanf(line, "%3u %15s %1[^# \t\r]", &question, reply_text, rest);
	if (n != 2 || question < 1 || question > QUESTIONS || !reply_from_name(reply_text, &reply))
		return err_set(err, ERR_FORMAT, -EBADMSG,
			       "not an answer; a line is like \"4 yes\" (yes, partly, no, unknown, "
			       "not-used)");
	c->answer[question].question = question;
	c->answer[question].reply = reply;
	return 0;
}

static int plain_answers(struct checkup *c, FILE *f, struct err *err)
{
	char line[ANSWER_LINE_MAX];

	for (size_t number = 1; fgets(line, sizeof(line), f); number++) {
		size_t n = strcspn(line, "\n");
		int r;

		if (line[n] != '\n' && n + 1 == sizeof(line)) {
			r = err_set(err, ERR_LIMIT, -E2BIG, "a line is too long");
		} else {
			line[n] = '\0';
			r = answer_line(c, line, err);
		}
		if (r < 0)
			return err_while(err, "reading line %zu", number);
	}
	return ferror(f) ? err_sys(err, -EIO, "reading the answers") : 0;
}

static void take_answers(struct checkup *c, const struct checkup *from)
{
	for (unsigned q = 1; q <= QUESTIONS; q++)
		if (from->answer[q].reply != REPLY_NONE || from->answer[q].ask_expert)
			c->answer[q] = from->answer[q];
}

/* Answers alone, as records: a save file without "begin" is fine here. */
static int record_answers(struct checkup *c, FILE *f, struct err *err)
{
	struct checkup *from = xcalloc(1, sizeof(*from));
	char *line = NULL;
	size_t cap = 0, number = 1;
	ssize_t n;
	int r = 0;

	checkup_init(from);
	for (; r == 0 && (n = getline(&line, &cap, f)) > 0; number++) {
		r = record_apply(from, line, (size_t)n, NULL, err);
		if (r < 0)
			err_while(err, "reading line %zu", number);
	}
	free(line);
	if (r < 0) { /* one document? */
		checkup_done(from);
		checkup_init(from);
		rewind(f);
		if (record_load(from, f, NULL) == 0)
			r = 0;
	}
	if (r >= 0)
		take_answers(c, from);
	checkup_done(from);
	free(from);
	return r < 0 ? r : 0;
}

int saved_answers(struct checkup *c, FILE *f, const char *path, struct err *err)
{
	struct stat st;
	int first, r;

	if (fstat(fileno(f), &st) == 0 && st.st_size > (off_t)RECORD_FILE_MAX) {
		fclose(f);
		return err_set(err, ERR_LIMIT, -EFBIG, "%s: too large for answers", path);
	}
	first = fgetc(f);
	if (first == EOF)
		r = err_set(err, ERR_FORMAT, -EBADMSG, "it is empty");
	else if (ungetc(first, f) == '{')
		r = record_answers(c, f, err);
	else
		r = plain_answers(c, f, err);
	fclose(f);
	return r < 0 ? err_while(err, "reading %s", path) : 0;
}
