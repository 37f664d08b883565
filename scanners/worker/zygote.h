/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The zygote: a process that gives its rights away, then forks one worker per request and tells
 * how each ended. It never reads a client's byte. One loop, two inputs: its socket, its children. */
#pragma once

/* Serves on control until it closes, then kills what is left. Returns the exit code. */
int zygote_run(int control);
