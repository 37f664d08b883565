/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making, sending and taking one record a line. */
#include "core/record/line.h"

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

int record_read(const char *line, size_t n, const struct record_reader *readers, size_t n_readers,
		unsigned *ret, struct err *err)
{
	json_t *o = n <= RECORD_LINE_MAX ? json_loadb(line, n, 0, NULL) : NULL;
	const char *type = "";
	int r;

	*ret = 0;
	if (json_is_object(o))
		r = json_get_name(o, "record", &type, err);
	else
		r = err_set(err, ERR_FORMAT, -EBADMSG, "a line is no record");
	for (size_t i = 0; r == 0 && i < n_readers; i++) {
		if (strcmp(type, readers[i].type) != 0)
			continue;
		r = readers[i].read(o, readers[i].ret, err);
		if (r == 0)
			*ret = (unsigned)i + 1;
	}
	json_decref(o);
	return r;
}
