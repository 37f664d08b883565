/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values in and out of JSON objects, private to core/record. Putting keeps the order of calls;
 * getting treats the object as hostile: a missing or null value leaves *ret alone and returns 0,
 * a wrong type is ERR_FORMAT naming the key. */
#pragma once

#include <errno.h>
#include <jansson.h>

#include "core/base/err.h"
#include "core/model/checkup.h"

void json_put_text(json_t *o, const char *key, const char *text); /* NULL: null */
void json_put_size(json_t *o, const char *key, uint64_t n);       /* UINT64_MAX (unknown): null */
void json_put_number(json_t *o, const char *key, int64_t n);      /* NUMBER_ABSENT: null */
void json_put_time(json_t *o, const char *key, int64_t t);        /* TIME_ABSENT: null */
void json_put_flag(json_t *o, const char *key, enum flag flag);
void json_put_bool(json_t *o, const char *key, bool value);
/* "key": the English sentence, "key_phrase": {id, args}; both null when there is nothing to say. */
void json_put_phrase(json_t *o, const char *key, const struct phrase *p);

NODISCARD int json_get_text(const json_t *o, const char *key, struct arena *a, const char **ret,
			    struct err *err);
NODISCARD int json_get_size(const json_t *o, const char *key, uint64_t *ret, struct err *err);
NODISCARD int json_get_number(const json_t *o, const char *key, int64_t *ret, struct err *err);
NODISCARD int json_get_unsigned(const json_t *o, const char *key, unsigned max, unsigned *ret,
				struct err *err); /* above max: ERR_FORMAT */
NODISCARD int json_get_time(const json_t *o, const char *key, int64_t *ret, struct err *err);
NODISCARD int json_get_flag(const json_t *o, const char *key, enum flag *ret, struct err *err);
NODISCARD int json_get_bool(const json_t *o, const char *key, bool *ret, struct err *err);
/* Reads "key_phrase". */
NODISCARD int json_get_phrase(const json_t *o, const char *key, struct arena *a, struct phrase *ret,
			      struct err *err);
/* The array under key; *ret NULL when absent. More than max elements: ERR_LIMIT. */
NODISCARD int json_get_array(const json_t *o, const char *key, size_t max, const json_t **ret,
			     struct err *err);

/* The beginning of a text that fits into buf; "" when it is absent. */
NODISCARD int json_get_cut(const json_t *o, const char *key, char *buf, size_t size,
			   struct err *err);

/* A text by its name: for enums. Absent gives NULL. */
NODISCARD int json_get_name(const json_t *o, const char *key, const char **ret, struct err *err);

/* Ends the function at the first value that is of the wrong kind. */
#define TRY(call)                                                                                  \
	do {                                                                                       \
		int try_ = (call);                                                                 \
		if (try_ < 0)                                                                      \
			return try_;                                                               \
	} while (0)

/* Finds an enum value by its name with type_from_name(); unknown names are ERR_FORMAT. */
#define JSON_GET_ENUM(o, key, from_name, ret, err)                                                 \
	({                                                                                         \
		const char *name_ = NULL;                                                          \
		int r_ = json_get_name((o), (key), &name_, (err));                                 \
		if (r_ == 0 && name_ && !from_name(name_, (ret)))                                  \
			r_ = err_set((err), ERR_FORMAT, -EBADMSG, "\"%s\" has an unknown value",   \
				     (key));                                                       \
		r_;                                                                                \
	})
