/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A USB memory's check-up becomes part of a visit: under numbers of its own, nothing borrowed, the
 * visit's own results untouched, and all of it in the records and the document. */
#include "tests/unit/core/record/sample_checkup.h"
#include "tests/unit/suite.h"

#include <errno.h>

static void memory(struct checkup *c, enum malware_state state)
{
	struct phrase what = PHRASE("Files"), why = PHRASE("because");
	struct client_system *s;
	struct finding *f;
	struct hit *h;

	checkup_init(c);
	s = checkup_add_system(c);
	s->kind = SYSTEM_USB_MEMORY;
	s->name = "USB 32 GB";
	FACTS_ADD(&s->facts, usb_memory, USB_MEMORY, "USB")->lock = "none";
	facts_note(&s->facts, FACT_KIND_USB_MEMORY, FACT_STATE_COLLECTED, NULL);
	facts_note(&s->facts, FACT_KIND_USB_FACE, FACT_STATE_FAILED, &why);
	f = checkup_add_finding(c);
	f->id = "usb-memory-lock";
	f->answer = ANSWER_CONCERN;
	h = checkup_add_hit(&c->malware);
	*h = (struct hit){ 0, "x.exe", NULL, "", "Eicar", 68 };
	c->malware.state = state;
	c->malware.reason = state == MALWARE_COMPLETE ? PHRASE_NONE : why;
	c->malware.files = 5;
	c->malware.not_looked = 1;
	c->malware.database_time = 1750000000;
	c->malware.signatures = 9;
	checkup_add_gap(c, "malware", &what, &why, 1);
	c->finished = true;
}

START_TEST(a_memory_is_taken_into_a_visit)
{
	struct checkup visit, usb;
	struct err err = { 0 };
	size_t findings;

	sample_checkup(&visit);
	findings = visit.n_findings;
	memory(&usb, MALWARE_COMPLETE);
	ck_assert_int_eq(record_take_usb(&visit, &usb, &err), 0);
	checkup_done(&usb); /* nothing is borrowed: the rest runs under ASan, too */

	ck_assert_uint_eq(visit.n_systems, 3);
	ck_assert_int_eq(visit.system[2].kind, SYSTEM_USB_MEMORY);
	ck_assert_str_eq(visit.system[2].name, "USB 32 GB");
	ck_assert_str_eq(FACTS_AT(&visit.system[2].facts, usb_memory, USB_MEMORY, 0)->lock, "none");
	ck_assert_int_eq(facts_state(&visit.system[2].facts, FACT_KIND_USB_FACE),
			 FACT_STATE_FAILED);
	ck_assert_uint_eq(visit.n_findings, findings + 1);
	ck_assert_uint_eq(visit.finding[findings].system, 2);
	ck_assert_int_eq(visit.usb.state, MALWARE_COMPLETE);
	ck_assert_uint_eq(visit.usb.n_hits, 1);
	ck_assert_str_eq(visit.usb.hit[0].signature, "Eicar");
	ck_assert_uint_eq(visit.malware.hits_total, 7);
	ck_assert_uint_eq(checkup_signs(&visit), 8);
	ck_assert(!checkup_is_usb_alone(&visit));
	ck_assert_uint_eq(visit.n_gaps, 3);
	checkup_done(&visit);
}
END_TEST

static const struct {
	enum malware_state first, second, want;
} states[] = {
	{ MALWARE_COMPLETE, MALWARE_COMPLETE, MALWARE_COMPLETE },
	{ MALWARE_COMPLETE, MALWARE_FAILED, MALWARE_PARTIAL },
	{ MALWARE_NOT_RUN, MALWARE_COMPLETE, MALWARE_PARTIAL },
	{ MALWARE_PARTIAL, MALWARE_COMPLETE, MALWARE_PARTIAL },
	{ MALWARE_NOT_RUN, MALWARE_NOT_RUN, MALWARE_NOT_RUN },
};

START_TEST(two_memories_add_up)
{
	struct checkup visit, usb;
	struct err err = { 0 };

	checkup_init(&visit);
	for (int i = 0; i < 2; i++) {
		memory(&usb, i ? states[_i].second : states[_i].first);
		usb.malware.database_time -= i;
		ck_assert_int_eq(record_take_usb(&visit, &usb, &err), 0);
		checkup_done(&usb);
	}
	ck_assert_int_eq(visit.usb.state, states[_i].want);
	ck_assert(visit.usb.reason.id || states[_i].want == MALWARE_COMPLETE);
	ck_assert_uint_eq(visit.usb.files, 10);
	ck_assert_uint_eq(visit.usb.not_looked, 2);
	ck_assert_uint_eq(visit.usb.hits_total, 2);
	ck_assert_int_eq(visit.usb.database_time, 1750000000 - 1); /* the older ones */
	ck_assert_uint_eq(visit.finding[1].system, 1);
	ck_assert(checkup_is_usb_alone(&visit));
	checkup_done(&visit);
}
END_TEST

START_TEST(a_full_visit_stays_as_it_was)
{
	struct checkup visit, usb;
	struct err err = { 0 };

	checkup_init(&visit);
	while (checkup_add_system(&visit))
		;
	memory(&usb, MALWARE_COMPLETE);
	ck_assert_int_eq(record_take_usb(&visit, &usb, &err), -ENOSPC);
	ck_assert_uint_eq(visit.n_findings, 0);
	ck_assert(!checkup_usb_scanned(&visit));
	checkup_done(&usb);
	checkup_done(&visit);
}
END_TEST

static char text[1 << 20];

static void keep(void *arg, const char *json, size_t n)
{
	size_t *at = arg;

	memcpy(text + *at, json, n);
	*at += n;
	text[(*at)++] = '\n';
}

/* Saved as lines, read again, saved again: the same. */
START_TEST(lines_carry_it)
{
	struct checkup visit, usb, again;
	struct err err = { 0 };
	size_t n = 0, m = 0;
	const struct record_sink sink = { keep, &n };
	char *copy;
	FILE *in;

	sample_checkup(&visit);
	memory(&usb, MALWARE_PARTIAL);
	ck_assert_int_eq(record_take_usb(&visit, &usb, &err), 0);
	record_checkup(&sink, &visit);
	copy = xmalloc(n);
	memcpy(copy, text, n);
	in = fmemopen(copy, n, "r");
	checkup_init(&again);
	ck_assert_int_eq(record_load(&again, in, &err), 0);
	fclose(in);
	ck_assert_uint_eq(again.usb.hits_total, 1);
	ck_assert_int_eq(again.usb.state, MALWARE_PARTIAL);
	record_checkup(&(struct record_sink){ keep, &m }, &again);
	ck_assert_uint_eq(m, n);
	ck_assert_int_eq(memcmp(text, copy, n), 0);
	free(copy);
	checkup_done(&again);
	checkup_done(&usb);
	checkup_done(&visit);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("usb");

	tcase_add_test(tc, a_memory_is_taken_into_a_visit);
	tcase_add_loop_test(tc, two_memories_add_up, 0, LEN(states));
	tcase_add_test(tc, a_full_visit_stays_as_it_was);
	tcase_add_test(tc, lines_carry_it);
	return suite_result(suite_create("a USB memory in a visit"), tc);
}
