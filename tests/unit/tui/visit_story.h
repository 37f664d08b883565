/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The storyboard's visit as program state, page by page, and drawing a page into text. */
#pragma once

#include "tests/unit/report/story.h"
#include "tui/screens/screen.h"

#define STORY_SAMPLES (STORY_NOW - 6 * TIME_DAY)

static inline void visit_story(struct visit *v)
{
	visit_init(v);
	v->today = STORY_NOW;
	v->machine = (struct machine){ .guard = STATE_GOOD,
				       .disks = 2,
				       .samples = STORY_SAMPLES,
				       .power = FLAG_YES,
				       .memory = (uint64_t)8 << 30,
				       .stick = true,
				       .verified = true,
				       .built = "2026-11-15" };
	v->able = (struct able){ .print = true,
				 .usb_save = true,
				 .backup = true,
				 .usb_check = true,
				 .quarantine = true,
				 .specialist = true,
				 .power = true };
	v->able.counsellor = true; /* on paper: printing */
	v->printing.printer[0] = (struct printer_info){
		.name = "ipp60000", .way = PRINT_WAY_IPP, .known = true, .ready = true
	};
	print_text_copy(v->printing.printer[0].shown, text_language() == LANGUAGE_JA
							  ? "窓口のプリンター（USBケーブル）"
							  : "Desk printer (USB cable)");
	v->printing.n = 1;
	v->printing.look = LOOK_DONE;
	snprintf(v->number, sizeof(v->number), "%s", "041207");
	v->number_open = false;
}

static inline void visit_story_disks(struct visit *v)
{
	v->disk[0] = (struct visit_disk){
		.place = PLACE_INSIDE,
		.path = "/dev/sda",
		.model = "NX-256 SSD",
		.serial = "S3X7K21",
		.size = 256000000000,
		.free_bytes = 61000000000,
		.about = PHRASE("Windows 11 Home, 2 users"),
		.remark = PHRASE("not fully shut down: the last minutes may be missing from the "
				 "records"),
		.windows = true,
	};
	v->disk[1] = (struct visit_disk){
		.place = PLACE_INSIDE,
		.path = "/dev/sdb",
		.model = "HD-1000",
		.serial = "A0C5F",
		.size = 1000000000000,
		.free_bytes = UINT64_MAX,
		.state = VOLUME_STATE_LOCKED,
		.about = PHRASE("locked with BitLocker"),
	};
	v->disk[2] = (struct visit_disk){
		.place = PLACE_USB,
		.path = "/dev/sdc",
		.model = "UM-32",
		.serial = "0091AA",
		.size = 32000000000,
		.free_bytes = UINT64_MAX,
		.about = PHRASE("data only"),
	};
	if (text_language() == LANGUAGE_JA) { /* the disk lister's words, not the screen's */
		v->disk[0].about = PHRASE("Windows 11 Home、利用者2人");
		v->disk[1].about = PHRASE("BitLocker の鍵がかかっています");
		v->disk[2].about = PHRASE("データだけ");
	}
	v->n_disks = 3;
	v->disks_listed = v->stick_shown = true;
	v->chosen = 0;
	v->cursor[SCREEN_S04] = 1;
}

static inline void visit_story_check(struct visit *v, unsigned asking, unsigned percent,
				     int minutes_left, const char *area, uint64_t files)
{
	checkup_done(&v->checkup);
	story_make(&v->checkup);
	v->checkup.finished = false;
	v->asking = asking;
	v->work = WORK_RUNNING;
	v->percent = percent;
	v->minutes_left = minutes_left;
	v->time_limit = 10;
	v->progress = (struct progress){ .stage = "malware", .area = area, .files = files };
}

static inline void visit_story_sheet(struct visit *v)
{
	visit_story_check(v, 12, 100, 0, "Documents", 52310);
	v->checkup.finished = true;
	v->work = WORK_DONE;
	v->chosen = 0;
	visit_make_sheet(v);
}

/* After a whole check, on the page that asks what to do next. */
static inline void visit_story_what_next(struct visit *v, enum language lang)
{
	story_language(lang);
	visit_story(v);
	visit_story_disks(v);
	visit_story_sheet(v);
	v->screen = SCREEN_S13;
	v->ms = 1000;
}

/* Three devices for the register: a disk, a stick without a number of its own, a phone. */
static inline void visit_story_devices(struct visit *v)
{
	struct facts *f = &v->checkup.system[0].facts;
	struct fact_usb_storage *u;
	struct fact_portable_device *phone;

	visit_story_sheet(v);
	u = (struct fact_usb_storage *)f->by_kind[FACT_KIND_USB_STORAGE].item[0];
	u->friendly_name = "BUFFALO HD-PCFSU3-A";
	u->serial = "00001B5A7C31";
	u->own_serial = FLAG_YES;
	u = FACTS_ADD(f, usb_storage, USB_STORAGE, "x");
	u->friendly_name = "Generic Flash";
	u->serial = "7&1c8e0d2&0";
	u->own_serial = FLAG_NO;
	u->key_written = time_from_civil(2025, 8, 18);
	phone = FACTS_ADD(f, portable_device, PORTABLE_DEVICE, "x");
	phone->name = "iPhone";
	phone->serial = "00008110001A2B3C";
	phone->own_serial = FLAG_YES;
	phone->last_arrival = time_from_civil(2026, 10, 5);
	v->whose[0] = DEVICE_WHOSE_PRIVATE;
	v->cursor[SCREEN_S44] = 1;
}

/* The loan of the drawing: five PCs, two done, seven days left. */
static inline void visit_story_loan(struct visit *v)
{
	struct lend *l = &v->lend;

	v->number[0] = '\0';
	v->minutes = -1;
	l->lent = true;
	l->results = 2;
	l->loan = (struct loan){ .slip = "12",
				 .issued = time_from_civil(2026, 11, 21),
				 .until = time_from_civil(2026, 11, 28),
				 .pcs = 5,
				 .n_used = 2 };
	for (unsigned i = 0; i < l->loan.n_used; i++)
		l->loan.used[i] =
		    (struct loan_use){ (enum sticker)i, time_from_civil(2026, 11, 22) };
	if (text_language() == LANGUAGE_JA)
		snprintf(l->loan.hours, sizeof(l->loan.hours), "%s", "火・木 10時から16時");
	snprintf(l->pass[0], sizeof(l->pass[0]), "%s", "himawari7");
	l->typing = 1;
	for (unsigned i = 0; i < 2; i++)
		l->result[l->n_results++] =
		    (struct lend_result){ .opened = i == 0,
					  .label = sticker_name((enum sticker)i),
					  .started = STORY_NOW + TIME_DAY };
}

/* One page as text, for the golden files. */
static inline void visit_page(const struct visit *v, unsigned rows, unsigned cols, struct canvas *c,
			      struct arena *a, struct page **ret)
{
	struct page *p = arena_alloc(a, sizeof(*p));
	unsigned height;

	canvas_init(c, rows, cols);
	p->arena = a;
	p->layout = page_layout(rows, cols, v->text_size, &p->width, &height);
	screen_draw(v, p);
	page_draw(p, c, height);
	*ret = p;
}
