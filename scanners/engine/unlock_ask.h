/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sends a worker to open a BitLocker volume with its password. Must not parse the volume. */
#pragma once

#include "scanners/broker/broker.h"
#include "scanners/engine/crew.h"

/* fd: the disk, O_RDONLY; the volume is size bytes at offset. secret: n bytes of UTF-8, a password or a recovery
 * key. *ret is what the broker needs; the caller has it in locked memory (core/base/secret.h).
 *   -EKEYREJECTED  it is neither
 *   -ENOKEY        no password opens it: a smart card, a key file or a PC's own chip does
 *   -EINPROGRESS   BitLocker is being put on or taken off
 *   -EPROTONOSUPPORT  a kind that nothing here opens
 *   -EILSEQ        what it tells about its keys is damaged, or it is cut off */
NODISCARD int unlock_ask(struct crew *crew, int fd, uint64_t offset, uint64_t size,
			 const char *secret, size_t n, struct broker_unlock *ret, struct err *err);
