/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See usb_dates.h. */
#include "scanners/checks/usb_dates.h"

#include "core/base/util.h"

/* The later of two dates; one that lies after the visit is none. */
static int64_t later(int64_t a, int64_t b, const struct judge_env *env, bool *odd)
{
	if (a != TIME_ABSENT && judging_age(env, a).future) {
		*odd = true;
		a = TIME_ABSENT;
	}
	if (b != TIME_ABSENT && judging_age(env, b).future) {
		*odd = true;
		b = TIME_ABSENT;
	}
	return MAX(a, b);
}

bool usb_date_of(const struct fact_usb_storage *f, const struct judge_env *env,
		 struct usb_date *ret)
{
	bool odd = false;
	int64_t seen = later(f->last_arrival, TIME_ABSENT, env, &odd);
	int64_t set_up = later(f->installed, f->first_installed, env, &odd);
	int64_t record = later(f->key_written, TIME_ABSENT, env, &odd);

	if (seen != TIME_ABSENT)
		*ret = (struct usb_date){ USB_DATE_ARRIVAL, seen };
	else if (set_up != TIME_ABSENT)
		*ret = (struct usb_date){ USB_DATE_SET_UP, set_up };
	else
		*ret = (struct usb_date){ USB_DATE_RECORD, record };
	return odd;
}
