/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rpm's list of packages as SQLite keeps it (rpmdb.sqlite; Fedora since 33, Red Hat Enterprise
 * Linux and its kin since 9). Its older form (BerkeleyDB, "Packages") and that of openSUSE (ndb,
 * "Packages.db") are not read. What a second file ("-wal") holds is not seen: whoever has one with
 * something in it has not seen all. */
#pragma once

#include "scanners/readers/rpm_header.h"

#define RPM_DB_MAX ((size_t)256 << 20)

typedef void rpm_package_fn(void *arg, const struct rpm_package *package);

/* Calls each for every package that can be read; its texts last as long as the call. An error:
 * these were not all (damaged, cut, too many); packages may have been told before it. */
NODISCARD int rpm_db_read(struct bytes file, rpm_package_fn *each, void *arg, struct err *err);
