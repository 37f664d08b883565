/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See programs.h. Names come from the disk: they are escaped. */
#include "report/programs.h"

#include <string.h>

#include "core/base/util.h"
#include "core/model/noted.h"
#include "core/text/text.h"
#include "report/lines.h"
#include "report/report.h"

#define WORK_MAX ((size_t)4096)

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* The two views of the registry often hold the same program. */
static bool told_before(const struct facts *facts, size_t at)
{
	const struct fact_software *f = FACTS_AT(facts, software, SOFTWARE, at);

	for (size_t i = 0; i < at; i++) {
		const struct fact_software *g = FACTS_AT(facts, software, SOFTWARE, i);

		if (same_text(f->name, g->name) && same_text(f->version, g->version))
			return true;
	}
	return false;
}

static void add_one(struct str *out, const char *name, const char *version, const char *publisher)
{
	struct str line = STR_INIT(WORK_MAX);

	text_escape(&line, name);
	if (version && !strstr(name, version)) {
		str_add(&line, "  ");
		text_escape(&line, version);
	}
	if (publisher) {
		str_add(&line, "  (");
		text_escape(&line, publisher);
		str_addc(&line, ')');
	}
	str_add(out, "  ");
	lines_wrap(out, str_c(&line), 2, 6, REPORT_TEXT_COLUMNS);
	str_done(&line);
}

/* What stands in Windows' own notes alone, after the list. */
static void add_noted(const struct sheet *s, struct str *out)
{
	int64_t lines = 0;

	for (size_t i = 0; i < s->checkup->n_systems; i++) {
		const struct facts *facts = &s->checkup->system[i].facts;
		size_t n = facts_count(facts, FACT_KIND_NOTED_PROGRAM);

		for (size_t k = 0; k < n && lines < REPORT_NOTED_MAX; k++) {
			const struct fact_noted_program *f =
			    FACTS_AT(facts, noted_program, NOTED_PROGRAM, k);

			if (!f->name || !noted_first(facts, k))
				continue;
			if (!lines++)
				str_addf(out, "\n== %s ==\n",
					 _("Installed once, or running without being installed"));
			add_one(out, f->name, f->version, f->publisher);
		}
	}
	if (lines == REPORT_NOTED_MAX)
		lines_wrap(out, _("... and perhaps more"), 2, 2, REPORT_TEXT_COLUMNS);
}

static void add_listed(const struct sheet *s, struct str *out)
{
	int64_t lines = 0, more = 0;

	for (size_t i = 0; i < s->checkup->n_systems; i++) {
		const struct facts *facts = &s->checkup->system[i].facts;
		size_t n = MIN(facts_count(facts, FACT_KIND_SOFTWARE), (size_t)5000);

		for (size_t k = 0; k < n; k++) {
			const struct fact_software *f = FACTS_AT(facts, software, SOFTWARE, k);

			if (!f->name || told_before(facts, k))
				continue;
			if (lines == REPORT_PROGRAMS_MAX) {
				more++;
				continue;
			}
			if (!lines++)
				str_addf(out, "\n== %s ==\n", _("Programs on this PC"));
			add_one(out, f->name, f->version, f->publisher);
		}
	}
	if (more) {
		struct phrase rest = phrase_of(N_("... {0} more"), 1, PHRASE_NUMBER(more));

		str_add(out, "  ");
		text_phrase(out, &rest, 0);
		str_addc(out, '\n');
	}
}

void report_add_programs(const struct sheet *s, struct str *out)
{
	add_listed(s, out);
	add_noted(s, out);
}
