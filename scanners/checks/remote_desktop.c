/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N2: can this PC be operated from elsewhere through remote desktop, and does it ask who comes
 * before the connection stands (network level authentication)? */
#include <string.h>

#include "scanners/checks/logs.h"

extern const struct check check_remote_desktop;

#define USUAL_PORT 3389

/* From where the firewall lets it in. */
enum door { DOOR_UNKNOWN, DOOR_SHUT, DOOR_NAMED, DOOR_LOCAL, DOOR_OPEN, DOOR_PUBLIC };
static const char *const doors[] = {
	N_("whether the firewall lets anybody in is not known"),
	N_("the firewall lets nobody in"),
	N_("the firewall lets in named addresses only"),
	N_("the firewall lets in whoever is on the same network"),
	N_("the firewall lets in anybody, but not in public networks"),
	N_("the firewall lets in anybody, also in public networks"),
};

static enum door door_of(const struct fact_remote_door *f)
{
	const char *from = f->from ? f->from : "";

	if (!strcmp(from, "nobody"))
		return DOOR_SHUT;
	if (!strcmp(from, "named"))
		return DOOR_NAMED;
	if (!strcmp(from, "local"))
		return DOOR_LOCAL;
	if (!strcmp(from, "anywhere"))
		return f->profile && !strcmp(f->profile, "public") ? DOOR_PUBLIC : DOOR_OPEN;
	return DOOR_UNKNOWN;
}

/* The widest; shut only when all three were seen and are. */
static enum door widest(const struct facts *facts)
{
	size_t n = facts_count(facts, FACT_KIND_REMOTE_DOOR);
	enum door widest = DOOR_UNKNOWN;
	bool all = facts_state(facts, FACT_KIND_REMOTE_DOOR) == FACT_STATE_COLLECTED && n >= 3;

	for (size_t i = 0; i < n; i++) {
		enum door d = door_of(FACTS_AT(facts, remote_door, REMOTE_DOOR, i));

		all &= d != DOOR_UNKNOWN;
		widest = MAX(widest, d);
	}
	return widest >= DOOR_OPEN || all ? widest : DOOR_UNKNOWN;
}

static struct phrase evidence(const struct fact_remote_desktop *f, const struct judge_env *env,
			      enum door door)
{
	const char *what = f->network_authentication == FLAG_YES
			       ? N_("on, asks who comes before it connects")
			   : f->network_authentication == FLAG_NO
			       ? N_("on, does not ask who comes before it connects")
			       : N_("on, whether it asks who comes is not set");

	return phrase_of(N_("{0}: remote desktop {1}, port {2}; {3}"), 4,
			 PHRASE_WORD(judging_where(&f->fact)), PHRASE_WORD(what),
			 judging_plain(env, f->port == NUMBER_ABSENT ? USUAL_PORT : f->port),
			 PHRASE_WORD(doors[door]));
}

static struct verdict off(const struct fact_remote_desktop *f)
{
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("Remote desktop is off")),
		.evidence = judging_evidence(&f->fact, N_("remote desktop off")),
		.evidence_time = f->fact.written,
	};
}

static struct verdict on(const struct fact_remote_desktop *f, const struct judge_env *env,
			 enum door door)
{
	bool weak = f->network_authentication == FLAG_NO;
	struct verdict v = {
		.answer = weak ? ANSWER_DANGER : ANSWER_CONCERN,
		.weight = 3,
		.headline =
		    PHRASE(weak ? N_("This PC can be operated from elsewhere, with a weak door")
				: N_("This PC can be operated from elsewhere")),
		.evidence = evidence(f, env, door),
		.evidence_time = f->fact.written,
		.advice = weak ? "remote-desktop-off" : "remote-desktop-who",
	};

	if (door == DOOR_PUBLIC && !weak)
		v.headline =
		    PHRASE(N_("This PC can be operated from elsewhere, even in public networks"));
	/* One click in the firewall away from the above. */
	if (door == DOOR_SHUT) {
		v.answer = weak ? ANSWER_CONCERN : ANSWER_NOTICE;
		v.weight = weak ? 1 : 0;
		v.advice = weak ? "remote-desktop-off" : "remote-desktop-idle";
		v.headline = PHRASE(N_("Remote desktop is on, but the firewall lets nobody in"));
	}
	return v;
}

/* Somebody got in from outside of any local network: whatever is set today. */
static struct verdict from_internet(const struct fact_remote_session *s)
{
	return (struct verdict){
		.answer = ANSWER_DANGER,
		.weight = 3,
		.headline = phrase_of(N_("Somebody on the Internet operated this PC on {0}"), 1,
				      PHRASE_DATE(s->last_internet)),
		.evidence =
		    phrase_of(N_("Windows' event log: {0} remote desktop connection(s), {1} "
				 "from the Internet"),
			      2, PHRASE_NUMBER(s->events), PHRASE_NUMBER(s->from_internet)),
		.evidence_time = s->last_internet,
		.advice = "remote-desktop-off",
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_remote_desktop *f = FACTS_AT(facts, remote_desktop, REMOTE_DESKTOP, 0);

	const struct fact_remote_session *s = FACTS_AT(facts, remote_session, REMOTE_SESSION, 0);
	struct verdict unseen;

	if (s && s->from_internet > 0 && s->last_internet != TIME_ABSENT)
		return from_internet(s);
	if (!f || f->allowed == FLAG_ABSENT)
		return judging_unseen(N_("because the setting of remote desktop was not found"));
	if (f->allowed == FLAG_NO)
		return logs_seen(facts, FACT_KIND_REMOTE_SESSION, &unseen) ? off(f) : unseen;
	return on(f, env, widest(facts));
}

static const enum fact_kind may[] = { FACT_KIND_REMOTE_SESSION, FACT_KIND_REMOTE_DOOR,
				      FACT_KIND_NONE };

const struct check check_remote_desktop = {
	.id = "remote-desktop",
	.row = "N2",
	.question = N_("Is this PC closed to operation from elsewhere?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD10 6-4 4-4-1 4-5-1",
	.needs = { FACT_KIND_REMOTE_DESKTOP, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
