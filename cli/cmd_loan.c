/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin loan: what a lent stick may still do; and, with both pass phrases, its results. */
#include <errno.h>
#include <fcntl.h>

#include "cli/command.h"
#include "cli/data.h"
#include "cli/faces.h"
#include "core/base/times.h"
#include "core/record/record.h"
#include "report/keep.h"

static int load(const struct options *o, struct loan *ret, struct err *err)
{
	struct str text = STR_INIT(LOAN_FILE_MAX + 1);
	int r = data_begin(o, err);

	if (r == 0)
		r = keep_read(o->data, "kenshin/loan.json", LOAN_FILE_MAX, &text, err);
	if (r == 0)
		r = loan_parse(str_c(&text), text.len, ret, err);
	str_done(&text);
	return r < 0 ? err_while(err, "reading kenshin/loan.json") : 0;
}

static int show(const struct options *o)
{
	static const char *const states[] = { "open", "over", "spent" };
	struct str out = STR_INIT(4096);
	struct loan l;
	struct err err = { 0 };
	char day[24];
	int r = load(o, &l, &err);

	if (r < 0)
		return data_fail(o, &err);
	str_addf(&out, "slip %s\nuntil %.10s\n", l.slip, time_iso(l.until, day, sizeof(day)));
	str_addf(&out, "state %s\nleft %u of %u\n",
		 states[loan_state(&l, loan_day(faces_now(o)), false)], loan_left(&l), l.pcs);
	for (unsigned i = 0; i < l.n_used; i++)
		str_addf(&out, "used %s %.10s\n", sticker_name(l.used[i].sticker),
			 time_iso(l.used[i].day, day, sizeof(day)));
	r = output_print(str_c(&out), out.len, &err);
	str_done(&out);
	return r < 0 ? data_fail(o, &err) : EXIT_RAN;
}

/* One line that says whether it opened, then its records. */
static int give(const struct options *o, int key, const char *name, struct err *err)
{
	static const char yes[] = "{\"record\":\"result\",\"opened\":true}\n";
	static const char no[] = "{\"record\":\"result\",\"opened\":false}\n";
	struct str records = STR_INIT(RECORD_FILE_MAX);
	char path[4096];
	int r = -ENAMETOOLONG;

	if ((size_t)snprintf(path, sizeof(path), "%s/results/%s", o->data, name) < sizeof(path))
		r = keep_open_with(key, path, &records, NULL);
	if (r < 0)
		r = output_print(no, sizeof(no) - 1, err);
	else
		r = output_print(yes, sizeof(yes) - 1, err);
	if (r == 0 && records.len)
		r = output_print(str_c(&records), records.len, err);
	if (records.p)
		explicit_bzero(records.p, records.cap);
	str_done(&records);
	return r;
}

static int results(const struct options *o)
{
	char(*names)[KEEP_NAME_SIZE] = NULL;
	char pass[KEEP_PASS_MAX] = "", path[4096];
	struct err err = { 0 };
	int key = -1, n = 0;
	int r = o->pass_fd >= 0 ? data_pass(o->pass_fd, pass, sizeof(pass), &err) : 0;

	snprintf(path, sizeof(path), "%s/kenshin/loan-key.age", o->data);
	if (r == 0)
		r = data_begin(o, &err);
	if (r == 0)
		r = n = keep_list(o->data, &names, &err);
	if (r >= 0)
		r = key = keep_unlock(o->identity ? o->identity : path,
				      o->pass_fd >= 0 ? pass : NULL, &err);
	explicit_bzero(pass, sizeof(pass));
	for (int i = 0; r >= 0 && i < n; i++)
		r = give(o, key, names[i], &err);
	if (key >= 0)
		close(key);
	free(names);
	return r < 0 ? data_fail(o, &err) : EXIT_RAN;
}

int cmd_loan(const struct options *o)
{
	if (!o->data)
		return command_usage(o, "it needs --data DIR");
	if (!o->results && (o->pass_fd >= 0 || o->identity))
		return command_usage(o, "--pass-fd and --identity go with --results");
	return o->results ? results(o) : show(o);
}
