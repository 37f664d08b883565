/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Started by root, `kenshin` keeps no power: the broker is started for what needs root, what only
 * root may open is opened, a small process that stays root waits to put finished files in
 * place, and this process becomes a plain user before it hears the first word of a worker. */
#pragma once

#include "cli/options.h"
#include "cli/output.h"

/* A plain user is connected to the broker that systemd keeps (o->broker_fd), where there is one and
 * a disk is asked for. Else: *source_fd is the opened --image or --root (stays -1 for a
 * disk), o->broker_fd a broker, outputs are committed through the helper. outputs may be NULL. */
NODISCARD int rootless_begin(struct options *o, struct outputs *outputs, int *source_fd,
			     struct err *err);

/* Who that will be: for what is made before and written to afterwards. */
void rootless_user(unsigned *ret_uid, unsigned *ret_gid);

/* The same for a command that only reads saved files, which must be open by now: no source, no
 * broker. */
NODISCARD int rootless_reader(struct options *o, struct outputs *outputs, struct err *err);
