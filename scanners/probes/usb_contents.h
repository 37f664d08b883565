/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies on a USB memory, as the probes of such a memory look at it: which names there are, told
 * apart as Windows does. Must not judge. */
#pragma once

#include "scanners/probes/hardening.h"
#include "scanners/readers/id_set.h"

#define WANT_ALL_NAMES                                                                             \
	{                                                                                          \
		PROBE_WANT_NAMES, "**", 0, true                                                    \
	}

/* Every file and every folder with a file in it. */
struct usb_names {
	struct id_set files, folders;
};

/* Reads the blob of WANT_ALL_NAMES; what could not be read makes the kind PARTIAL. */
void usb_names_read(struct facts *out, enum fact_kind kind, const struct probe_blob *blob,
		    struct usb_names *ret);
void usb_names_done(struct usb_names *n);

/* Is there a file, or a folder, of this path below the top? '/' between its parts; large and small
 * letters are one. */
bool usb_names_file(struct arena *a, const struct usb_names *n, const char *path);
bool usb_names_folder(struct arena *a, const struct usb_names *n, const char *path);
