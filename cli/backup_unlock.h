/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owner's disk when it is locked (BitLocker): its password asked for, given to a worker without power,
 * and what that found told to the broker. The password is wiped as soon as a worker had it; what it
 * found is kept in locked memory until the backup is over, because the disk is opened once to write and
 * once to read back. */
#pragma once

#include "cli/options.h"
#include "core/model/carry.h"
#include "scanners/broker/broker.h"

struct backup_unlock {
	struct broker_unlock *how; /* NULL: the disk is not locked */
	struct carry_target part;  /* as the owner chose it */
};

/* True when a target is a locked disk. */
bool backup_unlock_needed(const struct carry_target *medium);
/* Asks for the password (--pass-fd, or the terminal) and opens the disk. *medium is then what is inside of it,
 * by its type. Errors as unlock_ask() and broker_unlock() have them; -EKEYREJECTED, too, when nobody
 * gave a password. */
NODISCARD int backup_unlock_begin(struct backup_unlock *u, const struct options *o,
				  struct carry_target *medium, struct err *err);
/* What is inside once more, to read back: a descriptor, O_RDONLY. */
NODISCARD int backup_unlock_again(const struct backup_unlock *u, int broker, struct err *err);
/* Wipes. Harmless when there is nothing. */
void backup_unlock_done(struct backup_unlock *u);
