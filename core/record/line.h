/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One record as one line, private to core/record: {"record": TYPE, ...}. */
#pragma once

#include "core/record/json.h"
#include "core/record/record.h"

/* A new record of that type; the caller adds its keys and gives it to record_send(). */
json_t *record_open(const char *type);

/* Hands it to the sink and frees it. False when the line would be longer than a reader takes
 * (RECORD_LINE_MAX); nothing was sent then. */
bool record_send(const struct record_sink *s, json_t *o);

/* A record of that type which is this thing and nothing else: encode() adds the thing's keys. */
#define RECORD_SEND(s, type, encode, thing)                                                        \
	({                                                                                         \
		json_t *o_ = record_open(type);                                                    \
		encode(o_, (thing));                                                               \
		record_send((s), o_);                                                              \
	})

/* A type of records, and how it is read into the place `ret`, which stays as it is on an error. */
struct record_reader {
	const char *type;
	int (*read)(const json_t *o, void *ret, struct err *err);
	void *ret;
};

/* The record in a line of n bytes by the reader of its type. *ret: which of the n_readers it was,
 * counted from 1, or 0 when it is of another type. -EBADMSG when it is no record. */
NODISCARD int record_read(const char *line, size_t n, const struct record_reader *readers,
			  size_t n_readers, unsigned *ret, struct err *err);
