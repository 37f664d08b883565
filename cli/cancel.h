/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SIGINT, SIGTERM and SIGHUP ask the run to end with what it has. A second one ends the process. */
#pragma once

#include <signal.h>
#include <stdbool.h>

extern volatile sig_atomic_t cancel_asked;
void cancel_install(void);
/* The same, but a second one is only a second asking: for a job that has to be taken back. */
void cancel_install_patient(void);
