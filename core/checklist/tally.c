/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of counters, kept sorted; each row's key is packed so that a table of a few thousand rows
 * is one flat array. */
#include "core/checklist/tally.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/times.h"

#define HEAD       "kenshin-tally,1\nmonth,mode,item,value,count\n"
#define COUNT_MAX  999999999u
#define FIRST_YEAR 2000
#define JAPAN      32400

enum { ITEM_VISITS, ITEM_MINUTES, ITEM_QUESTION, ITEM_NOT_CHECKED = ITEM_QUESTION + QUESTIONS };

static const char *const modes[TALLY_MODES] = { "desk", "specialist", "loan" };
static const char *const visits[] = { "all" };
static const char *const minutes_classes[] = { "under-20", "20-39", "40-59", "60-up" };
static const char *const causes[] = { "malware",   "volume", "facts", "consent",
				      "interview", "eye",    "walls" };

const char *tally_mode_name(enum tally_mode mode)
{
	return modes[mode < TALLY_MODES ? mode : 0];
}

static bool find(const char *const *list, size_t n, const char *name, unsigned *ret)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(list[i], name) != 0)
			continue;
		*ret = (unsigned)i;
		return true;
	}
	return false;
}

bool tally_mode_from_name(const char *name, enum tally_mode *ret)
{
	unsigned i;

	if (!find(modes, LEN(modes), name, &i))
		return false;
	*ret = (enum tally_mode)i;
	return true;
}

/* month: months since 2000-01. 14 + 2 + 6 + 4 bits. */
static uint32_t pack(unsigned month, unsigned mode, unsigned item, unsigned value)
{
	return (uint32_t)month << 12 | mode << 10 | item << 4 | value;
}

static void key_text(uint32_t key, struct str *out)
{
	unsigned month = key >> 12, item = key >> 4 & 63, value = key & 15;

	str_addf(out, "%04u-%02u,%s,", FIRST_YEAR + month / 12, month % 12 + 1,
		 modes[key >> 10 & 3]);
	if (item == ITEM_VISITS)
		str_addf(out, "visits,%s", visits[value]);
	else if (item == ITEM_MINUTES)
		str_addf(out, "minutes,%s", minutes_classes[value]);
	else if (item < ITEM_NOT_CHECKED)
		str_addf(out, "question-%u,%s", item - ITEM_QUESTION + 1,
			 reply_name((enum reply)value));
	else
		str_addf(out, "not-checked,%s", causes[value]);
}

void tally_text(const struct tally *t, struct str *out)
{
	str_add(out, HEAD);
	for (size_t i = 0; i < t->n; i++) {
		key_text(t->row[i].key, out);
		str_addf(out, ",%u\n", (unsigned)t->row[i].count);
	}
	str_addf(out, "rows,%zu\n", t->n);
}

void tally_done(struct tally *t)
{
	free(t->row);
	*t = (struct tally){ 0 };
}

/* The place of key, or where it belongs. */
static size_t place(const struct tally *t, uint32_t key)
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (t->row[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int count(struct tally *t, uint32_t key, uint32_t by, struct err *err)
{
	size_t at = place(t, key);

	if (at < t->n && t->row[at].key == key) {
		if (by > COUNT_MAX - t->row[at].count)
			return err_set(err, ERR_LIMIT, -ERANGE, "a count is too large");
		t->row[at].count += by;
		return 0;
	}
	if (t->n >= TALLY_ROWS_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG, "more than %d rows", TALLY_ROWS_MAX);
	t->row = xgrow(t->row, t->n, &t->cap, sizeof(*t->row), TALLY_ROWS_MAX + 1);
	memmove(t->row + at + 1, t->row + at, (t->n - at) * sizeof(*t->row));
	t->row[at] = (struct tally_row){ key, by };
	t->n++;
	return 0;
}

/* "2026-11" at the beginning of the line; checked again by the comparison in tally_parse(). */
static bool read_month(const char *s, unsigned *ret)
{
	int64_t t;
	char day[11];
	int year, month, of_month;

	if (strlen(s) != 7)
		return false;
	snprintf(day, sizeof(day), "%.7s-01", s);
	if (!time_parse_iso(day, &t))
		return false;
	time_civil(t, 0, &year, &month, &of_month);
	if (year < FIRST_YEAR || year > 2999)
		return false;
	*ret = (unsigned)((year - FIRST_YEAR) * 12 + month - 1);
	return true;
}

static bool read_value(const char *item, const char *value, unsigned *ret_item, unsigned *ret)
{
	static const char question[] = "question-";
	enum reply reply;
	unsigned number;
	char rest;

	if (!strcmp(item, "visits")) {
		*ret_item = ITEM_VISITS;
		return find(visits, LEN(visits), value, ret);
	}
	if (!strcmp(item, "minutes")) {
		*ret_item = ITEM_MINUTES;
		return find(minutes_classes, LEN(minutes_classes), value, ret);
	}
	if (!strcmp(item, "not-checked")) {
		*ret_item = ITEM_NOT_CHECKED;
		return find(causes, LEN(causes), value, ret);
	}
	if (strncmp(item, question, sizeof(question) - 1) != 0 ||
	    sscanf(item + sizeof(question) - 1, "%2u%c", &number, &rest) != 1 || number < 1 ||
	    number > QUESTIONS || !reply_from_name(value, &reply) || reply == REPLY_NONE)
		return false;
	*ret_item = ITEM_QUESTION + number - 1;
	*ret = (unsigned)reply;
	return true;
}

#define LINE_MAX_ 80

static int read_row(struct tally *t, const char *p, size_t n, struct err *err)
{
	char line[LINE_MAX_], month_text[16], mode_text[16], item[16], value[16], rest;
	unsigned month, item_number, value_number, number;
	enum tally_mode mode;

	if (n >= sizeof(line) || memchr(p, '\0', n))
		return err_set(err, ERR_FORMAT, -EBADMSG, "a line is too long");
	memcpy(line, p, n);
	line[n] = '\0';
	if (sscanf(line, "%15[^,],%15[^,],%15[^,],%15[^,],%9u%c", month_text, mode_text, item,
		   value, &number, &rest) != 5 ||
	    !read_month(month_text, &month) || !tally_mode_from_name(mode_text, &mode) ||
	    !read_value(item, value, &item_number, &value_number) || number == 0)
		return err_set(err, ERR_FORMAT, -EBADMSG, "a line is no count");
	return count(t, pack(month, mode, item_number, value_number), number, err);
}

static int read_rows(struct tally *t, const char *p, size_t n, struct err *err)
{
	int r = 0;

	while (r == 0 && n > 0 && memcmp(p, "rows,", MIN(n, 5)) != 0) {
		const char *end = memchr(p, '\n', n);
		size_t length = end ? (size_t)(end - p) : n;

		r = read_row(t, p, length, err);
		length += end != NULL;
		p += length;
		n -= length;
	}
	return r;
}

int tally_parse(const char *text, size_t n, struct tally *ret, struct err *err)
{
	struct str again = STR_INIT(TALLY_FILE_MAX);
	size_t head = sizeof(HEAD) - 1;
	int r;

	*ret = (struct tally){ 0 };
	if (n > TALLY_FILE_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "larger than %zu bytes", TALLY_FILE_MAX);
	if (n < head || memcmp(text, HEAD, head) != 0)
		return err_set(err, ERR_FORMAT, -EBADMSG, "it does not begin as a tally does");
	r = read_rows(ret, text + head, n - head, err);
	if (r == 0) {
		/* Order, doubles, leading zeros, blanks, a lost end: one comparison finds them all. */
		tally_text(ret, &again);
		if (again.len != n || memcmp(str_c(&again), text, n) != 0)
			r = err_set(err, ERR_FORMAT, -EBADMSG, "it is not as it was written");
	}
	str_done(&again);
	if (r < 0)
		tally_done(ret);
	return r;
}

static unsigned minutes_class(unsigned minutes)
{
	return minutes < 20 ? 0 : minutes < 40 ? 1 : minutes < 60 ? 2 : 3;
}

static int count_gaps(struct tally *t, unsigned month, unsigned mode, const struct checkup *c,
		      struct err *err)
{
	bool seen[LEN(causes)] = { false };
	int r = 0;

	for (size_t i = 0; i < c->n_gaps; i++) {
		unsigned cause;

		if (c->gap[i].group && find(causes, LEN(causes), c->gap[i].group, &cause))
			seen[cause] = true;
	}
	for (unsigned i = 0; r == 0 && i < LEN(causes); i++)
		if (seen[i])
			r = count(t, pack(month, mode, ITEM_NOT_CHECKED, i), 1, err);
	return r;
}

int tally_add(struct tally *t, int64_t now, enum tally_mode mode, unsigned minutes,
	      const struct checkup *c, struct err *err)
{
	int year, of_year, day, r;
	unsigned month;

	time_civil(now, JAPAN, &year, &of_year, &day);
	if (year < FIRST_YEAR || year > 2999)
		return err_set(err, ERR_LIMIT, -ERANGE, "the clock tells no month to count for");
	month = (unsigned)((year - FIRST_YEAR) * 12 + of_year - 1);
	r = count(t, pack(month, mode, ITEM_VISITS, 0), 1, err);
	if (r == 0)
		r = count(t, pack(month, mode, ITEM_MINUTES, minutes_class(minutes)), 1, err);
	for (unsigned q = 1; r == 0 && q <= QUESTIONS; q++)
		if (c->answer[q].reply != REPLY_NONE)
			r = count(
			    t,
			    pack(month, mode, ITEM_QUESTION + q - 1, (unsigned)c->answer[q].reply),
			    1, err);
	return r == 0 ? count_gaps(t, month, mode, c, err) : r;
}
