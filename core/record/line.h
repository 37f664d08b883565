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

/* The record in a line of n bytes, to be freed with json_decref(), and its type, which lives as long
 * and is "" when it names none. -EBADMSG when it is no record. */
NODISCARD int record_take(const char *line, size_t n, json_t **ret, const char **ret_type,
			  struct err *err);
