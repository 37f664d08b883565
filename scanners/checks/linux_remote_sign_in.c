/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N2 for Linux: can somebody sign in over the network, and is a password enough? fail2ban, which
 * shuts out whoever tries too often, is told as information. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_linux_remote_sign_in;

static const char *way_of(const struct fact_linux_remote *f)
{
	bool root = f->root && !strcmp(f->root, "yes");

	if (f->empty_passwords == FLAG_YES)
		return N_("an empty password is let in");
	if (root && f->passwords == FLAG_YES)
		return N_("the administrator may sign in with a password");
	if (f->exceptions == FLAG_YES)
		return N_("some may sign in with less than the others");
	if (f->passwords != FLAG_NO)
		return N_("a password is enough");
	return N_("only with a key");
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_linux_remote *f = FACTS_AT(facts, linux_remote, LINUX_REMOTE, 0);
	struct say s = { ANSWER_OK, 0,           N_("Nobody can sign in over the network"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	const char *way;

	if (!f || f->installed == FLAG_ABSENT)
		return judging_unseen(N_("because the rules for signing in over the network were "
					 "not found"));
	s.evidence = PHRASE(N_("Rules of OpenSSH: not installed, or not started with the system"));
	if (f->installed == FLAG_NO || f->starts == FLAG_NO)
		return saying(&s);
	way = way_of(f);
	s.evidence = phrase_of(
	    f->guard == FLAG_YES ? N_("Rules of OpenSSH: {0}; whoever tries too often is shut out "
				      "(fail2ban)")
				 : N_("Rules of OpenSSH: {0}"),
	    1, PHRASE_WORD(way));
	s.at = f->fact.written;
	s.headline = N_("Signing in over the network needs a key");
	if (f->empty_passwords == FLAG_YES ||
	    (f->passwords != FLAG_NO && f->root && !strcmp(f->root, "yes"))) {
		s.answer = ANSWER_DANGER;
		s.weight = 3;
		s.headline = N_("The highest rights can be had over the network with a password");
		s.advice = "ssh-keys-only";
	} else if (f->exceptions == FLAG_YES || f->passwords != FLAG_NO) {
		s.answer = ANSWER_CONCERN;
		s.weight = 1;
		s.headline = N_("A password is enough to sign in over the network");
		s.advice = "ssh-keys-only";
	}
	return saying(&s);
}

const struct check check_linux_remote_sign_in = {
	.id = "linux-remote-sign-in",
	.row = "N2",
	.question = N_("Is signing in to this Linux over the network shut or strong?"),
	.targets = TARGET_LINUX,
	.interview = 6,
	.schemes = "JD10 6-4 4-4-1 4-5-1",
	.needs = { FACT_KIND_LINUX_REMOTE, FACT_KIND_NONE },
	.judge = judge,
};
