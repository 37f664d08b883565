/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads one Uninstall key. Must not judge versions. */
#pragma once

#include "scanners/probes/registry.h"

#define SOFTWARE_UNINSTALL "Microsoft\\Windows\\CurrentVersion\\Uninstall"

/* One fact per program that Windows itself would list: with a name, not a part of the system,
 * not an update of another program. bits: 64, 32 or NUMBER_ABSENT. */
void software_add(struct registry *r, const char *path, hive_key key, const char *scope,
		  int64_t bits);

/* One fact per package of the Windows store, by its full name: "Name_1.2.3.4_x64__id". */
void software_add_store(struct registry *r, const char *path, hive_key key);
