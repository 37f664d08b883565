/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The firm's own list of USB memories, as two checks use it. Pure. */
#pragma once

#include "core/model/known_device.h"
#include "scanners/checks/judging.h"

/* COULD NOT LOOK with the reason, when there is no list that can be used: then nothing can be said
 * about a device. list may be NULL. */
struct verdict usb_register_missing(const struct device_register *list);
