/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See known_device.h. */
#include "core/model/known_device.h"

#include <string.h>

const struct known_device *device_register_find(const struct device_register *r, const char *serial)
{
	for (size_t i = 0; r && serial && i < r->n; i++)
		if (!strcasecmp(r->device[i].serial, serial))
			return &r->device[i];
	return NULL;
}
