/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See usb_register.h. */
#include "scanners/checks/usb_register.h"

struct verdict usb_register_missing(const struct device_register *list)
{
	struct verdict v = judging_unseen(
	    N_("because there is no list of the firm's own USB memories on this stick"));

	if (list && list->state == DEVICE_REGISTER_BROKEN && list->line)
		v.reason =
		    phrase_of(N_("because line {0} of the firm's list of USB memories could not be "
				 "understood"),
			      1, PHRASE_NUMBER(list->line));
	else if (list && list->state == DEVICE_REGISTER_BROKEN)
		v.reason = PHRASE(N_("because the firm's list of USB memories could not be read"));
	return v;
}
