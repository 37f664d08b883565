/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One flag. */
#include "cli/cancel.h"

#include "core/base/util.h"

volatile sig_atomic_t cancel_asked;

static void handler(int signal_number)
{
	(void)signal_number;
	cancel_asked = 1;
}

static void install(int flags)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < LEN(signals); i++)
		sigaction(signals[i], &action, NULL);
}

void cancel_install(void)
{
	install((int)SA_RESETHAND);
}

void cancel_install_patient(void)
{
	install(0);
}
