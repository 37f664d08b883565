/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N2: operation from elsewhere. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_remote_desktop;

static const struct {
	enum flag allowed, asks;
	int64_t port;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_NO, FLAG_NO, 3389, ANSWER_OK, NULL },
	{ FLAG_NO, FLAG_ABSENT, NUMBER_ABSENT, ANSWER_OK, NULL },
	{ FLAG_YES, FLAG_YES, 3389, ANSWER_CONCERN, "remote-desktop-who" },
	{ FLAG_YES, FLAG_ABSENT, NUMBER_ABSENT, ANSWER_CONCERN, "remote-desktop-who" },
	{ FLAG_YES, FLAG_NO, 3390, ANSWER_DANGER, "remote-desktop-off" },
	{ FLAG_ABSENT, FLAG_YES, 3389, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, enum flag allowed, enum flag asks, int64_t port)
{
	struct fact_remote_desktop *f =
	    FACTS_ADD(&b->facts, remote_desktop, REMOTE_DESKTOP, "SYSTEM\\x");

	f->allowed = allowed;
	f->network_authentication = asks;
	f->port = port;
}

/* What the log of connections says. */
static void add_sessions(struct bench *b, int64_t n, int64_t from_internet)
{
	struct fact_remote_session *f =
	    FACTS_ADD(&b->facts, remote_session, REMOTE_SESSION, "x.evtx");

	bench_state(b, FACT_KIND_REMOTE_SESSION, FACT_STATE_COLLECTED, NULL);
	f->events = n;
	f->from_internet = from_internet;
	f->last_internet = from_internet ? DAYS_BEFORE_USE(4) : TIME_ABSENT;
}

static void good(struct bench *b)
{
	add(b, FLAG_NO, FLAG_YES, 3389);
	add_sessions(b, 0, 0);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, rows[_i].allowed, rows[_i].asks, rows[_i].port);
	add_sessions(&b, 3, 0);
	bench_collected(&b, &check_remote_desktop);
	bench_want(&b, &check_remote_desktop, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

/* Whatever is set today. */
START_TEST(somebody_came_from_the_internet)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i ? FLAG_NO : FLAG_YES, FLAG_YES, 3389);
	add_sessions(&b, 3, 1);
	bench_collected(&b, &check_remote_desktop);
	bench_want(&b, &check_remote_desktop, ANSWER_DANGER, "remote-desktop-off");
	bench_end(&b);
}
END_TEST

/* "Off" is not fine while nobody knows who came before; "on" is told all the same. */
START_TEST(the_log_could_not_be_read)
{
	struct bench b;

	for (int state = FACT_STATE_NOT_COLLECTED; state <= FACT_STATE_FAILED; state++) {
		if (state == FACT_STATE_COLLECTED)
			continue;
		bench_begin(&b);
		add(&b, _i ? FLAG_NO : FLAG_YES, FLAG_YES, 3389);
		bench_state(&b, FACT_KIND_REMOTE_SESSION, (enum fact_state)state, "because");
		bench_collected(&b, &check_remote_desktop);
		bench_want(&b, &check_remote_desktop, _i ? ANSWER_COULD_NOT_LOOK : ANSWER_CONCERN,
			   _i ? NULL : "remote-desktop-who");
		bench_end(&b);
	}
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_remote_desktop, good);
	ck_assert_int_eq(bench_nothing_found(&check_remote_desktop), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("remote-desktop");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_loop_test(tc, somebody_came_from_the_internet, 0, 2);
	tcase_add_loop_test(tc, the_log_could_not_be_read, 0, 2);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("remote-desktop", cases);
}
