/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the probes of USB devices have in common: names, serials and dates as Windows writes them.
 * Must not judge. */
#pragma once

#include "scanners/probes/registry.h"

/* Who a device is. Texts live in the arena; NULL: not told. */
struct usb_identity {
	const char *vendor, *product, *serial;
	enum flag own_serial; /* NO: the second letter is an '&', Windows made the serial up */
};

/* Out of "Disk&Ven_BUFFALO&Prod_SSD-PG&Rev_1.00" and "AA0102&0". */
struct usb_identity usb_identity(struct arena *a, const char *class_name, const char *instance);
/* Out of one id, parts joined by '\\' or '#': "USBSTOR#Disk&Ven_...#AA0102&0#{...}". False when it
 * holds no USBSTOR disk. */
bool usb_identity_of_id(struct arena *a, const char *id, struct usb_identity *ret);
enum flag usb_own_serial(const char *instance);

/* A device's FriendlyName or description, without the place of its text; NULL for none. */
const char *usb_name(struct registry *r, hive_key device);

/* Properties 0064 to 0067, each TIME_ABSENT when Windows kept none or something odd. */
struct usb_dates {
	int64_t installed, first_installed, last_arrival, last_removal, key_written;
};
struct usb_dates usb_dates(struct registry *r, hive_key device);
