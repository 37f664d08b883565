/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is a file named as holding personal data: a list of names, wages, a CV, My Numbers? Names only, as
 * people read them (file_names.h). What stands in the file is nobody's business here. */
#pragma once

#include "scanners/probes/file_names.h"

enum personal_names_kind {
	PERSONAL_NAMES_OTHER,
	PERSONAL_NAMES_DATA,
	PERSONAL_NAMES_NUMBERS, /* My Numbers: the law asks the most for these */
};

/* name: the last part of a path. ret_lockable: is it of a kind that can have a password? */
enum personal_names_kind personal_names_kind(struct arena *a, const char *name, bool *ret_lockable);
