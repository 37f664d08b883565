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

/* A backup of the first disk onto the owner's own. */
static inline void visit_story_backup(struct visit *v, enum backing_step step)
{
	static const struct {
		const char *words;
		uint64_t files, bytes, cloud;
		bool off;
	} kinds[] = {
		{ "Pictures", 18204, 14200000000, 0, false },
		{ "Documents", 12410, 9800000000, 31, false },
		{ "Videos", 212, 4100000000, 0, true },
		{ "Mail", 9, 3900000000, 0, false },
		{ "Desktop", 581, 1500000000, 0, false },
		{ "Downloads", 0, 0, 0, false },
	};
	struct backing *b = &v->backing;

	if (v->n_disks == 0)
		visit_story_disks(v);
	v->chosen = 0;
	v->consent[0] = v->consent[1] = TICK_YES;
	b->n_kinds = LEN(kinds);
	for (unsigned i = 0; i < LEN(kinds); i++) {
		b->kind[i] = (struct backing_kind){ .folders = 2,
						    .files = kinds[i].files,
						    .bytes = kinds[i].bytes,
						    .cloud = kinds[i].cloud,
						    .on = !kinds[i].off };
		snprintf(b->kind[i].words, sizeof(b->kind[i].words), "%s", kinds[i].words);
	}
	b->medium[0] = (struct backup_told_medium){ .name = "sdc",
						    .target = "sdc:7:1048576:exfat",
						    .model = "HD-PCF",
						    .serial = "00003D07",
						    .label = "BACKUP",
						    .uuid = "1A2B-3C4D",
						    .type = "exfat",
						    .size = 500000000000,
						    .room = 412000000000 };
	b->medium[1] = (struct backup_told_medium){ .name = "sdd",
						    .target = "sdd:8:0:vfat",
						    .model = "UM-16",
						    .serial = "91AA",
						    .uuid = "9",
						    .type = "vfat",
						    .size = 16000000000,
						    .room = 15900000000 };
	b->medium[2] = (struct backup_told_medium){ .name = "sde",
						    .model = "HD-2000",
						    .type = "ntfs",
						    .size = 2000000000000,
						    .room = UINT64_MAX,
						    .reason = BACKUP_UNCLEAN };
	b->n = 3;
	b->looked = true;
	b->to = b->medium[0];
	b->folder = xcalloc(BACKING_FOLDERS, sizeof(*b->folder));
	b->kind_of = xcalloc(BACKING_FOLDERS, sizeof(*b->kind_of));
	b->n_folders = 1;
	snprintf(b->folder[0].path, sizeof(b->folder[0].path), "Users/yamada/Documents");
	snprintf(b->folder[0].words, sizeof(b->folder[0].words), "Documents");
	b->kind_of[0] = 1;
	b->progress = (struct backup_told_progress){ .files = 31204,
						     .files_total = 31416,
						     .bytes = 18200000000,
						     .bytes_total = 29400000000,
						     .unreadable = 3 };
	snprintf(b->progress.folder, sizeof(b->progress.folder), "Users/yamada/Documents");
	b->permille = 310;
	b->minutes_left = 11;
	b->told =
	    (struct backup_told){ .state = BACKUP_STATE_PROVEN,
				  .started = STORY_NOW,
				  .folder = "PC-backup-20261122-104207",
				  .files = 31201,
				  .bytes = 29400000000,
				  .stored = 27100000000,
				  .unreadable = 3,
				  .left_out = 34,
				  .restored = UINT64_MAX,
				  .why = { { "could not be read", 3 },
					   { "only their names are on this PC; the contents are "
					     "in the cloud",
					     31 } },
				  .n_why = 2 };
	b->step = step;
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
