/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sheet as one A4 page. The page is laid out from both ends: head to areas from above,
 * contacts and foot from below, and the list of what was not looked at in between takes the lines
 * that are left. */
#include <cairo-pdf.h>
#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/times.h"
#include "core/base/util.h"
#include "core/text/text.h"
#include "report/pdf.h"
#include "report/report.h"
#include "report/sections.h"

#define NOT_LOOKED_LINES 6u
#define ROW_HEIGHT       MM(5.7)
#define ROW_HEIGHT_MAX   MM(9.2)
#define LINE_HEIGHT      MM(4.9)
#define LARGE_OVERLAP    MM(6.0) /* of the page that both halves show */
#define CONTACTS_BOTTOM  (PAGE_HEIGHT - MM(15.5))

#ifdef __SANITIZE_ADDRESS__
/* Fontconfig keeps its configuration until the process ends; it is no leak of ours. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

struct sink {
	report_write *write;
	void *arg;
	int r; /* what the receiver answered */
};

static cairo_status_t sink_write(void *closure, const unsigned char *bytes, unsigned n)
{
	struct sink *sink = closure;

	if (sink->r == 0)
		sink->r = sink->write(sink->arg, bytes, n);
	return sink->r == 0 ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static bool has_font(PangoFontMap *map)
{
	PangoFontFamily **family;
	int n;
	bool found = false;

	pango_font_map_list_families(map, &family, &n);
	for (int i = 0; i < n && !found; i++)
		found = !strcmp(pango_font_family_get_name(family[i]), PAGE_FONT);
	g_free(family);
	return found;
}

/* SOURCE_DATE_EPOCH, else the day of the check: never the clock. */
static void set_metadata(cairo_surface_t *surface, const struct pdf_face *f)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t t = f->date;
	char date[32];
	char *end = NULL;

	if (epoch && *epoch) {
		errno = 0;
		t = strtoll(epoch, &end, 10);
		if (errno || *end)
			t = f->date;
	}
	time_iso(t == TIME_ABSENT ? 0 : t, date, sizeof(date));
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, f->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Kenshin");
}

static void draw(struct page *p, unsigned number, const void *arg)
{
	const struct sheet *s = arg;
	/* A long word about viruses takes the place of one line, one about copies of another, a
	 * backup of three. */
	bool copies = section_copies_there(s);
	unsigned max =
	    NOT_LOOKED_LINES - section_virus_long(p, s) - copies - section_backup_lines(s);
	unsigned lines = section_not_looked_lines(s, max);
	double spare = (max - lines) * LINE_HEIGHT + section_actions_spare(s);
	double y = section_head(p, s, MM(14.0));

	(void)number;
	y = section_verdict(p, s, y);
	y = section_actions(p, s, y);
	y = section_areas(p, s, y, MIN(ROW_HEIGHT + spare / AREAS, ROW_HEIGHT_MAX));
	if (copies)
		y = section_copies(p, s, y);
	y = section_virus(p, s, y);
	y = section_backup(p, s, y);
	y = section_not_looked(p, s, y, max);
	section_memo(p, y, CONTACTS_BOTTOM);
	section_contacts(p, s, CONTACTS_BOTTOM);
	section_foot(p, s, PAGE_HEIGHT - MM(10.0));
}

static PangoLayout *layout_for(cairo_t *cr, PangoFontMap *map)
{
	PangoContext *context = pango_font_map_create_context(map);
	cairo_font_options_t *options = cairo_font_options_create();
	PangoLayout *layout;

	/* Measures must not depend on a screen's resolution or its hinting. */
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(
	    context, pango_language_from_string(text_language() == LANGUAGE_EN ? "en" : "ja"));
	pango_cairo_update_context(cr, context);
	layout = pango_layout_new(context);
	g_object_unref(context);
	return layout;
}

int pdf_write(const struct pdf_face *f, report_write *write, void *arg, struct err *err)
{
	struct sink sink = { write, arg, 0 };
	PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	cairo_surface_t *surface;
	struct page page;
	cairo_status_t status;

	if (!map || !has_font(map)) {
		if (map)
			g_object_unref(map);
		return err_set(err, ERR_UNSUPPORTED, -ENOENT, "the font %s is not installed",
			       PAGE_FONT);
	}
	surface = cairo_pdf_surface_create_for_stream(sink_write, &sink, f->width, f->height);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	set_metadata(surface, f);
	page.cr = cairo_create(surface);
	page.layout = layout_for(page.cr, map);
	for (unsigned i = 0; i < f->pages; i++) {
		f->draw(&page, i, f->arg);
		cairo_show_page(page.cr);
	}
	g_object_unref(page.layout);
	status = cairo_status(page.cr);
	cairo_destroy(page.cr);
	cairo_surface_finish(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	g_object_unref(map);
	if (sink.r < 0)
		return err_sys(err, sink.r, "writing the sheet");
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_INTERNAL, -EIO, "drawing the sheet: %s",
			       cairo_status_to_string(status));
	return 0;
}

int report_pdf(const struct sheet *s, report_write *write, void *arg, struct err *err)
{
	const struct pdf_face face = { .width = PAGE_WIDTH,
				       .height = PAGE_HEIGHT,
				       .pages = 1,
				       .draw = draw,
				       .arg = s,
				       .title = _("PC check-up: the result"),
				       .date = s->date };

	return pdf_write(&face, write, arg, err);
}

/* The page cut in two and made larger, each half on an A4 across. What stands at the cut is on
 * both: no printer reaches the edge, and no line may be lost there. */
static void draw_large(struct page *p, unsigned number, const void *arg)
{
	double scale = (PAGE_WIDTH - MM(7.0)) / (PAGE_HEIGHT / 2 + LARGE_OVERLAP);
	double top = number == 0 ? 0 : PAGE_HEIGHT / 2 - LARGE_OVERLAP;

	cairo_save(p->cr);
	cairo_translate(p->cr, (PAGE_HEIGHT - PAGE_WIDTH * scale) / 2, number == 0 ? 0 : MM(7.0));
	cairo_scale(p->cr, scale, scale);
	cairo_rectangle(p->cr, 0, 0, PAGE_WIDTH, PAGE_HEIGHT / 2 + LARGE_OVERLAP);
	cairo_clip(p->cr);
	cairo_translate(p->cr, 0, -top);
	draw(p, 0, arg);
	cairo_restore(p->cr);
}

int report_pdf_large(const struct sheet *s, report_write *write, void *arg, struct err *err)
{
	const struct pdf_face face = { .width = PAGE_HEIGHT,
				       .height = PAGE_WIDTH,
				       .pages = 2,
				       .draw = draw_large,
				       .arg = s,
				       .title = _("PC check-up: the result"),
				       .date = s->date };

	return pdf_write(&face, write, arg, err);
}

static int write_fd(void *arg, const void *bytes, size_t n)
{
	return io_write_full(*(const int *)arg, bytes, n);
}

int report_pdf_fd(const struct sheet *s, int fd, struct err *err)
{
	return report_pdf(s, write_fd, &fd, err);
}
