/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D8: mail kept on the PC, and how Outlook's data files are protected. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_local_mail;

#define DAMAGED "because a file is damaged"

static const struct {
	int64_t files;
	const char *data; /* of each file of Outlook: y, n, p (protected), ? */
	enum fact_state state;
	enum answer_kind want;
	unsigned numbers; /* of the evidence */
	int64_t locked, open;
	const char *reason;
} rows[] = {
	{ 0, "", FACT_STATE_COLLECTED, ANSWER_OK, 0, 0, 0, NULL },
	{ 1, "", FACT_STATE_COLLECTED, ANSWER_NOTICE, 2, 0, 0, NULL },
	{ 280, "", FACT_STATE_COLLECTED, ANSWER_NOTICE, 2, 0, 0, NULL },
	{ 2, "yn", FACT_STATE_COLLECTED, ANSWER_NOTICE, 4, 1, 1, NULL },
	{ 4, "yypn", FACT_STATE_COLLECTED, ANSWER_NOTICE, 4, 3, 1, NULL },
	{ 3, "yy?", FACT_STATE_PARTIAL, ANSWER_NOTICE, 4, 2, 0, DAMAGED },
	{ 1, "?", FACT_STATE_PARTIAL, ANSWER_NOTICE, 2, 0, 0, DAMAGED },
	{ 1, "", FACT_STATE_FAILED, ANSWER_NOTICE, 2, 0, 0, DAMAGED },
	{ 1, "", FACT_STATE_NOT_COLLECTED, ANSWER_NOTICE, 2, 0, 0,
	  "because a data file of Outlook could not be looked into" },
};

static void add(struct bench *b, int64_t files, const char *data)
{
	struct fact_mail_store *f =
	    files ? FACTS_ADD(&b->facts, mail_store, MAIL_STORE, "Users") : NULL;

	if (f) {
		f->files = files;
		f->bytes = files << 30;
	}
	for (; *data; data++) {
		struct fact_mail_data *d = FACTS_ADD(&b->facts, mail_data, MAIL_DATA, "Users");

		d->method = *data == 'p' ? "protected" : "permute";
		d->password = *data == 'y' ? FLAG_YES : *data == 'n' ? FLAG_NO : FLAG_ABSENT;
	}
}

static void good(struct bench *b)
{
	bench_state(b, FACT_KIND_MAIL_DATA, FACT_STATE_COLLECTED, NULL);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, rows[_i].files, rows[_i].data);
	bench_state(&b, FACT_KIND_MAIL_DATA, rows[_i].state,
		    rows[_i].state == FACT_STATE_NOT_COLLECTED ? NULL : rows[_i].reason);
	bench_collected(&b, &check_local_mail);
	bench_want(&b, &check_local_mail, rows[_i].want, NULL);
	ck_assert_pstr_eq(b.finding.advice, rows[_i].want == ANSWER_OK ? NULL : "mail-in-copies");
	ck_assert_pstr_eq(b.finding.reason.id, rows[_i].reason);
	ck_assert_uint_eq(b.finding.evidence.n_args, rows[_i].numbers);
	if (rows[_i].numbers == 4) {
		ck_assert_int_eq(b.finding.evidence.arg[2].number, rows[_i].locked);
		ck_assert_int_eq(b.finding.evidence.arg[3].number, rows[_i].open);
	}
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_local_mail, good);
	ck_assert_int_eq(bench_nothing_found(&check_local_mail), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("local-mail");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("local-mail", cases);
}
