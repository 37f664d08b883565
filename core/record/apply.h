/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One JSON object into the check-up, shared by lines and document. Private to core/record. */
#pragma once

#include "core/record/encode.h"

/* Bytes of the arena at which reading ends: the process must not die of a hostile file. */
#define APPLY_ARENA_MAX ((size_t)128 << 20)

NODISCARD int apply_begin(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_disk(struct checkup *c, const json_t *disk, const json_t *volumes_of,
			 struct err *err); /* volumes_of: the object with "volumes" */
NODISCARD int apply_system(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_fact(struct checkup *c, const json_t *o, const char *kind, struct err *err);
NODISCARD int apply_fact_state(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_finding(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_hit(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_malware(struct checkup *c, const json_t *o, struct err *err);
/* The same of USB memories that were put in. */
NODISCARD int apply_usb_hit(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_usb_malware(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_gap(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_answer(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_case(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_backup(struct checkup *c, const json_t *o, struct err *err);
NODISCARD int apply_sandbox(struct checkup *c, const json_t *o, struct err *err);

/* The state of one kind of fact into facts. */
NODISCARD int apply_state(struct facts *facts, enum fact_kind kind, const json_t *o,
			  struct err *err);

/* Parses n bytes of one object. *ret: new reference. Never repeats the input in its message. */
NODISCARD int apply_parse(const char *text, size_t n, json_t **ret, struct err *err);

/* document.c: fills c from what record_document() made. */
NODISCARD int document_apply(struct checkup *c, const json_t *doc, struct err *err);
