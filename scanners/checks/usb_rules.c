/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See usb_rules.h. */
#include "scanners/checks/usb_rules.h"

#define SERVICE_DISABLED 4

const char *usb_rules_shut(const struct fact_usb_policy *p)
{
	if (p->deny_all == FLAG_YES)
		return N_("every kind of removable storage is refused");
	if (p->deny_read == FLAG_YES && p->deny_write == FLAG_YES)
		return N_("reading and writing on removable disks are refused");
	/* A system without the second driver has nothing to turn off. */
	if (p->usbstor_start == SERVICE_DISABLED &&
	    (p->uaspstor_start == SERVICE_DISABLED || p->uaspstor_start == NUMBER_ABSENT))
		return N_("the drivers for USB storage are turned off");
	return NULL;
}

const char *usb_rules_half_shut(const struct fact_usb_policy *p)
{
	if (p->deny_write == FLAG_YES)
		return N_("only writing is refused");
	if (p->write_protect == FLAG_YES)
		return N_("removable disks are write-protected, but can be read");
	if (p->deny_read == FLAG_YES)
		return N_("only reading is refused");
	if (p->usbstor_start == SERVICE_DISABLED)
		return N_("USB memories are turned off, fast outside disks are not");
	if (p->uaspstor_start == SERVICE_DISABLED)
		return N_("fast outside disks are turned off, USB memories are not");
	if (p->deny_execute == FLAG_YES)
		return N_("only starting programs from them is refused");
	return NULL;
}

const char *usb_rules_new_refused(const struct fact_usb_policy *p)
{
	if (p->new_refused != FLAG_YES)
		return NULL;
	if (p->listed == FLAG_YES)
		return N_("only devices on Windows' list are let in anew; those known before still "
			  "work");
	if (p->retroactive == FLAG_YES)
		return N_("new devices are refused, and known ones from now on as well");
	return N_("new devices are refused; those known before still work");
}
