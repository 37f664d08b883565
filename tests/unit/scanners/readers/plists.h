/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For tests: a property list out of a line of Python, by Python's own plistlib. */
#pragma once

#include "tests/unit/scanners/readers/fixtures.h"

/* value: Python, with D(2026, 11, 18) for a date; binary: else XML. */
static inline struct bytes plist_make(const char *value, bool binary)
{
	char script[8192];

	snprintf(
	    script, sizeof(script),
	    "import plistlib, datetime\nD = datetime.datetime\nwith open('a.plist', 'wb') as f:\n"
	    "    plistlib.dump(%s, f, fmt=plistlib.%s, sort_keys=False)\n",
	    value, binary ? "FMT_BINARY" : "FMT_XML");
	fixtures_text("make.py", script);
	fixtures_run("python3 make.py");
	return fixtures_load("a.plist");
}
