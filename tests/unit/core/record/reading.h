/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A check-up into lines or a document, and lines into a check-up. */
#pragma once

#include <stdio.h>

#include "core/base/str.h"
#include "tests/unit/core/record/sample_checkup.h"
#include "tests/unit/suite.h"

static inline void collect(void *arg, const char *json, size_t n)
{
	str_addn(arg, json, n);
	str_addc(arg, '\n');
	ck_assert_ptr_null(memchr(json, '\n', n));
}

static inline void write_lines(const struct checkup *c, struct str *out)
{
	const struct record_sink sink = { collect, out };

	sample_write(c, &sink);
}

static inline int load(struct checkup *c, const char *text, size_t n, struct err *err)
{
	FILE *f = fmemopen((char *)(uintptr_t)text, n ? n : 1, "r");
	int r;

	if (n == 0)
		(void)fgetc(f);
	checkup_init(c);
	r = record_load(c, f, err);
	fclose(f);
	return r;
}

static inline char *document(const struct checkup *c)
{
	json_t *doc = record_document(c);
	char *text = record_text(doc, true, NULL);

	json_decref(doc);
	return text;
}
