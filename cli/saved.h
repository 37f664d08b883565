/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Save files and answer files of the command line. Sizes have ceilings, contents are hostile. */
#pragma once

#include "cli/options.h"
#include "core/base/err.h"
#include "core/model/checkup.h"
#include "core/record/record.h"

/* Opens a file to read, before power is given up: reading comes afterwards. NULL with err set. */
FILE *saved_open(const char *path, struct err *err);

/* Fills c (fresh from checkup_init()) from a save file or a document. Closes f; path is for
 * messages. */
NODISCARD int saved_load(struct checkup *c, FILE *f, const char *path, struct err *err);

/* Every record of c in the order in which a run makes them, the last one "end". */
void saved_records(const struct checkup *c, const struct record_sink *sink);

/* Answers into c. The file: lines "QUESTION REPLY" with # for remarks, or records of which only
 * the answers count, or a document. ERR_FORMAT names the line. Closes f. */
NODISCARD int saved_answers(struct checkup *c, FILE *f, const char *path, struct err *err);
