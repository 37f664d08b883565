/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One question to a reader worker and its answer, checked. Private to reader_*.c. */
#pragma once

#include "scanners/engine/reader_client.h"
#include "scanners/engine/wire.h"

struct reader_message {
	struct reader_answer answer;
	char table[READER_TABLE_MAX];
};

/* Starts the worker if there is none and waits until it has opened the volume. */
NODISCARD int reader_revive(struct reader *r, struct err *err);
/* Asks; *ret is valid on 0 and when the reader said no. ret_fd: -1 or a descriptor that the caller
 * closes; NULL: none may come. ERR_INTERNAL when the worker died, hung or talked nonsense: it is
 * gone then (r->worker.sock == -1). */
NODISCARD int reader_exchange(struct reader *r, const struct reader_ask *ask,
			      struct reader_message *ret, int *ret_fd, struct err *err);
/* Ends the worker and says why the answer can't be used. */
int reader_give_up(struct reader *r, const char *why, struct err *err);

NODISCARD bool reader_stat_from(const struct wire_stat *w, struct volume_stat *ret);
/* Size of a sealed memory file, or -1 when it is none or larger than ceiling. */
int64_t reader_sealed_size(int fd, uint64_t ceiling);
