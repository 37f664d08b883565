/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of the dates that Windows keeps of a USB device tells best when it was last there, and what
 * that date is. Pure like the checks. */
#pragma once

#include "scanners/checks/judging.h"

enum usb_date_what {
	USB_DATE_ARRIVAL, /* last plugged in (property 0066) */
	USB_DATE_SET_UP,  /* its driver was set up (0064, 0065) */
	USB_DATE_RECORD,  /* last write of its key: also a feature update writes there */
};

struct usb_date {
	enum usb_date_what what;
	int64_t at; /* TIME_ABSENT: no date */
};

/* The best date of a device. True when a date that lies after the visit was left out: the odd
 * date of one device may not stand for all. */
bool usb_date_of(const struct fact_usb_storage *f, const struct judge_env *env,
		 struct usb_date *ret);
