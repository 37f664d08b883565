/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A screen: one file with what it shows and what its keys do. Both are pure: a screen fills a
 * page and changes the visit, nothing else. docs/recipes/add-a-screen.md tells how to add one. */
#pragma once

#include "tui/visit/visit.h"
#include "tui/widgets/page.h"

enum key {
	KEY_0_ = 0, /* digits are 0 to 9 */
	KEY_9_ = 9,
	KEY_ENTER_ = 10,
	KEY_ESC_,
	KEY_UP_,
	KEY_DOWN_,
	KEY_LEFT_,
	KEY_RIGHT_,
	KEY_BACKSPACE_,
	KEY_F1_,
	KEY_F2_,
	KEY_F3_,
	KEY_F4_,
	KEY_F5_,
	KEY_F6_,
	KEY_F8_,
	KEY_F9_,
	KEY_F10_,
	KEY_LETTER_, /* + the letter's place: 'a' is KEY_LETTER_ */
	KEY_OTHER_ = KEY_LETTER_ + 26,
	KEY_IGNORED_, /* no answer at all */
	/* + the letter, where letters are typed as they are (screen_types()): nothing else comes then but
	 * Enter, Esc, arrows, Backspace and F1 to F10. */
	KEY_TYPED_ = 0x200000,
};
#define KEY_OF_LETTER(c) (KEY_LETTER_ + ((c) - 'a'))

struct screen {
	const char *id;
	void (*draw)(const struct visit *v, struct page *p);
	/* True when the key meant something here. */
	bool (*key)(struct visit *v, int key);
};

const struct screen *screen_get(enum screen_id id);

/* Fills a page for the present screen, with title, badge, keys all done. p->layout, width and
 * arena are set by the caller. */
void screen_draw(const struct visit *v, struct page *p);
/* Gives a key to the screen, then to what works everywhere; says so when nobody takes it. */
void screen_key(struct visit *v, int key);
/* True when letters are to come as they are typed: the page with a password. */
bool screen_types(const struct visit *v);

/* --- for screens ---------------------------------------------------------------------------- */
/* Marks a text with its context for translation, without translating it here. */
#define NC_(context, text) text

struct choice {
	int digit; /* 1 to 9, or 0 */
	const char *text, *note;
	bool off; /* cannot be done here: drawn quiet, not chosen by `>` */
};

/* Title, step and case number of a page that belongs to a visit. */
void screen_title(const struct visit *v, struct page *p, unsigned step, const char *title);
void screen_script(struct page *p, const char *line);
/* "Enter Next", "Esc Back", "F1 Help", "F2 Text size", ... in the words of section 6. */
void screen_keys(struct page *p, const char *which);
/* Draws choices as lines of the body. */
void screen_choices(struct page *p, const struct choice *c, unsigned n, unsigned cursor,
		    unsigned note_col);
/* Up, down, Enter and digits over choices: returns the digit chosen, -1 for nothing, -2 when the
 * key was only moved with. A choice that is off says so. */
int screen_choose(struct visit *v, const struct choice *c, unsigned n, int key);
#define CHOSE_NOTHING (-1)
#define CHOSE_MOVED   (-2)

/* "[ good ]" and its attribute. */
void screen_mark(struct line *l, unsigned col, enum state state);
enum attr mark_attr(enum answer_kind kind);
const char *mark_text(enum answer_kind kind);

/* What happened, how the PC is, what to do next: the three parts of every error page. */
void screen_three(struct page *p, const char *heading, const char *happened, const char *pc,
		  const char *next);

const char *screen_number(struct page *p, int64_t n);
const char *screen_date(struct page *p, int64_t t, int zone_offset);
const char *screen_bytes(struct page *p, uint64_t n);
const char *screen_phrase(struct page *p, const struct phrase *ph, int zone_offset);
/* Text from a disk, harmless, at most cells wide. */
const char *screen_escape(struct page *p, const char *text, size_t cells);
/* fmt with {0}, {1}: the values are texts. */
const char *screen_fill(struct page *p, const char *fmt, unsigned n, ...);
/* Now: how long the check still takes, in the words of screens.md section 7. */
const char *screen_left(struct page *p, const struct visit *v);
/* "about 11 min left", rounded as people say it. */
const char *screen_minutes(struct page *p, int minutes);
/* "31,204 files" */
const char *screen_files(struct page *p, uint64_t n);
/* A disk in one line: size, make, the end of its number. */
const char *screen_medium(struct page *p, const struct backup_told_medium *m);
/* "[ yes  ]", "[  no  ]", "[ part ]" of what goes into a backup, and all of it as a line of the body. */
const char *screen_backing_mark(enum backing_mark m);
void screen_backing_sum(const struct visit *v, struct page *p);
/* The owner's USB memories as choices, and where there are some, `then` below them. to_write: those that
 * cannot be written to are off. */
void screen_memories(const struct visit *v, struct page *p, bool to_write, const char *then);
/* The bar of the check and the line under it (S07, S08, S09, S30). */
void screen_work(const struct visit *v, struct page *p);

#define SCREEN(NAME, lower)                                                                        \
	void lower##_draw(const struct visit *v, struct page *p);                                  \
	bool lower##_key(struct visit *v, int key);
#include "tui/screens/screens.def"
#undef SCREEN
