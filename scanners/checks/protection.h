/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which virus protections are at work, as far as the settings tell. Shared by the two antivirus
 * checks, so that they never differ. */
#pragma once

#include "scanners/checks/judging.h"

#define PROTECTION_DEFENDER "defender"

enum protection {
	PROTECTION_OFF,
	PROTECTION_UNKNOWN, /* the settings do not tell */
	PROTECTION_DEFAULT, /* nothing set: Windows' own way, which is on since Windows 8 */
	PROTECTION_ON,
};

enum protection protection_of(const struct fact_antivirus *f, int64_t build);
bool protection_is_defender(const struct fact_antivirus *f);
/* "Microsoft Defender", or the maker's name. Never NULL. */
const char *protection_name(const struct fact_antivirus *f);
