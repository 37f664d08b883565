/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of enum values in records, for ever. Private to core/model. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline bool name_find(const char *const *names, size_t n, const char *name, size_t *ret)
{
	for (size_t i = 0; name && i < n; i++)
		if (!strcmp(names[i], name)) {
			*ret = i;
			return true;
		}
	return false;
}

/* Defines type_name() and type_from_name() over an array of all names in order. */
#define NAMES(prefix, type, ...)                                                                   \
	static const char *const prefix##_names[] = { __VA_ARGS__ };                               \
	const char *prefix##_name(type v)                                                          \
	{                                                                                          \
		return (size_t)v < sizeof(prefix##_names) / sizeof(*prefix##_names)                \
			   ? prefix##_names[v]                                                     \
			   : "unknown";                                                            \
	}                                                                                          \
	bool prefix##_from_name(const char *name, type *ret)                                       \
	{                                                                                          \
		size_t i;                                                                          \
                                                                                                   \
		if (!name_find(prefix##_names, sizeof(prefix##_names) / sizeof(*prefix##_names),   \
			       name, &i))                                                          \
			return false;                                                              \
		*ret = (type)i;                                                                    \
		return true;                                                                       \
	}
