/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads signatures/contacts.csv: RFC 4180 fields, comment lines with "#". */
#include "core/checklist/contacts.h"

#include <errno.h>
#include <string.h>

#include "core/base/times.h"
#include "core/base/utf.h"

#define COLUMNS   11
#define FIELD_MAX 200 /* bytes; a line on paper is shorter */

/* Where we are in the file. */
struct cursor {
	const char *p, *end;
	unsigned line;
};

static bool at_end_of_line(const struct cursor *c)
{
	return c->p == c->end || *c->p == '\n' ||
	       (*c->p == '\r' && c->p + 1 < c->end && c->p[1] == '\n');
}

static void next_line(struct cursor *c)
{
	while (c->p < c->end && *c->p != '\n')
		c->p++;
	if (c->p < c->end)
		c->p++;
	c->line++;
}

/* One field, unquoted, into buf (FIELD_MAX + 1 bytes). False when it is too long, spans lines or
 * its quotes do not match. */
static bool read_field(struct cursor *c, char *buf)
{
	size_t n = 0;
	bool quoted = c->p < c->end && *c->p == '"';

	if (quoted)
		c->p++;
	for (;; c->p++) {
		if (c->p == c->end || *c->p == '\n') {
			if (quoted)
				return false;
			break;
		}
		if (quoted && *c->p == '"') {
			if (c->p + 1 < c->end && c->p[1] == '"') {
				c->p++;
			} else {
				c->p++;
				break;
			}
		} else if (!quoted && (*c->p == ',' || at_end_of_line(c))) {
			break;
		}
		if (n == FIELD_MAX || *c->p == '\0')
			return false;
		buf[n++] = *c->p;
	}
	buf[n] = '\0';
	return (at_end_of_line(c) || *c->p == ',') && utf8_valid(buf, n);
}

static int read_row(struct cursor *c, struct arena *a, const char *column[COLUMNS], struct err *err)
{
	char buf[FIELD_MAX + 1];

	for (size_t i = 0; i < COLUMNS; i++) {
		if (!read_field(c, buf))
			return err_set(err, ERR_FORMAT, -EBADMSG,
				       "contacts: line %u cannot be read", c->line);
		column[i] = arena_strdup(a, buf);
		if (i + 1 < COLUMNS && (c->p == c->end || *c->p++ != ','))
			return err_set(err, ERR_FORMAT, -EBADMSG,
				       "contacts: line %u has %zu columns", c->line, i + 1);
	}
	if (!at_end_of_line(c))
		return err_set(err, ERR_FORMAT, -EBADMSG, "contacts: line %u has too many columns",
			       c->line);
	return 0;
}

static int add_row(const char *const column[COLUMNS], unsigned line, struct contacts *ret,
		   struct err *err)
{
	struct contact *k = &ret->contact[ret->n];
	bool yes = !strcmp(column[10], "yes");

	if (!yes && strcmp(column[10], "no") != 0)
		return err_set(err, ERR_FORMAT, -EBADMSG,
			       "contacts: line %u: verified is yes or no", line);
	if (ret->n == CONTACTS_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG, "contacts: more than %d rows", CONTACTS_MAX);
	*k = (struct contact){
		.id = column[0], .how = column[4], .checked = column[9], .verified = yes
	};
	k->situation[CONTACT_JA] = column[1];
	k->name[CONTACT_JA] = column[2];
	k->hours[CONTACT_JA] = column[3];
	k->situation[CONTACT_EN] = column[5];
	k->name[CONTACT_EN] = column[6];
	k->hours[CONTACT_EN] = column[7];
	ret->n++;
	return 0;
}

static void read_comment(struct cursor *c, struct contacts *ret)
{
	static const char mark[] = "# date: ";
	char day[11];

	if ((size_t)(c->end - c->p) >= sizeof(mark) - 1 + 10 &&
	    !strncmp(c->p, mark, sizeof(mark) - 1)) {
		memcpy(day, c->p + sizeof(mark) - 1, 10);
		day[10] = '\0';
		time_parse_iso(day, &ret->date);
	}
}

static int parse(struct arena *a, struct cursor *c, struct contacts *ret, struct err *err)
{
	bool head = true;

	for (; c->p < c->end; next_line(c)) {
		const char *column[COLUMNS];
		int r;

		if (*c->p == '#') {
			read_comment(c, ret);
			continue;
		}
		if (at_end_of_line(c))
			continue;
		r = read_row(c, a, column, err);
		if (r == 0 && !head)
			r = add_row(column, c->line, ret, err);
		if (r < 0)
			return r;
		head = false;
	}
	return 0;
}

int contacts_parse(struct arena *a, const char *csv, size_t n, struct contacts *ret,
		   struct err *err)
{
	struct cursor c = { csv, csv + n, 1 };
	int r;

	*ret = (struct contacts){ .date = TIME_ABSENT };
	if (n > CONTACTS_FILE_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "contacts: larger than %zu bytes",
			       CONTACTS_FILE_MAX);
	r = parse(a, &c, ret, err);
	if (r < 0)
		*ret = (struct contacts){ .date = TIME_ABSENT };
	return r;
}
