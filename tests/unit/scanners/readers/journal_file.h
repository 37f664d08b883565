/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of the journal of systemd: a file made by mkjournal.py from a spec. */
#pragma once

#include "core/base/util.h"
#include "tests/unit/scanners/readers/fixtures.h"

static inline struct bytes journal_make(const char *spec, const char *options)
{
	char cwd[2048];
	const char *src = getenv("KENSHIN_SRC");

	ck_assert(getcwd(cwd, sizeof(cwd)));
	fixtures_text("journal.spec", spec);
	fixtures_run("python3 \"%s/tests/fixtures/tools/mkjournal.py\" journal.spec a.journal %s",
		     src ? src : cwd, options);
	return fixtures_load("a.journal");
}

#define STICK_IN(day, port, serial)                                                                \
	"2026-11-" day "T01:00:00Z kernel usb " port ": New USB device found, idVendor=0951\n"     \
	"2026-11-" day "T01:00:00Z kernel usb " port ": Product: Stick\n"                          \
	"2026-11-" day "T01:00:00Z kernel usb " port ": SerialNumber: " serial "\n"                \
	"2026-11-" day "T01:00:01Z kernel usb-storage " port ":1.0: USB Mass Storage device "      \
	"detected\n"
