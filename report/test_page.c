/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to look for stands on the page itself: is the ruler 10 cm long, are all four corners there,
 * can the small letters be read. */
#include "report/test_page.h"

#include <stdio.h>

#include "core/base/times.h"
#include "core/text/text.h"
#include "report/pdf.h"

#define LEFT  MM(20.0)
#define RIGHT (PAGE_WIDTH - MM(20.0))
#define STEPS 10

static double text(struct page *p, double y, double size, const char *words)
{
	const struct fit fit = { .size = size, .min_size = size, .leading = 1.5, .max_lines = 3 };

	return y + page_text(p, LEFT, y, RIGHT - LEFT, &fit, words);
}

/* Ten centimetres, each with its number. */
static double ruler(struct page *p, double y)
{
	const struct fit fit = { .size = 8, .min_size = 8, .leading = 1.2, .max_lines = 1 };
	char number[16];

	page_line(p, LEFT, y, LEFT + MM(100.0), y, 0.8, INK_TEXT);
	for (unsigned mm = 0; mm <= 100; mm += 5) {
		double x = LEFT + MM((double)mm);

		page_line(p, x, y, x, y + MM(mm % 10 ? 2.0 : 4.0), 0.5, INK_TEXT);
		if (mm % 10)
			continue;
		snprintf(number, sizeof(number), "%u", mm / 10);
		page_text(p, x + MM(0.5), y + MM(4.0), MM(8.0), &fit, number);
	}
	return y + MM(10.0);
}

static double greys(struct page *p, double y)
{
	double w = (RIGHT - LEFT) / STEPS;

	for (unsigned i = 0; i < STEPS; i++)
		page_fill(p, LEFT + i * w, y, w, MM(10.0), 0, 1.0 - (double)i / (STEPS - 1));
	page_frame(p, LEFT, y, RIGHT - LEFT, MM(10.0), 0, 0.5, INK_TEXT);
	return y + MM(14.0);
}

/* 10 mm from the edges, where the sheet's own text never goes. */
static void corners(struct page *p)
{
	page_frame(p, MM(10.0), MM(10.0), PAGE_WIDTH - MM(20.0), PAGE_HEIGHT - MM(20.0), 0, 0.5,
		   INK_TEXT);
}

static void draw(struct page *p, unsigned number, const void *arg)
{
	double y = MM(22.0);

	(void)number;
	(void)arg;
	corners(p);
	y = text(p, y, 20, _("Test page"));
	y = text(p, y + MM(4.0), 12, _("Nothing about a visit is on this page."));
	y = text(p, y + MM(8.0), 12, _("1. Is this ruler 10 cm long?"));
	y = ruler(p, y + MM(3.0));
	y = text(p, y + MM(8.0), 12, _("2. Is the frame whole on all four sides?"));
	y = text(p, y + MM(8.0), 12, _("3. Does the bar go from white to black?"));
	y = greys(p, y + MM(3.0));
	y = text(p, y + MM(4.0), 12, _("4. Can you read the smallest line?"));
	for (double size = 14; size >= 6; size -= 2)
		y = text(p, y + MM(2.0), size, _("The quick check-up: 0123456789"));
	text(p, y + MM(10.0), 12, _("Four times yes: the sheet will be readable."));
}

int test_page_pdf(report_write *write, void *arg, struct err *err)
{
	const struct pdf_face face = { .width = PAGE_WIDTH,
				       .height = PAGE_HEIGHT,
				       .pages = 1,
				       .draw = draw,
				       .title = _("Test page"),
				       .date = TIME_ABSENT };

	return pdf_write(&face, write, arg, err);
}
