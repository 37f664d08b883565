/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One sentence per kind of error. */
#include "scanners/engine/because.h"

const char *because_of(enum err_kind kind)
{
	switch (kind) {
	case ERR_IO: return N_("because places on the disk could not be read");
	case ERR_FORMAT: return N_("because its structure is damaged");
	case ERR_LIMIT: return N_("because it took too long or was too large");
	case ERR_DENIED: return N_("because this user may not read it");
	case ERR_UNSUPPORTED: return N_("because this tool cannot read this kind yet");
	case ERR_INTERNAL: return N_("because the part that reads it stopped");
	case ERR_NONE: break;
	}
	return N_("because this part could not be read");
}
