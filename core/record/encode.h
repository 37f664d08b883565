/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Model to JSON objects and back, private to core/record: the one place that knows the keys.
 * encode_x adds the keys of x to an object, always all of them and always in the same order;
 * decode_x reads them again. Lines and the document are both made of these. */
#pragma once

#include "core/record/json.h"

#define USERS_MAX 1000

void encode_disk(json_t *o, const struct disk *d); /* without its volumes */
void encode_volume(json_t *o, const struct volume_info *v);
void encode_system(json_t *o, const struct client_system *s, unsigned system); /* without users */
void encode_user(json_t *o, const struct client_user *u);
void encode_fact(json_t *o, const struct fact *f); /* without its kind */
void encode_finding(json_t *o, const struct finding *f);
void encode_hit(json_t *o, const struct hit *h);
void encode_malware(json_t *o, const struct malware *m); /* without hits */
void encode_gap(json_t *o, const struct gap *g);
void encode_answer(json_t *o, const struct answer *a);
void encode_sandbox(json_t *o, const struct sandbox_report *s);

NODISCARD int decode_disk(const json_t *o, struct arena *a, struct disk *ret, struct err *err);
NODISCARD int decode_volume(const json_t *o, struct arena *a, struct volume_info *ret,
			    struct err *err);
NODISCARD int decode_system(const json_t *o, struct arena *a, struct client_system *ret,
			    struct err *err);
NODISCARD int decode_users(const json_t *users, struct arena *a, struct client_system *ret,
			   struct err *err);
NODISCARD int decode_fact(const json_t *o, enum fact_kind kind, struct facts *facts,
			  struct err *err);
NODISCARD int decode_finding(const json_t *o, struct arena *a, struct finding *ret,
			     struct err *err);
NODISCARD int decode_hit(const json_t *o, struct arena *a, struct hit *ret, struct err *err);
NODISCARD int decode_malware(const json_t *o, struct arena *a, struct malware *ret,
			     struct err *err);
NODISCARD int decode_gap(const json_t *o, struct arena *a, struct gap *ret, struct err *err);
NODISCARD int decode_answer(const json_t *o, struct answer *ret, struct err *err);
NODISCARD int decode_sandbox(const json_t *o, struct sandbox_report *ret, struct err *err);
