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

/* What the firewall lets in, per profile; NULL: that profile was not seen. */
static const struct {
	const char *from[3];
	enum fact_state state;
	enum flag asks;
	enum answer_kind want;
	const char *advice;
} door_rows[] = {
#define ALL FACT_STATE_COLLECTED
	{ { "nobody", "nobody", "nobody" }, ALL, FLAG_YES, ANSWER_NOTICE, "remote-desktop-idle" },
	{ { "nobody", "nobody", "nobody" }, ALL, FLAG_NO, ANSWER_CONCERN, "remote-desktop-off" },
	{ { "nobody", "nobody", "local" }, ALL, FLAG_YES, ANSWER_CONCERN, "remote-desktop-who" },
	{ { "anywhere", "named", "nobody" }, ALL, FLAG_YES, ANSWER_CONCERN, "remote-desktop-who" },
	{ { "nobody", "nobody", "anywhere" }, ALL, FLAG_NO, ANSWER_DANGER, "remote-desktop-off" },
	{ { "nobody", "nobody", "anywhere" }, ALL, FLAG_YES, ANSWER_CONCERN, "remote-desktop-who" },
	/* What is not wholly known never makes it better. */
	{ { "nobody", "nobody", NULL }, ALL, FLAG_YES, ANSWER_CONCERN, "remote-desktop-who" },
	{ { "nobody", "nobody", "" }, ALL, FLAG_NO, ANSWER_DANGER, "remote-desktop-off" },
	{ { "nobody", "nobody", "nobody" },
	  FACT_STATE_PARTIAL,
	  FLAG_YES,
	  ANSWER_CONCERN,
	  "remote-desktop-who" },
	{ { NULL }, FACT_STATE_FAILED, FLAG_NO, ANSWER_DANGER, "remote-desktop-off" },
};

START_TEST(the_firewall_belongs_to_it)
{
	static const char *const profile[] = { "domain", "private", "public" };
	struct bench b;

	bench_begin(&b);
	add(&b, FLAG_YES, door_rows[_i].asks, 3389);
	add_sessions(&b, 0, 0);
	for (size_t i = 0; i < 3; i++) {
		struct fact_remote_door *f;

		if (!door_rows[_i].from[i])
			continue;
		f = FACTS_ADD(&b.facts, remote_door, REMOTE_DOOR, "SYSTEM\\x");
		f->profile = profile[i];
		f->from = door_rows[_i].from[i];
	}
	bench_state(&b, FACT_KIND_REMOTE_DOOR, door_rows[_i].state, "because");
	bench_collected(&b, &check_remote_desktop);
	bench_want(&b, &check_remote_desktop, door_rows[_i].want, door_rows[_i].advice);
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
	tcase_add_loop_test(tc, the_firewall_belongs_to_it, 0, LEN(door_rows));
	tcase_add_loop_test(tc, somebody_came_from_the_internet, 0, 2);
	tcase_add_loop_test(tc, the_log_could_not_be_read, 0, 2);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("remote-desktop", cases);
}
