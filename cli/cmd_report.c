/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin report: a saved check-up as sheet, with the findings as they were saved. */
#include "cli/command.h"
#include "cli/replay.h"

int cmd_report(const struct options *o)
{
	return replay(o, false);
}
