/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Remote desktop connections that came as far as a right password. Who and from where stays in the
 * log: only whether the other end was on the Internet leaves it. */
#include "scanners/probes/events.h"

#define LOG "Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational"

enum { AUTHENTICATED = 1149 };

struct story {
	struct events e;
	int64_t events, last, internet, last_internet;
};

static void each(void *arg, const struct evtx_event *event)
{
	struct story *s = arg;

	if (!events_from(event, "Microsoft-Windows-TerminalServices-RemoteConnectionManager"))
		return;
	s->events++;
	s->last = MAX(s->last, event->written);
	if (events_internet(evtx_element(s->e.arena, event->xml, "Param3"))) {
		s->internet++;
		s->last_internet = MAX(s->last_internet, event->written);
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct evtx_want wants[] = { { AUTHENTICATED, EVENTS_MAX, 0, 0 }, { 0 } };
	struct story s = { .e = { .in = in, .facts = out, .arena = out->arena },
			   .last = TIME_ABSENT,
			   .last_internet = TIME_ABSENT };
	struct fact_remote_session *f;

	events_read(&s.e, 0, LOG ".evtx", wants, each, &s);
	events_note(&s.e, FACT_KIND_REMOTE_SESSION);
	f = s.e.there ? FACTS_ADD(out, remote_session, REMOTE_SESSION, s.e.name) : NULL;
	if (!f)
		return 0;
	f->events = s.events;
	f->last = s.last;
	f->from_internet = s.internet;
	f->last_internet = s.last_internet;
	return 0;
}

const struct probe probe_remote_events = {
	.id = "remote-events",
	.targets = TARGET_WINDOWS,
	.files = { WANT_LOG(LOG) },
	.gives = { FACT_KIND_REMOTE_SESSION, FACT_KIND_NONE },
	.seconds = EVENTS_SECONDS,
	.run = PROBE_RUN(run),
};
