/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S11: programs of the kind "remote", by the list of programs and by their traces. */
#define CHECK   check_remote_tools
#define KIND    "remote"
#define LISTED  "TeamViewer 15"
#define PRODUCT "anydesk"
#define TITLE   "AnyDesk"
#define WANT    ANSWER_CONCERN
#define ADVICE  "ask-remote-tool"

#include "tests/unit/scanners/checks/kind_bench.h"

static void more_cases(TCase *tc UNUSED)
{
}
