/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check-up as JSON: one record a line (live stream and save file are the same thing), and
 * one document (what --json prints). docs/records.md describes both; CHECKUP_SCHEMA counts
 * their incompatible changes. Reading treats its input as hostile: sizes have ceilings, unknown
 * records and fields are skipped, a wrong type is ERR_FORMAT. Must not open files. */
#pragma once

#include <jansson.h>
#include <stdio.h>

#include "core/base/err.h"
#include "core/model/checkup.h"

#define RECORD_LINE_MAX     ((size_t)1 << 20)
#define RECORD_FINDINGS_MAX 5000

/* Receives each finished line, without the newline; the text is borrowed. */
struct record_sink {
	void (*line)(void *arg, const char *json, size_t n);
	void *arg;
};

/* --- writing: each makes one record and hands it to the sink ------------------------------ */
void record_begin(const struct record_sink *s,
		  const struct checkup *c); /* schema, tool, started, source */
void record_disk(const struct record_sink *s, const struct disk *d); /* with its volumes */
void record_system(const struct record_sink *s, const struct checkup *c, unsigned system);
void record_fact(const struct record_sink *s, unsigned system, const struct fact *f);
void record_fact_state(const struct record_sink *s, unsigned system, enum fact_kind kind,
		       enum fact_state state, const struct phrase *reason);
void record_facts(const struct record_sink *s, unsigned system, const struct facts *facts);
void record_finding(const struct record_sink *s, const struct finding *f);
void record_hit(const struct record_sink *s, const struct hit *h);
void record_malware(const struct record_sink *s, const struct malware *m);
/* The same of USB memories that were put in during the visit. */
void record_usb_hit(const struct record_sink *s, const struct hit *h);
void record_usb_malware(const struct record_sink *s, const struct malware *m);
void record_gap(const struct record_sink *s, const struct gap *g);
void record_answer(const struct record_sink *s, const struct answer *a);
void record_sandbox(const struct record_sink *s, const struct sandbox_report *sandbox);
void record_case(const struct record_sink *s, const struct checkup *c);
void record_end(const struct record_sink *s, bool partial);
/* All of c but its end: whether it came to one is the caller's to say. */
void record_checkup(const struct record_sink *s, const struct checkup *c);

/* Live only, never saved. stage: "disks", "facts", "samples", "malware". area: a folder word for
 * the screen ("Downloads"), a message id. seconds_left < 0: unknown. */
struct progress {
	const char *stage, *area;
	uint64_t done, total; /* bytes for malware, steps otherwise */
	uint64_t files, files_total;
	unsigned hits;
	int64_t seconds_left;
};
void record_progress(const struct record_sink *s, const struct progress *p);

/* --- reading ------------------------------------------------------------------------------ */
/* Applies one line to c. A progress record goes to *ret_progress (texts live in c->arena until
 * the next call; may be NULL). Returns 1 when it was progress, 0 for the rest. */
NODISCARD int record_apply(struct checkup *c, const char *line, size_t n,
			   struct progress *ret_progress, struct err *err);

/* What was seen on a USB memory (the check-up `usb` of that memory alone) becomes part of the visit
 * `to`: its systems, facts and findings under numbers of their own, its virus check in to->usb, what was
 * not looked at among the gaps. Nothing else of `to` changes. ERR_LIMIT when `to` has no room for
 * another memory; then it is as before. */
NODISCARD int record_take_usb(struct checkup *to, const struct checkup *usb, struct err *err);

/* One fact out of a worker's line, into facts; anything but "fact" and "fact-state" is ERR_FORMAT.
 */
NODISCARD int record_apply_fact(struct facts *facts, const char *line, size_t n, struct err *err);

/* Whole save file from a stream, into a fresh c: lines of records, or the document of --json. A
 * file without an end record gives c->finished = false. ERR_FORMAT also for an empty one,
 * ERR_LIMIT above RECORD_FILE_MAX, ERR_UNSUPPORTED for a schema newer than ours. */
#define RECORD_FILE_MAX ((size_t)64 << 20)
NODISCARD int record_load(struct checkup *c, FILE *in, struct err *err);

/* Phrases, for those who add fields of their own to a document (the sheet). */
json_t *record_phrase(const struct phrase *p); /* new reference; JSON null for no phrase */
NODISCARD int record_parse_phrase(struct arena *a, json_t *j, struct phrase *ret);

/* Adds "key": the sentence in English (exact values, dates in UTC) and "key_phrase": its id and
 * values, which is what record_load() reads again. Both null for no phrase. */
void record_put_phrase(json_t *object, const char *key, const struct phrase *p);

/* JSON as text, malloc'ed, terminated: one line, or indented. Characters that could steer a
 * terminal are written as \uNNNN. ret_n may be NULL. */
char *record_text(const json_t *j, bool indented, size_t *ret_n);

/* One line of a list of disks (kenshin disks --records). Returns 1 for a record of another kind. */
NODISCARD int record_parse_disk(struct arena *a, const char *line, size_t n, struct disk *ret,
				struct err *err);

/* The one document of --json: everything in c, keys in a fixed order. New reference. Grade and
 * actions are added by core/checklist (sheet_document). */
json_t *record_document(const struct checkup *c);
