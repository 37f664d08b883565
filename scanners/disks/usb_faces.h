/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the device behind a disk on USB says it is: its interfaces, as the kernel has read them. A
 * memory that is also a keyboard types by itself. Out of sysfs alone: must not open a device, needs no
 * root; the root of sysfs is an argument so that tests can make their own. Facts: the kernel's
 * Documentation/ABI/{stable,testing}/sysfs-bus-usb; classes: usb.org, "Defined Class Codes". */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

enum usb_use {
	USB_USE_STORAGE,
	USB_USE_KEYBOARD, /* also a device for input that does not say which */
	USB_USE_POINTER,
	USB_USE_NETWORK,
	USB_USE_OTHER,
	USB_USES,
};
/* "storage", "keyboard", "pointer", "network", "other". */
const char *usb_use_name(enum usb_use use);

struct usb_faces {
	bool own[USB_USES];    /* the device itself */
	bool beside[USB_USES]; /* devices that came with it on a hub, put in at the same moment */
	bool cut; /* not all of the hub's devices could be seen, or whose they are is not sure */
};

/* sysfs NULL: "/sys". disk: kernel name ("sdb"). -ENODEV (ERR_UNSUPPORTED) when the disk is not on
 * USB, ERR_IO when what it says could not be read. */
NODISCARD int usb_faces_read(const char *sysfs, const char *disk, struct usb_faces *ret,
			     struct err *err);
