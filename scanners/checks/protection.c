/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See protection.h. */
#include "scanners/checks/protection.h"

#include <string.h>

#define SERVICE_DISABLED 4

bool protection_is_defender(const struct fact_antivirus *f)
{
	return f->name && !strcmp(f->name, PROTECTION_DEFENDER);
}

const char *protection_name(const struct fact_antivirus *f)
{
	if (protection_is_defender(f))
		return "Microsoft Defender";
	return f->name && *f->name ? f->name : "?";
}

/* Defender's service must be there for its default to count: since Windows 8 it is part of
 * Windows, before it looked for spyware only. */
static bool on_by_default(const struct fact_antivirus *f, int64_t build)
{
	return protection_is_defender(f) && build != NUMBER_ABSENT && build >= BUILD_8 &&
	       f->service_start != NUMBER_ABSENT && f->service_start < SERVICE_DISABLED;
}

enum protection protection_of(const struct fact_antivirus *f, int64_t build)
{
	if (f->enabled == FLAG_NO || f->realtime == FLAG_NO || f->service_start == SERVICE_DISABLED)
		return PROTECTION_OFF;
	if (f->enabled == FLAG_YES || f->realtime == FLAG_YES)
		return PROTECTION_ON;
	return on_by_default(f, build) ? PROTECTION_DEFAULT : PROTECTION_UNKNOWN;
}
