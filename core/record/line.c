/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making, sending and taking one record a line. */
#include "core/record/line.h"

#include <errno.h>

#include "core/base/log.h"

json_t *record_open(const char *type)
{
	json_t *o = json_object();

	json_put_text(o, "record", type);
	return o;
}

bool record_send(const struct record_sink *s, json_t *o)
{
	size_t n;
	char *text = record_text(o, false, &n);
	bool fits = n <= RECORD_LINE_MAX;

	json_decref(o);
	if (fits)
		s->line(s->arg, text, n);
	else
		log_add("record", "a record of %zu bytes was too long", n);
	free(text);
	return fits;
}

int record_take(const char *line, size_t n, json_t **ret, const char **ret_type, struct err *err)
{
	json_t *o = n <= RECORD_LINE_MAX ? json_loadb(line, n, 0, NULL) : NULL;
	int r;

	*ret = NULL;
	*ret_type = "";
	if (!json_is_object(o)) {
		json_decref(o);
		return err_set(err, ERR_FORMAT, -EBADMSG, "a line is no record");
	}
	r = json_get_name(o, "record", ret_type, err);
	if (r < 0) {
		json_decref(o);
		return r;
	}
	*ret = o;
	return 0;
}
