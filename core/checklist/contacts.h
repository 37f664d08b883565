/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom to call: signatures/contacts.csv, content with a date. Must not open files: the caller
 * hands over the bytes. */
#pragma once

#include "core/base/err.h"
#include "core/model/phrase.h"

#define CONTACTS_MAX      16
#define CONTACTS_FILE_MAX ((size_t)65536)

enum contact_language { CONTACT_JA, CONTACT_EN, CONTACT_LANGUAGES };

struct contact {
	const char *id; /* "chamber", "ipa-company", ... */
	/* by language; "" when there is nothing to say */
	const char *situation[CONTACT_LANGUAGES];
	const char *name[CONTACT_LANGUAGES];
	const char *hours[CONTACT_LANGUAGES];
	const char *how;     /* phone, mail, address; "" is a blank to write in */
	const char *checked; /* ISO date on which somebody looked it up, "" never */
	bool verified;       /* false: never printed for a client */
};

struct contacts {
	struct contact contact[CONTACTS_MAX];
	unsigned n;
	int64_t date; /* of the list; TIME_ABSENT when there is none */
};

/* Reads the CSV (UTF-8, quoted fields allowed, "# date: 2026-11-21" in the first lines). Texts
 * live in a. On an error ret is empty. */
NODISCARD int contacts_parse(struct arena *a, const char *csv, size_t n, struct contacts *ret,
			     struct err *err);
