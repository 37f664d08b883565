/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "Does this firm have a backup?": what its owner says (questions 11 and 12) beside what the PC shows of
 * copies (row L5), in one sentence each, and in a third one how they fit together. Pure. It never
 * decides who is right: a copy made by hand, or fetched from elsewhere, leaves no trace here. */
#pragma once

#include "core/model/checkup.h"

struct backup_said {
	struct phrase shows;    /* what the PC shows; nothing: nobody looked */
	struct phrase together; /* with the answer to 11; nothing without both */
	struct phrase tried;    /* with the answer "yes" to 12; else nothing */
	bool differ;            /* answer to 11, and what is shown */
};

/* copies, tried: what was said, before it was put together with the records; REPLY_NONE: not asked. */
void backup_said_make(const struct checkup *c, enum reply copies, enum reply tried,
		      struct backup_said *ret);

/* What the records suggest for question 12: PARTLY when no copy that could have been tried within a year
 * is to be seen, nor an outside disk that could hold one; else NONE. */
enum reply backup_said_tried(const struct checkup *c);
