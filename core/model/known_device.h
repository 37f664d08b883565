/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The firm's own register of USB devices, as the checks see it; signatures/usb_register.h reads it
 * from its file. Plain records: texts belong to whoever made them. */
#pragma once

#include <stddef.h>

/* UNKNOWN: somebody asked, and nobody knew. */
enum device_holder { DEVICE_HOLDER_COMPANY, DEVICE_HOLDER_PRIVATE, DEVICE_HOLDER_UNKNOWN };

struct known_device {
	const char *serial; /* as Windows shows it, without the "&0" behind it */
	enum device_holder holder;
	const char *label; /* what is written on it: "USB-03", or "" */
};

enum device_register_state {
	DEVICE_REGISTER_NONE, /* there is none */
	DEVICE_REGISTER_READ,
	DEVICE_REGISTER_BROKEN, /* there is one, and it could not be read or understood */
};

struct device_register {
	enum device_register_state state;
	const struct known_device *device;
	size_t n;
	unsigned line; /* BROKEN: the first line that was not understood, 0 when none was read */
};

/* The row of a serial, without regard to case; NULL when it is not listed. */
const struct known_device *device_register_find(const struct device_register *r,
						const char *serial);
