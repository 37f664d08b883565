/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The record names of the model's enums. */
#include "core/model/names.h"

#include "core/model/checkup.h"

NAMES(fact_state, enum fact_state, "not-collected", "collected", "partial", "failed")
NAMES(answer_kind, enum answer_kind, "ok", "notice", "concern", "danger", "not-applicable",
      "could-not-look")
NAMES(reply, enum reply, "none", "yes", "partly", "no", "unknown", "not-used")
NAMES(volume_state, enum volume_state, "readable", "locked", "unreadable", "unsupported", "empty")
NAMES(system_kind, enum system_kind, "windows", "linux", "usb-memory", "macos", "locked")
NAMES(malware_state, enum malware_state, "not-run", "complete", "partial", "failed")

int answer_kind_rank(enum answer_kind kind)
{
	static const int rank[ANSWER_KINDS] = {
		[ANSWER_DANGER] = 5, [ANSWER_CONCERN] = 4, [ANSWER_COULD_NOT_LOOK] = 3,
		[ANSWER_NOTICE] = 2, [ANSWER_OK] = 1,      [ANSWER_NOT_APPLICABLE] = 0,
	};

	return (unsigned)kind < ANSWER_KINDS ? rank[kind] : 3;
}
