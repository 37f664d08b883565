/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin judge: saved facts judged again, without the disk. */
#include "cli/command.h"
#include "cli/replay.h"
#include "scanners/checks/check.h"

int cmd_judge(const struct options *o)
{
	for (size_t i = 0; i < o->n_only; i++)
		if (strcmp(o->only[i], "malware") != 0 && !check_by_id(o->only[i]))
			return command_usage(
			    o, "--only %s: no check has this id (see kenshin list)", o->only[i]);
	return replay(o, true);
}
