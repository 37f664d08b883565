/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a data file of Outlook (.pst) is protected: the way its bytes are mixed, and whether Outlook asks
 * for a password before it opens it. Facts: [MS-PST] 2.2.2.6 (header), 2.2.2.7 and 2.2.2.8 (pages and
 * blocks), 2.3.1 to 2.3.3 (heap and properties), 2.4.3.3 (PidTagPstPassword). Reads a few pages, at
 * most PST_READS of them, however large the file is; never a mail. Of the password nothing is told
 * but that there is one. Needs no system call. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

#define PST_READS 128u
#define PST_BLOCK 8192u /* the largest piece that is asked for */

struct pst_source {
	/* n bytes (at most PST_BLOCK) from offset on; false when they cannot be had. */
	bool (*read)(void *arg, uint64_t offset, size_t n, void *to);
	void *arg;
	uint64_t size;
};

enum pst_form {
	PST_ANSI,    /* Outlook 97 to 2002: at most 2 GB */
	PST_UNICODE, /* Outlook 2003 on */
	PST_OTHER,   /* of a version that is not known here: its method may not be believed */
};

/* bCryptMethod. The first three keep nobody out: the tables are public. */
enum pst_method {
	PST_METHOD_NONE,
	PST_METHOD_PERMUTE,
	PST_METHOD_CYCLIC,
	PST_METHOD_PROTECTED, /* locked by Windows Information Protection */
	PST_METHOD_UNKNOWN,
};

enum pst_password { PST_PASSWORD_UNKNOWN, PST_PASSWORD_NO, PST_PASSWORD_YES };

struct pst {
	enum pst_form form;
	enum pst_method method;
	enum pst_password password; /* UNKNOWN: its place is damaged, locked or could not be read */
};

/* -EBADMSG: this is no such file; -EIO: its beginning could not be read. */
NODISCARD int pst_read(const struct pst_source *s, struct pst *ret, struct err *err);
