/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The virus protections of other makers: by which services and which values in the registry
 * they can be told. A table and a look-up; must not read anything itself. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ANTIVIRUS_SERVICES 4

struct antivirus_maker {
	const char *name;              /* as shown: "ESET" */
	const char *word, *other_word; /* in the name that it gives itself: "eset"; NULL: none */
	const char *service[ANTIVIRUS_SERVICES]; /* a trailing '*' stands for any end */
	const char *date_key, *date_value; /* in SOFTWARE, both views are tried; NULL: unknown */
	const char *version_value;         /* beside it, or NULL */
	bool day_first;                    /* the date is written 21-11-2026 */
};

extern const struct antivirus_maker antivirus_makers[];
extern const size_t antivirus_makers_n;

/* Does a service's name fit one of the maker's? */
bool antivirus_maker_has_service(const struct antivirus_maker *maker, const char *service);
/* The maker one of whose words is in this product's name, or NULL. */
const struct antivirus_maker *antivirus_maker_of(const char *product);
/* First date in a text: 20261120, 2026112003 (with the hour), 2026-11-20, 2026/11/20, or with day_first 20-11-2026. */
bool antivirus_parse_date(const char *text, bool day_first, int64_t *ret);
