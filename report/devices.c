/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See devices.h. Unlike the sheet this list names devices: it is for the firm's own drawer. */
#include "report/devices.h"

#include <errno.h>

#include "core/base/util.h"
#include "report/lines.h"
#include "report/pdf.h"

#define WORK_MAX   ((size_t)8192)
#define LEFT       MM(20.0)
#define RIGHT      (PAGE_WIDTH - MM(15.0))
#define TOP        MM(48.0)
#define ROW        MM(23.0)
#define ROWS       9u
#define TICKS_X    (RIGHT - MM(52.0))
#define NAME_WIDTH (TICKS_X - LEFT - MM(12.0))

static const char *const whose[] = { N_("the firm's"), N_("private"), N_("not known") };

static unsigned whose_at(enum device_whose w)
{
	switch (w) {
	case DEVICE_WHOSE_COMPANY: return 0;
	case DEVICE_WHOSE_PRIVATE: return 1;
	case DEVICE_WHOSE_UNKNOWN: return 2;
	case DEVICE_WHOSE_NOT_SAID: break;
	}
	return LEN(whose);
}

static void add_name(const struct device *d, struct str *out)
{
	str_addf(out, "%s  ", _(device_way_word(d->way)));
	text_escape_cut(out, *d->name ? d->name : _("no name was kept"), 46);
}

/* The serial, or why it tells nothing. */
static void add_serial(const struct device *d, struct str *out)
{
	if (!d->serial || !d->own_serial) {
		str_add(out, _("no serial number of its own: others of its make look the same"));
		return;
	}
	str_addf(out, "%s ", _("serial number"));
	text_escape_cut(out, d->serial, 40);
}

/* "Last plugged in 2 March 2026 (Windows settings)"; false when this date was not kept. */
static bool add_date(const struct device *d, enum device_date_what what, int zone, struct str *out)
{
	struct phrase p =
	    phrase_of(N_("{0} {1} ({2})"), 3, PHRASE_WORD(device_date_word(what)),
		      PHRASE_DATE(d->at[what]), PHRASE_WORD(device_date_source(what)));

	if (d->at[what] == TIME_ABSENT)
		return false;
	text_phrase(out, &p, zone);
	return true;
}

/* On paper there is room for one beginning and one end. */
static void add_dates_short(const struct device *d, int zone, struct str *out)
{
	static const enum device_date_what last[] = { DEVICE_DATE_ARRIVAL, DEVICE_DATE_REMOVAL,
						      DEVICE_DATE_EVENT,   DEVICE_DATE_OPENED,
						      DEVICE_DATE_KERNEL,  DEVICE_DATE_RECORD };
	static const enum device_date_what first[] = { DEVICE_DATE_FIRST_SET_UP, DEVICE_DATE_LOG,
						       DEVICE_DATE_SET_UP };

	for (size_t i = 0; i < LEN(first); i++)
		if (add_date(d, first[i], zone, out)) {
			str_addc(out, '\n');
			break;
		}
	for (size_t i = 0; i < LEN(last); i++)
		if (add_date(d, last[i], zone, out))
			return;
	if (!out->len)
		str_add(out, _("no date was kept"));
}

static void add_remark(const struct device_list *l, int zone, struct str *out)
{
	struct phrase p = l->incomplete;

	if (l->linux_logs.id) {
		text_phrase(out, &l->linux_logs, zone);
		str_addc(out, ' ');
	}
	if (!p.id) {
		if (l->windows)
			str_add(out, l->n
					 ? _("Every list of Windows that we know was looked at.")
					 : _("Every list was looked at, and none names a device."));
		return;
	}
	str_addf(out, "%s ", _("Some may be missing:"));
	text_phrase(out, &p, zone);
}

/* --- text ----------------------------------------------------------------------------------- */
static void text_device(const struct device *d, size_t number, const struct devices_head *h,
			struct str *out)
{
	unsigned at = whose_at(d->whose);
	struct str line = STR_INIT(WORK_MAX);

	str_addf(out, "\n%3zu  ", number);
	add_name(d, &line);
	lines_wrap(out, str_c(&line), 5, 5, REPORT_TEXT_COLUMNS);
	str_add(out, "     ");
	str_clear(&line);
	add_serial(d, &line);
	lines_wrap(out, str_c(&line), 5, 5, REPORT_TEXT_COLUMNS);
	for (unsigned i = 0; i < DEVICE_DATES; i++) {
		str_clear(&line);
		if (!add_date(d, (enum device_date_what)i, h->zone_offset, &line))
			continue;
		str_add(out, "     ");
		lines_wrap(out, str_c(&line), 5, 5, REPORT_TEXT_COLUMNS);
	}
	str_clear(&line);
	for (unsigned i = 0; i < LEN(whose); i++)
		str_addf(&line, "[%c] %s  ", i == at ? 'x' : ' ', _(whose[i]));
	str_addf(&line, "%s ", _("label"));
	text_escape_cut(&line, d->label ? d->label : "________", 20);
	if (d->users) {
		str_addf(&line, "  %s ", _("opened by"));
		text_escape_cut(&line, d->users, 60);
	}
	str_add(out, "     ");
	lines_wrap(out, str_c(&line), 5, 5, REPORT_TEXT_COLUMNS);
	str_done(&line);
}

int report_devices_text(const struct device_list *l, const struct devices_head *h, struct str *out)
{
	struct str line = STR_INIT(WORK_MAX);

	str_addf(out, "%s\n", _("Register of USB devices"));
	lines_date(&line, h->date, h->zone_offset);
	str_addf(out, "%s  %s  %s\n", str_c(&line), *h->case_number ? h->case_number : "________",
		 *h->pc_label ? _(h->pc_label) : "________");
	str_clear(&line);
	add_remark(l, h->zone_offset, &line);
	lines_wrap(out, str_c(&line), 0, 0, REPORT_TEXT_COLUMNS);
	for (size_t i = 0; i < l->n; i++)
		text_device(&l->device[i], i + 1, h, out);
	str_done(&line);
	return out->full ? -E2BIG : 0;
}

/* --- paper ---------------------------------------------------------------------------------- */
struct paper {
	const struct device_list *list;
	const struct devices_head *head;
};

static double say(struct page *p, double x, double y, double w, double size, int lines,
		  const char *text)
{
	const struct fit fit = { size, size - 2, 1.25, lines, INK_TEXT, PANGO_ALIGN_LEFT };

	return page_text(p, x, y, w, &fit, text);
}

static void draw_head(struct page *p, const struct paper *paper, unsigned number, unsigned pages)
{
	struct str line = STR_INIT(WORK_MAX);

	say(p, LEFT, MM(15.0), MM(110.0), 17, 1, _("Register of USB devices"));
	lines_date(&line, paper->head->date, paper->head->zone_offset);
	str_addf(&line, "   %u / %u", number + 1, pages);
	say(p, RIGHT - MM(75.0), MM(17.0), MM(75.0), 10.5, 1, str_c(&line));
	str_clear(&line);
	str_addf(&line, "%s ____________________   %s %s   %s %s", _("Firm"), _("No."),
		 *paper->head->case_number ? paper->head->case_number : "________", _("PC"),
		 *paper->head->pc_label ? _(paper->head->pc_label) : "________");
	say(p, LEFT, MM(26.0), RIGHT - LEFT, 12, 1, str_c(&line));
	str_clear(&line);
	add_remark(paper->list, paper->head->zone_offset, &line);
	say(p, LEFT, MM(33.5), RIGHT - LEFT, 10.5, 2, str_c(&line));
	str_done(&line);
	page_line(p, LEFT, TOP - MM(2.0), RIGHT, TOP - MM(2.0), 1.2, INK_ACCENT);
}

static void draw_ticks(struct page *p, const struct device *d, double y)
{
	unsigned at = whose_at(d->whose);

	for (unsigned i = 0; i < LEN(whose); i++) {
		double x = TICKS_X + (double)i * MM(18.0);

		page_tick_box(p, x, y, MM(4.0));
		if (i == at)
			page_mark(p, ANSWER_OK, x + MM(2.0), y + MM(2.0), MM(3.0), 1.6);
		say(p, x + MM(5.0), y, MM(13.0), 9.5, 1, _(whose[i]));
	}
}

static void draw_row(struct page *p, const struct paper *paper, size_t i, double y)
{
	const struct device *d = &paper->list->device[i];
	struct str line = STR_INIT(WORK_MAX);

	str_addf(&line, "%zu", i + 1);
	say(p, LEFT, y, MM(9.0), 12, 1, str_c(&line));
	str_clear(&line);
	add_name(d, &line);
	y += say(p, LEFT + MM(10.0), y, NAME_WIDTH, 11.5, 1, str_c(&line));
	str_clear(&line);
	add_serial(d, &line);
	say(p, LEFT + MM(10.0), y, NAME_WIDTH, 9.5, 1, str_c(&line));
	str_clear(&line);
	add_dates_short(d, paper->head->zone_offset, &line);
	say(p, LEFT + MM(10.0), y + MM(4.6), NAME_WIDTH, 9.5, 2, str_c(&line));
	draw_ticks(p, d, y - MM(3.0));
	str_clear(&line);
	str_addf(&line, "%s ", _("label"));
	text_escape_cut(&line, d->label ? d->label : "______________", 20);
	say(p, TICKS_X, y + MM(4.6), MM(52.0), 10.5, 1, str_c(&line));
	str_clear(&line);
	if (d->users) {
		str_addf(&line, "%s ", _("opened by"));
		text_escape_cut(&line, d->users, 40);
	}
	say(p, TICKS_X, y + MM(10.0), MM(52.0), 9.5, 1, str_c(&line));
	str_done(&line);
}

static unsigned pages_of(const struct device_list *l)
{
	return l->n ? (unsigned)((l->n + ROWS - 1) / ROWS) : 1;
}

static void draw(struct page *p, unsigned number, const void *arg)
{
	const struct paper *paper = arg;

	draw_head(p, paper, number, pages_of(paper->list));
	for (size_t i = 0; i < ROWS && number * ROWS + i < paper->list->n; i++) {
		double y = TOP + (double)i * ROW;

		draw_row(p, paper, number * ROWS + i, y);
		page_line(p, LEFT, y + ROW - MM(2.0), RIGHT, y + ROW - MM(2.0), 0.5, INK_QUIET);
	}
	say(p, LEFT, PAGE_HEIGHT - MM(30.0), RIGHT - LEFT, 10.5, 2,
	    _("Go through the list together: whose is it, and where is it now? Those that are the "
	      "firm's get a label; keep this paper in the firm's drawer."));
}

int report_devices_pdf(const struct device_list *l, const struct devices_head *h,
		       report_write *write, void *arg, struct err *err)
{
	const struct paper paper = { l, h };
	const struct pdf_face face = { .width = PAGE_WIDTH,
				       .height = PAGE_HEIGHT,
				       .pages = pages_of(l),
				       .draw = draw,
				       .arg = &paper,
				       .title = _("Register of USB devices"),
				       .date = h->date };

	return pdf_write(&face, write, arg, err);
}
