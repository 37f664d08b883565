/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin keep: the records of a finished case, sealed onto the stick; the way back for the
 * chamber's PC; and the broom for what was left half-written. */
#include <errno.h>

#include "cli/command.h"
#include "cli/data.h"
#include "cli/faces.h"
#include "cli/saved.h"
#include "core/base/io.h"
#include "report/keep.h"

static int check_usage(const struct options *o)
{
	if (!!o->operand + !!o->open + o->sweep != 1)
		return command_usage(o, "one of FILE, --open FILE and --sweep");
	if (!o->open && !o->data)
		return command_usage(o, "it needs --data DIR");
	if (o->open && (o->data || o->sticker))
		return command_usage(o, "--open needs neither --data nor --sticker");
	if (o->open && !o->identity)
		return command_usage(o, "--open needs --identity FILE");
	if (!o->open && (o->identity || o->pass_fd >= 0 || o->save))
		return command_usage(o, "--identity, --pass-fd and --save go with --open");
	if (o->sticker && !o->operand)
		return command_usage(o, "--sticker goes with FILE");
	return 0;
}

/* A save file of a check-up; whether each line is right is for whoever opens it to see. */
static int look_like_records(const struct str *records, const char *path, struct err *err)
{
	static const char begin[] = "{\"record\":";

	if (records->len < sizeof(begin) || memcmp(records->p, begin, sizeof(begin) - 1) != 0 ||
	    records->p[records->len - 1] != '\n' || !memchr(records->p, '\n', records->len))
		return err_set(err, ERR_FORMAT, -EBADMSG, "%s: no records of a check-up", path);
	return 0;
}

static int seal(const struct options *o, const enum sticker *sticker)
{
	struct str records = STR_INIT(RECORD_FILE_MAX);
	char name[KEEP_NAME_SIZE];
	struct err err = { 0 };
	FILE *f = saved_open(o->operand, &err);
	int r = f ? data_begin(o, &err) : err.code;

	if (f && r < 0)
		fclose(f);
	if (r == 0)
		r = data_slurp(f, o->operand, RECORD_FILE_MAX, &records, &err);
	if (r == 0)
		r = look_like_records(&records, o->operand, &err);
	if (r == 0)
		r = keep_sweep(o->data, &err);
	if (r >= 0)
		r = keep_seal(o->data, records.p, records.len, sticker, faces_now(o), name, &err);
	if (records.p)
		explicit_bzero(records.p, records.cap);
	str_done(&records);
	return r < 0 ? data_fail(o, &err) : EXIT_RAN;
}

/* Readable by its owner alone, as every save file. */
static int save(const char *path, const struct str *text, struct err *err)
{
	struct io_save s;
	int r = io_save_begin(&s, path, err);

	if (r < 0)
		return r;
	r = io_write_full(s.fd, str_c(text), text->len);
	if (r < 0) {
		io_save_abort(&s);
		return err_sys(err, r, "%s", path);
	}
	return io_save_commit(&s, err);
}

static int open_sealed(const struct options *o)
{
	struct str records = STR_INIT(RECORD_FILE_MAX);
	char pass[KEEP_PASS_MAX];
	struct err err = { 0 };
	int r = o->pass_fd >= 0 ? data_pass(o->pass_fd, pass, sizeof(pass), &err) : 0;

	if (r == 0)
		r = keep_open(o->open, o->identity, o->pass_fd >= 0 ? pass : NULL, &records, &err);
	if (r == 0)
		r = o->save ? save(o->save, &records, &err)
			    : output_print(str_c(&records), records.len, &err);
	explicit_bzero(pass, sizeof(pass));
	if (records.p)
		explicit_bzero(records.p, records.cap);
	str_done(&records);
	return r < 0 ? data_fail(o, &err) : EXIT_RAN;
}

static int sweep(const struct options *o)
{
	struct err err = { 0 };
	int r = data_begin(o, &err);

	if (r == 0)
		r = keep_sweep(o->data, &err);
	return r < 0 ? data_fail(o, &err) : EXIT_RAN;
}

int cmd_keep(const struct options *o)
{
	enum sticker sticker;
	int r = check_usage(o);

	if (r)
		return r;
	if (o->sticker && !sticker_from_name(o->sticker, &sticker))
		return command_usage(o,
				     "--sticker %s: the stickers are blue, yellow, red, green and "
				     "white",
				     o->sticker);
	if (o->open)
		return open_sealed(o);
	return o->sweep ? sweep(o) : seal(o, o->sticker ? &sticker : NULL);
}
