/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kiosk's loop: terminal, clock, signals and children in; pages out. Owns the visit. */
#pragma once

#include "core/text/text.h"
#include "tui/app_keep.h"
#include "tui/canvas/canvas.h"
#include "tui/child.h"
#include "tui/erase.h"
#include "tui/machine.h"
#include "tui/stage.h"
#include "tui/work_area.h"

struct app_options {
	const char *program;    /* path of `kenshin` */
	const char *image;      /* --image */
	const char *root;       /* --root */
	const char *disk;       /* --disk: only this one is offered */
	const char *usb_memory; /* a file that stands for the owner's USB memory (S29), or NULL */
	const char *backup_to;  /* a folder that stands for the owner's disk (S36), or NULL */
	const char *signatures; /* directory of samples, or NULL */
	const char *out;        /* folder for the sheet, or NULL */
	const char *contacts;   /* CSV of contacts, or NULL */
	const char *data;       /* the stick's own partition: may vanish and come back; or NULL */
	const char *session;    /* folder in memory where a running case is kept, or NULL */
	const char *stage;      /* where an onlooker is told the page shown, or NULL */
	const char *stick;      /* file that is there while the stick is plugged in, or NULL */
	const char *text_size_file; /* is told the text size whenever F2 changes it, or NULL */
	unsigned text_size;         /* 0 to 2: to begin with */
	bool specialist;            /* --specialist */
	bool no_print;              /* --no-print */
	int64_t now;                /* 0: the clock */
	bool practice, no_guard;    /* no_guard: no key guard, for tests */
	bool weak_sandbox, no_sandbox;
};

struct app {
	struct app_options o;
	struct visit visit;
	struct child check, disks, save;
	struct child usb;                 /* tui/app_usb.c */
	struct child memories;            /* tui/app_carry.c */
	struct child plan, media, backup; /* tui/app_backup.c */
	struct child below;               /* tui/app_tree.c */
	struct backup_told backed_up;     /* how it ended, as it said itself */
	bool backup_told;                 /* ... it did say it */
	uint64_t backup_born;             /* child_born() of it */
	bool carry_runs; /* in save: the sheet is made, and goes onto the USB memory */
	struct carry_status carried;
	uint64_t plugged; /* what was on USB when it was looked at last */
	int64_t plugged_ms;
	uint64_t wished[8]; /* disks that the owner had written to, by the kernel's number */
	unsigned n_wished;
	struct child printers, print; /* tui/app_print.c */
	enum { PRINT_RUNS_NOT, PRINT_RUNS_SHEET, PRINT_RUNS_JOB, PRINT_RUNS_FORGET } print_runs;
	int64_t print_ms; /* since when its end is waited for */
	bool print_used;  /* something was given to the print service in this case */
	struct app_keep keep;
	struct checkup listing; /* the disk whose lines are coming in */
	struct canvas canvas;
	struct stage stage;
	struct work_area area;
	struct arena arena;      /* disks listed; freed with the case */
	struct arena kept_arena; /* contacts: the stick's own, not a client's */
	struct contacts contacts;
	struct device_register known; /* in kept_arena, too */
	struct disk_writes writes_before;
	int64_t image_size, image_mtime[2], image_ctime[2];
	int64_t looked_ms; /* when S01's lines were asked for */
	int64_t ms, started_ms, check_ms, guard_ms;
	uint64_t check_born; /* child_born() of the check */
	int signals;
	enum language lang; /* at the start */
	struct str kept;    /* the case as it was kept last (--session) */
	bool number_waits;  /* the erase number, for the stick */
	bool stick_told;    /* S17 was shown for this time that it is out */
	bool quit;
	bool hung_up;   /* the terminal went */
	bool power_off; /* wanted by whoever sits there: the only way to exit code 0 */
	bool sheet_wanted;
	const char *checked; /* path of the disk that the check is or was about */
	char sheet_name[64];
};

/* Runs until power off or a signal. Returns the exit code: 0 when power off is wanted, else what
 * makes the starter start it again. */
int app_run(const struct app_options *o);

/* All children, for waiting, ending and killing them alike. ret: >= APP_CHILDREN places. */
#define APP_CHILDREN 15
size_t app_children(struct app *a, struct child **ret);
/* A line for whoever looks on ("sheet ready"); never anything of a client. */
void app_event(struct app *a, const char *event);

/* The directory of samples at this moment, or NULL: --signatures, else the one on the stick. */
const char *app_samples(struct app *a);

void app_tell_time(struct app *a); /* what time it is, for all that shows or waits */
void app_prepare(struct app *a);   /* tui/app_begin.c: before the first page */

/* --- its parts ------------------------------------------------------------------------------- */
void app_list_disks(struct app *a); /* tui/app_disks.c */
void app_disks_read(struct app *a);
/* At the end of a case, when no child reads any more: has the kernel drop what it keeps in memory of
 * the disks. DONE: proven; OPEN: it may stay until power off; NONE: no disk was looked at. */
enum proof app_disks_forget(struct app *a);
void app_start_check(struct app *a); /* tui/app_check.c */
void app_check_read(struct app *a);
void app_check_tick(struct app *a);
/* The check of a case that is gone on with: its lines from the beginning, and how it ended. */
void app_check_take_up(struct app *a);
/* tui/app_session.c: a running case is kept, found again, gone on with, wiped. */
void app_session_begin(struct app *a);
void app_session_keep(struct app *a);
void app_session_go_on(struct app *a);
unsigned app_session_wipe(struct app *a); /* how many things stay */
bool app_stick_here(const struct app *a); /* tui/app_stick.c */
void app_stick_data(struct app *a);       /* whether its data was read */
void app_stick_tick(struct app *a);
void app_stick_look(struct app *a);
void app_print_begin(struct app *a); /* tui/app_print.c */
void app_print_serve(struct app *a, unsigned want);
void app_print_read(struct app *a);
/* At the end of a case: takes back what prints, and has all forgotten. True when that is done. */
bool app_print_end(struct app *a);
/* The sheet as files of the work area: sheet.pdf (large: two pages) and sheet.txt. */
NODISCARD int app_sheet_start(struct app *a, struct child *c, bool large, struct err *err);
/* The register of USB devices as devices.pdf there, with the ticks of S44. */
NODISCARD int app_devices_start(struct app *a, struct child *c, struct err *err);
/* The case as records into a file of the work area. */
NODISCARD int app_case_write(struct app *a, const char *path, struct err *err);
void app_save(struct app *a); /* tui/app_save.c */
void app_save_read(struct app *a);
void app_carry_begin(struct app *a); /* tui/app_carry.c */
/* The owner's USB memories can be reached: on the stick, with the broker there. */
bool app_carry_possible(const struct app *a);
void app_carry_list(struct app *a);
void app_carry_start(struct app *a);
void app_carry_failed(struct app *a);
void app_carry_read(struct app *a);
/* Its writes are the owner's wish, not something that happened to the client's PC. */
void app_carry_wished(struct app *a, const char *target);
/* Changes when something on USB comes or goes. */
uint64_t app_carry_plugged(void);
void app_backup_begin(struct app *a); /* tui/app_backup.c */
void app_backup_serve(struct app *a, unsigned want);
/* The disk that the check was about, as arguments behind the first n; returns how many there are then. */
unsigned app_backup_source(struct app *a, const char **argv, unsigned n);
struct backup_record;
bool app_backup_parse(const char *text, size_t n, struct backup_record *ret);
void app_tree_ask(struct app *a); /* tui/app_tree.c: S50 */
void app_tree_read(struct app *a);
/* What was chosen, for --choice-fd: a descriptor that a child inherits; -1: it cannot be had. */
int app_choice_fd(struct app *a);
void app_backup_read(struct app *a);
/* At the end of a case: has it closed what is in hand. True when that is done. */
bool app_backup_end(struct app *a);
void app_backup_take_up(struct app *a, int pid, uint64_t born);
void app_usb_begin(struct app *a); /* tui/app_usb.c */
/* True when a file stands for the owner's memory (--usb-memory): the list is that file. */
bool app_usb_list_sample(struct app *a);
bool app_usb_choosing(const struct app *a); /* memories are being looked for on S29 */
void app_usb_start(struct app *a);
void app_usb_stop(struct app *a);
void app_usb_read(struct app *a);
void app_usb_keep(struct app *a); /* into the session, and out of it again */
void app_usb_take_up(struct app *a);
/* tui/app_number.c: notes this erasure on the stick, and only then shows its number. */
void app_erase_number(struct app *a, bool ok);
void app_erase_begin(struct app *a); /* tui/app_erase.c: remembers what has to be the same */
void app_erase(struct app *a);
