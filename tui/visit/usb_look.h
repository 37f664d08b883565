/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A USB memory of the owner's that is looked at (S29), as the visit sees it: which was chosen, how far it
 * is, what came out. What came out becomes a part of the visit's own check-up when the sheet is made.
 * Pure: the app starts `kenshin check --usb-memory` and tells its lines here. */
#pragma once

#include "core/model/carry.h"
#include "core/model/checkup.h"
#include "core/record/record.h"

#define USB_LOOKED_MAX 4 /* memories of one visit */

enum usb_step { USB_CHOOSE, USB_RUNNING, USB_STOPPING, USB_OVER };
enum usb_end { USB_END_WHOLE, USB_END_PARTIAL, USB_END_LOST };

struct usb_look {
	enum usb_step step;
	enum usb_end end;       /* OVER: how */
	struct carry_memory of; /* the one in hand */
	struct checkup *hand;   /* what is being told of it; NULL: nothing */
	struct checkup *looked[USB_LOOKED_MAX];
	unsigned n,
	    taken; /* how many were looked at; how many of them are in the visit's check-up */
	unsigned percent;
	const char *area; /* message id: where it is now */
	char area_text[64];
};

struct visit;

/* S29 opens: which one? */
void usb_look_open(struct visit *v);
/* Index in v->carrying.memory. False when there is no room for another one. */
bool usb_look_start(struct visit *v, unsigned i);
NODISCARD int usb_look_record(struct visit *v, const char *line, size_t n, struct err *err);
/* No more lines come. whole, cut: as its end says. */
void usb_look_ended(struct visit *v, bool whole, bool cut);
/* One that an earlier kiosk looked at; takes it over. */
void usb_look_found(struct visit *v, struct checkup *c);
/* Into the visit's check-up, those that are not in it yet. */
void usb_look_take(struct visit *v);
/* A new check of the PC begins with an empty check-up. */
void usb_look_untaken(struct visit *v);
/* The last one that was looked at, or NULL. */
const struct checkup *usb_look_last(const struct visit *v);
void usb_look_done(struct usb_look *l);
