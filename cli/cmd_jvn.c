/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin jvn: a file of JVN iPedia that somebody downloaded becomes a table on the stick's data
 * partition. The file is parsed by a worker without power; here its rows are only written down. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/data.h"
#include "core/base/io.h"
#include "core/base/times.h"
#include "report/keep.h"
#include "scanners/engine/jvn_import.h"
#include "signatures/programs.h"

/* Always in quotes: a name may hold a comma or begin with '#'. */
static void add_field(struct str *out, const char *text)
{
	str_addc(out, '"');
	for (; *text; text++)
		str_addc(out, *text == '"' ? '\'' : *text);
	str_add(out, "\",");
}

static void add_row(void *arg, const struct jvn_row *row)
{
	struct str *out = arg;

	add_field(out, row->name);
	add_field(out, row->maker);
	str_addf(out, "%s,%s,%s,%s,JVN iPedia\n", row->from, row->upto,
		 row->included ? "yes" : "no", row->hole);
}

static int read_file(const struct options *o, int fd, struct str *rows, struct jvn_count *count,
		     struct err *err)
{
	const struct crew_options how = { .broker = -1,
					  .no_sandbox = o->no_sandbox,
					  .weak_ok = o->weak_sandbox };
	const struct jvn_handler handler = { rows, add_row };
	struct crew *crew = NULL;
	int r = crew_start(&how, &crew, err);

	if (r == 0)
		r = jvn_import(crew, fd, &handler, count, err);
	crew_stop(crew);
	if (r == 0 && !count->rows)
		r = err_set(err, ERR_FORMAT, -EBADMSG,
			    "none of its %u entries tells versions in a way that is understood",
			    count->holes);
	if (r == 0 && !*count->newest)
		r = err_set(err, ERR_FORMAT, -EBADMSG, "it does not tell how old it is");
	if (r == 0 && rows->full)
		r = err_set(err, ERR_LIMIT, -EFBIG, "the table would be too large");
	return r < 0 ? err_while(err, "reading %s", o->operand) : 0;
}

static int store(const struct options *o, const struct str *rows, const struct jvn_count *count,
		 struct err *err)
{
	struct str table = STR_INIT(PROGRAMS_HOLES_MAX);
	char folder[4096];
	int r;

	if ((size_t)snprintf(folder, sizeof(folder), "%s/kenshin", o->data) >= sizeof(folder))
		return err_set(err, ERR_IO, -ENAMETOOLONG, "%s: the name is too long", o->data);
	if (mkdir(folder, 0700) < 0 && errno != EEXIST)
		return err_sys(err, -errno, "%s", folder);
	str_addf(&table,
		 "# Made by kenshin jvn from a file of JVN iPedia that was downloaded. Not to be "
		 "handed on.\n"
		 "# date: %s\n"
		 "# source: JVN iPedia (https://jvndb.jvn.jp/), under its own terms of "
		 "use\n" PROGRAMS_HOLES_COLUMNS "\n",
		 count->newest);
	str_addn(&table, rows->p, rows->len);
	r = table.full
		? err_set(err, ERR_LIMIT, -EFBIG, "the table would be too large")
		: keep_write(o->data, PROGRAMS_HOLES, str_c(&table), table.len, TIME_ABSENT, err);
	str_done(&table);
	return r;
}

static void tell(const struct jvn_count *count)
{
	printf("%u ranges of versions from %u entries of JVN iPedia; the newest is of %s.\n",
	       count->rows, count->holes, count->newest);
	if (count->unread)
		printf("%u more are told in words that are not understood: nothing is said about "
		       "them.\n",
		       count->unread);
	if (count->full)
		printf("The file holds more than fits; what came after row %u was left out.\n",
		       JVN_ROWS_MAX);
}

int cmd_jvn(const struct options *o)
{
	struct str rows = STR_INIT(PROGRAMS_HOLES_MAX);
	struct jvn_count count = { 0 };
	struct err err = { 0 };
	int fd, r;

	if (!o->data || !o->operand)
		return command_usage(o, "it needs --data DIR and the file");
	fd = open(o->operand, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	r = fd < 0 ? err_sys(&err, -errno, "%s", o->operand) : data_begin(o, &err);
	if (r == 0)
		r = read_file(o, fd, &rows, &count, &err);
	if (r == 0)
		r = store(o, &rows, &count, &err);
	if (r == 0)
		tell(&count);
	if (fd >= 0)
		close(fd);
	str_done(&rows);
	return r < 0 ? data_fail(o, &err) : EXIT_RAN;
}
