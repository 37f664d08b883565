/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A printer's keywords (IPP printer-state-reasons, RFC 8011 section 5.4.12 and CUPS' own) turned
 * into our reasons. Pure. */
#pragma once

#include <stddef.h>

#include "core/model/printing.h"

struct print_reasons {
	enum print_reason reason;     /* the one that is most in the way; NONE */
	bool connecting;              /* not yet connected: with time this is OFFLINE */
	bool at_printer;              /* all was sent, the printer works on it */
	char own[PRINT_TEXT_MAX + 1]; /* the keyword that reason was made of */
};

/* Starts empty: struct print_reasons r = { 0 }. Takes one keyword more; the weightier wins. */
void print_reasons_add(struct print_reasons *r, const char *keyword);
