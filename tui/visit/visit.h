/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One visit: everything the screens show, in one place. Screens read it, keys change it, the
 * app fills it from the machine and from `kenshin`; a test fills it with a story. Pure: no
 * terminal, no files, no processes, no clock. What has to be done outside (start the check,
 * save, erase) is asked for in `want`. */
#pragma once

#include "core/base/str.h"
#include "core/checklist/devices.h"
#include "core/checklist/sheet.h"
#include "core/model/checkup.h"
#include "core/record/record.h"
#include "tui/visit/lend.h"
#include "tui/visit/printing.h"
#include "tui/visit/usb_look.h"

enum screen_id {
#define SCREEN(NAME, lower) SCREEN_##NAME,
#include "tui/screens/screens.def"
#undef SCREEN
	SCREENS,
};

#include "tui/visit/backing.h" /* they name screens */
#include "tui/visit/carrying.h"

/* What the app is asked to do; it clears the bit when it took the request. */
enum want {
	WANT_LIST_DISKS = 1 << 0,
	WANT_CHECK = 1 << 1,         /* start the check of the chosen disk */
	WANT_STOP = 1 << 2,          /* stop it, keep what there is */
	WANT_SHEET = 1 << 3,         /* make the sheet anew */
	WANT_SAVE = 1 << 4,          /* write PDF and text to the folder */
	WANT_ERASE = 1 << 5,         /* erase and prove */
	WANT_END = 1 << 6,           /* leave the program: power off */
	WANT_NUMBER = 1 << 7,        /* draw a case number */
	WANT_GO_ON = 1 << 8,         /* S31: go on with the case that was found */
	WANT_STICK = 1 << 9,         /* S17: look again whether the stick is back */
	WANT_PRINTERS = 1 << 10,     /* look for printers */
	WANT_PRINT = 1 << 11,        /* print printing.what */
	WANT_PRINT_STOP = 1 << 12,   /* take it back */
	WANT_PRINT_TOLD = 1 << 13,   /* S33 was answered */
	WANT_MEMORIES = 1 << 14,     /* look for the owner's USB memories */
	WANT_RESULTS = 1 << 16,      /* S40: open the results with both pass phrases */
	WANT_RESULT = 1 << 17,       /* S41: show the chosen one */
	WANT_USB = 1 << 18,          /* S29: look at the chosen USB memory */
	WANT_USB_STOP = 1 << 19,     /* ... no longer */
	WANT_BACKUP_PLAN = 1 << 20,  /* S36: what there is to copy */
	WANT_BACKUP_MEDIA = 1 << 21, /* ... and where it could go */
	WANT_BACKUP = 1 << 22,       /* copy it */
	WANT_BACKUP_STOP = 1 << 23,  /* end it with what is finished */
	WANT_BACKUP_BELOW = 1 << 24, /* S50: what is in a folder */
};

/* Answer of one line on S01, S02, ... */
enum state { STATE_NONE, STATE_GOOD, STATE_NOTE, STATE_CARE, STATE_SOON, STATE_UNSEEN, STATE_NA };

#define CONSENT_LINES 8
enum tick { TICK_OPEN, TICK_YES, TICK_NO };

/* What this stick and this PC told at the start. */
struct machine {
	enum state guard;
	unsigned disks;   /* set read-only, all of them */
	bool sample;      /* only an image is looked at, no disk at all */
	int64_t samples;  /* date of the virus samples, TIME_ABSENT */
	bool no_samples;  /* there are none on this stick */
	enum flag power;  /* cord plugged in; absent: no way to tell */
	uint64_t memory;  /* bytes, 0: not known */
	bool clock_odd;   /* X18 */
	bool left_before; /* something of an earlier visit was found (and erased) */
	bool left_stays;  /* ... and could not be erased */
	bool stick;       /* this runs from the check-up stick */
	bool data_unread; /* ... whose own data could not be read */
	bool verified;    /* every block of the stick's programs is checked as it is read */
	bool network;     /* there is an interface beside lo, or nobody could look */
	bool unguarded;   /* on the stick: a disk of the PC that is not set read-only */
	char built[16];   /* day on which the stick's image was made; "": not told */
};

#define DISKS_SHOWN 8

enum disk_place { PLACE_INSIDE, PLACE_USB, PLACE_IMAGE };

struct visit_disk {
	enum disk_place place;
	const char *path;           /* what `kenshin check` is told */
	const char *model, *serial; /* of the disk: escaped when shown */
	uint64_t size, free_bytes;  /* free UINT64_MAX: not known */
	enum volume_state state;
	struct phrase about;  /* "Windows 11 Home, 2 users", "locked with BitLocker" */
	struct phrase remark; /* "not fully shut down: ...", or nothing */
	bool windows, weak, own_stick;
	bool untold; /* what is on it could not be told: it may be Windows */
};

enum work {
	WORK_NONE,
	WORK_RUNNING,
	WORK_STOPPING,
	WORK_DONE,
	WORK_PARTIAL, /* stopped before its end; what was found holds */
	WORK_LOST,    /* kenshin fell: what came before holds, the rest was not looked at */
};

/* What has to be told about the check, each at most once. */
enum trouble { TROUBLE_NONE, TROUBLE_FELL, TROUBLE_DISK_GONE, TROUBLE_TIME_UP, TROUBLES };

enum length { LENGTH_SHORT, LENGTH_NORMAL, LENGTH_FULL, LENGTHS };

/* S16: one line per proof, in this order. */
enum erase_step {
	ERASE_KEY,    /* the key to the records was destroyed */
	ERASE_MEMORY, /* the records in memory were overwritten */
	ERASE_AREA,   /* the work area was cleared */
	ERASE_READ,   /* read back: places left */
	ERASE_DISKS,  /* what the kernel kept in memory of the disks was dropped */
	ERASE_WRITES, /* writes to the client's disks */
	ERASE_IMAGE,  /* the sample file is as it was */
	ERASE_KEPT,   /* nameless counts, by consent */
	ERASE_SEALED, /* the record, locked, by consent */
	ERASE_STEPS,
};
/* PROOF_LOST: should have been kept by consent, and was not; nothing of the client is left by that. */
enum proof { PROOF_NONE, PROOF_OPEN, PROOF_DONE, PROOF_FAILED, PROOF_KEPT, PROOF_LOST };

struct erasing {
	enum proof proof[ERASE_STEPS];
	uint64_t places_left, writes, written;
	char number[24]; /* "5F3A - 91C2 - 0D7E"; "" when there is none */
	const char *why; /* why there is none, translated; NULL: none was to be had */
};

/* What this stick can do; what it cannot is said on the line. */
struct able {
	bool print, usb_save, backup, usb_check, quarantine, specialist, folder, power;
	bool counsellor;         /* the counsellor's record on paper */
	bool keep;               /* there is a key of the chamber to lock records with */
	const char *folder_name; /* for folder: escaped when shown */
};

enum saved { SAVED_NOT, SAVED_RUNNING, SAVED_YES, SAVED_NO };

struct notice {
	const char *text; /* translated; NULL: none */
	int64_t until;    /* ms of the app's clock */
};

/* S31: what was found of a case whose kiosk fell. */
struct found {
	enum screen_id to; /* the page that it fell on */
	bool sheet;        /* the result was there already */
	bool lives;        /* the check goes on */
	bool anew;         /* the check stopped, too, and has to begin anew */
};

#define DEVICES_MARKED 200 /* beyond these the ticks are made on paper */

#define BACK_MAX 16

struct visit {
	/* where we are */
	enum screen_id screen;
	enum screen_id back[BACK_MAX];
	unsigned n_back;
	unsigned cursor[SCREENS]; /* the `>` line's place among the choices */
	unsigned scroll;
	bool page_changed; /* the app's guard of 0.3 s starts anew */
	unsigned want;     /* bits of enum want */
	struct notice notice;
	int64_t ms; /* the app's clock, for notices and waiting */

	/* how it looks */
	unsigned text_size; /* 0 to 2 */
	bool dark, practice, hidden;

	/* S01 to S03 */
	struct machine machine;
	struct able able;
	bool key_seen[3];  /* J, 3, down */
	bool key_numlock;  /* J came as 1 */
	char number[7];    /* six digits of the case number */
	bool number_open;  /* digits go into the number */
	bool number_drawn; /* by us: the first digit typed begins another one */
	enum tick consent[CONSENT_LINES];
	int minutes;   /* since the start; -1: not shown */
	int64_t today; /* seconds UTC, for ages */

	/* S04 */
	struct visit_disk disk[DISKS_SHOWN];
	unsigned n_disks;
	bool disks_listed, stick_shown;
	int chosen; /* index in disk, -1: interview only */
	enum length length;

	/* S07 */
	struct checkup checkup;
	enum work work;
	struct progress progress;
	unsigned percent;           /* never moves back */
	int minutes_left;           /* -1: not known yet */
	unsigned time_limit;        /* minutes of this check */
	unsigned ask[QUESTIONS];    /* numbers, in order */
	unsigned n_ask, asking;     /* asking == n_ask: done */
	const struct prefill *told; /* a story's, for golden screens; NULL: asked of the records */
	enum reply pending;         /* S08 decides about it */
	bool pending_new;           /* the answer moves on when decided */
	bool sign_shown, expert_flag;
	enum trouble trouble; /* waits until the question in hand is answered */
	bool trouble_shown[TROUBLES];

	/* S10 on */
	struct arena sheet_arena;
	struct sheet sheet;
	bool sheet_made;
	unsigned list_page; /* S10 at 48: which action; S11: which part of the list */
	unsigned detail;    /* S12: index in the list shown */
	int detail_area;    /* S12 opened from this area; -1: the three actions */
	/* S44: whose each device of the register is, in the register's order */
	enum device_whose whose[DEVICES_MARKED];
	const struct device_register
	    *known; /* the firm's own list, with which S44 begins; or NULL */
	enum saved saved;
	const char *saved_words;         /* S35: why not; translated */
	const struct contacts *contacts; /* whom to call; NULL: none loaded */

	struct found found;   /* S31 */
	bool stick_out;       /* the stick is pulled out: what needs it waits */
	bool stick_left_open; /* ... and the visit went on without it (S17, line 2) */

	struct usb_look usb;      /* S29 */
	struct carrying carrying; /* S42 S43 S35; its list: S29, too */
	struct backing backing;   /* S36 S15 S37 */
	struct printing printing; /* S14 S24 S33 X07 X08 */
	struct remains remains;
	struct lend lend;

	struct erasing erasing;
	bool erased;
	enum screen_id erase_from;
};

void visit_init(struct visit *v);
/* Overwrites what was said and seen in this visit, and frees it; machine, able and looks stay. */
void visit_wipe(struct visit *v);
void visit_done(struct visit *v);

/* The first page: S18 or S34 on a lent stick, else S01. */
enum screen_id visit_home(const struct visit *v);
/* A case on a lent stick begins: consent was given on the slip. */
void lend_begin_case(struct visit *v, enum sticker sticker);
/* Seconds to wait before the next try of the pass phrases; 0: none. */
unsigned lend_seconds(const struct visit *v);

/* Next page; the present one is where Esc leads. */
void visit_go(struct visit *v, enum screen_id screen);
/* Next page in place of this one. */
void visit_swap(struct visit *v, enum screen_id screen);
/* One step back; on the first page nothing. */
void visit_back(struct visit *v);
/* Back to a page that is on the way, else there. */
void visit_return(struct visit *v, enum screen_id screen);
/* Words for three seconds in row 23. */
void visit_say(struct visit *v, const char *text);

bool visit_number_whole(const struct visit *v);
/* "0412-07" into buf (>= 8); "" while no digit is there. */
const char *visit_number(const struct visit *v, char *buf, size_t size);

/* The question being asked; NULL when all are done. */
const struct question *visit_question(const struct visit *v);
/* How many questions have their answer. */
unsigned visit_answered(const struct visit *v);
/* What the records suggest about it at this moment. */
void visit_prefill(const struct visit *v, struct prefill *ret);
/* Takes the reply of the present question: opens S08 on a contradiction, else moves on. */
void visit_reply(struct visit *v, enum reply reply);
/* Writes the answer down and goes to the next question, a sign (S09) or the waiting page. */
void visit_settle(struct visit *v, enum reply reply, bool contradiction);

/* Opens what waits to be told, when nothing is in hand; the app calls it with every tick. */
void visit_tell(struct visit *v);

/* One record line of `kenshin`; wrong lines are counted, not believed. */
NODISCARD int visit_record(struct visit *v, const char *line, size_t n, struct err *err);
/* How far a check is, 0 to 99: the share of its stages in all of the work. */
unsigned visit_percent(const struct progress *p);
/* Whose device number i of the register is: as was said, else as the firm's own list has it. */
enum device_whose visit_whose(const struct visit *v, const struct device *d, size_t i);
/* Things refused or not asked, as gaps of the check-up (once, before the sheet is made). */
void visit_add_gaps(struct visit *v);
void visit_make_sheet(struct visit *v);
