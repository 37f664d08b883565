/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates of virus samples that makers keep elsewhere than in the one value of antivirus_makers.c: in
 * keys below keys, or in small files. Must not judge. */
#pragma once

#include "scanners/probes/registry.h"

/* clang-format off */
#define ANTIVIRUS_DATES_SMALL(want, path) { want, path, 1 << 20, true }
/* The files of antivirus_dates_file(), in this order, among those that a probe wants. */
#define ANTIVIRUS_DATES_FILES \
	ANTIVIRUS_DATES_SMALL(PROBE_WANT_FILE, \
		"Program Files/Bitdefender/Endpoint Security/update_statistics.xml"), \
	ANTIVIRUS_DATES_SMALL(PROBE_WANT_FILE, \
		"Program Files/Bitdefender/Bitdefender Endpoint Security/update_statistics.xml"), \
	ANTIVIRUS_DATES_SMALL(PROBE_WANT_FILE, \
		"Program Files/Bitdefender/Bitdefender Security/update_statistics.xml"), \
	ANTIVIRUS_DATES_SMALL(PROBE_WANT_FILE, \
		"Program Files/Avast Software/Avast/defs/aswdefs.ini"), \
	ANTIVIRUS_DATES_SMALL(PROBE_WANT_FILE, "Program Files/AVG/Antivirus/defs/aswdefs.ini"), \
	ANTIVIRUS_DATES_SMALL(PROBE_WANT_TREE, "ProgramData/Norton/**/definfo.dat"), \
	ANTIVIRUS_DATES_SMALL(PROBE_WANT_TREE, \
		"ProgramData/Symantec/Symantec Endpoint Protection/*/Data/Definitions/*/definfo.dat")
/* clang-format on */

/* Out of SOFTWARE, both views; maker as in antivirus_makers[]. TIME_ABSENT when there is none. */
int64_t antivirus_dates_key(struct registry *r, const char *maker);
/* Out of the maker's files; first: which of the probe's blobs is the first of the list above. */
int64_t antivirus_dates_file(const struct probe_input *in, size_t first, const char *maker);
