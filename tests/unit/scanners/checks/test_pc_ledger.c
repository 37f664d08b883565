/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H10: the ledger of PCs: every part of the line as people read it, missing ones too. */
/* link: core/text */
#include "core/text/text.h"
#include "tests/unit/scanners/checks/rows_bench.h"

#define INSTALLED ((int64_t)1705034480) /* 2024-01-12 */
#define SHUTDOWN  (NOW - TIME_DAY)
#define AS_TOLD   "Built-in program (BIOS): "
#define CLOCK     "; zone of the clock: "
#define NOTED     "; last shut-down that Windows noted: "

static const struct {
	const char *model, *firmware, *date, *zone;
	int64_t offset, shutdown, installed;
	enum answer_kind want;
	const char *line, *more, *advice;
} rows[] = {
	{ "Aoi Note", "1.08", "03/14/2023", "Tokyo Standard Time", 32400, SHUTDOWN, INSTALLED,
	  ANSWER_OK, "Aoi Note; Windows 11 Home; Windows installed: 12 January 2024",
	  AS_TOLD "1.08, made: 14 March 2023" CLOCK "Japan" NOTED "21 November 2026", NULL },
	/* nothing is recorded: each part says so */
	{ NULL, NULL, NULL, NULL, NUMBER_ABSENT, TIME_ABSENT, TIME_ABSENT, ANSWER_OK,
	  "not known; Windows 11 Home; Windows installed: unknown",
	  AS_TOLD "not known, made: unknown" CLOCK "not known" NOTED "unknown", NULL },
	/* one alone is missing; 1909 had no such program */
	{ "Aoi Note", NULL, "12/31/09", NULL, 32400, SHUTDOWN, INSTALLED, ANSWER_OK, "Aoi Note; ",
	  AS_TOLD "not known, made: 12/31/09" CLOCK "Japan", NULL },
	/* a date that is none stays as it is written */
	{ "a", "1", "2023-03-14", "東京 (標準時)", 32400, SHUTDOWN, INSTALLED, ANSWER_OK, "a; ",
	  "made: 2023-03-14" CLOCK "Japan", NULL },
	{ "a", "1", "13/01/2023", "Korea Standard Time", 32400, SHUTDOWN, INSTALLED, ANSWER_OK,
	  "a; ", "made: 13/01/2023" CLOCK "UTC+9:00 (Korea Standard Time)", NULL },
	{ "a", "1", "1/2/99", "Newfoundland Standard Time", -12600, SHUTDOWN, INSTALLED, ANSWER_OK,
	  "a; ", "made: 2 January 1999" CLOCK "UTC-3:30 (Newfoundland Standard Time)", NULL },
	{ "a", "1", "01/02/20231", NULL, -14400, SHUTDOWN, INSTALLED, ANSWER_OK, "a; ",
	  "made: 01/02/20231" CLOCK "UTC-4:00" NOTED, NULL },
	{ "a", "1", "", "Tokyo Standard Time", NUMBER_ABSENT, SHUTDOWN, INSTALLED, ANSWER_OK, "a; ",
	  "made: unknown" CLOCK "Tokyo Standard Time", NULL },
	{ "a", "1", "//", NULL, INT64_MAX, SHUTDOWN, INSTALLED, ANSWER_OK, "a; ",
	  "made: //" CLOCK "not known", NULL },
	/* a clock that was wrong at the last shut-down */
	{ "a", "1", NULL, NULL, 32400, NOW + 400 * TIME_DAY, INSTALLED, ANSWER_OK, "a; ",
	  NOTED "a day that is still to come, so a clock is wrong", NULL },
};

static void add(struct bench *b, int i)
{
	struct fact_computer *c = FACTS_ADD(&b->facts, computer, COMPUTER, "SYSTEM\\x");
	struct fact_firmware *f = FACTS_ADD(&b->facts, firmware, FIRMWARE, "SYSTEM\\x");
	struct fact_windows_version *w =
	    FACTS_ADD(&b->facts, windows_version, WINDOWS_VERSION, "SOFTWARE\\x");

	c->model = rows[i].model;
	c->zone = rows[i].zone;
	c->zone_offset = rows[i].offset;
	c->last_shutdown = rows[i].shutdown;
	f->version = rows[i].firmware;
	f->date = rows[i].date;
	w->product_name = "Windows 11 Home";
	w->installed = rows[i].installed;
}

/* What the row says stands in the words that people read. */
static const char *told(struct bench *b, int i)
{
	const struct check *check = check_by_id("pc-ledger");
	const char *line, *more;

	text_set_language(LANGUAGE_EN);
	line = text_phrase_dup(&b->arena, &bench_run(b, check)->headline, 0);
	more = text_phrase_dup(&b->arena, &b->finding.evidence, 0);
	ck_assert_msg(strstr(line, rows[i].line), "%s", line);
	ck_assert_msg(strstr(more, rows[i].more), "%s", more);
	return rows[i].advice;
}

ROWS_TEST(pc_ledger, rows_first, told(&b, _i), ANSWER_COULD_NOT_LOOK)
