/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A check-up with every field set, also to odd values, for tests and as a seed of the fuzz target.
 */
#pragma once

#include <string.h>

#include "core/base/util.h"
#include "core/record/record.h"

static inline void sample_field(struct fact *f, const struct fact_field *field, unsigned i)
{
	static const char *const texts[] = { "plain", "漢字\x1b\u202E", "", "\xed\xa0\x80odd\xff" };
	char *at = (char *)f + field->offset;

	switch (field->type) {
	case FACT_TYPE_text: {
		const char *text = texts[i % LEN(texts)];

		memcpy(at, &text, sizeof(text));
		break;
	}
	case FACT_TYPE_number: {
		int64_t n = i % 2 ? -(int64_t)i : INT64_MAX - i;

		memcpy(at, &n, sizeof(n));
		break;
	}
	case FACT_TYPE_flag: {
		enum flag flag = i % 2 ? FLAG_YES : FLAG_NO;

		memcpy(at, &flag, sizeof(flag));
		break;
	}
	case FACT_TYPE_moment: {
		int64_t t = 1700000000 + (int64_t)i;

		memcpy(at, &t, sizeof(t));
		break;
	}
	}
}

/* Two facts of every kind: one full, one with every field absent. */
static inline void sample_facts(struct facts *facts)
{
	for (unsigned k = 0; k < FACT_KIND_COUNT; k++) {
		const struct fact_kind_info *info = fact_kind_info((enum fact_kind)k);
		struct fact *f = facts_add(facts, (enum fact_kind)k, "SOFTWARE\\Key");
		struct phrase why = phrase_of("because {0} was {1}", 2,
					      PHRASE_TEXT("\x07"
							  "f"),
					      PHRASE_DATE(1700000000));

		f->written = 1600000000;
		f->replayed = FLAG_YES;
		for (unsigned i = 0; i < info->n_fields; i++)
			sample_field(f, &info->field[i], i + k);
		facts_add(facts, (enum fact_kind)k, "");
		facts_note(facts, (enum fact_kind)k,
			   k % 3 == 0   ? FACT_STATE_COLLECTED
			   : k % 3 == 1 ? FACT_STATE_FAILED
					: FACT_STATE_PARTIAL,
			   k % 3 ? &why : NULL);
	}
}

static inline void sample_volume(struct checkup *c, unsigned i)
{
	struct volume_info *v = checkup_add_volume(c);

	v->partition = i;
	v->offset = 1048576;
	v->size = (uint64_t)1 << 40;
	v->free_bytes = i ? 12345 : UINT64_MAX;
	v->type = "ntfs";
	v->label = "\xff\xfe";
	v->uuid = "1234";
	v->partition_label = "Basic data partition";
	v->partition_type = "ebd0a0a2";
	v->state = i ? VOLUME_STATE_READABLE : VOLUME_STATE_LOCKED;
	v->reason = i ? PHRASE_NONE : PHRASE("because it is locked");
	v->hibernated = FLAG_YES;
	v->dirty = FLAG_NO;
	v->remark = phrase_of("{0} of {1}", 2, PHRASE_BYTES(5), PHRASE_DAY(1700006400));
}

static inline void sample_client(struct checkup *c)
{
	for (unsigned i = 0; i < 2; i++) {
		struct client_system *s = checkup_add_system(c);

		sample_volume(c, i);
		s->kind = i ? SYSTEM_LINUX : SYSTEM_WINDOWS;
		s->volume = i;
		s->name = "Windows 11 Home";
		s->root = i ? "" : "WINDOWS";
		s->n_users = 2 - i;
		s->user = arena_array(&c->arena, 2, sizeof(*s->user));
		for (unsigned u = 0; u < s->n_users; u++)
			s->user[u] = (struct client_user){ u ? "山田" : "\xff", "Users/x" };
		sample_facts(&s->facts);
	}
}

static inline void sample_results(struct checkup *c)
{
	struct phrase what = phrase_of("{0} files", 1, PHRASE_NUMBER(3)), why = PHRASE("because");
	struct finding *f = checkup_add_finding(c);
	struct hit *h = checkup_add_hit(&c->malware);

	*f = (struct finding){ .id = "usb-storage-history",
			       .row = "U1",
			       .system = 1,
			       .answer = ANSWER_CONCERN,
			       .headline = PHRASE("Head"),
			       .evidence = what,
			       .reason = PHRASE_NONE,
			       .evidence_time = 1700000000,
			       .weight = 3,
			       .advice = "usb-rules",
			       .question = 14,
			       .schemes = "JD2 5C" };
	f = checkup_add_finding(c);
	*f = (struct finding){ .id = "uac-on",
			       .row = "A1",
			       .answer = ANSWER_COULD_NOT_LOOK,
			       .reason = why,
			       .evidence_time = TIME_ABSENT,
			       .schemes = "" };
	*h = (struct hit){ 1, "Users/\xff/a.zip", "stream", "Downloads", "Eicar", 68 };
	h = checkup_add_hit(&c->malware);
	*h = (struct hit){ 0, "b", NULL, "", "Eicar", 0 };
	c->malware.state = MALWARE_PARTIAL;
	c->malware.reason = why;
	c->malware.files = 10;
	c->malware.bytes = 1000;
	c->malware.files_total = 20;
	c->malware.bytes_total = 2000;
	c->malware.not_looked = 3;
	c->malware.hits_total = 7;
	c->malware.signatures = 8000000;
	c->malware.database_time = 1750000000;
	c->malware.database_version = "main 62";
	c->malware.engine_version = "1.0.7";
	checkup_add_gap(c, "malware", &what, &why, 3);
	checkup_add_gap(c, "eye", &why, &PHRASE_NONE, 0);
	c->answer[4] = (struct answer){ 4, REPLY_YES, REPLY_PARTLY, true, false };
	c->answer[30] = (struct answer){ 30, REPLY_NOT_USED, REPLY_NONE, false, true };
	c->sandbox = (struct sandbox_report){ true, 4, true, true, false, true, false };
}

static inline void sample_checkup(struct checkup *c)
{
	checkup_init(c);
	c->tool = "kenshin 0.1";
	c->started = 1795000000;
	c->now = 1795000001;
	c->source_kind = "image";
	c->source_name = "\xffname.img";
	c->disk = (struct disk){ .name = "sda",
				 .path = "/dev/sda",
				 .model = "NX-256",
				 .serial = "7K21",
				 .transport = "usb",
				 .size = 256000000000,
				 .sector_size = 512,
				 .removable = true,
				 .guarded = true,
				 .table = "gpt",
				 .reason = PHRASE("why") };
	sample_client(c);
	sample_results(c);
	c->finished = true;
	c->partial = true;
}

static inline void sample_write(const struct checkup *c, const struct record_sink *sink)
{
	record_checkup(sink, c);
	record_end(sink, c->partial);
}
