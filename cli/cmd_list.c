/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin list: the checks, as a table for people or as the index page of docs/checks. */
#include "cli/command.h"
#include "cli/output.h"
#include "core/text/text.h"
#include "scanners/checks/check.h"

#define LIST_MAX ((size_t)1 << 20)

static void pad(struct str *out, const char *text, size_t cells)
{
	str_add(out, text);
	for (size_t n = text_width(text); n < cells; n++)
		str_addc(out, ' ');
	str_addc(out, ' ');
}

int cmd_list(const struct options *o)
{
	struct str out = STR_INIT(LIST_MAX);
	struct err err = { 0 };
	size_t widest = 0;
	int r;

	for (size_t i = 0; checks[i]; i++)
		widest = MAX(widest, text_width(checks[i]->id));
	if (o->markdown)
		check_markdown(&out);
	for (size_t i = 0; checks[i] && !o->markdown; i++) {
		pad(&out, checks[i]->id, widest);
		pad(&out, checks[i]->row, 4);
		str_addf(&out, "%s\n", text_get(checks[i]->question));
	}
	r = output_print(str_c(&out), out.len, &err);
	str_done(&out);
	return r < 0 ? command_fail(o, &err) : EXIT_RAN;
}
